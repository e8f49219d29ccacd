package steward.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;

/// Short forms for statements with a few arguments: texts, whole numbers, bytes, instants, or null.
final class Rows {
  private Rows() {}

  /// How one row is read.
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Runs a change and says how many rows it touched.
  static int change(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      fill(statement, arguments);
      return statement.executeUpdate();
    }
  }

  static <T> List<T> list(
      Connection connection, String sql, Reader<T> reader, @Nullable Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      fill(statement, arguments);
      try (ResultSet rows = statement.executeQuery()) {
        var list = new ArrayList<T>();
        while (rows.next()) list.add(reader.read(rows));
        return list;
      }
    }
  }

  private static void fill(PreparedStatement statement, @Nullable Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      switch (argument) {
        case null -> statement.setObject(i + 1, null);
        case Instant instant -> statement.setLong(i + 1, instant.toEpochMilli());
        case Bytes bytes -> statement.setBytes(i + 1, bytes.toArray());
        case Number number -> statement.setLong(i + 1, number.longValue());
        default -> statement.setString(i + 1, argument.toString());
      }
    }
  }

  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long ms = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ms));
  }
}
