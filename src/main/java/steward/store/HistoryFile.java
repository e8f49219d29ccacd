package steward.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The database `history.db`: packed measurements by day, part of the day and series.
///
/// Writing is confined to the history's thread; reading is thread-safe. Parts are put side by side
/// as they come, one short row for each series, and put together into one row once a day is over:
/// so a house of hundreds of sensors writes a few pages at a time and not one for each sensor.
final class HistoryFile implements AutoCloseable {
  static final long DAY_MS = 86_400_000;

  /// From this width of a bucket on, a chart is made from hours.
  static final long HOURS_FROM_MS = 2 * Hours.HOUR_MS;

  private final Connection writer;
  private final Connection reader;
  private final ReentrantLock reading = new ReentrantLock();
  private final Map<SeriesKey, Long> series = new HashMap<>();

  private HistoryFile(Connection writer, Connection reader) {
    this.writer = writer;
    this.reader = reader;
  }

  static HistoryFile open(Path file) throws SQLException, NewerStore {
    Connection writer = Sqlite.write(file, false);
    try {
      new Migrations("history").apply(file, writer);
      return new HistoryFile(writer, Sqlite.read(file));
    } catch (SQLException | NewerStore e) {
      writer.close();
      throw e;
    }
  }

  /// What is wrong with the file, if anything. Reads all of it, on a connection of its own.
  static Optional<String> fault(Path file) throws SQLException {
    try (Connection connection = Sqlite.read(file)) {
      return Sqlite.fault(connection);
    }
  }

  long mark(String name) throws SQLException {
    try (PreparedStatement select =
        writer.prepareStatement("select value from mark where name = ?")) {
      select.setString(1, name);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  void putMark(String name, long value) throws SQLException {
    try (PreparedStatement put =
        writer.prepareStatement("insert or replace into mark (name, value) values (?, ?)")) {
      put.setString(1, name);
      put.setLong(2, value);
      put.executeUpdate();
    }
  }

  /// Adds measurements and says up to which entry of the journal all are here now.
  void merge(Map<SeriesKey, Track> tracks, long seq) throws SQLException {
    var fresh = new HashMap<SeriesKey, Long>();
    Sqlite.transaction(
        writer,
        _ -> {
          var parts = new HashMap<Long, Long>();
          try (PreparedStatement insert =
              writer.prepareStatement(
                  "insert into piece (day, part, series, body) values (?, ?, ?, ?)")) {
            for (var one : tracks.entrySet()) {
              insert.setLong(3, series(one.getKey(), fresh));
              for (var day : days(one.getValue().sorted()).entrySet()) {
                insert.setLong(1, day.getKey());
                insert.setLong(2, part(day.getKey(), parts));
                insert.setBytes(4, TrackBytes.write(day.getValue()));
                insert.executeUpdate();
              }
            }
          }
          putMark("seq", seq);
          return parts.size();
        });
    series.putAll(fresh);
  }

  private static Map<Long, Track> days(Track track) {
    var days = new LinkedHashMap<Long, Track>();
    int from = 0;
    for (int i = 1; i <= track.size(); i++) {
      long day = Math.floorDiv(track.time(from), DAY_MS);
      if (i == track.size() || Math.floorDiv(track.time(i), DAY_MS) != day) {
        days.put(day, track.part(from, i));
        from = i;
      }
    }
    return days;
  }

  private long series(SeriesKey key, Map<SeriesKey, Long> fresh) throws SQLException {
    Long known = series.containsKey(key) ? series.get(key) : fresh.get(key);
    if (known != null) return known;
    try (PreparedStatement insert =
        writer.prepareStatement(
            """
            insert into series (thing, property) values (?, ?)
            on conflict (thing, property) do update set thing = thing returning id\
            """)) {
      insert.setString(1, key.thing());
      insert.setString(2, key.property());
      try (ResultSet rows = insert.executeQuery()) {
        rows.next();
        fresh.put(key, rows.getLong(1));
        return rows.getLong(1);
      }
    }
  }

  private long part(long day, Map<Long, Long> parts) throws SQLException {
    Long known = parts.get(day);
    if (known != null) return known;
    try (PreparedStatement insert =
        writer.prepareStatement(
            """
            insert into part (day, part)
            values (?1, (select coalesce(max(part), 0) + 1 from part where day = ?1)) returning part\
            """)) {
      insert.setLong(1, day);
      try (ResultSet rows = insert.executeQuery()) {
        rows.next();
        parts.put(day, rows.getLong(1));
        return rows.getLong(1);
      }
    }
  }

  /// Days that have several parts and are over at this time, or have more than so many parts.
  List<Long> scattered(long now, int partsMax) throws SQLException {
    var days = new ArrayList<Long>();
    try (PreparedStatement select =
        writer.prepareStatement(
            "select day from part group by day having max(part) > 0 and day < ? or count(*) > ? order by day")) {
      select.setLong(1, Math.floorDiv(now, DAY_MS));
      select.setInt(2, partsMax);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) days.add(rows.getLong(1));
      }
    }
    return days;
  }

