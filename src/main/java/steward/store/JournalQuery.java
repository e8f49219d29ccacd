package steward.store;

import java.util.EnumSet;
import java.util.Set;
import steward.loop.Entry;
import steward.loop.Fact;

/// What a page of the journal shows: entries between two numbers, newest first.
///
/// @param before entries below this number; `Long.MAX_VALUE` for the newest
/// @param after entries above this number; 0 for all
/// @param kinds of these kinds; none means all
/// @param subject about this thing or activity; empty means all
/// @param limit at most so many, 1 to [#LIMIT_MAX]
public record JournalQuery(
    long before, long after, Set<Fact.Kind> kinds, String subject, int limit) {
  public static final int LIMIT_MAX = 1000;

  public JournalQuery {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("a page has 1 to " + LIMIT_MAX + " entries, not " + limit);
    }
    kinds = kinds.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(kinds));
  }

  public static JournalQuery newest(int limit) {
    return new JournalQuery(Long.MAX_VALUE, 0, Set.of(), "", limit);
  }

  boolean admits(Entry entry) {
    return entry.seq() < before
        && entry.seq() > after
        && (kinds.isEmpty() || kinds.contains(entry.kind()))
        && (subject.isEmpty() || subject.equals(entry.subject()));
  }
}
