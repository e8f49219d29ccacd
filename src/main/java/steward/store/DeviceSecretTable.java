package steward.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The sealed secrets of devices and of families.
///
/// Thread-safe. Changes are made in the order in which they are asked, and complete when they are
/// committed and synced.
public final class DeviceSecretTable {
  private final StewardDb db;

  DeviceSecretTable(StewardDb db) {
    this.db = db;
  }

  /// @param owner a device's UDN, or a family's name
  public record Row(String owner, String name, String sealed) {}

  public List<Row> all() {
    return db.read(c ->
        Rows.list(
            c,
            "select owner, name, sealed from device_secret order by owner, name",
            row -> new Row(row.getString(1), row.getString(2), row.getString(3))));
  }

  public CompletableFuture<Void> put(Row row) {
    return db.write(
            "a secret of " + row.owner(),
            c ->
                Rows.change(
                    c,
                    """
                    insert into device_secret (owner, name, sealed) values (?, ?, ?)
                    on conflict (owner, name) do update set sealed = excluded.sealed\
                    """,
                    row.owner(),
                    row.name(),
                    row.sealed()))
        .thenAccept(_ -> {});
  }

  public CompletableFuture<Void> remove(String owner, String name) {
    return db.write(
            "the removal of a secret of " + owner,
            c ->
                Rows.change(
                    c, "delete from device_secret where owner = ? and name = ?", owner, name))
        .thenAccept(_ -> {});
  }

  /// Removes all of one owner.
  public CompletableFuture<Void> removeAll(String owner) {
    return db.write(
            "the removal of the secrets of " + owner,
            c -> Rows.change(c, "delete from device_secret where owner = ?", owner))
        .thenAccept(_ -> {});
  }
}
