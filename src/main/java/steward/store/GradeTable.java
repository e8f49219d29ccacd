package steward.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import steward.value.Tree;

/// What is kept of the checks of each device. Thread-safe; changes complete when they are committed
/// and synced.
public final class GradeTable {
  private final StewardDb db;

  /// @param device its UDN
  /// @param login when its documented login was tried
  /// @param body the rest, as a JSON object; empty where it cannot be read
  public record Row(String device, Optional<Instant> login, Optional<Tree> body) {}

  GradeTable(StewardDb db) {
    this.db = db;
  }

  public List<Row> all() {
    return db.read(c -> Rows.list(c, "select * from grade order by device", this::row));
  }

  private Row row(ResultSet row) throws SQLException {
    String json = row.getString("json");
    return new Row(
        row.getString("device"),
        Rows.instant(row, "login_at"),
        db.readable("the checks of a device", () -> JsonDocument.read(json)));
  }

  /// Keeps it, new or changed. The time of a login stays once it is there.
  ///
  /// @param body a JSON object
  public CompletableFuture<Void> put(
      String device, Optional<Instant> login, Map<String, Object> body) {
    String json = new JsonBytes(1024).tree(body).toString();
    return db.write(
            "the checks of a device",
            c ->
                Rows.change(
                    c,
                    """
                    insert into grade (device, login_at, json) values (?, ?, ?)
                    on conflict (device) do update set
                      login_at = coalesce(grade.login_at, excluded.login_at),
                      json = excluded.json\
                    """,
                    device,
                    login.orElse(null),
                    json))
        .thenAccept(_ -> {});
  }
}
