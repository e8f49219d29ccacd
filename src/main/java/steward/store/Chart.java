package steward.store;

import java.util.ArrayList;
import java.util.List;

/// Measurements of one property over a span of time, gathered into at most so many points.
///
/// @param stepMs the width of a bucket in milliseconds
/// @param points in order of time; spans without measurements have none
public record Chart(long stepMs, List<Point> points) {
  public static final int POINTS_MAX = 2000;

  /// One bucket: its begin in milliseconds, and the least, mean and greatest of its measurements,
  /// and how many they are.
  public record Point(long at, double min, double mean, double max, long count) {}

  /// Gathers measurements. Confined to one thread.
  static final class Buckets {
    private final long from;
    private final long to;
    private final long step;
    private final double[] min;
    private final double[] max;
    private final double[] sum;
    private final long[] count;

    Buckets(long from, long to, int points) {
      this.from = from;
      this.to = to;
      step = Math.max(1, Math.ceilDiv(to - from, (long) points));
      min = new double[points];
      max = new double[points];
      sum = new double[points];
      count = new long[points];
    }

    long step() {
      return step;
    }

    void add(long at, double value) {
      add(at, 1, value, value, value);
    }

    void add(long at, long n, double least, double total, double greatest) {
      if (at < from || at >= to) return;
      int i = (int) ((at - from) / step);
      min[i] = count[i] == 0 ? least : Math.min(min[i], least);
      max[i] = count[i] == 0 ? greatest : Math.max(max[i], greatest);
      sum[i] += total;
      count[i] += n;
    }

    Chart chart() {
      var points = new ArrayList<Point>();
      for (int i = 0; i < count.length; i++) {
        if (count[i] == 0) continue;
        points.add(new Point(from + i * step, min[i], sum[i] / count[i], max[i], count[i]));
      }
      return new Chart(step, List.copyOf(points));
    }
  }
}
