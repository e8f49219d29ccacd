package steward.sim.bench;

import java.util.Locale;

/// What the machine did beside us in a span, in percent of one processor.
///
/// @param steal taken by the hypervisor
/// @param others used by processes that are not ours
record Noise(double steal, double others) {

  /// The beginning of a span.
  record Mark(long nanos, Machine.Processors processors, double ours) {
    static Mark now(Processes processes) {
      return new Mark(System.nanoTime(), Machine.processors(), processes.cpuSeconds());
    }

    /// The noise from there to here; our processes at the end are those at the beginning, or new
    /// ones.
    Noise until(Mark end) {
      double seconds = Math.max(1e-3, (end.nanos - nanos) / 1e9);
      double others = end.processors.busy() - processors.busy() - (end.ours - ours);
      double steal = end.processors.stolen() - processors.stolen();
      return new Noise(100 * steal / seconds, Math.max(0, 100 * others / seconds));
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "steal %.1f %%, others %.0f %%", steal, others);
  }
}
