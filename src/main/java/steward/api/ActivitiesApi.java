package steward.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import steward.activity.Activity;
import steward.activity.Doing;
import steward.activity.Trigger;
import steward.activity.proof.Finding;
import steward.activity.text.ActivityText;
import steward.activity.text.ActivityYaml;
import steward.activity.text.Names;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.HouseNames;
import steward.rights.Target;
import steward.thing.ActionKind;

/// Activities: list, show, put, arm, start, adopt, delete.
final class ActivitiesApi {
  private final HouseLoop loop;
  private final ActivityView view;
  private final Versions versions;
  private final Entrance entrance;
  private final FindingsApi findings;

  /// Where the older versions of activities are kept.
  public interface Versions {
    /// All that there were, oldest first; may block on the disk.
    List<Activity> of(String id);
  }

  ActivitiesApi(
      HouseLoop loop,
      ActivityView view,
      Versions versions,
      Entrance entrance,
      FindingsApi findings) {
    this.loop = loop;
    this.view = view;
    this.versions = versions;
    this.entrance = entrance;
    this.findings = findings;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/activities", "listActivities", "All activities", "ActivityList", _ -> view.all()),
        Operation.get(
            "/activities/{id}",
            "getActivity",
            "One activity, as JSON or YAML",
            "Activity",
            request -> view.one(request, request.part("id"), 200)),
        new Operation(
            "PUT",
            "/activities/{id}",
            "putActivity",
            "Make or change an activity, from JSON or YAML",
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
            this::activity),
        new Operation(
            "POST",
            "/activities/{id}/adopt",
            "adoptActivity",
            "Become its owner, so that it acts with one's own rights",
            List.of(),
            "",
            Map.of(200, "Activity"),
            this::adopt));
  }

  CompletableFuture<Target> activity(Request request) {
    String id = request.part("id");
    return loop.query(house -> house.engine().activity(id))
        .thenApply(found -> new Target.OneActivity(id, found.map(Activity::owner)));
  }

  private CompletableFuture<Answer> put(Request request) {
    String id = request.part("id");
    return loop.query(HouseNames::of)
        .thenComposeAsync(
            names -> {
              Activity wanted = read(request, id, names);
              Optional<Activity> before = names.activity(id);
              check(request, before);
              List<Finding> found = findings.about(wanted, names);
              if (request.query("force").filter("true"::equals).isEmpty())
                FindingsApi.refuse(found);
              return keep(request, wanted, before)
                  .thenApply(answer ->
                      answer.with("findings", found.stream().map(FindingsApi::json).toList()));
            },
            Thread::startVirtualThread);
  }

  private static Activity read(Request request, String id, Names names) {
    return request.isYaml()
        ? ActivityYaml.read(id, request.text(), id, names)
        : ActivityText.read(request.body(), id, names);
  }

  /// Keeps what is wanted as the next version, if the one who asks may have it so. Blocks on the
  /// disk.
  CompletableFuture<Answer> keep(Request request, Activity wanted, Optional<Activity> before) {
    admit(request, wanted);
    int last =
        before
            .map(Activity::version)
            .orElseGet(() ->
                versions.of(wanted.id()).stream().mapToInt(Activity::version).max().orElse(0));
    var next = wanted.version(last + 1, before.map(Activity::owner).orElse(request.owner()));
    return loop.ask(new Fact.ActivityPut(next), wanted.id(), request.principal())
        .thenCompose(_ -> view.one(request, wanted.id(), before.isPresent() ? 200 : 201));
  }

  /// What is more than to write an activity: to reach past the things, and to unlock.
  private void admit(Request request, Activity activity) {
    boolean learns = performs(activity, ActionKind.LEARN);
    Target target = new Target.OneActivity(activity.id(), Optional.of(activity.owner()), learns);
    if (isRaw(activity)) entrance.admit(request.asking(), "rawActivity", target);
    if (performs(activity, ActionKind.UNLOCK))
      entrance.admit(request.asking(), "unlockingActivity", target);
  }

  private static boolean isRaw(Activity activity) {
    return activity.leaves().stream().anyMatch(Trigger.Heard.class::isInstance)
        || activity.lines().stream().anyMatch(Doing.Publish.class::isInstance)
        || performs(activity, ActionKind.LEARN);
  }

  private static boolean performs(Activity activity, ActionKind kind) {
    return activity.lines().stream()
        .anyMatch(line -> line instanceof Doing.Task task && task.deed().kind() == kind);
  }

  private static void check(Request request, Optional<Activity> before) {
    request
        .header("If-Match")
        .filter(tag ->
            before.isEmpty() || !(tag.equals("*") || tag.equals(ActivityView.tag(before.get()))))
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
        .thenCompose(_ -> view.one(request, id, 200));
  }

  private CompletableFuture<Answer> arm(Request request) {
    String id = request.part("id");
    boolean armed = request.body().only(Set.of("armed")).get("armed").truth();
    return known(id)
        .thenCompose(activity ->
            activity.armed() == armed
                ? CompletableFuture.completedFuture(0L)
                : loop.ask(new Fact.ActivityPut(activity.armed(armed)), id, request.principal()))
        .thenCompose(_ -> view.one(request, id, 200));
  }

  private CompletableFuture<Answer> adopt(Request request) {
    String id = request.part("id");
    return known(id)
        .thenCompose(activity -> {
          var adopted = activity.version(activity.version() + 1, request.owner());
          return loop.ask(new Fact.ActivityPut(adopted), id, request.principal());
        })
        .thenCompose(_ -> view.one(request, id, 200));
  }
}
