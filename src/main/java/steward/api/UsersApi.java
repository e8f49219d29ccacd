package steward.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import steward.rights.Caller;
import steward.rights.ClientId;
import steward.rights.Grant;
import steward.rights.Role;
import steward.rights.Target;
import steward.rights.User;
import steward.rights.UserId;
import steward.thing.ThingId;
import steward.value.Tree;

/// Users: list, make, change, delete.
final class UsersApi {
  private static final Set<String> MEMBERS =
      Set.of("name", "role", "rooms", "times", "values", "suspended");

  private final People people;
  private final PeopleJson json;
  private final Entrance entrance;

  UsersApi(People people, Entrance entrance) {
    this.people = people;
    this.json = new PeopleJson(people);
    this.entrance = entrance;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("/users", "listUsers", "The users that one may see", "UserList", this::list),
        new Operation(
            "POST",
            "/users",
            "addUser",
            "Make a user",
            List.of(),
            "NewUser",
            Map.of(201, "User"),
            this::add),
        Operation.get("/users/{id}", "getUser", "One user", "User", this::get).about(this::user),
        new Operation(
            "PATCH",
            "/users/{id}",
            "renameUser",
            "Change a user's name; a master also role, rooms, times, values, or suspends",
            List.of(),
            "UserChange",
            Map.of(200, "User"),
            this::change,
            this::user),
        new Operation(
            "DELETE",
            "/users/{id}",
            "removeUser",
            "Delete a user with all clients",
            List.of(),
            "",
            Map.of(204, ""),
            this::remove,
            this::user));
  }

  CompletableFuture<Target> user(Request request) {
    return CompletableFuture.completedFuture(
        find(request).<Target>map(user -> new Target.OneUser(user.id())).orElse(Target.nothing()));
  }

  private Optional<User> find(Request request) {
    String id = request.part("id");
    return ThingId.isSlug(id) ? people.accounts().user(new UserId(id)) : Optional.empty();
  }

  User known(Request request) {
    return find(request).orElseThrow(Problem::hidden);
  }

  private CompletableFuture<Answer> list(Request request) {
    Caller caller = request.caller();
    boolean all = entrance.gate().judge().seesPeople(caller);
    var items =
        people.accounts().users().stream()
            .filter(user ->
                all || caller.known().filter(k -> k.user().id().equals(user.id())).isPresent())
            .map(user -> json.user(user, caller))
            .toList();
    return Answer.now(Answer.ok(Json.list(items, null)));
  }

  private CompletableFuture<Answer> add(Request request) {
    Tree body = request.body().only(MEMBERS);
    Role role = role(body.get("role"));
    return people
        .accounts()
        .addUser(
            body.get("name").text(User.NAME_LENGTH_MAX), role, PeopleJson.grant(body, Grant.NONE))
        .thenApply(user -> Answer.of(201, json.user(user, request.caller())));
  }

  private static Role role(Tree text) {
    return Role.labelled(text.text(20))
        // Devices are clients of the broker, made where their things are.
        .filter(role -> role != Role.DEVICE)
        .orElseThrow(() -> text.wrong("one of master, resident, guest, monitor, cloud"));
  }

  private CompletableFuture<Answer> get(Request request) {
    return Answer.now(Answer.ok(json.user(known(request), request.caller())));
  }

  private CompletableFuture<Answer> change(Request request) {
    User user = known(request);
    Tree body = request.body().only(MEMBERS);
    boolean ranks = Set.of("role", "rooms", "times", "values").stream().anyMatch(body::has);
    if (ranks || body.has("suspended"))
      entrance.admit(request.asking(), "changeUser", new Target.OneUser(user.id()));
    Role role = body.find("role").map(UsersApi::role).orElse(user.role());
    Grant grant = PeopleJson.grant(body, user.grant());
    Optional<String> name = body.find("name").map(text -> text.text(User.NAME_LENGTH_MAX));
    Optional<Boolean> suspended = body.find("suspended").map(Tree::truth);
    var accounts = people.accounts();
    var changed = CompletableFuture.completedFuture(user);
    if (ranks) changed = changed.thenCompose(_ -> accounts.changeUser(user.id(), role, grant));
    if (suspended.isPresent())
      changed = changed.thenCompose(_ -> accounts.suspendUser(user.id(), suspended.get()));
    if (name.isPresent())
      changed = changed.thenCompose(_ -> accounts.renameUser(user.id(), name.get()));
    return changed.thenApply(now -> Answer.ok(json.user(now, request.caller())));
  }

  private CompletableFuture<Answer> remove(Request request) {
    User user = known(request);
    return people.accounts().removeUser(user.id()).thenApply(_ -> Answer.none());
  }

  /// The id in a path as that of a client.
  static Optional<ClientId> clientId(String part) {
    return ThingId.isSlug(part) ? Optional.of(new ClientId(part)) : Optional.empty();
  }
}
