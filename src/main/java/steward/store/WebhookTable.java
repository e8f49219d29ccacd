package steward.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import steward.value.Tree;

/// The webhooks, and the deliveries of late by which a repeat is known again.
///
/// Thread-safe. Changes complete when they are committed and synced. A row that cannot be read is
/// left out and noted.
public final class WebhookTable {
  /// Deliveries of one hook are remembered for this time, or until so many came after them.
  public static final Duration REMEMBERED = Duration.ofHours(24);

  public static final int DELIVERIES_MAX = 10_000;

  private final StewardDb db;

  /// A delivery that was taken: the id of its call, and the numbers of the journal's entries that
  /// it became, once they are known.
  public record Delivery(String call, Instant at, List<Long> entries) {
    public Delivery {
      entries = List.copyOf(entries);
    }
  }

  WebhookTable(StewardDb db) {
    this.db = db;
  }

  public List<WebhookRow> all() {
    List<Optional<WebhookRow>> rows =
        db.read(
            c -> Rows.list(c, "select * from webhook where removed = 0 order by since", this::row));
    return rows.stream().flatMap(Optional::stream).toList();
  }

  private Optional<WebhookRow> row(ResultSet row) throws SQLException {
    String id = row.getString("id");
    String thing = row.getString("thing");
    String device = row.getString("device");
    boolean isOut = row.getString("direction").equals("out");
    String kind = row.getString("kind");
    String proof = row.getString("proof");
    String hash = row.getString("hash");
    String sealed = row.getString("sealed");
    String target = row.getString("target");
    String grants = row.getString("grants");
    var since = Rows.instant(row, "since");
    var called = Rows.instant(row, "called");
    String off = row.getString("off");
    return db.readable(
        "a webhook",
        () ->
            new WebhookRow(
                id,
                thing,
                device,
                isOut,
                kind,
                proof,
                hash,
                sealed,
                target,
                JsonDocument.read(grants).items().stream().map(Tree::text).toList(),
                since.orElseThrow(),
                called,
                off));
  }

  /// Keeps it, new or changed.
  public CompletableFuture<Void> put(WebhookRow row) {
    return db.write(
            "the webhook " + row.thing(),
            c ->
                Rows.change(
                    c,
                    """
                    insert into webhook
                      (id, thing, device, direction, kind, proof, hash, sealed, target, grants, since, called, off)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (id) do update set hash = excluded.hash, sealed = excluded.sealed,
                      called = excluded.called, off = excluded.off
                    where removed = 0\
                    """,
                    row.id(),
                    row.thing(),
                    row.device(),
                    row.isOut() ? "out" : "in",
                    row.kind(),
                    row.proof(),
                    row.hash(),
                    row.sealed(),
                    row.target(),
                    new JsonBytes(64).tree(row.grants()).toString(),
                    row.since(),
                    row.called().orElse(null),
                    row.off()))
        .thenAccept(_ -> {});
  }

  /// Removes it, its secret and its deliveries; its id stays taken.
  public CompletableFuture<Void> remove(String id) {
    return db.write(
            "the removal of a webhook",
            c -> {
              Rows.change(c, "delete from webhook_call where hook = ?", id);
              return Rows.change(
                  c,
                  "update webhook set removed = 1, hash = '', sealed = '', target = '' where id = ?",
                  id);
            })
        .thenAccept(_ -> {});
  }

  /// Remembers a delivery under all of its keys, unless one of them is known.
  ///
  /// @param after what was delivered before counts no more
  /// @return the delivery of which this is a repeat; nothing for a new one
  public CompletableFuture<Optional<Delivery>> remember(
      String hook, List<String> keys, String call, Instant at, Instant after) {
    return db.write(
        "a call of a webhook",
        c -> {
          for (String key : keys) {
            List<Delivery> known =
                Rows.list(
                    c,
                    "select call, at, entries from webhook_call where hook = ? and key = ? and at > ?",
                    WebhookTable::delivery,
                    hook,
                    key,
                    after);
            if (!known.isEmpty()) return Optional.of(known.getFirst());
          }
          for (String key : keys) {
            Rows.change(
                c,
                "insert or replace into webhook_call (hook, key, call, at) values (?, ?, ?, ?)",
                hook,
                key,
                call,
                at);
          }
          prune(c, hook, at);
          return Optional.empty();
        });
  }

  private static void prune(Connection c, String hook, Instant now) throws SQLException {
    Rows.change(
        c, "delete from webhook_call where hook = ? and at < ?", hook, now.minus(REMEMBERED));
    Rows.change(
        c,
        """
        delete from webhook_call where hook = ?1 and at <
          (select at from webhook_call where hook = ?1 order by at desc limit 1 offset %d)\
        """
            .formatted(DELIVERIES_MAX),
        hook);
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    var entries = new ArrayList<Long>();
    for (String number : row.getString("entries").split(",", -1)) {
      if (!number.isEmpty()) entries.add(Long.parseLong(number));
    }
    return new Delivery(
        row.getString("call"), Rows.instant(row, "at").orElse(Instant.EPOCH), entries);
  }

  /// Notes which entries of the journal a call became.
  public CompletableFuture<Void> became(String call, List<Long> entries) {
    String text = String.join(",", entries.stream().map(n -> Long.toString(n)).toList());
    return db.write(
            "what a webhook's call became",
            c -> Rows.change(c, "update webhook_call set entries = ? where call = ?", text, call))
        .thenAccept(_ -> {});
  }

  /// Forgets a call that came to nothing, so that it may be sent again.
  public CompletableFuture<Void> forget(String call) {
    return db.write(
            "a webhook's call that was refused",
            c -> Rows.change(c, "delete from webhook_call where call = ?", call))
        .thenAccept(_ -> {});
  }

  /// A delivery of this hook by the id of its call.
  public Optional<Delivery> delivery(String hook, String call) {
    List<Delivery> found =
        db.read(c ->
            Rows.list(
                c,
                "select call, at, entries from webhook_call where hook = ? and call = ?",
                WebhookTable::delivery,
                hook,
                call));
    return found.stream().findFirst();
  }
}
