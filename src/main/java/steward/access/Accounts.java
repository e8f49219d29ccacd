package steward.access;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.rights.Caller;
import steward.rights.Client;
import steward.rights.ClientId;
import steward.rights.Grant;
import steward.rights.Role;
import steward.rights.User;
import steward.rights.UserId;
import steward.store.AccountTable;
import steward.store.ClientRow;

/// The users of the house and their clients. Thread-safe.
///
/// Questions are answered from memory and never block. A change counts when it is on the disk; its
/// future then completes, or fails with a [Refusal] or with what the store says, and nothing
/// changed. Changes are made one after the other.
public final class Accounts {
  public static final int USERS_MAX = 100;
  public static final int CLIENTS_PER_USER_MAX = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

  private final AccountTable table;
  private final Secrets secrets;
  private final InstantSource clock;
  private final InTurn changes = new InTurn();
  private final Newcomers newcomers;
  private final LastSeen seen;
  private final Watchers watchers = new Watchers();
  private volatile People people;

  private Accounts(AccountTable table, Secrets secrets, InstantSource clock) {
    this.table = table;
    this.secrets = secrets;
    this.clock = clock;
    people = new People(table.users(), table.clients());
    newcomers = new Newcomers(table.userIds(), table.clientIds(), secrets, clock);
    seen = new LastSeen(table, people.rows());
    if (!secrets.isLocked()) warnOfSealed();
  }

  private void warnOfSealed() {
    var rows = people.rows().stream().filter(row -> codes(row).isEmpty());
    List<ClientId> sealed = rows.map(row -> row.client().id()).toList();
    if (!sealed.isEmpty()) {
      LOG.error(
          "the secrets of {} cannot be opened with keys/people.key: bring back the one that belongs to this database; until then recovery codes let these clients in, and so does 'steward recover' at the machine",
          sealed);
    }
  }

  /// The secret of a client's codes, if it can be opened.
  ///
  /// @throws Refusal if people's secrets are locked
  Optional<byte[]> codes(ClientRow row) {
    String purpose = Secrets.forCodes(row.client().id());
    return secrets.unseal(Secrets.Kind.PEOPLE, purpose, row.totp());
  }

  /// Reads everybody, after what an unfinished claim left is taken back. Blocks for a moment.
  public static Accounts open(Path home, AccountTable table, Secrets secrets, InstantSource clock) {
    new ClaimMark(home).settle(table);
    return new Accounts(table, secrets, clock);
  }

  /// What authenticator apps list a new client under, beside its own name.
  public void houseNamed(String name) {
    newcomers.houseNamed(name);
  }

  /// Is told after each change of who the people are. Must not block.
  public void onChanged(Runnable watcher) {
    watchers.onChanged(watcher);
  }

  /// Is told at once of each client that was suspended or removed, or whose rights were changed:
  /// its sockets are to be closed. Called on a thread of its own kind, and must not block.
  public void onRevoked(Consumer<ClientId> watcher) {
    watchers.onRevoked(watcher);
  }

  People people() {
    return people;
  }

  Newcomers newcomers() {
    return newcomers;
  }

  AccountTable table() {
    return table;
  }

  public List<User> users() {
    return people.users();
  }

  public Optional<User> user(UserId id) {
    return people.user(id);
  }

  public List<Client> clients() {
    return people.rows().stream().map(ClientRow::client).toList();
  }

  public List<Client> clients(UserId user) {
    return people.rows(user).stream().map(ClientRow::client).toList();
  }

  public Optional<Client> client(ClientId id) {
    return people.client(id).map(ClientRow::client);
  }

  /// The client that a certificate was made for; the hash in small hex digits.
  public Optional<Client> clientByCertificate(String sha256) {
    return people.byCertificate(sha256).map(ClientRow::client);
  }

  /// The client that a key was registered for; the key as [SshKey#toString] writes it.
  public Optional<Client> clientBySshKey(String key) {
    return people.bySshKey(key).map(ClientRow::client);
  }

  /// The client that has this host name of its own.
  public Optional<Client> clientByHost(String host) {
    return people.byHost(host).map(ClientRow::client);
  }

  /// A client as one who asks, with its user as it is now; nothing if either is gone or suspended.
  public Optional<Caller.Known> caller(ClientId id, Optional<Instant> freshUntil) {
    People now = people;
    return now.client(id)
        .map(ClientRow::client)
        .filter(client -> !client.suspended())
        .flatMap(client ->
            now.user(client.user())
                .filter(user -> !user.suspended())
                .map(user -> new Caller.Known(user, client, freshUntil)));
  }

