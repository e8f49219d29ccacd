package steward.api;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import steward.loop.HouseLoop;
import steward.state.StateBoard;
import steward.thing.Status;
import steward.thing.Thing;

/// How the steward itself is: a colour, its parts in sentences, counters and notes; and the plain
/// routes for machines.
final class HealthApi {
  private final HouseLoop loop;
  private final Facts facts;
  private final Metrics metrics = new Metrics();

  /// What the health page is made of.
  interface Facts {
    List<Part> parts();

    Map<String, Long> counters();

    List<Note> notes();

    Instant since();
  }

  HealthApi(HouseLoop loop, Facts facts) {
    this.loop = loop;
    this.facts = facts;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/health", "health", "How the steward and its parts are", "Health", this::health));
  }

  void mount(Router router, Entrance entrance, Supplier<Boolean> ready) {
    router.get("/healthz").handler(this::alive);
    router
        .get("/readyz")
        .handler(context -> {
          boolean isReady = ready.get();
          context
              .response()
              .setStatusCode(isReady ? 200 : 503)
              .end(isReady ? "ready\n" : "starting\n");
        });
    router.get("/metrics").handler(entrance.guard("metrics")).handler(this::metrics);
  }

  /// Alive is a house that takes a question within a second.
  private void alive(RoutingContext context) {
    var _ =
        loop.query(house -> house.seq())
            .orTimeout(1, TimeUnit.SECONDS)
            .whenComplete((seq, failure) -> {
              int status = failure == null ? 200 : 503;
              context
                  .response()
                  .setStatusCode(status)
                  .end(failure == null ? "ok\n" : "the house does not answer\n");
            });
  }

  private CompletableFuture<Answer> health(Request request) {
    return loop.query(house ->
            new Object[] {house.seq(), house.board().pictures(), house.tasks().openCount()})
        .thenApply(seen -> {
          @SuppressWarnings("unchecked")
          var all = (List<StateBoard.Picture>) seen[1];
          var pictures = all.stream().filter(one -> one.thing().isDevice()).toList();
          var parts = new ArrayList<>(facts.parts());
          parts.add(things(pictures));
          var json = new LinkedHashMap<String, Object>();
          json.put("state", worst(parts));
          json.put("seq", seen[0]);
          json.put("since", Json.instant(facts.since()));
          json.put("parts", parts.stream().map(HealthApi::json).toList());
          json.put("counters", counters((int) seen[2]));
          json.put(
              "notes",
              facts.notes().stream()
                  .map(note -> Map.of("at", Json.instant(note.at()), "sentence", note.sentence()))
                  .toList());
          return Answer.ok(json);
        });
  }

  private Map<String, Long> counters(int open) {
    var counters = new TreeMap<>(facts.counters());
    counters.put("commands.open", (long) open);
    return counters;
  }

  private static Part things(List<StateBoard.Picture> pictures) {
    long absent = pictures.stream().filter(p -> p.status().state() == Status.State.ABSENT).count();
    var wrong = pictures.stream().filter(p -> p.status().state() == Status.State.ERROR).toList();
    if (!wrong.isEmpty()) {
      var first = wrong.getFirst();
      return new Part("things", "red", first.thing().name() + ": " + first.status().reason() + ".");
    }
    if (absent > 0)
      return new Part(
          "things", "orange", absent + " of " + pictures.size() + " things are absent.");
    return new Part("things", "green", "All " + pictures.size() + " things are there.");
  }

  private static String worst(List<Part> parts) {
    if (parts.stream().anyMatch(part -> part.state().equals("red"))) return "red";
    return parts.stream().anyMatch(part -> part.state().equals("orange")) ? "orange" : "green";
  }

  private static Map<String, Object> json(Part part) {
    return Map.of("name", part.name(), "state", part.state(), "sentence", part.sentence());
  }

  private void metrics(RoutingContext context) {
    var _ =
        loop.query(house ->
                Map.of(
                    "journal.seq",
                    house.seq(),
                    "things",
                    house.board().things().stream().filter(Thing::isDevice).count(),
                    "commands.open",
                    (long) house.tasks().openCount()))
            .whenComplete((seen, failure) -> {
              var all = new TreeMap<>(facts.counters());
              if (failure == null) all.putAll(seen);
              context
                  .response()
                  .putHeader("Content-Type", Metrics.CONTENT_TYPE)
                  .end(metrics.scrape(all));
            });
  }
}
