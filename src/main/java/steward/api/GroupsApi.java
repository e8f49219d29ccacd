package steward.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import steward.activity.text.ActivityYaml;
import steward.activity.text.GroupText;
import steward.activity.text.GroupUse;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.HouseNames;
import steward.thing.Group;
import steward.thing.Selector;
import steward.thing.ThingId;
import steward.value.Tree;

/// Groups of things: list, show, put, delete.
final class GroupsApi {
  private final HouseLoop loop;

  GroupsApi(HouseLoop loop) {
    this.loop = loop;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("/groups", "listGroups", "All groups of things", "GroupList", _ -> list()),
        Operation.get("/groups/{id}", "getGroup", "One group, as JSON or YAML", "Group", this::get),
        new Operation(
            "PUT",
            "/groups/{id}",
            "putGroup",
            "Make or change a group, from JSON or YAML",
            List.of(),
            "Group",
            Map.of(200, "Group", 201, "Group"),
            this::put),
        new Operation(
            "DELETE",
            "/groups/{id}",
            "deleteGroup",
            "Delete a group that nothing names",
            List.of(),
            "",
            Map.of(204, ""),
            this::delete));
  }

  /// The document, who is in it now, and who names it.
  private static Map<String, @Nullable Object> json(Group group, HouseNames names) {
    var json = new LinkedHashMap<String, @Nullable Object>(GroupText.write(group));
    json.put(
        "things",
        names.members(new Selector.Named(group.id())).stream().map(ThingId::value).toList());
    json.put("usedBy", GroupUse.of(group.id(), names).stream().map(GroupsApi::json).toList());
    return json;
  }

  private static Map<String, Object> json(GroupUse.User user) {
    return Map.of("kind", user.kind(), "id", user.id(), "name", user.name());
  }

  private CompletableFuture<Answer> list() {
    return loop.query(HouseNames::of)
        .thenApplyAsync(
            names ->
                Answer.ok(
                    Json.list(
                        names.groups().stream().map(group -> json(group, names)).toList(), null)),
            Thread::startVirtualThread);
  }

  private CompletableFuture<Answer> get(Request request) {
    return show(request, request.part("id"), 200);
  }

  private CompletableFuture<Answer> show(Request request, String id, int status) {
    return loop.query(HouseNames::of)
        .thenApplyAsync(
            names -> {
              Group group = names.group(id).orElseThrow(() -> Problem.notFound("group", id));
              return request.wantsYaml()
                  ? Answer.yaml(status, ActivityYaml.write(group))
                  : Answer.of(status, json(group, names));
            },
            Thread::startVirtualThread);
  }

  private CompletableFuture<Answer> put(Request request) {
    String id = request.part("id");
    return loop.query(HouseNames::of)
        .thenComposeAsync(
            names -> {
              Group group =
                  request.isYaml()
                      ? ActivityYaml.group(id, request.text(), id, names)
                      : GroupText.read(written(request.body()), id, names);
              Optional<Group> before = names.group(id);
              if (before.isEmpty() && names.groups().size() >= Group.GROUPS_MAX)
                throw Problem.conflict("There are " + Group.GROUPS_MAX + " groups already.");
              return loop.ask(new Fact.GroupPut(group), id, request.principal())
                  .thenCompose(_ -> show(request, id, before.isPresent() ? 200 : 201));
            },
            Thread::startVirtualThread);
  }

  /// Without what the API adds when it shows a group.
  private static Tree written(Tree body) {
    var written = new LinkedHashMap<Object, Object>(body.object());
    written.remove("things");
    written.remove("usedBy");
    return Tree.of(written);
  }

  private CompletableFuture<Answer> delete(Request request) {
    String id = request.part("id");
    return loop.query(HouseNames::of)
        .thenComposeAsync(
            names -> {
              if (names.group(id).isEmpty()) throw Problem.notFound("group", id);
              String users =
                  GroupUse.of(id, names).stream()
                      .map(GroupUse.User::words)
                      .collect(Collectors.joining(", "));
              if (!users.isEmpty())
                throw Problem.conflict("It is named by " + users + "; change these first.");
              return loop.ask(new Fact.GroupGone(), id, request.principal());
            },
            Thread::startVirtualThread)
        .thenApply(_ -> Answer.none());
  }
}
