package steward.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.Journal;
import steward.task.Retry;
import steward.thing.Action;
import steward.thing.Property;
import steward.thing.Quality;
import steward.value.Amount;

/// Entries for tests.
final class Entries {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00.000Z");

  private Entries() {}

  static Entry entry(long seq, Fact fact) {
    return new Entry(
        seq, NOON.plusMillis(seq * 10), seq * 10, "lamp", List.of(), 0, "thing", fact, 1);
  }

  static Entry reading(long seq) {
    return entry(
        seq, new Fact.Read(Property.POWER, Amount.watts(seq % 100 / 10.0), Quality.CONFIRMED));
  }

  static Entry command(long seq) {
    return entry(
        seq, new Fact.Wanted(Action.turnOn(), Retry.NEVER, Duration.ofSeconds(30), "key-" + seq));
  }

  static List<Entry> all(Journal journal) {
    return between(journal, 1, Long.MAX_VALUE);
  }

  static List<Entry> between(Journal journal, long from, long to) {
    var all = new ArrayList<Entry>();
    journal.read(from, to, all::add);
    return all;
  }

  static List<Long> numbers(List<Entry> entries) {
    return entries.stream().map(Entry::seq).toList();
  }
}
