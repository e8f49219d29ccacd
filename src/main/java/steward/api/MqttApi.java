package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import steward.access.Accounts;
import steward.access.MqttClients;
import steward.access.MqttPasswords;
import steward.rights.Client;
import steward.rights.User;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Tree;

/// Names on the broker: of devices, bridges and people's clients.
final class MqttApi {
  private static final int PREFIX_LENGTH_MAX = 100;

  private final MqttClients clients;
  private final Attachments attachments;
  private final Accounts accounts;

  MqttApi(Attachments attachments, Accounts accounts) {
    this.attachments = attachments;
    this.accounts = accounts;
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
            this::remove),
        ofClient(
            "PUT",
            "makeMqttPassword",
            "Make a client's password on the broker, which is shown once; one before ends",
            Map.of(200, "MqttPasswordMade"),
            this::password),
        ofClient(
            "DELETE",
            "removeMqttPassword",
            "Take a client's password on the broker away; its connections end at once",
            Map.of(204, ""),
            this::forget));
  }

  private Operation ofClient(
      String method,
      String id,
      String summary,
      Map<Integer, String> answers,
      Operation.Handler handler) {
    return new Operation(
        method,
        "/clients/{id}/mqtt-password",
        id,
        summary,
        List.of(),
        "",
        answers,
        handler,
        request -> ClientsApi.target(accounts, request));
  }

  private CompletableFuture<Answer> password(Request request) {
    Attachments.At at = at();
    Client client = ClientsApi.find(accounts, request).orElseThrow(Problem::hidden);
    return attachments
        .passwords()
        .make(client)
        .thenApply(made -> Answer.ok(shown(made.name(), made.password(), at)));
  }

  private CompletableFuture<Answer> forget(Request request) {
    Client client = ClientsApi.find(accounts, request).orElseThrow(Problem::hidden);
    return attachments.passwords().remove(client.id()).thenApply(_ -> Answer.none());
  }

  private Attachments.At at() {
    return attachments
        .at()
        .get()
        .orElseThrow(() ->
            Problem.conflict(
                "This house uses another broker (mqtt.external), which has its own names."));
  }

  private CompletableFuture<Answer> list(Request request) {
    return clients
        .list()
        .thenApply(all ->
            Stream.concat(
                    all.stream().map(MqttApi::json),
                    attachments.passwords().list().stream().map(MqttApi::json))
                .toList())
        .thenApply(all -> Answer.ok(Json.list(all, null)));
  }

  private static Map<String, @Nullable Object> json(MqttPasswords.Item item) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("name", item.name());
    json.put("kind", "client");
    json.put("things", List.of());
    json.put("prefix", null);
    json.put("since", Json.instant(item.since()));
    json.put("seen", item.seen().map(Json::instant).orElse(null));
    return json;
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
    Attachments.At at = at();
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
    var json = shown(made.item().name(), made.password(), at);
    json.put("setup", made.setUp(at.host(), at.tls(), at.plain()));
    return json;
  }

  private static Map<String, @Nullable Object> shown(
      String name, String password, Attachments.At at) {
    var ports = new LinkedHashMap<String, @Nullable Object>();
    ports.put("mqtts", at.tls().orElse(null));
    ports.put("mqtt", at.plain().orElse(null));
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("name", name);
    json.put("password", password);
    json.put("host", at.host());
    json.put("ports", ports);
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
