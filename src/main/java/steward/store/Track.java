package steward.store;

import java.util.Arrays;

/// Measurements of one series: times in milliseconds and values, side by side. Confined to one
/// thread.
final class Track {
  private long[] times = new long[16];
  private double[] values = new double[16];
  private int size;

  void add(long time, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    times[size] = time;
    values[size++] = value;
  }

  int size() {
    return size;
  }

  long time(int i) {
    return times[i];
  }

  double value(int i) {
    return values[i];
  }

  /// In order of time; of several at one time the last one alone.
  Track sorted() {
    boolean sorted = true;
    for (int i = 1; i < size && sorted; i++) sorted = times[i - 1] < times[i];
    if (sorted) return this;
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
    var track = new Track();
    for (int i = 0; i < size; i++) {
      boolean last = i + 1 == size || times[order[i]] != times[order[i + 1]];
      if (last) track.add(times[order[i]], values[order[i]]);
    }
    return track;
  }

  /// The part from one index to before another.
  Track part(int from, int to) {
    var track = new Track();
    track.times = Arrays.copyOfRange(times, from, to);
    track.values = Arrays.copyOfRange(values, from, to);
    track.size = to - from;
    return track;
  }
}
