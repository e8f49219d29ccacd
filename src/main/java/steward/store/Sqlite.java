package steward.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Opens and checks database files.
final class Sqlite {
  private static final int BUSY_MS = 5_000;

  private Sqlite() {}

  /// Opens a file for writing.
  ///
  /// @param synced whether each commit must survive a power cut; if not, the last ones may be lost,
  ///   never the file
  static Connection write(Path file, boolean synced) throws SQLException {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(
        synced ? SQLiteConfig.SynchronousMode.FULL : SQLiteConfig.SynchronousMode.NORMAL);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  static Connection read(Path file) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MS);
    config.enforceForeignKeys(true);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    return config;
  }

  /// What is wrong with the file, if its quick check finds something.
  static Optional<String> fault(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("pragma quick_check(1)")) {
      String answer = rows.next() ? rows.getString(1) : "no answer";
      return "ok".equals(answer)
          ? Optional.empty()
          : Optional.of(answer.lines().findFirst().orElse(answer));
    } catch (SQLException e) {
      if (isDamage(e)) return Optional.of(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /// Whether this says that the file is no sound database.
  static boolean isDamage(SQLException e) {
    if (!(e instanceof SQLiteException fault)) return false;
    int code = fault.getResultCode().code & 0xff;
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  static boolean isThere(Path file) {
    return Segment.size(file) > 0 || Files.exists(Path.of(file + "-wal"));
  }

  /// Runs work in a transaction.
  static <T> T transaction(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException second) {
        e.addSuppressed(second);
      }
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /// Work on a connection.
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
