package steward.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import steward.access.DeviceSecrets;
import steward.access.Gate;
import steward.access.Owners;
import steward.activity.text.ActivitySchema;
import steward.discovery.DiscoveryInbox;
import steward.discovery.Scout;
import steward.folder.HouseFolder;
import steward.link.DriverHost;
import steward.loop.HouseLoop;
import steward.loop.PastHouse;
import steward.network.Handshakes;
import steward.notice.Reporting;
import steward.rights.ClientId;
import steward.rights.UserId;
import steward.store.CaseFiles;
import steward.store.FileJournal;
import steward.thing.Thing;

/// The HTTP face: mounts every route of the API on a router. Thread-safe after construction.
public final class Api {
  private final StreamApi stream;
  private final List<Operation> operations = new ArrayList<>();
  private final HealthApi health;
  private final Parts parts;
  private final Lines lines;
  private final Entrance entrance;
  private final Sight sight;
  private final Vertx vertx;

  /// What the API is built on.
  public record Parts(
      HouseLoop loop,
      DriverHost host,
      DiscoveryInbox inbox,
      Scout scout,
      DeviceSecrets secrets,
      FileJournal journal,
      Charts charts,
      Condition condition,
      String houseName,
      Supplier<String> zone,
      Supplier<Optional<ZoneId>> fixedZone,
      Owners owners,
      Versions versions,
      String version,
      boolean demo,
      Gate gate,
      Identity identity,
      People people,
      Attachments attachments,
      WebhooksApi webhooks,
      Reporting reporting,
      SonoffApi sonoff,
      NetworkApi network,
      WaysIn ways,
      ProfilesApi profiles,
      LedgerApi ledger,
      PastHouse past,
      CaseFiles cases,
      HouseFolder folder,
      GradeApi grades) {
    /// The role of a user; empty for nobody.
    String roleOf(String owner) {
      return people.accounts().user(new UserId(owner)).map(user -> user.role().label()).orElse("");
    }
  }

  /// Where measurements for charts come from: `[epoch milliseconds, value]` pairs.
  public interface Charts extends ThingsApi.History {}

  /// Where the older versions of activities are kept.
  public interface Versions extends ActivitiesApi.Versions {}

  /// How the steward is: what the health page shows beside the things.
  public interface Condition extends HealthApi.Facts {}

  public Api(Vertx vertx, Handshakes handshakes, Parts parts) {
    this.vertx = vertx;
    this.parts = parts;
    lines = new Lines(vertx, handshakes);
    entrance = new Entrance(parts.gate(), parts.identity(), lines);
    var sight = new Sight(parts.gate(), parts.host().directory());
    this.sight = sight;
    var things =
        new ThingsApi(
            parts.loop(), parts.host(), parts.inbox(), parts.secrets(), parts.charts(), sight);
    stream = new StreamApi(vertx, parts.loop(), parts.journal(), sight);
    health = new HealthApi(parts.loop(), parts.condition());
    operations.add(
        Operation.get(
            "/house", "getHouse", "The house: name, zone, time, rooms", "House", this::house));
    operations.addAll(things.operations());
    operations.addAll(things.keys().operations());
    operations.addAll(new CommandsApi(parts.loop(), parts.journal(), things).operations());
    operations.addAll(new InboxApi(parts.inbox(), parts.scout(), things).operations());
    activities();
    operations.addAll(new JournalApi(parts.journal(), parts.loop(), sight).operations());
    operations.addAll(health.operations());
    operations.addAll(new MqttApi(parts.attachments(), parts.people().accounts()).operations());
    operations.addAll(parts.webhooks().operations());
    operations.addAll(parts.sonoff().operations());
    operations.addAll(parts.network().operations());
    operations.addAll(parts.grades().operations());
    operations.addAll(parts.ways().operations(parts.people().accounts()));
    operations.addAll(parts.profiles().operations());
    operations.addAll(parts.ledger().operations());
    var people = parts.people();
    var sessions = new SessionApi(people, entrance, parts.identity()::isClaimed);
    var users = new UsersApi(people, entrance);
    operations.addAll(sessions.operations());
    operations.addAll(new ClaimApi(people, entrance, sessions).operations());
    operations.addAll(users.operations());
    var notices = new NoticesApi(parts.loop(), parts.reporting(), people, users);
    operations.addAll(notices.operations());
    notices.tell(stream);
    operations.addAll(new ClientsApi(people, entrance, users, parts.ways().vpn()).operations());
    operations.addAll(new AuditApi(people.audit()).operations());
    operations.addAll(new FolderApi(parts.folder()).operations());
  }

  private void activities() {
    var loop = parts.loop();
    var view = new ActivityView(loop, parts.owners());
    var findings = new FindingsApi(loop, parts.cases(), parts::roleOf, sight);
    var activities = new ActivitiesApi(loop, view, parts.versions(), entrance, findings);
    operations.addAll(findings.operations());
    operations.addAll(activities.operations());
    operations.addAll(new RehearsalApi(loop, parts.journal(), parts.past(), sight).operations());
    operations.addAll(new ReadyMadeApi(loop, findings).operations());
    operations.addAll(
        new CasesApi(loop, parts.journal(), parts.past(), parts.cases()).operations());
    operations.addAll(new ActivityPastApi(loop, activities, parts.versions()).operations());
    operations.addAll(new GroupsApi(loop).operations());
    operations.addAll(new PlaceApi(loop, parts.fixedZone()).operations());
  }

  /// Puts the gate and all routes on the router; `ready` tells whether everything is up.
  public void mount(Router router, Supplier<Boolean> ready) {
    entrance.mount(router);
    document(router, "/openapi.json", OpenApi.document(operations, parts.version()));
    document(router, "/activity.schema.json", ActivitySchema.document());
    health.mount(router, entrance, ready);
    stream.mount(router, entrance);
    ApiRouter.mount(vertx, router, entrance, operations);
  }

  /// What describes the API, for who may see it.
  private void document(Router router, String path, Map<String, Object> document) {
    byte[] bytes = Json.bytes(document);
    router
        .get(path)
        .handler(entrance.guard("openApi"))
        .handler(context ->
            context
                .response()
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(bytes)));
  }

  private CompletableFuture<Answer> house(Request request) {
    var json = new LinkedHashMap<String, Object>();
    var things =
        parts.host().directory().things().stream()
            .filter(Thing::isDevice)
            .filter(thing -> sight.sees(request.caller(), thing))
            .toList();
    json.put("name", parts.houseName());
    json.put("zone", parts.zone().get());
    json.put("time", Json.instant(Instant.now()));
    json.put("version", parts.version());
    json.put("rooms", things.stream().map(Thing::room).distinct().sorted().toList());
    json.put("things", things.size());
    json.put("demo", parts.demo());
    return Answer.now(Answer.ok(json));
  }

  public Map<String, Long> counters() {
    var all = new TreeMap<>(stream.counters());
    all.putAll(lines.counters());
    all.putAll(entrance.counters());
    return all;
  }

  /// The connections, to be minded from before a listener listens.
  public Lines lines() {
    return lines;
  }

  /// What stands before every route.
  public Entrance entrance() {
    return entrance;
  }

  /// Ends what a client has open that may not go on.
  public void end(ClientId gone) {
    stream.end(gone);
  }

  /// Ends what is open of sessions that are over.
  public void sessionEnded() {
    stream.recheck();
  }

  /// Ends the open streams.
  public void close() {
    stream.close();
  }
}
