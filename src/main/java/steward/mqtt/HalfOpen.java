package steward.mqtt;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.network.Source;

/// Connections that have not been admitted yet, counted by source. Confined to the broker's loop.
///
/// At a limit not the newest one goes but the oldest: of its own source, and where all sources
/// together have too many, of the one that has the most. So whoever opens connections and says
/// nothing pushes out its own, and a device that says CONNECT at once comes in all the same.
final class HalfOpen {
  /// One of a small house connects all its devices at once after a power cut.
  static final int PER_SOURCE_MAX = 256;

  static final int TOTAL_MAX = 1_024;

  private final Map<Source, Set<Connection>> sources = new HashMap<>();
  private int size;

  int size() {
    return size;
  }

  /// Takes one more; what comes back is to be closed.
  Optional<Connection> add(Connection connection) {
    Source source = connection.peer().source();
    Set<Connection> mine = sources.computeIfAbsent(source, _ -> new LinkedHashSet<>());
    if (!mine.add(connection)) return Optional.empty();
    size++;
    if (mine.size() > PER_SOURCE_MAX) return Optional.of(mine.iterator().next());
    return size > TOTAL_MAX ? Optional.of(oldestOfMost()) : Optional.empty();
  }

  private Connection oldestOfMost() {
    Set<Connection> most = Set.of();
    for (Set<Connection> one : sources.values()) if (one.size() > most.size()) most = one;
    return most.iterator().next();
  }

  /// It was admitted, or has ended.
  void remove(Connection connection) {
    Source source = connection.peer().source();
    Set<Connection> mine = sources.get(source);
    if (mine == null || !mine.remove(connection)) return;
    size--;
    if (mine.isEmpty()) sources.remove(source);
  }
}
