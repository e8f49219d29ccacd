package steward.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import steward.access.DeviceSecrets;
import steward.driver.Family;
import steward.link.DriverHost;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Tree;

/// The secrets of devices that people enter: beside a binding, on acceptance, or later. None is
/// ever given back.
final class DeviceKeys {
  private static final int LENGTH_MAX = 4_000;

  private final DriverHost host;
  private final DeviceSecrets secrets;
  private final ThingsApi things;

  DeviceKeys(DriverHost host, DeviceSecrets secrets, ThingsApi things) {
    this.host = host;
    this.secrets = secrets;
    this.things = things;
  }

  List<Operation> operations() {
    return List.of(
        new Operation(
            "PUT",
            "/things/{id}/secrets",
            "putSecrets",
            "Enter secrets of a device, such as its key; they are never given back",
            List.of(),
            "DeviceSecrets",
            Map.of(204, ""),
            this::put),
        Operation.get(
            "/things/{id}/recording",
            "recordThing",
            "The last messages of its device as a fixture for a driver's test, secrets blanked",
            "Recording",
            this::record));
  }

  private CompletableFuture<Answer> put(Request request) {
    Thing thing = things.known(request);
    Udn device = thing.udn().root();
    Map<String, String> given = texts(request.body().only(Set.of("secrets")).get("secrets"));
    return keep(device, given)
        .thenApply(_ -> {
          host.renew(device);
          return Answer.none();
        });
  }

  private CompletableFuture<Answer> record(Request request) {
    Thing thing = things.known(request);
    var kept = secrets.kept(thing.udn()).secrets().values().stream().map(Bytes::text).toList();
    var family = host.family(thing.udn().family());
    var recording =
        new Recording(new Blanks(kept), message -> family.flatMap(one -> one.clear(message)))
            .of(thing, host.messages(thing));
    return Answer.now(Answer.ok(recording));
  }

  /// Reads `{"NAME": "secret"}`.
  static Map<String, String> texts(Tree tree) {
    var texts = new TreeMap<String, String>();
    for (Object key : tree.object().keySet()) {
      String name = String.valueOf(key);
      texts.put(name, tree.get(name).text(LENGTH_MAX));
    }
    return texts;
  }

  /// Keeps what was entered for a device; an empty text removes what was kept.
  ///
  /// @throws Malformed if its family has no such secret
  CompletableFuture<Void> keep(Udn device, Map<String, String> given) {
    List<Family.Field> known = fields(device.family());
    var writes = new ArrayList<CompletableFuture<Void>>();
    given
        .keySet()
        .forEach(name -> {
          if (find(known, name).isEmpty())
            throw new Malformed(
                "/secrets/" + name,
                known.isEmpty()
                    ? "nothing: things of this family have no secrets"
                    : "one of "
                        + String.join(", ", known.stream().map(Family.Field::name).toList()),
                "'" + name + "'");
        });
    given.forEach((name, secret) -> {
      boolean ofFamily = find(known, name).map(Family.Field::ofFamily).orElse(false);
      String owner = ofFamily ? device.family() : device.root().value();
      writes.add(secrets.put(owner, name, Bytes.utf8(secret)));
    });
    return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
  }

  private static Optional<Family.Field> find(List<Family.Field> fields, String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /// What a family keeps secret.
  List<Family.Field> fields(String family) {
    return host.family(family).stream()
        .flatMap(one -> one.fields().stream())
        .filter(Family.Field::secret)
        .toList();
  }
}
