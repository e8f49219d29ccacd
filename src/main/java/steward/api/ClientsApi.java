package steward.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import steward.access.Accounts;
import steward.access.PrivacyPackage;
import steward.network.vpn.HouseVpn;
import steward.rights.Caller;
import steward.rights.Client;
import steward.rights.Rules;
import steward.rights.Table;
import steward.rights.Target;
import steward.rights.User;
import steward.value.Tree;

/// Clients: list, make, change, revoke; their keys, packages and rights.
final class ClientsApi {
  private static final int REQUEST_LENGTH_MAX = 16 * 1024;
  private static final int PASSWORD_LENGTH_MAX = 200;
  private static final int KEY_LENGTH_MAX = 8 * 1024;

  private final People people;
  private final PeopleJson json;
  private final Entrance entrance;
  private final UsersApi users;
  private final HouseVpn vpn;

  ClientsApi(People people, Entrance entrance, UsersApi users, HouseVpn vpn) {
    this.vpn = vpn;
    this.people = people;
    this.json = new PeopleJson(people);
    this.entrance = entrance;
    this.users = users;
  }

  List<Operation> operations() {
    return Stream.concat(usual().stream(), changing().stream()).toList();
  }

  private List<Operation> usual() {
    return List.of(
        Operation.get(
                "/clients", "listClients", "The clients that one may see", "ClientList", this::list)
            .with(new Operation.Query("user", "string", "of this user only")),
        new Operation(
            "POST",
            "/users/{id}/clients",
            "addClient",
            "Make a client; its secrets are shown this once",
            List.of(),
            "NewClient",
            Map.of(201, "Enrolled"),
            this::add,
            users::user),
        Operation.get("/clients/{id}", "getClient", "One client", "Client", this::get)
            .about(this::client),
        Operation.get(
                "/clients/{id}/rights",
                "clientRights",
                "What a client may do",
                "ClientRightList",
                this::rights)
            .about(this::client));
  }

  private List<Operation> changing() {
    return List.of(
        changing(
            "PATCH",
            "",
            "renameClient",
            "Change a client's name; a master also suspends it"
                + " or lets its certificate suffice",
            "ClientChange",
            200,
            "Client",
            this::change),
        changing("DELETE", "", "removeClient", "Revoke a client", "", 204, "", this::remove),
        changing(
            "POST",
            "/recovery",
            "renewRecovery",
            "Make new recovery codes; the old ones end",
            "",
            201,
            "Recovery",
            this::recovery),
        changing(
            "PUT",
            "/ssh-key",
            "putSshKey",
            "Register an SSH key",
            "SshKeyLine",
            200,
            "Client",
            this::putKey),
        changing(
            "DELETE",
            "/ssh-key",
            "removeSshKey",
            "Remove the SSH key",
            "",
            200,
            "Client",
            this::removeKey),
        changing(
            "POST",
            "/package",
            "makePackage",
            "Make the privacy package, once; as a ZIP where" + " that is accepted",
            "PackageWish",
            201,
            "Package",
            this::pack));
  }

  private Operation changing(
      String method,
      String below,
      String id,
      String summary,
      String body,
      int status,
      String answer,
      Operation.Handler handler) {
    return new Operation(
        method,
        "/clients/{id}" + below,
        id,
        summary,
        List.of(),
        body,
        Map.of(status, answer),
        handler,
        this::client);
  }

  private CompletableFuture<Target> client(Request request) {
    return target(people.accounts(), request);
  }

  /// The client that the request's path names.
  static CompletableFuture<Target> target(Accounts accounts, Request request) {
    return CompletableFuture.completedFuture(
        find(accounts, request)
            .<Target>map(client -> new Target.OneClient(client.id(), client.user()))
            .orElse(Target.nothing()));
  }

  static Optional<Client> find(Accounts accounts, Request request) {
    return UsersApi.clientId(request.part("id")).flatMap(accounts::client);
  }

  private Client known(Request request) {
    return find(people.accounts(), request).orElseThrow(Problem::hidden);
  }

  private CompletableFuture<Answer> list(Request request) {
    Caller caller = request.caller();
    boolean all = entrance.gate().judge().seesPeople(caller);
    Optional<String> wanted = request.query("user");
    var items =
        people.accounts().clients().stream()
            .filter(client ->
                all || caller.known().filter(k -> k.user().id().equals(client.user())).isPresent())
            .filter(client -> wanted.filter(id -> !id.equals(client.user().value())).isEmpty())
            .map(client -> json.client(client, caller))
            .toList();
    return Answer.now(Answer.ok(Json.list(items, null)));
  }

  private CompletableFuture<Answer> add(Request request) {
    User user = users.known(request);
    Tree body = request.body().only(Set.of("name", "kind"));
    Client.Kind kind =
        body.find("kind")
            .map(text ->
                Client.Kind.labelled(text.text(20))
                    .orElseThrow(() -> text.wrong("one of browser, phone, screen, script")))
            .orElse(Client.Kind.BROWSER);
    return people
        .accounts()
        .addClient(user.id(), body.get("name").text(User.NAME_LENGTH_MAX), kind)
        .thenApply(enrolment -> Answer.of(201, json.enrolled(enrolment, request.caller())));
  }

