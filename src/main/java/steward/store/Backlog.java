package steward.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import steward.loop.Entry;
import steward.loop.Fact;

/// Entries that are not on the disk yet, in order. Guarded by the journal's lock.
///
/// At [#READINGS_MAX] readings are no longer taken, at [#ENTRIES_MAX] nothing is. Each run of
/// entries that were not taken stands in the journal as one note with the first of their numbers:
/// what is missing is said where it is missing.
final class Backlog {
  static final int READINGS_MAX = 100_000;
  static final int ENTRIES_MAX = 150_000;
  static final int REFUSED_MAX = 10_000;

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();

  /// Numbers of entries other than readings that were not taken: nobody may be told that they are
  /// kept.
  private final TreeSet<Long> refused = new TreeSet<>();

  private @Nullable Entry gapFirst;
  private long gapLast;
  private long gapCount;
  private long dropped;

  /// Takes an entry, or counts it among those that were not kept.
  void add(Entry entry) {
    boolean reading = entry.fact() instanceof Fact.Read;
    if (entries.size() < (reading ? READINGS_MAX : ENTRIES_MAX)) {
      closeGap();
      entries.add(entry);
      return;
    }
    dropped++;
    if (gapFirst == null) gapFirst = entry;
    gapLast = entry.seq();
    gapCount++;
    if (!reading) {
      refused.add(entry.seq());
      if (refused.size() > REFUSED_MAX) refused.pollFirst();
    }
  }

  /// Ends a run of entries that were not taken with the note that stands for them.
  void closeGap() {
    Entry first = gapFirst;
    if (first == null) return;
    String sentence =
        "%d entries, numbers %d to %d, were not kept: the disk was too slow or refused"
            .formatted(gapCount, first.seq(), gapLast);
    entries.add(
        new Entry(
            first.seq(),
            first.at(),
            first.mono(),
            "",
            List.of(),
            0,
            "steward",
            new Fact.Noted(sentence),
            Entry.VERSION));
    gapFirst = null;
    gapCount = 0;
  }

  boolean isRefused(long seq) {
    return refused.contains(seq);
  }

  boolean isEmpty() {
    return entries.isEmpty() && gapFirst == null;
  }

  int size() {
    return entries.size();
  }

  long dropped() {
    return dropped;
  }

  /// The number of the first entry; the largest number when there is none.
  long first() {
    Entry first = entries.isEmpty() ? gapFirst : entries.getFirst();
    return first == null ? Long.MAX_VALUE : first.seq();
  }

  /// The first entries, which stay until they are [#written].
  List<Entry> head(int max) {
    closeGap();
    var head = new ArrayList<Entry>(Math.min(max, entries.size()));
    for (Entry entry : entries) {
      if (head.size() == max) break;
      head.add(entry);
    }
    return head;
  }

  void written(int count) {
    for (int i = 0; i < count; i++) entries.removeFirst();
  }

  /// Those between these numbers, both included.
  List<Entry> between(long from, long to) {
    if (entries.isEmpty() || to < entries.getFirst().seq() || from > entries.getLast().seq()) {
      return List.of();
    }
    var some = new ArrayList<Entry>();
    for (Entry entry : entries) {
      if (entry.seq() > to) break;
      if (entry.seq() >= from) some.add(entry);
    }
    return some;
  }
}
