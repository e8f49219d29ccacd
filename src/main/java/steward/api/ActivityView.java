package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import steward.access.Owners;
import steward.activity.Activity;
import steward.activity.Doing;
import steward.activity.Standing;
import steward.activity.Trigger;
import steward.activity.text.ActivityWriter;
import steward.activity.text.ActivityYaml;
import steward.activity.text.Words;
import steward.loop.House;
import steward.loop.HouseLoop;
import steward.loop.HouseNames;
import steward.thing.Selector;
import steward.thing.ThingId;

/// How the API shows an activity: the document that was written, what it says in words, how it went
/// last, and why it cannot run, if so. As JSON, or as YAML the document alone.
record ActivityView(HouseLoop loop, Owners owners) {

  private record Shown(Activity activity, Standing standing) {
    static Shown of(House house, Activity activity) {
      return new Shown(activity, house.engine().standing(activity.id()));
    }
  }

  private record All(List<Shown> shown, HouseNames names) {}

  /// All of them, in order of their ids.
  CompletableFuture<Answer> all() {
    return loop.query(
            house -> {
              var shown = house.engine().activities().stream().map(one -> Shown.of(house, one));
              return new All(shown.toList(), HouseNames.of(house));
            })
        .thenApplyAsync(
            all ->
                Answer.ok(
                    Json.list(
                        all.shown().stream().map(one -> json(one, all.names())).toList(), null)),
            Thread::startVirtualThread);
  }

  /// One of them, as the request wants it.
  CompletableFuture<Answer> one(Request request, String id, int status) {
    Function<House, Optional<All>> find =
        house ->
            house
                .engine()
                .activity(id)
                .map(one -> new All(List.of(Shown.of(house, one)), HouseNames.of(house)));
    return loop.query(find)
        .thenApplyAsync(
            found -> {
              All all = found.orElseThrow(() -> Problem.notFound("activity", id));
              Shown shown = all.shown().getFirst();
              Answer answer =
                  request.wantsYaml()
                      ? Answer.yaml(status, ActivityYaml.write(shown.activity()))
                      : Answer.of(status, json(shown, all.names()));
              return answer.tagged(tag(shown.activity()));
            },
            Thread::startVirtualThread);
  }

  static String tag(Activity activity) {
    return "\"" + activity.version() + (activity.armed() ? "a" : "d") + "\"";
  }

  /// The document and its words.
  static Map<String, @Nullable Object> json(Activity activity, HouseNames names) {
    var json = new LinkedHashMap<String, @Nullable Object>(ActivityWriter.write(activity));
    json.put("words", Words.of(activity, names));
    return json;
  }

  private Map<String, @Nullable Object> json(Shown shown, HouseNames names) {
    var json = json(shown.activity(), names);
    json.put("problem", problem(shown.activity(), names).orElse(null));
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

  /// Why the activity cannot run as it stands: its owner may not, or it refers to a thing that is
  /// gone.
  private Optional<String> problem(Activity activity, HouseNames names) {
    Optional<String> absence = owners.absence(activity.owner());
    if (absence.isPresent())
      return absence.map(
          why -> why.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + why.substring(1) + ".");
    for (Trigger.Simple leaf : activity.leaves()) {
      Optional<ThingId> gone =
          switch (leaf) {
            case Trigger.OfThings of -> gone(of.things(), names);
            case Trigger.Stands stands -> gone(stands.things(), names);
            case Trigger.ComesTrue _, Trigger.OfClock _, Trigger.Starts _, Trigger.Heard _ ->
                Optional.empty();
          };
      if (gone.isPresent())
        return Optional.of("It waits for “" + gone.get() + "”, which is not there any more.");
    }
    for (Doing doing : activity.lines()) {
      if (!(doing instanceof Doing.Task task)) continue;
      Optional<ThingId> gone = gone(task.things(), names);
      if (gone.isPresent())
        return Optional.of("It asks “" + gone.get() + "”, which is not there any more.");
    }
    return Optional.empty();
  }

  /// Which of the things that are named one by one is not there.
  private static Optional<ThingId> gone(Selector things, HouseNames names) {
    return switch (things) {
      case Selector.One(ThingId thing) ->
          Optional.of(thing).filter(id -> names.thing(id).isEmpty());
      case Selector.Listed(List<ThingId> listed) ->
          listed.stream().filter(id -> names.thing(id).isEmpty()).findFirst();
      default -> Optional.empty();
    };
  }
}
