package steward.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The packed form of a track: about three bytes a measurement for a sensor that reports in regular
/// steps.
///
/// First a byte with the form of the values: 0 to 6 for whole numbers of 10^-n, 15 for doubles as
/// they are. Then the count. Then for each measurement how much the step of time differs from the
/// step before, and the value or how much it differs from the one before. Whole numbers stand in
/// groups of seven bits, the sign folded into the lowest.
final class TrackBytes {
  private static final int SCALES = 7;
  private static final int PLAIN = 15;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  private static final double WHOLE_MAX = 1L << 52;

  private TrackBytes() {}

  static byte[] write(Track track) {
    int form = form(track);
    ByteBuffer out = ByteBuffer.allocate(11 + track.size() * 20).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) form);
    put(out, track.size());
    long time = 0;
    long step = 0;
    long before = 0;
    for (int i = 0; i < track.size(); i++) {
      long nextStep = track.time(i) - time;
      put(out, nextStep - step);
      step = i == 0 ? 0 : nextStep;
      time = track.time(i);
      if (form == PLAIN) {
        out.putDouble(track.value(i));
      } else {
        long value = Math.round(track.value(i) * POWERS[form]);
        put(out, value - before);
        before = value;
      }
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /// The least scale at which all values are exact.
  private static int form(Track track) {
    int form = 0;
    for (int i = 0; i < track.size(); i++) {
      while (!isExact(track.value(i), form)) {
        if (++form == SCALES) return PLAIN;
      }
    }
    return form;
  }

  private static boolean isExact(double value, int form) {
    double scaled = value * POWERS[form];
    return Math.abs(scaled) < WHOLE_MAX && Math.round(scaled) / POWERS[form] == value;
  }

  private static void put(ByteBuffer out, long number) {
    long folded = number << 1 ^ number >> 63;
    while ((folded & ~0x7fL) != 0) {
      out.put((byte) (folded & 0x7f | 0x80));
      folded >>>= 7;
    }
    out.put((byte) folded);
  }

  /// Takes measurements.
  interface Reader {
    void measurement(long time, double value);
  }

  /// Hands over what was written.
  ///
  /// @throws IllegalArgumentException if the bytes are no track
  static void read(byte[] bytes, Reader reader) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int form = in.get();
      if (form != PLAIN && (form < 0 || form >= SCALES)) {
        throw new IllegalArgumentException("a track of the unknown form " + form);
      }
      long time = 0;
      long step = 0;
      long value = 0;
      long left = get(in);
      for (boolean first = true; left > 0; left--, first = false) {
        long nextStep = step + get(in);
        time += nextStep;
        step = first ? 0 : nextStep;
        if (form == PLAIN) {
          reader.measurement(time, in.getDouble());
        } else {
          value += get(in);
          reader.measurement(time, value / POWERS[form]);
        }
      }
    } catch (java.nio.BufferUnderflowException e) {
      throw new IllegalArgumentException("a track that ends too early", e);
    }
  }

  private static long get(ByteBuffer in) {
    long folded = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = in.get();
      folded |= (long) (b & 0x7f) << shift;
      if (b >= 0) break;
    }
    return folded >>> 1 ^ -(folded & 1);
  }
}
