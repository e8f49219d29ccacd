package steward.sim.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Sends a scenario's messages when they are due, whatever the other side does, and measures what
/// comes back.
///
/// Of four messages one turns a thing on (a trigger), one turns another off, and two are telemetry.
final class TimeTable {
  private static final int CYCLE = 4;
  private static final Duration STRAGGLE = Duration.ofSeconds(5);
  private static final long FLUSH_NANOS = 200_000;
  private static final long BEGIN_NANOS = 200_000_000;

  private final Processes processes;
  private final Fleet fleet;
  private final long pid;
  private final Load load;
  private final List<Message> on = new ArrayList<>();
  private final List<Message> off = new ArrayList<>();
  private final List<Message> telemetry = new ArrayList<>();
  private final Samples lag = new Samples();
  private long triggers;
  private long overrun;
  private long notSent;

  /// A rate in messages a second, how long it warms up, and how long it is measured.
  record Load(double rate, Duration warmUp, Duration measured) {}

  private TimeTable(Processes processes, Fleet fleet, long pid, Load load, boolean direct) {
    this.processes = processes;
    this.fleet = fleet;
    this.pid = pid;
    this.load = load;
    Scenario scenario = fleet.scenario();
    for (int k = 0; k < scenario.things(); k++) {
      on.add(direct ? scenario.commanded(k) : scenario.switched(k, true));
      off.add(scenario.switched(k, false));
      telemetry.add(scenario.measured(k));
    }
  }

  /// Runs one load against a broker or steward of this process number.
  ///
  /// @param direct things command each other, with no hub between: one hop
  static LoadFigures run(
      Processes processes, Scenario scenario, int port, long pid, Load load, boolean direct)
      throws IOException {
    try (var fleet =
        new Fleet(scenario, port, "b" + Long.toString(System.nanoTime() & 0xffffff, 36))) {
      return new TimeTable(processes, fleet, pid, load, direct).run();
    }
  }

  private LoadFigures run() throws IOException {
    Machine.wakeMeOnTime();
    // What an earlier load left on would not become on: its first trigger would count as lost.
    for (int k = 0; k < off.size(); k++) fleet.device(k).send(off.get(k).numbered(0));
    long begin = System.nanoTime() + BEGIN_NANOS;
    long from = begin + load.warmUp().toNanos();
    long end = from + load.measured().toNanos();
    fleet.measureFrom(from);
    long next = send(0, begin, from, false);
    var before = Noise.Mark.now(processes);
    double cpu = Machine.cpuSeconds(pid);
    try (var watch = new Watch(processes, pid)) {
      long last = send(next, begin, end, true);
      double seconds = (System.nanoTime() - from) / 1e9;
      double used = Machine.cpuSeconds(pid) - cpu;
      Noise noise = before.until(Noise.Mark.now(processes));
      waitForStragglers();
      watch.finish();
      fleet.finish();
      return figures(watch, (last - next) / seconds, triggers / seconds, used, noise);
    }
  }

  /// Sends from this message on all that are due before an end; returns the number of the next.
  private long send(long first, long begin, long end, boolean measured) throws IOException {
    double gap = 1e9 / load.rate();
    long number = first;
    long due = begin + (long) (number * gap);
    boolean clear = true;
    while (due < end) {
      long now = System.nanoTime();
      if (now < due) {
        if (!clear) fleet.flush();
        LockSupport.parkNanos(clear ? due - now : Math.min(due - now, FLUSH_NANOS));
        clear = true;
        continue;
      }
      if (measured) lag.add(now - due);
      clear &= send(number, due, measured);
      number++;
      due = begin + (long) (number * gap);
    }
    fleet.flush();
    return number;
  }

  /// Sends one message; false when it was given up.
  private boolean send(long number, long due, boolean measured) {
    int things = fleet.scenario().things();
    long cycle = number / CYCLE;
    int slot = (int) (number % CYCLE);
    int k;
    Message message;
    if (slot == 0) {
      k = (int) (cycle % things);
      message = on.get(k);
      if (measured) triggers++;
      if (!fleet.await(k, due) && measured) overrun++;
    } else if (slot == 2) {
      k = (int) ((cycle + things / 2) % things);
      message = off.get(k);
    } else {
      k = (int) (number / 2 % things);
      message = telemetry.get(k);
    }
    boolean sent = fleet.device(k).send(message.numbered(number));
    if (!sent && measured) notSent++;
    return sent;
  }

  private void waitForStragglers() throws IOException {
    long until = System.nanoTime() + STRAGGLE.toNanos();
    while (fleet.outstanding() > 0 && System.nanoTime() < until) {
      fleet.flush();
      LockSupport.parkNanos(5_000_000);
    }
  }

  private LoadFigures figures(
      Watch watch, double achieved, double automations, double cpuSeconds, Noise noise) {
    Fleet.Harvest harvest = fleet.harvest();
    Samples undisturbed = watch.undisturbed(harvest.due(), harvest.latency());
    int came = harvest.latency().size();
    return new LoadFigures(
        load.rate(),
        achieved,
        automations,
        LoadFigures.Latency.of(harvest.latency()),
        LoadFigures.Latency.of(undisturbed),
        came == 0 ? 0 : (double) undisturbed.size() / came,
        triggers == 0 ? 1 : (double) (harvest.lost() + overrun) / triggers,
        harvest.unexpected(),
        notSent,
        triggers == 0 ? 0 : cpuSeconds * 1000 / triggers,
        watch.residentMb(),
        lag.millis(0.99),
        noise);
  }
}
