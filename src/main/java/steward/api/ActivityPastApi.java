package steward.api;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.activity.Activity;
import steward.activity.text.ActivityText;
import steward.activity.text.ActivityWriter;
import steward.loop.Fact;
import steward.loop.House;
import steward.loop.HouseLoop;
import steward.loop.HouseNames;
import steward.value.Tree;

/// What activities were and did: their versions, to be restored, and their firings, to be taken
/// back.
final class ActivityPastApi {
  private final HouseLoop loop;
  private final ActivitiesApi activities;
  private final ActivitiesApi.Versions versions;

  ActivityPastApi(HouseLoop loop, ActivitiesApi activities, ActivitiesApi.Versions versions) {
    this.loop = loop;
    this.activities = activities;
    this.versions = versions;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/activities/{id}/versions",
            "listActivityVersions",
            "All its versions, the newest first; also of one that was deleted",
            "ActivityList",
            this::list),
        new Operation(
            "POST",
            "/activities/{id}/restore",
            "restoreActivity",
            "Make an older version the newest; one that was deleted comes back disarmed",
            List.of(),
            "RestoreVersion",
            Map.of(200, "Activity", 201, "Activity"),
            this::restore,
            activities::activity),
        new Operation(
            "POST",
            "/activities/{id}/undo",
            "undoActivity",
            "Take back what a firing did, the last one if none is named, within 15 minutes",
            List.of(),
            "UndoFiring",
            Map.of(200, "FiringUndone"),
            this::undo));
  }

  /// Everything kept, and what the house has now even if it is not written yet.
  private Map<Integer, Activity> all(String id, HouseNames names) {
    var all = new TreeMap<Integer, Activity>(Comparator.reverseOrder());
    versions.of(id).forEach(version -> all.put(version.version(), version));
    names.activity(id).ifPresent(now -> all.put(now.version(), now));
    if (all.isEmpty()) throw Problem.notFound("activity", id);
    return all;
  }

  private CompletableFuture<Answer> list(Request request) {
    String id = request.part("id");
    return loop.query(HouseNames::of)
        .thenApplyAsync(
            names -> {
              List<Map<String, @Nullable Object>> items =
                  all(id, names).values().stream()
                      .map(version -> ActivityView.json(version, names))
                      .toList();
              return Answer.ok(Json.list(items, null));
            },
            Thread::startVirtualThread);
  }

  private CompletableFuture<Answer> restore(Request request) {
    String id = request.part("id");
    Tree number = request.body().only(Set.of("version")).get("version");
    int version = number.whole(1, Integer.MAX_VALUE);
    return loop.query(HouseNames::of)
        .thenComposeAsync(
            names -> {
              Activity older = all(id, names).get(version);
              if (older == null) throw number.wrong("the number of one of its versions");
              Optional<Activity> before = names.activity(id);
              // Read anew: what it names may be gone since.
              Activity again =
                  ActivityText.read(Tree.of(ActivityWriter.write(older)), id, names)
                      .armed(before.map(Activity::armed).orElse(false));
              return activities.keep(request, again, before);
            },
            Thread::startVirtualThread);
  }

  private CompletableFuture<Answer> undo(Request request) {
    String id = request.part("id");
    Optional<Tree> body = request.bodyIfAny().map(one -> one.only(Set.of("firing")));
    Optional<Long> named =
        body.flatMap(one -> one.find("firing")).map(firing -> (long) firing.number(1, 1L << 53));
    return loop.query(house -> firing(house, id, named))
        .thenCompose(firing ->
            loop.ask(new Fact.Undone(firing), id, request.principal())
                .thenApply(seq -> Answer.ok(Map.of("firing", firing, "seq", seq))));
  }

  /// The firing that is meant, if it can still be taken back.
  private static long firing(House house, String id, Optional<Long> named) {
    if (house.engine().activity(id).isEmpty()) throw Problem.notFound("activity", id);
    long firing = named.orElseGet(() -> house.engine().standing(id).firedSeq());
    if (firing == 0) throw Problem.conflict("It has not fired yet.");
    boolean goesOn =
        house.engine().runs().stream()
            .anyMatch(
                run -> run.id() == firing && run.activity().equals(id) && !run.before().isEmpty());
    boolean isPast =
        house.engine().past().stream()
            .anyMatch(past -> past.run() == firing && past.activity().equals(id));
    if (goesOn || isPast) return firing;
    throw Problem.conflict(
        "This firing did nothing that can be taken back, or it is over for more than 15 minutes.");
  }
}
