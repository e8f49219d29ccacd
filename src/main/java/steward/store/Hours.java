package steward.store;

import java.nio.ByteBuffer;

/// The hours of a day of one series: count, least, sum and greatest of each that has measurements.
final class Hours {
  static final long HOUR_MS = 3_600_000;
  private static final int ENTRY = 1 + 4 + 3 * 8;

  private Hours() {}

  /// The form on disk for measurements of one day, which are in order of time.
  static byte[] of(Track track) {
    ByteBuffer out = ByteBuffer.allocate(24 * ENTRY);
    int i = 0;
    while (i < track.size()) {
      long hour = Math.floorDiv(track.time(i), HOUR_MS);
      double least = track.value(i);
      double greatest = least;
      double sum = 0;
      int count = 0;
      for (; i < track.size() && Math.floorDiv(track.time(i), HOUR_MS) == hour; i++, count++) {
        least = Math.min(least, track.value(i));
        greatest = Math.max(greatest, track.value(i));
        sum += track.value(i);
      }
      out.put((byte) Math.floorMod(hour, 24L)).putInt(count);
      out.putDouble(least).putDouble(sum).putDouble(greatest);
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /// Adds the hours of a day, counted from 1970, to a chart; each counts in the middle of its hour.
  static void read(long day, byte[] bytes, Chart.Buckets chart) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.remaining() >= ENTRY) {
      long at = (day * 24 + in.get()) * HOUR_MS + HOUR_MS / 2;
      chart.add(at, in.getInt(), in.getDouble(), in.getDouble(), in.getDouble());
    }
  }
}