  /// Whether somebody can run the house.
  public boolean isHeld() {
    return people.isHeld();
  }

  /// Makes a user, who can do nothing until it has a client.
  public CompletableFuture<User> addUser(String name, Role role, Grant grant) {
    return added(() -> newcomers.user(name, role, grant));
  }

  /// Brings in a user under its own id, who can do nothing until it has a client either.
  public CompletableFuture<User> bringUser(User user) {
    return added(() -> newcomers.returning(user));
  }

  /// Whether no user has or had this id, and one may have it.
  public boolean isFree(UserId id) {
    return newcomers.isFree(id);
  }

  private CompletableFuture<User> added(Supplier<User> maker) {
    return changes.run(() -> {
      if (people.users().size() >= USERS_MAX)
        throw new Refusal(Refusal.Why.LIMIT, "A house has at most " + USERS_MAX + " users.");
      User user = maker.get();
      table.addUser(user).join();
      newcomers.took(user.id());
      are(people.with(user));
      return user;
    });
  }

  public CompletableFuture<User> renameUser(UserId id, String name) {
    return changeUser(id, user -> user.named(Names.cleaned(name)), false);
  }

  /// Changes what a user may do.
  public CompletableFuture<User> changeUser(UserId id, Role role, Grant grant) {
    return changeUser(
        id,
        user -> {
          Newcomers.check(grant);
          return user.as(role, grant);
        },
        true);
  }

  public CompletableFuture<User> suspendUser(UserId id, boolean suspended) {
    return changeUser(id, user -> user.suspended(suspended), true);
  }

  private void are(People now) {
    people = now;
    watchers.changed();
  }

  private CompletableFuture<User> changeUser(
      UserId id, UnaryOperator<User> change, boolean revokes) {
    return changes.run(() -> {
      User old = people.user(id).orElseThrow(() -> unknown("user", id.value()));
      User user = change.apply(old);
      if (user.equals(old)) return user;
      People next = held(people.with(user));
      table.changeUser(user).join();
      are(next);
      if (revokes) clients(id).forEach(client -> watchers.revoked(client.id()));
      return user;
    });
  }

  /// Removes a user with all its clients; its id is never given again.
  public CompletableFuture<Void> removeUser(UserId id) {
    return changes
        .run(() -> {
          if (people.user(id).isEmpty()) throw unknown("user", id.value());
          List<Client> gone = clients(id);
          People next = held(people.without(id));
          table.removeUser(id).join();
          are(next);
          gone.forEach(client -> watchers.revoked(client.id()));
          return id;
        })
        .thenAccept(_ -> {});
  }

  /// The next picture, if the house is not lost with it.
  private People held(People next) {
    if (people.isHeld() && !next.isHeld())
      throw new Refusal(
          Refusal.Why.LAST_MASTER,
          "Nobody could run the house any more: make another master with a client of its own first.");
    return next;
  }

  private static Refusal unknown(String what, String id) {
    return new Refusal(Refusal.Why.UNKNOWN, "There is no " + what + " '" + id + "'.");
  }

  /// Makes a client with all its secrets.
  public CompletableFuture<Enrolment> addClient(UserId user, String name, Client.Kind kind) {
    return changes.run(() -> {
      if (people.user(user).isEmpty()) throw unknown("user", user.value());
      if (people.rows(user).size() >= CLIENTS_PER_USER_MAX)
        throw new Refusal(
            Refusal.Why.LIMIT, "A user has at most " + CLIENTS_PER_USER_MAX + " clients.");
      NewClient made = newcomers.client(user, name, kind);
      table.addClient(made.row(), made.recovery()).join();
      enter(made);
      return made.enrolment();
    });
  }

  private void enter(NewClient made) {
    newcomers.took(made.row().client().id());
    people = people.with(made.row());
  }

  /// Runs the two halves of a claim in turn with all other changes: `keep` puts a master and its
  /// client on the disk; what it made counts afterwards.
  CompletableFuture<Enrolment> claim(
      String userName, String clientName, BiConsumer<User, NewClient> keep) {
    return changes.run(() -> {
      User user = newcomers.user(userName, Role.MASTER, Grant.NONE);
      NewClient made = newcomers.client(user.id(), clientName, Client.Kind.BROWSER);
      keep.accept(user, made);
      newcomers.took(user.id());
      are(people.with(user));
      enter(made);
      return made.enrolment();
    });
  }

