package steward.sim.bench;

import java.util.Arrays;

/// Numbers in the order in which they came. Confined to one thread at a time.
final class Samples {
  private long[] values = new long[1 << 12];
  private int size;

  void add(long value) {
    if (size == values.length) values = Arrays.copyOf(values, size * 2);
    values[size++] = value;
  }

  int size() {
    return size;
  }

  long get(int index) {
    return values[index];
  }

  /// The value below or at which this share of all lies; 0 when there are none.
  long quantile(double share) {
    if (size == 0) return 0;
    long[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    return sorted[Math.clamp((long) Math.ceil(share * size) - 1, 0, size - 1)];
  }

  /// A quantile of nanoseconds, in milliseconds.
  double millis(double share) {
    return quantile(share) / 1e6;
  }
}
