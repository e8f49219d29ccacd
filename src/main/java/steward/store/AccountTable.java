package steward.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import steward.rights.Client;
import steward.rights.ClientId;
import steward.rights.User;
import steward.rights.UserId;

/// Users, their clients and the clients' recovery codes.
///
/// Thread-safe. Changes complete when they are committed and synced; questions see what is
/// committed. A row that cannot be read is left out and noted.
public final class AccountTable {
  /// The setting that stands while a claim is not finished, see [#claim].
  static final String CLAIM_OPEN = "claim.open";

  private static final String NEW_USER = "insert into user (id, json) values (?, ?)";
  private static final String NEW_CLIENT =
      "insert into client (id, user, json, secret_hash, totp, step) values (?, ?, ?, ?, ?, ?)";

  private final StewardDb db;

  AccountTable(StewardDb db) {
    this.db = db;
  }

  public List<User> users() {
    record Row(String id, String json) {}
    List<Row> rows =
        db.read(c ->
            Rows.list(
                c,
                "select id, json from user where removed = 0 order by id",
                row -> new Row(row.getString(1), row.getString(2))));
    return rows.stream()
        .flatMap(row ->
            db
                .readable(
                    "the user " + row.id,
                    () -> PeopleJson.user(new UserId(row.id), JsonDocument.read(row.json)))
                .stream())
        .toList();
  }

  public List<ClientRow> clients() {
    List<Optional<ClientRow>> rows =
        db.read(c ->
            Rows.list(
                c,
                "select * from client where removed = 0 and secret_hash is not null order by id",
                this::client));
    return rows.stream().flatMap(Optional::stream).toList();
  }

  private Optional<ClientRow> client(ResultSet row) throws SQLException {
    String id = row.getString("id");
    String user = row.getString("user");
    String json = row.getString("json");
    String secret = row.getString("secret_hash");
    String totp = row.getString("totp");
    long step = row.getLong("step");
    Optional<Instant> seen = Rows.instant(row, "seen");
    return db.readable(
        "the client " + id,
        () -> {
          Client client =
              PeopleJson.client(new ClientId(id), new UserId(user), JsonDocument.read(json));
          return new ClientRow(client, secret, totp, step, seen);
        });
  }

  /// All ids that users have or once had, also of rows that cannot be read.
  public Set<String> userIds() {
    return ids("select id from user");
  }

  /// All ids that clients have or once had, also of rows that cannot be read.
  public Set<String> clientIds() {
    return ids("select id from client");
  }

  private Set<String> ids(String sql) {
    List<String> ids = db.read(c -> Rows.list(c, sql, row -> row.getString(1)));
    return Set.copyOf(ids);
  }

  public CompletableFuture<Void> addUser(User user) {
    return change("the user " + user.id(), c -> Rows.change(c, NEW_USER, user.id(), json(user)));
  }

  public CompletableFuture<Void> changeUser(User user) {
    return change(
        "the user " + user.id(),
        c -> Rows.change(c, "update user set json = ? where id = ?", json(user), user.id()));
  }

  /// Removes a user with all its clients.
  public CompletableFuture<Void> removeUser(UserId id) {
    return change(
        "the removal of " + id,
        c -> {
          List<String> clients =
              Rows.list(
                  c,
                  "select id from client where user = ? and removed = 0",
                  row -> row.getString(1),
                  id);
          for (String client : clients) remove(c, client);
          return Rows.change(c, "update user set removed = 1, json = '{}' where id = ?", id);
        });
  }

  public CompletableFuture<Void> addClient(ClientRow client, List<RecoveryRow> recovery) {
    return change("the client " + client.client().id(), c -> add(c, client, recovery));
  }

  /// A new user with a client, both or none.
  public CompletableFuture<Void> addUser(User user, ClientRow client, List<RecoveryRow> recovery) {
    return change(
        "the user " + user.id(),
        c -> {
          Rows.change(c, NEW_USER, user.id(), json(user));
          return add(c, client, recovery);
        });
  }

  public CompletableFuture<Void> changeClient(Client client) {
    return change(
        "the client " + client.id(),
        c -> Rows.change(c, "update client set json = ? where id = ?", json(client), client.id()));
  }

  /// Removes a client and everything it could prove itself with.
  public CompletableFuture<Void> removeClient(ClientId id) {
    return change("the removal of " + id, c -> remove(c, id.value()));
  }

  private static int add(Connection c, ClientRow row, List<RecoveryRow> recovery)
      throws SQLException {
    Client client = row.client();
    Rows.change(
        c,
        NEW_CLIENT,
        client.id(),
        client.user(),
        json(client),
        row.secretHash(),
        row.totp(),
        row.step());
    return addRecovery(c, client.id(), recovery);
  }

