package steward.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import steward.discovery.DiscoveryInbox;
import steward.link.DriverHost;
import steward.loop.HouseLoop;
import steward.store.FileJournal;
import steward.thing.Thing;

/// The HTTP face: mounts every route of the API on a router. Thread-safe after construction.
public final class Api {
  private final StreamApi stream;
  private final List<Operation> operations = new ArrayList<>();
  private final HealthApi health;
  private final Parts parts;
  private final Vertx vertx;

  /// What the API is built on.
  public record Parts(
      HouseLoop loop,
      DriverHost host,
      DiscoveryInbox inbox,
      FileJournal journal,
      Charts charts,
      Condition condition,
      String houseName,
      String zone,
      String version,
      boolean demo) {}

  /// Where measurements for charts come from: `[epoch milliseconds, value]` pairs.
  public interface Charts extends ThingsApi.History {}

  /// How the steward is: what the health page shows beside the things.
  public interface Condition extends HealthApi.Facts {}

  public Api(Vertx vertx, Parts parts) {
    this.vertx = vertx;
    this.parts = parts;
    var things = new ThingsApi(parts.loop(), parts.host(), parts.inbox(), parts.charts());
    stream = new StreamApi(vertx, parts.loop(), parts.journal());
    health = new HealthApi(parts.loop(), parts.condition());
    operations.add(
        Operation.get(
            "/house", "getHouse", "The house: name, zone, time, rooms", "House", this::house));
    operations.addAll(things.operations());
    operations.addAll(new CommandsApi(parts.loop(), parts.journal(), things::known).operations());
    operations.addAll(new InboxApi(parts.inbox(), things).operations());
    operations.addAll(new ActivitiesApi(parts.loop(), parts.host().directory()).operations());
    operations.addAll(
        new JournalApi(parts.journal(), parts.loop(), parts.host().directory()).operations());
    operations.addAll(health.operations());
  }

  /// Puts the gate and all routes on the router; `ready` tells whether everything is up.
  public void mount(Router router, Supplier<Boolean> ready) {
    LocalGate.mount(router);
    byte[] openApi = Json.bytes(OpenApi.document(operations, parts.version()));
    router
        .get("/openapi.json")
        .handler(context ->
            context
                .response()
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(openApi)));
    health.mount(router, ready);
    stream.mount(router);
    ApiRouter.mount(vertx, router, operations);
  }

  private CompletableFuture<Answer> house(Request request) {
    var json = new LinkedHashMap<String, Object>();
    var things = parts.host().directory().things();
    json.put("name", parts.houseName());
    json.put("zone", parts.zone());
    json.put("time", Json.instant(Instant.now()));
    json.put("version", parts.version());
    json.put("rooms", things.stream().map(Thing::room).distinct().sorted().toList());
    json.put("things", things.size());
    json.put("demo", parts.demo());
    return Answer.now(Answer.ok(json));
  }

  public Map<String, Long> counters() {
    return stream.counters();
  }

  /// Ends the open streams.
  public void close() {
    stream.close();
  }
}
