package steward.hub;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Changes a database behind the steward's back, while it is off.
final class Sql {
  private Sql() {}

  static void run(Path file, String statement) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var change = connection.createStatement()) {
      change.executeUpdate(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
