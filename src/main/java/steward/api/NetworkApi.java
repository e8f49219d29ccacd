package steward.api;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import steward.network.enclosure.Decisions;
import steward.network.enclosure.Difference;
import steward.network.enclosure.Enclosure;
import steward.network.enclosure.Refused;
import steward.network.enclosure.Station;
import steward.network.enclosure.Station.Standing;
import steward.network.enclosure.Status;
import steward.network.fence.Advice;
import steward.network.fence.Advice.Topology;
import steward.network.fence.FencePlan;
import steward.network.fence.Ground;
import steward.network.fence.NetworkName;
import steward.network.fence.Verified;
import steward.value.Malformed;
import steward.value.Tree;

/// The closed network: its stations, what is decided about them, and the fence around it.
public final class NetworkApi {
  private static final int TOKEN_MAX = 64;

  private final Enclosure enclosure;
  private final Supplier<List<String>> rivals;
  private final Decisions decisions;
  private final StationsApi stations;

  /// @param rivals what else is wrong with the network, in sentences
  public NetworkApi(Enclosure enclosure, Supplier<List<String>> rivals) {
    this.enclosure = enclosure;
    this.rivals = rivals;
    decisions = new Decisions(enclosure);
    stations = new StationsApi(enclosure, decisions);
  }

  List<Operation> operations() {
    var all = new ArrayList<Operation>();
    all.add(
        Operation.get(
            "/network", "getNetwork", "How the closed network is", "Network", this::network));
    all.addAll(stations.operations());
    all.add(
        Operation.get(
            "/network/change",
            "networkChange",
            "What applying would do, in words and in rows",
            "NetworkChange",
            _ -> blocking(this::change)));
    all.add(
        changing(
            "POST",
            "/network/apply",
            "applyNetwork",
            "Try the fence as it is configured and decided, for a minute",
            "NetworkTry",
            this::apply));
    all.add(
        changing(
            "POST",
            "/network/confirm",
            "confirmNetwork",
            "Keep what is tried, by the client that tried it",
            "NetworkTry",
            this::confirm));
    all.add(
        changing(
            "POST",
            "/network/back",
            "networkBack",
            "Put back what was before the trial",
            "NetworkTry",
            this::back));
    all.add(
        changing(
            "POST",
            "/network/again",
            "networkAgain",
            "Put the confirmed fence in force once more, after somebody else changed it",
            "NetworkTry",
            this::again));
    all.add(
        Operation.get(
                "/network/advice",
                "networkAdvice",
                "Files and steps for a person, by how the home is wired",
                "NetworkAdvice",
                this::advice)
            .with(
                new Operation.Query(
                    "topology", "string", "two-interfaces, trunk, openwrt or unifi")));
    return all;
  }

  static Operation changing(
      String method,
      String path,
      String id,
      String summary,
      String body,
      Operation.Handler handler) {
    var operation =
        new Operation(
            method, path, id, summary, List.of(), body, Map.of(200, "NetworkDid"), handler);
    return method.equals("DELETE")
        ? operation.with(new Operation.Query("preview", "boolean", "only say what it would do"))
        : operation;
  }

