package steward.sim.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Looks four times a second at the machine and at the memory of one process, on a thread of its
/// own.
final class Watch implements AutoCloseable {
  private static final long EVERY_NANOS = 250_000_000;
  private static final long BEFORE_NANOS = 20_000_000;
  private static final int MARKS_MAX = 100_000;
  static final double STEAL_CLEAN = 2;
  static final double OTHERS_CLEAN = 25;

  private final Processes processes;
  private final long pid;
  private final List<Noise.Mark> marks = new ArrayList<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("watch").unstarted(this::run);
  private volatile boolean closing;
  private double residentMb;

  Watch(Processes processes, long pid) {
    this.processes = processes;
    this.pid = pid;
    thread.start();
  }

  private void run() {
    while (!closing && marks.size() < MARKS_MAX) {
      look();
      LockSupport.parkNanos(EVERY_NANOS);
    }
    look();
  }

  private void look() {
    marks.add(Noise.Mark.now(processes));
    residentMb = Math.max(residentMb, Machine.residentMb(pid));
  }

  /// The most memory that was seen, in MiB; only after [#finish].
  double residentMb() {
    return residentMb;
  }

  /// Those latencies in whose lifetime the machine was ours alone, judged by the kernel's figures
  /// and never by the latency; only after [#finish].
  Samples undisturbed(Samples due, Samples latency) {
    boolean[] clean = new boolean[marks.size()];
    for (int i = 1; i < clean.length; i++) {
      Noise noise = marks.get(i - 1).until(marks.get(i));
      clean[i] = noise.steal() < STEAL_CLEAN && noise.others() < OTHERS_CLEAN;
    }
    var found = new Samples();
    for (int i = 0; i < due.size(); i++) {
      if (isClean(clean, due.get(i) - BEFORE_NANOS, due.get(i) + latency.get(i)))
        found.add(latency.get(i));
    }
    return found;
  }

  private boolean isClean(boolean[] clean, long from, long to) {
    int i = firstAfter(from);
    if (i == 0) return false;
    for (; i < clean.length; i++) {
      if (!clean[i]) return false;
      if (marks.get(i).nanos() >= to) return true;
    }
    return false;
  }

  private int firstAfter(long nanos) {
    int low = 0;
    int high = marks.size();
    while (low < high) {
      int middle = low + high >>> 1;
      if (marks.get(middle).nanos() < nanos) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  @Override
  public void close() {
    if (!closing) finish();
  }

  /// Looks for the last time; what was seen can be read from now on.
  void finish() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
