package steward.sim.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import steward.state.Event;

/// What an event that concerns one of many armed activities costs in the engine, each call timed by
/// itself: `./steward micro`. The things come in an order that no cache foresees.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(2)
public class EngineBench {
  private static final int STRIDE = 7919;

  @Param({"10", "10000"})
  int activities;

  private BenchHouse bench;
  private int next;

  @Setup(Level.Trial)
  public void furnish() {
    bench = new BenchHouse(activities);
  }

  private void on(List<Event> events) {
    next = (next + STRIDE) % activities;
    bench.house.engine().on(events.get(next), 0);
  }

  @Benchmark
  public void nobodyWatchesIt() {
    on(bench.unwatched);
  }

  @Benchmark
  public void oneLooksItIsAnotherValue() {
    on(bench.notForIt);
  }

  @Benchmark
  public void oneLooksItsConditionFails() {
    on(bench.held);
  }

  /// A house of which every thing draws so much that its activity fires.
  @State(Scope.Thread)
  public static class Firing {
    @Param({"10", "10000"})
    int activities;

    private BenchHouse bench;
    private int next;

    @Setup(Level.Trial)
    public void furnish() {
      bench = new BenchHouse(activities);
      bench.powers(100);
    }
  }

  /// With state, journal entries, command and confirmation, and the off between.
  @Benchmark
  public void oneFires(Firing firing) {
    firing.next = (firing.next + STRIDE) % firing.activities;
    firing.bench.fired(firing.next);
  }
}