  private static int addRecovery(Connection c, ClientId id, List<RecoveryRow> recovery)
      throws SQLException {
    for (RecoveryRow one : recovery) {
      Rows.change(
          c,
          "insert into recovery (client, number, hash) values (?, ?, ?)",
          id,
          one.number(),
          one.hash());
    }
    return recovery.size();
  }

  private static int remove(Connection c, String client) throws SQLException {
    Rows.change(c, "delete from recovery where client = ?", client);
    Rows.change(c, "delete from session where client = ?", client);
    Rows.change(c, "delete from device_cookie where client = ?", client);
    return Rows.change(
        c,
        "update client set removed = 1, json = '{}', secret_hash = null, totp = '' where id = ?",
        client);
  }

  /// Keeps the step of a code before the code counts; false if that or a later one was kept before.
  public CompletableFuture<Boolean> step(ClientId id, long step) {
    return db.write(
        "a code of " + id,
        c ->
            Rows.change(
                    c,
                    "update client set step = ?1 where id = ?2 and removed = 0 and step < ?1",
                    step,
                    id)
                == 1);
  }

  public CompletableFuture<Void> seen(Map<ClientId, Instant> seen) {
    return change(
        "when clients were seen",
        c -> {
          for (var one : seen.entrySet()) {
            Rows.change(c, "update client set seen = ? where id = ?", one.getValue(), one.getKey());
          }
          return seen.size();
        });
  }

  /// The codes of a client that were not used yet.
  public List<RecoveryRow> recovery(ClientId id) {
    return db.read(c ->
        Rows.list(
            c,
            "select number, hash from recovery where client = ? and used is null order by number",
            row -> new RecoveryRow(row.getInt(1), row.getString(2)),
            id));
  }

  /// Marks a code as used before it counts; false if it was used already.
  public CompletableFuture<Boolean> useRecovery(ClientId id, RecoveryRow code, Instant at) {
    return db.write(
        "the use of a recovery code",
        c ->
            Rows.change(
                    c,
                    "update recovery set used = ? where client = ? and number = ? and hash = ? and used is null",
                    at,
                    id,
                    code.number(),
                    code.hash())
                == 1);
  }

  /// Replaces all codes of a client.
  public CompletableFuture<Void> renewRecovery(ClientId id, List<RecoveryRow> recovery) {
    return change(
        "new recovery codes of " + id,
        c -> {
          Rows.change(c, "delete from recovery where client = ?", id);
          return addRecovery(c, id, recovery);
        });
  }

  /// The first half of a claim: everything in one transaction, with a mark that the claim is not
  /// finished. What it wrote counts only after [#finishClaim].
  public CompletableFuture<Void> claim(
      User user, ClientRow client, List<RecoveryRow> recovery, Map<String, String> settings) {
    return change(
        "the claim",
        c -> {
          Rows.change(c, NEW_USER, user.id(), json(user));
          for (var setting : settings.entrySet()) put(c, setting.getKey(), setting.getValue());
          put(c, CLAIM_OPEN, user.id().value());
          return add(c, client, recovery);
        });
  }

  private static void put(Connection c, String key, String value) throws SQLException {
    Rows.change(c, "insert or replace into setting (key, value) values (?, ?)", key, value);
  }

  public CompletableFuture<Void> finishClaim() {
    return change(
        "the claim", c -> Rows.change(c, "delete from setting where key = ?", CLAIM_OPEN));
  }

  /// Whether a claim was begun that is neither finished nor undone.
  public boolean isClaimOpen() {
    return db.registry().setting(CLAIM_OPEN).isPresent();
  }

  /// Takes an unfinished claim back as if it had never been; does nothing if there is none.
  public CompletableFuture<Void> undoClaim(Set<String> settings) {
    return change(
        "the end of an unfinished claim",
        c -> {
          List<String> users =
              Rows.list(
                  c, "select value from setting where key = ?", r -> r.getString(1), CLAIM_OPEN);
          for (String user : users) {
            String clients = "(select id from client where user = ?)";
            for (String table : List.of("recovery", "session", "device_cookie")) {
              Rows.change(c, "delete from " + table + " where client in " + clients, user);
            }
            Rows.change(c, "delete from client where user = ?", user);
            Rows.change(c, "delete from user where id = ?", user);
            for (String key : settings) Rows.change(c, "delete from setting where key = ?", key);
          }
          return Rows.change(c, "delete from setting where key = ?", CLAIM_OPEN);
        });
  }

  private CompletableFuture<Void> change(String what, Sqlite.Work<Integer> work) {
    return db.write(what, work).thenAccept(_ -> {});
  }

  private static String json(User user) {
    return new JsonBytes(512).tree(PeopleJson.write(user)).toString();
  }

  private static String json(Client client) {
    return new JsonBytes(512).tree(PeopleJson.write(client)).toString();
  }
}
