package steward.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import steward.value.Tree;

/// What people were told, and how far it came by each way. Thread-safe; changes complete when they
/// are committed and synced. A row that cannot be read is left out and noted.
public final class NoticeTable {
  private final StewardDb db;

  /// @param id the number of the command that asked for it
  /// @param person a user's id
  /// @param body the rest, as a JSON object
  public record Row(long id, String person, Instant at, Optional<Instant> seen, Tree body) {}

  NoticeTable(StewardDb db) {
    this.db = db;
  }

  /// All of them, the oldest first.
  public List<Row> all() {
    List<Optional<Row>> rows =
        db.read(c -> Rows.list(c, "select * from notice order by id", this::row));
    return rows.stream().flatMap(Optional::stream).toList();
  }

  private Optional<Row> row(ResultSet row) throws SQLException {
    long id = row.getLong("id");
    String person = row.getString("person");
    var at = Rows.instant(row, "at");
    var seen = Rows.instant(row, "seen");
    String json = row.getString("json");
    return db.readable(
        "a notice",
        () -> new Row(id, person, at.orElse(Instant.EPOCH), seen, JsonDocument.read(json)));
  }

  /// Keeps it, new or changed.
  ///
  /// @param body a JSON object
  public CompletableFuture<Void> put(
      long id, String person, Instant at, Optional<Instant> seen, Map<String, Object> body) {
    String json = new JsonBytes(256).tree(body).toString();
    return db.write(
            "a notice",
            c ->
                Rows.change(
                    c,
                    """
                    insert into notice (id, person, at, seen, json) values (?, ?, ?, ?, ?)
                    on conflict (id) do update set person = excluded.person, at = excluded.at,
                      seen = excluded.seen, json = excluded.json\
                    """,
                    id,
                    person,
                    at,
                    seen.orElse(null),
                    json))
        .thenAccept(_ -> {});
  }

  /// Forgets the oldest of a person, up to this number.
  public CompletableFuture<Void> forget(String person, long upTo) {
    return db.write(
            "the removal of old notices",
            c -> Rows.change(c, "delete from notice where person = ? and id <= ?", person, upTo))
        .thenAccept(_ -> {});
  }
}