  private CompletableFuture<Answer> get(Request request) {
    return Answer.now(Answer.ok(json.client(known(request), request.caller())));
  }

  private CompletableFuture<Answer> change(Request request) {
    Client client = known(request);
    Tree body = request.body().only(Set.of("name", "suspended", "certificateSuffices"));
    Optional<Boolean> suspended = body.find("suspended").map(Tree::truth);
    Optional<Boolean> suffices = body.find("certificateSuffices").map(Tree::truth);
    if (suspended.isPresent() || suffices.isPresent()) {
      entrance.admit(
          request.asking(), "changeClient", new Target.OneClient(client.id(), client.user()));
    }
    var accounts = people.accounts();
    var changed = CompletableFuture.completedFuture(client);
    if (suffices.isPresent())
      changed = changed.thenCompose(_ -> accounts.certificateSuffices(client.id(), suffices.get()));
    if (suspended.isPresent())
      changed = changed.thenCompose(_ -> accounts.suspendClient(client.id(), suspended.get()));
    Optional<String> name = body.find("name").map(text -> text.text(User.NAME_LENGTH_MAX));
    if (name.isPresent())
      changed = changed.thenCompose(_ -> accounts.renameClient(client.id(), name.get()));
    return shown(request, changed);
  }

  private CompletableFuture<Answer> shown(Request request, CompletableFuture<Client> changed) {
    return changed.thenApply(client -> Answer.ok(json.client(client, request.caller())));
  }

  private CompletableFuture<Answer> remove(Request request) {
    return people.accounts().removeClient(known(request).id()).thenApply(_ -> Answer.none());
  }

  private CompletableFuture<Answer> recovery(Request request) {
    return people
        .accounts()
        .renewRecovery(known(request).id())
        .thenApply(codes -> Answer.of(201, Map.of("recovery", codes)));
  }

  private CompletableFuture<Answer> putKey(Request request) {
    String line = request.body().only(Set.of("key")).get("key").text(KEY_LENGTH_MAX);
    return shown(request, people.accounts().putSshKey(known(request).id(), line));
  }

  private CompletableFuture<Answer> removeKey(Request request) {
    return shown(request, people.accounts().removeSshKey(known(request).id()));
  }

  private CompletableFuture<Answer> pack(Request request) {
    Client client = known(request);
    if (client.packaged())
      throw Problem.conflict(
          "The privacy package of this client was made before; make another client for another one.");
    Tree body =
        request
            .bodyIfAny()
            .orElse(Tree.of(Map.of()))
            .only(Set.of("request", "password", "vpn", "vpnKey"));
    Optional<String> asked = body.find("request").map(text -> text.text(REQUEST_LENGTH_MAX));
    Optional<String> password = body.find("password").map(text -> text.text(PASSWORD_LENGTH_MAX));
    if (asked.isPresent() == password.isPresent())
      throw Problem.badRequest(
          "A package needs either the client's own certificate request or a password for a key made here.");
    boolean zipped =
        request.header("Accept").filter(types -> types.contains("application/zip")).isPresent();
    Optional<String> key = body.find("vpnKey").map(text -> text.text(VpnApi.KEY_LENGTH_MAX));
    boolean tunnelled = key.isPresent() || body.find("vpn").map(Tree::truth).orElse(false);
    if (tunnelled && !vpn.isOn()) throw Problem.conflict(vpn.status().problem());
    return people
        .packages()
        .make(client, asked, password)
        .thenCompose(
            made -> tunnelled ? tunnelled(made, key) : CompletableFuture.completedFuture(made))
        .thenCompose(made ->
            people
                .accounts()
                .packaged(client.id(), made.host(), Optional.of(made.fingerprint()))
                .thenApply(_ -> answer(made, zipped)));
  }

  private CompletableFuture<PrivacyPackage> tunnelled(PrivacyPackage made, Optional<String> key) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return made.withTunnel(vpn.add(made.client(), key).text());
          } catch (IOException e) {
            throw Problem.conflict(String.valueOf(e.getMessage()));
          }
        },
        Thread::startVirtualThread);
  }

  private static Answer answer(PrivacyPackage made, boolean zipped) {
    var document = made.json();
    if (!zipped) return Answer.of(201, document);
    var zip = made.zip(new String(Json.bytes(document), StandardCharsets.UTF_8));
    return Answer.file("application/zip", "steward-" + made.client() + ".zip", zip);
  }

  private CompletableFuture<Answer> rights(Request request) {
    Client client = known(request);
    Caller caller =
        new Caller.Known(
            people.accounts().user(client.user()).orElseThrow(Problem::hidden),
            client,
            Optional.empty());
    var items = Rules.all().stream().map(row -> right(caller, row)).toList();
    return Answer.now(Answer.ok(Json.list(items, null)));
  }

  private static Map<String, Object> right(Caller caller, Rules.Row row) {
    var line = row(row);
    line.put("verdict", Table.verdict(caller, row).word());
    return line;
  }

  /// A row of the table of rights.
  static Map<String, Object> row(Rules.Row row) {
    var line = new LinkedHashMap<String, Object>();
    line.put("operation", row.operation());
    line.put("says", row.says());
    line.put("right", row.right().label());
    line.put("reach", row.reach().words());
    line.put("fresh", row.fresh());
    return line;
  }
}