  static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Runs what may wait for the helper or the disk, and turns its refusals into answers.
  static CompletableFuture<Answer> blocking(Supplier<Answer> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.get();
          } catch (Refused e) {
            throw refused(e);
          }
        },
        Thread::startVirtualThread);
  }

  private static Problem refused(Refused e) {
    String sentence = String.valueOf(e.getMessage());
    return switch (e.why()) {
      case UNKNOWN -> Problem.of(404, "Not found", sentence);
      case CONFLICT -> Problem.conflict(sentence);
      case NOT_YOURS -> Problem.forbidden(sentence);
      case HELPER -> Problem.of(503, "The fence was not changed", sentence);
    };
  }

  // ---- asking

  private CompletableFuture<Answer> network(Request request) {
    return blocking(() -> Answer.ok(network(request.principal())));
  }

  private Map<String, Object> network(String principal) {
    Status status = enclosure.status();
    List<String> waits = decisions.change().says();
    var json = new LinkedHashMap<String, Object>();
    json.put("mode", status.byHelper() ? "fence" : "advice");
    json.put("says", status.says(waits));
    json.put("holds", word(status.holds()));
    json.put("helper", Map.of("there", status.helperThere(), "trouble", status.trouble()));
    status
        .trial()
        .ifPresent(trial ->
            json.put(
                "trial",
                Map.of(
                    "until", Json.instant(trial.until()), "mine", trial.by().equals(principal))));
    json.put("foreign", status.foreign());
    json.put(
        "troubles", Stream.concat(enclosure.troubles().stream(), rivals.get().stream()).toList());
    Optional<Ground> ground = enclosure.ground();
    ground.ifPresent(one -> json.put("ground", ground(one)));
    json.put("interfaces", enclosure.links().stream().map(NetworkApi::link).toList());
    json.put("listeners", ground.map(NetworkApi::listeners).orElse(List.of()));
    json.put("counts", counts());
    json.put("waits", waits);
    return json;
  }

  private static Map<String, Object> ground(Ground ground) {
    var json = new LinkedHashMap<String, Object>();
    json.put("things", ground.things().text());
    json.put("ports", ground.ports().stream().map(NetworkName::text).toList());
    json.put("home", ground.home().text());
    json.put("four", ground.four().address().getHostAddress() + "/" + ground.four().bits());
    json.put(
        "six",
        ground.six().map(one -> one.address().getHostAddress() + "/" + one.bits()).orElse(""));
    json.put("wholeMachine", ground.wholeHost());
    json.put("upstream", ground.upstream().stream().map(InetAddress::getHostAddress).toList());
    return json;
  }

  private static Map<String, Object> link(steward.network.enclosure.Links.Used one) {
    return Map.of("name", one.name(), "use", one.use(), "there", one.isThere(), "up", one.isUp());
  }

  private static List<Map<String, Object>> listeners(Ground ground) {
    return ground.listeners().stream()
        .map(one ->
            Map.<String, Object>of(
                "name", one.name(),
                "protocol", one.protocol().toString(),
                "port", one.port(),
                "reach", word(one.reach())))
        .toList();
  }

  private Map<String, Object> counts() {
    var counts = new TreeMap<String, Object>();
    List<Station> all = enclosure.stations();
    for (Standing standing : Standing.values())
      counts.put(word(standing), all.stream().filter(one -> one.standing() == standing).count());
    counts.put("open", all.stream().filter(one -> !one.until().isEmpty()).count());
    enclosure
        .counters()
        .forEach((name, count) -> {
          if (name.equals("network.stations.forgotten")) counts.put("forgotten", count);
          if (name.equals("network.stations.refused")) counts.put("unlisted", count);
        });
    return counts;
  }

  private Answer change() {
    Difference change = decisions.change();
    return Answer.ok(
        Map.of(
            "ground",
            change.isGround(),
            "says",
            change.says(),
            "rows",
            Map.of("gone", change.gone(), "new", change.fresh())));
  }

  private CompletableFuture<Answer> advice(Request request) {
    String word = request.query("topology").orElse("two-interfaces");
    return blocking(() -> {
      Topology topology = topology(word);
      FencePlan plan =
          enclosure
              .plan()
              .orElseThrow(() -> Problem.conflict(String.join(" ", enclosure.troubles())));
      Advice.Given given = Advice.of(topology, plan);
      var json = new LinkedHashMap<String, Object>();
      json.put("topology", word);
      json.put("files", new TreeMap<>(given.files()));
      json.put("steps", given.steps());
      json.put("unseen", given.unseen());
      json.put("verified", verified(plan.ground()));
      return Answer.ok(json);
    });
  }

  /// What this machine sees of it for itself.
  private static List<Map<String, Object>> verified(Ground ground) {
    var all = new ArrayList<Map<String, Object>>();
    for (Verified.Finding one : Verified.of(ground, Verified.Sight.of(ground))) {
      String holds = one.holds().map(yes -> yes ? "holds" : "fails").orElse("unknown");
      all.add(Map.of("verdict", holds, "says", one.says()));
    }
    return all;
  }

  private static Topology topology(String word) {
    for (Topology one : Topology.values()) if (word(one).equals(word)) return one;
    throw new Malformed("?topology", "two-interfaces, trunk, openwrt or unifi", "'" + word + "'");
  }

  // ---- changing

  static boolean preview(Optional<Tree> body) {
    return body.flatMap(one -> one.find("preview")).map(Tree::truth).orElse(false);
  }

  private CompletableFuture<Answer> apply(Request request) {
    boolean preview = preview(tried(request));
    return blocking(() -> {
      Decisions.Applied applied = decisions.apply(preview, request.principal());
      var json = new LinkedHashMap<String, Object>();
      json.put("done", applied.isDone());
      json.put("did", applied.did());
      json.put("waits", false);
      if (applied.isDone()) json.put("token", applied.token());
      applied.until().ifPresent(until -> json.put("until", Json.instant(until)));
      return Answer.ok(json);
    });
  }

  private static Optional<Tree> tried(Request request) {
    return request.bodyIfAny().map(body -> body.only(Set.of("token", "preview")));
  }

  private CompletableFuture<Answer> confirm(Request request) {
    String token =
        tried(request)
            .flatMap(body -> body.find("token"))
            .map(one -> one.text(TOKEN_MAX))
            .orElse("");
    return blocking(() -> stations.did(decisions.confirm(token, request.principal())));
  }

  private CompletableFuture<Answer> back(Request request) {
    var _ = tried(request);
    return blocking(() -> stations.did(decisions.back(request.principal())));
  }

  private CompletableFuture<Answer> again(Request request) {
    boolean preview = preview(tried(request));
    return blocking(() -> stations.did(decisions.again(preview, request.principal())));
  }
}