  /// For whoever sits at the machine when all tokens are lost: a new client of a master, or of a
  /// new master where none is left. Limits do not stop it.
  CompletableFuture<Enrolment> recover(String userName, String clientName) {
    return changes.run(() -> {
      Optional<User> master = people.users().stream().filter(User::isMaster).findFirst();
      User user = master.orElseGet(() -> newcomers.user(userName, Role.MASTER, Grant.NONE));
      NewClient made = newcomers.client(user.id(), clientName, Client.Kind.BROWSER);
      if (master.isPresent()) {
        table.addClient(made.row(), made.recovery()).join();
      } else {
        table.addUser(user, made.row(), made.recovery()).join();
        newcomers.took(user.id());
        are(people.with(user));
      }
      enter(made);
      return made.enrolment();
    });
  }

  public CompletableFuture<Client> renameClient(ClientId id, String name) {
    return changeClient(id, client -> client.named(Names.cleaned(name)), false);
  }

  public CompletableFuture<Client> suspendClient(ClientId id, boolean suspended) {
    return changeClient(id, client -> client.suspended(suspended), true);
  }

  /// Whether its certificate alone lets it in.
  public CompletableFuture<Client> certificateSuffices(ClientId id, boolean suffices) {
    return changeClient(id, client -> client.certificateSuffices(suffices), true);
  }

  /// Registers an SSH key, given as the line of its file, in place of one registered before.
  public CompletableFuture<Client> putSshKey(ClientId id, String line) {
    return changes.run(() -> {
      String key = SshKey.read(line).toString();
      if (people.bySshKey(key).filter(other -> !other.client().id().equals(id)).isPresent())
        throw new Refusal(
            Refusal.Why.TAKEN, "This key belongs to another client: each needs its own.");
      return change(id, client -> client.withSshKey(Optional.of(key)), true);
    });
  }

  public CompletableFuture<Client> removeSshKey(ClientId id) {
    return changeClient(id, client -> client.withSshKey(Optional.empty()), true);
  }

  /// Notes that a client's privacy package was made, which is done once.
  public CompletableFuture<Client> packaged(
      ClientId id, String host, Optional<String> certificate) {
    return changeClient(
        id,
        client -> {
          if (client.packaged())
            throw new Refusal(
                Refusal.Why.TAKEN,
                "This client's privacy package was made before: for another one, make another client.");
          return client.packaged(host, certificate);
        },
        false);
  }

  private CompletableFuture<Client> changeClient(
      ClientId id, UnaryOperator<Client> change, boolean revokes) {
    return changes.run(() -> change(id, change, revokes));
  }

  private Client change(ClientId id, UnaryOperator<Client> change, boolean revokes) {
    ClientRow old = people.client(id).orElseThrow(() -> unknown("client", id.value()));
    Client client = change.apply(old.client());
    if (client.equals(old.client())) return client;
    People next = held(people.with(old.with(client)));
    table.changeClient(client).join();
    people = next;
    if (revokes) watchers.revoked(id);
    return client;
  }

  /// Removes a client with everything it could prove itself with; its id is never given again.
  public CompletableFuture<Void> removeClient(ClientId id) {
    return changes
        .run(() -> {
          if (people.client(id).isEmpty()) throw unknown("client", id.value());
          People next = held(people.without(id));
          table.removeClient(id).join();
          people = next;
          seen.forget(id);
          watchers.revoked(id);
          return id;
        })
        .thenAccept(_ -> {});
  }

  /// New recovery codes, shown once; the old ones end.
  public CompletableFuture<List<String>> renewRecovery(ClientId id) {
    return changes.run(() -> {
      if (people.client(id).isEmpty()) throw unknown("client", id.value());
      var made = RecoveryCodes.make();
      table.renewRecovery(id, made.rows()).join();
      return made.codes();
    });
  }

  /// Notes that a client is here now. Cheap: most calls only set a field.
  public void seen(ClientId id) {
    if (people.client(id).isPresent()) seen.note(id, clock.instant());
  }

  /// When a client was here last.
  public Optional<Instant> lastSeen(ClientId id) {
    return seen.last(id);
  }
}
