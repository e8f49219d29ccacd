package steward.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import steward.rights.ClientId;

/// The passwords of people's clients on the broker, as their SHA-256 in hex digits, which suffices
/// for what is random.
///
/// Thread-safe. Changes complete when they are committed and synced.
public final class MqttPasswordTable {
  private final StewardDb db;

  MqttPasswordTable(StewardDb db) {
    this.db = db;
  }

  /// A password as its hash, and since when it is.
  public record Kept(String hash, Instant since) {}

  /// The passwords of clients that are there.
  public Map<ClientId, Kept> all() {
    return db.read(c -> {
      var all = new HashMap<ClientId, Kept>();
      Rows.list(
          c,
          """
          select p.client, p.hash, p.since from mqtt_password p
          join client c on c.id = p.client and c.removed = 0\
          """,
          row ->
              all.put(
                  new ClientId(row.getString(1)),
                  new Kept(row.getString(2), Instant.ofEpochMilli(row.getLong(3)))));
      return all;
    });
  }

  /// Keeps a client's password in place of the one before.
  public CompletableFuture<Void> put(ClientId client, Kept kept) {
    return db.write(
            "the password of " + client + " on the broker",
            c ->
                Rows.change(
                    c,
                    "insert or replace into mqtt_password (client, hash, since) values (?, ?, ?)",
                    client,
                    kept.hash(),
                    kept.since()))
        .thenAccept(_ -> {});
  }

  public CompletableFuture<Void> remove(ClientId client) {
    return db.write(
            "the removal of the password of " + client + " on the broker",
            c -> Rows.change(c, "delete from mqtt_password where client = ?", client))
        .thenAccept(_ -> {});
  }
}
