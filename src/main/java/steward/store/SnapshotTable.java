package steward.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import steward.loop.Snapshots;

/// The newest snapshots of the house in `steward.db`, deflated. Thread-safe.
final class SnapshotTable implements Snapshots {
  static final int SNAPSHOTS_MAX = 3;

  /// So many days keep their first snapshot, so that a moment of the past can be gone back to
  /// without the whole journal.
  static final int DAYS_MAX = 40;

  static final int LENGTH_MAX = 256 << 20;

  private final StewardDb db;

  SnapshotTable(StewardDb db) {
    this.db = db;
  }

  @Override
  public void keep(Snapshot snapshot) {
    // A failure is counted and said by the database's health; the next snapshot tries again.
    var _ =
        db.write(
            "the snapshot at " + snapshot.seq(),
            connection -> {
              byte[] json = snapshot.json().getBytes(StandardCharsets.UTF_8);
              try (PreparedStatement insert =
                      connection.prepareStatement(
                          "insert into snapshot (seq, at, mono, semantics, length, body) values (?, ?, ?, ?, ?, ?)");
                  Statement old = connection.createStatement()) {
                insert.setLong(1, snapshot.seq());
                insert.setLong(2, snapshot.at());
                insert.setLong(3, snapshot.mono());
                insert.setInt(4, snapshot.semantics());
                insert.setInt(5, json.length);
                insert.setBytes(6, deflated(json));
                insert.executeUpdate();
                return old.executeUpdate(
                    "delete from snapshot where id not in (select id from snapshot order by id desc limit "
                        + SNAPSHOTS_MAX
                        + ") and id not in (select min(id) from snapshot group by at / 86400000"
                        + " order by 1 desc limit "
                        + DAYS_MAX
                        + ")");
              }
            });
  }

  @Override
  public Optional<Snapshot> newest() {
    return before(Long.MAX_VALUE);
  }

  @Override
  public Optional<Snapshot> before(long seq) {
    return db.read(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "select seq, at, mono, semantics, length, body from snapshot where seq <= "
                      + seq
                      + " order by id desc")) {
        while (rows.next()) {
          Optional<Snapshot> snapshot = snapshot(rows);
          if (snapshot.isPresent()) return snapshot;
        }
        return Optional.empty();
      }
    });
  }

  private static Optional<Snapshot> snapshot(ResultSet row) throws SQLException {
    int length = row.getInt(5);
    if (length < 0 || length > LENGTH_MAX) return Optional.empty();
    try {
      String json = new String(inflated(row.getBytes(6), length), StandardCharsets.UTF_8);
      return Optional.of(
          new Snapshot(row.getLong(1), row.getLong(2), row.getLong(3), row.getInt(4), json));
    } catch (DataFormatException e) {
      // An older one is as good, only with a longer tail of the journal to go through.
      return Optional.empty();
    }
  }

  private static byte[] deflated(byte[] bytes) {
    try (var deflater = new Deflater()) {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] packed = new byte[bytes.length / 4 + 64];
      int length = 0;
      while (!deflater.finished()) {
        if (length == packed.length) packed = Arrays.copyOf(packed, packed.length * 2);
        length += deflater.deflate(packed, length, packed.length - length);
      }
      return Arrays.copyOf(packed, length);
    }
  }

  private static byte[] inflated(byte[] packed, int length) throws DataFormatException {
    try (var inflater = new Inflater()) {
      inflater.setInput(packed);
      byte[] bytes = new byte[length];
      int at = 0;
      while (at < length) {
        int more = inflater.inflate(bytes, at, length - at);
        if (more == 0) throw new DataFormatException("too short");
        at += more;
      }
      return bytes;
    }
  }
}
