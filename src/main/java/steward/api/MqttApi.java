package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.access.MqttClients;
import steward.rights.User;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Tree;

/// Names of devices and bridges on the broker.
final class MqttApi {
  private static final int PREFIX_LENGTH_MAX = 100;

  private final MqttClients clients;
  private final Attachments attachments;

  MqttApi(Attachments attachments) {
    this.attachments = attachments;
    clients = attachments.clients();
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/mqtt/clients",
            "listMqttClients",
            "Devices and bridges with a name of their own on the broker",
            "MqttClientList",
            this::list),
        new Operation(
            "POST",
            "/mqtt/clients",
            "makeMqttClient",
            "Give a device or a bridge a name and password on the broker, which are shown once",
            List.of(),
            "MakeMqttClient",
            Map.of(201, "MqttClientMade"),
            this::make),
        new Operation(
            "DELETE",
            "/mqtt/clients/{name}",
            "removeMqttClient",
            "Take a name on the broker away; its connections end at once",
            List.of(),
            "",
            Map.of(204, ""),
            this::remove));
  }

  private CompletableFuture<Answer> list(Request request) {
    return clients
        .list()
        .thenApply(all -> Answer.ok(Json.list(all.stream().map(MqttApi::json).toList(), null)));
  }

  private static Map<String, @Nullable Object> json(MqttClients.Item item) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("name", item.name());
    json.put("kind", item.prefix().isPresent() ? "bridge" : "device");
    json.put("things", item.things().stream().map(ThingId::value).toList());
    json.put("prefix", item.prefix().orElse(null));
    json.put("since", Json.instant(item.since()));
    json.put("seen", item.seen().map(Json::instant).orElse(null));
    return json;
  }

  private CompletableFuture<Answer> make(Request request) {
    Attachments.At at =
        attachments
            .at()
            .get()
            .orElseThrow(() ->
                Problem.conflict(
                    "This house uses another broker (mqtt.external), which has its own names."));
    Tree body = request.body().only(Set.of("thing", "prefix", "name"));
    return wanted(body).thenApply(made -> Answer.of(201, json(made, at)));
  }

  private CompletableFuture<MqttClients.Made> wanted(Tree body) {
    if (body.has("thing") == body.has("prefix"))
      throw new Malformed("/thing", "either a thing or a prefix", "both or neither");
    if (body.has("prefix")) {
      Optional<String> name = body.find("name").map(text -> text.text(User.NAME_LENGTH_MAX));
      return clients.makeBridge(body.get("prefix").text(PREFIX_LENGTH_MAX), name);
    }
    if (body.has("name"))
      throw body.get("name").wrong("no name: a device is named after its thing");
    String id = body.get("thing").text(ThingId.LENGTH_MAX);
    if (!ThingId.isSlug(id)) throw body.get("thing").wrong("the id of a thing");
    return clients.make(new ThingId(id));
  }

  private static Map<String, @Nullable Object> json(MqttClients.Made made, Attachments.At at) {
    var ports = new LinkedHashMap<String, @Nullable Object>();
    ports.put("mqtts", at.tls().orElse(null));
    ports.put("mqtt", at.plain().orElse(null));
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("name", made.item().name());
    json.put("password", made.password());
    json.put("host", at.host());
    json.put("ports", ports);
    json.put("setup", made.setUp(at.host(), at.tls(), at.plain()));
    return json;
  }

  private CompletableFuture<Answer> remove(Request request) {
    String name = request.part("name");
    return clients
        .remove(name)
        .thenApply(wasThere -> {
          if (!wasThere) throw Problem.notFound("name on the broker", name);
          return Answer.none();
        });
  }
}
