package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.activity.Activity;
import steward.activity.Doing;
import steward.activity.Standing;
import steward.activity.Trigger;
import steward.activity.text.ActivityText;
import steward.activity.text.ActivityWriter;
import steward.link.Directory;
import steward.loop.Fact;
import steward.loop.House;
import steward.loop.HouseLoop;
import steward.loop.HouseNames;
import steward.loop.PlaceThing;
import steward.rights.Judge;
import steward.rights.Target;
import steward.thing.Selector;
import steward.thing.ThingId;
import steward.value.Malformed;

/// Activities: list, show, put, arm, start, delete.
final class ActivitiesApi {
  private final HouseLoop loop;
  private final Directory directory;

  ActivitiesApi(HouseLoop loop, Directory directory) {
    this.loop = loop;
    this.directory = directory;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/activities", "listActivities", "All activities", "ActivityList", this::list),
        Operation.get("/activities/{id}", "getActivity", "One activity", "Activity", this::get),
        new Operation(
            "PUT",
            "/activities/{id}",
            "putActivity",
            "Make or change an activity",
            List.of(),
            "Activity",
            Map.of(200, "Activity", 201, "Activity"),
            this::put,
            this::activity),
        new Operation(
            "DELETE",
            "/activities/{id}",
            "deleteActivity",
            "Delete an activity",
            List.of(),
            "",
            Map.of(204, ""),
            this::delete,
            this::activity),
        new Operation(
            "POST",
            "/activities/{id}/start",
            "startActivity",
            "Start it now, if its conditions hold",
            List.of(),
            "",
            Map.of(200, "Activity"),
            this::start),
        new Operation(
            "POST",
            "/activities/{id}/arm",
            "armActivity",
            "Arm or disarm it",
            List.of(),
            "Arm",
            Map.of(200, "Activity"),
            this::arm,
            this::activity));
  }

  private CompletableFuture<Target> activity(Request request) {
    String id = request.part("id");
    return loop.query(house -> house.engine().activity(id))
        .thenApply(
            found -> new Target.OneActivity(id, found.map(Activity::owner), manages(request)));
  }

  /// Whether the activity that is sent asks a thing for what takes more than to perform. A body
  /// that cannot be read is told of after the gate.
  private static boolean manages(Request request) {
    try {
      return request.bodyIfAny().map(body -> manages(body.node())).orElse(false);
    } catch (Problem | Malformed _) {
      return false;
    }
  }

  private static boolean manages(@Nullable Object node) {
    return switch (node) {
      case Map<?, ?> parts ->
          parts.get("action") instanceof String action && Judge.isManaging(action)
              || parts.values().stream().anyMatch(ActivitiesApi::manages);
      case List<?> parts -> parts.stream().anyMatch(ActivitiesApi::manages);
      case null, default -> false;
    };
  }

  private record Shown(Activity activity, Standing standing) {}

  private static Optional<Shown> shown(House house, String id) {
    return house.engine().activity(id).map(one -> new Shown(one, house.engine().standing(id)));
  }

  private Map<String, @Nullable Object> json(Shown shown) {
    var json = new LinkedHashMap<String, @Nullable Object>(ActivityWriter.write(shown.activity()));
    json.put("problem", problem(shown.activity()).orElse(null));
    var last = new LinkedHashMap<String, @Nullable Object>();
    Standing standing = shown.standing();
    if (standing.firedSeq() > 0) {
      last.put("fired", Map.of("seq", standing.firedSeq(), "at", Json.instant(standing.firedAt())));
    }
    if (standing.heldSeq() > 0) {
      last.put(
          "held",
          Map.of(
              "seq",
              standing.heldSeq(),
              "at",
              Json.instant(standing.heldAt()),
              "reason",
              standing.heldReason()));
    }
    json.put("last", last);
    return json;
  }

  /// Why the activity cannot run as it stands: it refers to a thing that is gone.
  private Optional<String> problem(Activity activity) {
    for (Trigger.Simple leaf : activity.leaves()) {
      Optional<ThingId> gone =
          switch (leaf) {
            case Trigger.OfThings of -> gone(of.things());
            case Trigger.Stands stands -> gone(stands.things());
            case Trigger.ComesTrue _, Trigger.OfClock _, Trigger.Starts _, Trigger.Heard _ ->
                Optional.empty();
          };
      if (gone.isPresent())
        return Optional.of("It waits for “" + gone.get() + "”, which is not there any more.");
    }
    for (Doing doing : activity.lines()) {
      if (!(doing instanceof Doing.Task task)) continue;
      Optional<ThingId> gone = gone(task.things());
      if (gone.isPresent())
        return Optional.of("It asks “" + gone.get() + "”, which is not there any more.");
    }
    return Optional.empty();
  }

  /// Which of the things that are named one by one is not there.
  private Optional<ThingId> gone(Selector things) {
    return switch (things) {
      case Selector.One(ThingId thing) -> Optional.of(thing).filter(this::isGone);
      case Selector.Listed(List<ThingId> listed) ->
          listed.stream().filter(this::isGone).findFirst();
      default -> Optional.empty();
    };
  }

  private boolean isGone(ThingId id) {
    return !id.equals(PlaceThing.ID) && directory.thing(id).isEmpty();
  }

  private CompletableFuture<Answer> list(Request request) {
    return loop.query(house ->
            house.engine().activities().stream()
                .map(one -> new Shown(one, house.engine().standing(one.id())))
                .toList())
        .thenApply(all -> Answer.ok(Json.list(all.stream().map(this::json).toList(), null)));
  }

  private CompletableFuture<Answer> get(Request request) {
    return show(request.part("id"), 200);
  }

  private CompletableFuture<Answer> show(String id, int status) {
    return loop.query(house -> shown(house, id))
        .thenApply(found -> {
          Shown shown = found.orElseThrow(() -> Problem.notFound("activity", id));
          return Answer.of(status, json(shown)).tagged(tag(shown.activity()));
        });
  }

  private static String tag(Activity activity) {
    return "\"" + activity.version() + (activity.armed() ? "a" : "d") + "\"";
  }

  private CompletableFuture<Answer> put(Request request) {
    String id = request.part("id");
    return loop.query(HouseNames::of)
        .thenCompose(names -> {
          Activity wanted = ActivityText.read(request.body(), id, names);
          Optional<Activity> before = names.activity(id);
          check(request, before);
          int version = before.map(Activity::version).orElse(0) + 1;
          var next = wanted.version(version, before.map(Activity::owner).orElse(request.owner()));
          return loop.ask(new Fact.ActivityPut(next), id, request.principal())
              .thenCompose(_ -> show(id, before.isPresent() ? 200 : 201));
        });
  }

  private static void check(Request request, Optional<Activity> before) {
    request
        .header("If-Match")
        .filter(tag -> before.isEmpty() || !(tag.equals("*") || tag.equals(tag(before.get()))))
        .ifPresent(_ -> {
          throw Problem.preconditionFailed(
              "The activity was changed by somebody else; read it again.");
        });
    if (request.header("If-None-Match").filter("*"::equals).isPresent() && before.isPresent()) {
      throw Problem.preconditionFailed("There is an activity '" + before.get().id() + "' already.");
    }
  }

  private CompletableFuture<Activity> known(String id) {
    return loop.query(house -> house.engine().activity(id))
        .thenApply(found -> found.orElseThrow(() -> Problem.notFound("activity", id)));
  }

  private CompletableFuture<Answer> delete(Request request) {
    String id = request.part("id");
    return known(id)
        .thenCompose(_ -> loop.ask(new Fact.ActivityGone(), id, request.principal()))
        .thenApply(_ -> Answer.none());
  }

  private CompletableFuture<Answer> start(Request request) {
    String id = request.part("id");
    return known(id)
        .thenCompose(_ -> loop.ask(new Fact.Called(), id, request.principal()))
        .thenCompose(_ -> show(id, 200));
  }

  private CompletableFuture<Answer> arm(Request request) {
    String id = request.part("id");
    boolean armed = request.body().only(Set.of("armed")).get("armed").truth();
    return known(id)
        .thenCompose(activity ->
            activity.armed() == armed
                ? CompletableFuture.completedFuture(0L)
                : loop.ask(new Fact.ActivityPut(activity.armed(armed)), id, request.principal()))
        .thenCompose(_ -> show(id, 200));
  }
}
