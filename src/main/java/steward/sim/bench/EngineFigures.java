package steward.sim.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/// What an event costs in houses of several sizes, in a process of its own: a warmed loop around
/// the pure house. Prints a line for each figure: things, what happened, nanoseconds.
final class EngineFigures {
  static final List<Integer> SIZES = List.of(10, 1_000, 10_000);
  private static final int STRIDE = 7919;
  private static final int ROUNDS = 15;
  private static final int ROUND_EVENTS = 20_000;
  private static final int WARM_ROUNDS = 10;

  private final BenchHouse bench;

  private EngineFigures(int size) {
    bench = new BenchHouse(size);
  }

  public static void main(String[] arguments) {
    List<EngineFigures> houses = SIZES.stream().map(EngineFigures::new).toList();
    for (int i = 0; i < WARM_ROUNDS; i++) houses.forEach(EngineFigures::warm);
    for (EngineFigures one : houses) one.measure();
  }

  private void warm() {
    round(k -> on(bench.unwatched, k));
    round(k -> on(bench.notForIt, k));
    round(k -> on(bench.held, k));
    round(bench::measured);
    bench.powers(100);
    round(bench::fired);
    bench.powers(5);
  }

  private void on(List<steward.state.Event> events, int k) {
    bench.house.engine().on(events.get(k), 0);
  }

  private void measure() {
    print("nobody watches it", k -> on(bench.unwatched, k));
    print("an activity looks, it is another value", k -> on(bench.notForIt, k));
    print("an activity looks, its condition fails and it says why", k -> on(bench.held, k));
    print("a reading nobody watches, with state and journal entry", bench::measured);
    bench.powers(100);
    print(
        "a reading that fires, with state, entries, command and confirmation, and the off between",
        bench::fired);
    if (bench.entries() == 0) throw new IllegalStateException("nothing happened");
  }

  /// The things in an order that no cache foresees; nanoseconds for each.
  private double round(IntConsumer one) {
    int k = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < ROUND_EVENTS; i++) {
      one.accept(k);
      k = (k + STRIDE) % bench.size;
    }
    return (double) (System.nanoTime() - begin) / ROUND_EVENTS;
  }

  private void print(String what, IntConsumer one) {
    double[] rounds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) rounds[i] = round(one);
    Arrays.sort(rounds);
    System.out.println(
        bench.size + "\t" + what + "\t" + String.format(Locale.ROOT, "%.1f", rounds[ROUNDS / 2]));
  }
}
