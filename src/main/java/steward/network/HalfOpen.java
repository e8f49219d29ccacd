package steward.network;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Connections that have not been admitted yet, counted by source. Confined to whoever guards it.
///
/// At a limit not the newest one goes but the oldest: of its own source, and where all sources
/// together have too many, of the one that has the most. So whoever opens connections and says
/// nothing pushes out its own, and whoever begins at once as it should comes in all the same.
///
/// @param <C> a connection, which is itself and no other
public final class HalfOpen<C> {
  /// One of a small house connects all its devices at once after a power cut.
  public static final int PER_SOURCE_MAX = 256;

  public static final int TOTAL_MAX = 1_024;

  private final Map<Source, Set<C>> sources = new HashMap<>();
  private int size;

  public int size() {
    return size;
  }

  /// Takes one more; what comes back is to be closed.
  public Optional<C> add(Source source, C connection) {
    Set<C> mine = sources.computeIfAbsent(source, _ -> new LinkedHashSet<>());
    if (!mine.add(connection)) return Optional.empty();
    size++;
    if (mine.size() > PER_SOURCE_MAX) return Optional.of(mine.iterator().next());
    return size > TOTAL_MAX ? Optional.of(oldestOfMost()) : Optional.empty();
  }

  private C oldestOfMost() {
    Set<C> most = Set.of();
    for (Set<C> one : sources.values()) if (one.size() > most.size()) most = one;
    return most.iterator().next();
  }

  /// It was admitted, or has ended.
  ///
  /// @return false if it was not here
  public boolean remove(Source source, C connection) {
    Set<C> mine = sources.get(source);
    if (mine == null || !mine.remove(connection)) return false;
    size--;
    if (mine.isEmpty()) sources.remove(source);
    return true;
  }
}