  /// Puts the parts of a day together into one, and its hours beside.
  void gather(long day) throws SQLException {
    Sqlite.transaction(
        writer,
        _ -> {
          try (PreparedStatement put =
                  writer.prepareStatement(
                      "insert or replace into piece (day, part, series, body) values (?, 0, ?, ?)");
              PreparedStatement hours =
                  writer.prepareStatement(
                      "insert or replace into hours (day, series, body) values (?, ?, ?)")) {
            for (long one : seriesOf(day)) {
              Track track = track(day, one).sorted();
              put.setLong(1, day);
              put.setLong(2, one);
              put.setBytes(3, TrackBytes.write(track));
              put.executeUpdate();
              hours.setLong(1, day);
              hours.setLong(2, one);
              hours.setBytes(3, Hours.of(track));
              hours.executeUpdate();
            }
          }
          run("insert or ignore into part (day, part) values (?, 0)", day);
          run("delete from piece where day = ? and part > 0", day);
          return run("delete from part where day = ? and part > 0", day);
        });
  }

  private Set<Long> seriesOf(long day) throws SQLException {
    var all = new HashSet<Long>();
    try (PreparedStatement select =
        writer.prepareStatement("select distinct series from piece where day = ? and part > 0")) {
      select.setLong(1, day);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) all.add(rows.getLong(1));
      }
    }
    return all;
  }

  private Track track(long day, long one) throws SQLException {
    var track = new Track();
    try (PreparedStatement select = writer.prepareStatement(PIECES)) {
      select.setLong(1, one);
      select.setLong(2, day);
      select.setLong(3, day);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) TrackBytes.read(rows.getBytes(2), track::add);
      }
    }
    return track;
  }

  /// The cross join keeps the order: for each part of those days one look for its row of the
  /// series.
  private static final String PIECES =
      """
      select p.day, p.body from part w cross join piece p
      on p.day = w.day and p.part = w.part and p.series = ?1 where w.day between ?2 and ?3\
      """;

  private int run(String sql, long argument) throws SQLException {
    try (PreparedStatement statement = writer.prepareStatement(sql)) {
      statement.setLong(1, argument);
      return statement.executeUpdate();
    }
  }

  /// Forgets measurements and hours of days before these.
  void forget(long measurementsBefore, long hoursBefore) throws SQLException {
    Sqlite.transaction(
        writer,
        _ -> {
          run("delete from piece where day < ?", Math.floorDiv(measurementsBefore, DAY_MS));
          run("delete from part where day < ?", Math.floorDiv(measurementsBefore, DAY_MS));
          return run("delete from hours where day < ?", Math.floorDiv(hoursBefore, DAY_MS));
        });
  }

  /// Adds what is here of a series between these times to a chart.
  void read(SeriesKey key, long from, long to, Chart.Buckets chart) throws SQLException {
    reading.lock();
    try {
      long one = id(key);
      if (one == 0) return;
      long first = Math.floorDiv(from, DAY_MS);
      long last = Math.floorDiv(to, DAY_MS);
      Set<Long> whole = chart.step() >= HOURS_FROM_MS ? hours(one, first, last, chart) : Set.of();
      try (PreparedStatement select = reader.prepareStatement(PIECES)) {
        select.setLong(1, one);
        select.setLong(2, first);
        select.setLong(3, last);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            if (!whole.contains(rows.getLong(1))) TrackBytes.read(rows.getBytes(2), chart::add);
          }
        }
      }
    } finally {
      reading.unlock();
    }
  }

  private long id(SeriesKey key) throws SQLException {
    try (PreparedStatement select =
        reader.prepareStatement("select id from series where thing = ? and property = ?")) {
      select.setString(1, key.thing());
      select.setString(2, key.property());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /// Adds the days that have hours, except those that measurements came to since.
  private Set<Long> hours(long one, long first, long last, Chart.Buckets chart)
      throws SQLException {
    var days = new HashSet<Long>();
    try (PreparedStatement select =
        reader.prepareStatement(
            """
            select day, body from hours h where series = ?1 and day between ?2 and ?3
            and not exists (select 1 from part w where w.day = h.day and w.part > 0)\
            """)) {
      select.setLong(1, one);
      select.setLong(2, first);
      select.setLong(3, last);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          days.add(rows.getLong(1));
          Hours.read(rows.getLong(1), rows.getBytes(2), chart);
        }
      }
    }
    return days;
  }

  @Override
  public void close() throws SQLException {
    reading.lock();
    try (writer) {
      reader.close();
    } finally {
      reading.unlock();
    }
  }
}
