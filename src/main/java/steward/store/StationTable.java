package steward.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The stations of the closed network, and the plans of its fence. Thread-safe; changes complete
/// when they are committed and synced. A row that cannot be read is left out and noted.
public final class StationTable {
  private final StewardDb db;

  StationTable(StewardDb db) {
    this.db = db;
  }

  /// All of them, the one that was seen last at the end.
  public List<StationRow> all() {
    List<Optional<StationRow>> rows =
        db.read(c -> Rows.list(c, "select * from station order by last, hardware", this::row));
    return rows.stream().flatMap(Optional::stream).toList();
  }

  private Optional<StationRow> row(ResultSet row) throws SQLException {
    String hardware = row.getString("hardware");
    String standing = row.getString("standing");
    var thing = Optional.ofNullable(row.getString("thing"));
    int place = row.getInt("place");
    var first = Rows.instant(row, "first");
    var last = Rows.instant(row, "last");
    String json = row.getString("json");
    return db.readable(
        "a station",
        () ->
            new StationRow(
                hardware,
                standing,
                thing,
                place,
                first.orElse(Instant.EPOCH),
                last.orElse(Instant.EPOCH),
                JsonDocument.read(json)));
  }

  /// Keeps some, new or changed, and forgets others: all of it, or nothing.
  ///
  /// @param gone hardware addresses
  public CompletableFuture<Void> change(Collection<StationRow> kept, Collection<String> gone) {
    return db.write(
            "what is known of stations",
            c -> {
              for (String hardware : gone)
                Rows.change(c, "delete from station where hardware = ?", hardware);
              for (StationRow row : kept) put(c, row);
              return kept.size();
            })
        .thenAccept(_ -> {});
  }

  private static void put(java.sql.Connection c, StationRow row) throws SQLException {
    Rows.change(
        c,
        """
        insert into station (hardware, standing, thing, place, first, last, json)
        values (?, ?, ?, ?, ?, ?, ?)
        on conflict (hardware) do update set standing = excluded.standing, thing = excluded.thing,
          place = excluded.place, first = excluded.first, last = excluded.last, json = excluded.json\
        """,
        row.hardware(),
        row.standing(),
        row.thing().orElse(null),
        row.place(),
        row.first(),
        row.last(),
        new JsonBytes(512).tree(row.body().node()).toString());
  }

  /// The plan of this name, a row a line; none where there is none.
  public List<String> plan(String name) {
    List<String> texts =
        db.read(c ->
            Rows.list(
                c, "select rows from fence_plan where name = ?", row -> row.getString(1), name));
    return texts.isEmpty() ? List.of() : texts.getFirst().lines().toList();
  }

  /// Keeps a plan; one without rows is forgotten.
  public CompletableFuture<Void> keepPlan(String name, List<String> rows, Instant at) {
    return db.write(
            "the plan of the fence",
            c ->
                rows.isEmpty()
                    ? Rows.change(c, "delete from fence_plan where name = ?", name)
                    : Rows.change(
                        c,
                        """
                        insert into fence_plan (name, at, rows) values (?, ?, ?)
                        on conflict (name) do update set at = excluded.at, rows = excluded.rows\
                        """,
                        name,
                        at,
                        String.join("\n", rows)))
        .thenAccept(_ -> {});
  }
}
