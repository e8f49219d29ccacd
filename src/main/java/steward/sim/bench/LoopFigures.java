package steward.sim.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import steward.loop.HouseLoop;
import steward.loop.HouseState;
import steward.loop.Time;
import steward.store.FileJournal;
import steward.store.JournalKeep;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.Udn;
import steward.value.Amount;

/// How many events a second go through the whole loop (inbox, house, journal on the disk) with a
/// processor for the house thread, and what an armed activity weighs, in a process of its own.
/// Prints a line for each figure: name, amount.
final class LoopFigures {
  static final String EVENTS = "eventsPerSecond";
  static final String BYTES = "bytesPerActivity";
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SIZE = 10_000;
  private static final int STRIDE = 7919;
  private static final int ROUNDS = 60;
  private static final int ROUND_EVENTS = 5_000;

  private LoopFigures() {}

  /// @param arguments the folder of the journal
  public static void main(String[] arguments) throws IOException {
    System.out.println(BYTES + "\t" + weight());
    var journal =
        FileJournal.open(Path.of(arguments[0]), JournalKeep.DEFAULT, InstantSource.system());
    try (journal;
        var loop =
            new HouseLoop(
                BenchHouse::expectation, ZoneOffset.UTC, journal, new Forgotten(), Time.system())) {
      loop.restore(
          house ->
              BenchHouse.furnish(
                  SIZE, told -> house.take(told.fact(), told.subject(), "local", BenchHouse.AT, 0)),
          "bench");
      double[] rounds = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) rounds[i] = ROUND_EVENTS / round(loop, i);
      Arrays.sort(rounds);
      System.out.println(EVENTS + "\t" + Math.round(rounds[ROUNDS / 2]));
    }
  }

  /// Processor seconds for a round. Each reading is another value than the last: an event.
  private static double round(HouseLoop loop, int round) {
    long begin = THREADS.getCurrentThreadCpuTime();
    Instant at = Instant.now();
    int k = 0;
    for (int i = 0; i < ROUND_EVENTS; i++) {
      loop.saw(
          new Reading(
              new Udn("bench:" + k),
              Property.POWER,
              Amount.watts((i + round) % 40),
              Quality.CONFIRMED,
              at));
      k = (k + STRIDE) % SIZE;
    }
    while (loop.turn()) {}
    return (THREADS.getCurrentThreadCpuTime() - begin) / 1e9;
  }

  private static long weight() {
    var things = new BenchHouse(SIZE);
    long before = used();
    for (int k = 0; k < SIZE; k++) things.house.engine().remove("rule-" + k, 0);
    long weight = (before - used()) / SIZE;
    if (things.entries() == 0) throw new IllegalStateException("nothing happened");
    return weight;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private record Forgotten() implements HouseState.States {
    @Override
    public void keep(HouseState state) {}

    @Override
    public Optional<HouseState> newest() {
      return Optional.empty();
    }

    @Override
    public Optional<HouseState> before(long seq) {
      return Optional.empty();
    }
  }
}
