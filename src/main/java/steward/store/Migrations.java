package steward.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;

/// Brings a database to the newest schema: files `001.sql`, `002.sql` … beside this class, each
/// applied once.
///
/// The table `migration` holds the numbers of those applied. Each is a transaction of its own. A
/// statement ends with a semicolon at the end of a line.
final class Migrations {
  private final String folder;

  /// @param folder of the resources, such as `steward`
  Migrations(String folder) {
    this.folder = folder;
  }

  /// @throws NewerStore if the database has migrations that this steward does not know
  void apply(Path file, Connection connection) throws SQLException, NewerStore {
    apply(file, connection, Integer.MAX_VALUE);
  }

  void apply(Path file, Connection connection, int last) throws SQLException, NewerStore {
    int applied = applied(connection);
    if (applied > 0 && sql(applied).isEmpty()) {
      throw new NewerStore(
          file.getFileName()
              + " was written by a newer steward (schema "
              + applied
              + "), which this one would harm: start the newer steward again, or put a copy from before its installation in its place");
    }
    for (int number = applied + 1; number <= last; number++) {
      Optional<String> sql = sql(number);
      if (sql.isEmpty()) return;
      apply(connection, number, sql.get());
    }
  }

  private static void apply(Connection connection, int number, String sql) throws SQLException {
    Sqlite.transaction(
        connection,
        c -> {
          try (Statement statement = c.createStatement()) {
            for (String one : sql.split(";\\s*(\\n|$)", -1)) {
              if (!one.isBlank()) statement.executeUpdate(one);
            }
          }
          try (PreparedStatement insert = c.prepareStatement("insert into migration values (?)")) {
            insert.setInt(1, number);
            return insert.executeUpdate();
          }
        });
  }

  private static int applied(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet table =
          statement.executeQuery("select 1 from sqlite_schema where name = 'migration'")) {
        if (table.next()) return max(statement);
      }
      statement.executeUpdate("create table migration (number integer primary key) strict");
      return 0;
    }
  }

  private static int max(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("select max(number) from migration")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private Optional<String> sql(int number) {
    String name = String.format(Locale.ROOT, "%s/%03d.sql", folder, number);
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      if (in == null) return Optional.empty();
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + name + " cannot be read", e);
    }
  }
}
