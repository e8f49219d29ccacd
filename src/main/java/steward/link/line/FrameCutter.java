package steward.link.line;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import steward.driver.Way.Framing;
import steward.value.Bytes;

/// Cuts a TCP stream into frames; the pieces may end anywhere. Confined to one thread.
///
/// Holds at most one frame of the allowed size besides what came in one read. After a length beyond
/// that nothing more can be made of the stream.
final class FrameCutter {
  private static final int LENGTH_BYTES = 4;
  private static final byte[] NOTHING = {};

  private final int frameMax;
  private byte[] held = NOTHING;
  private int start;

  FrameCutter(Framing framing, int frameMax) {
    this.frameMax =
        switch (framing) {
          case LENGTH_4 -> frameMax;
        };
  }

  /// A frame as it goes out.
  static byte[] framed(Framing framing, Bytes body) {
    return switch (framing) {
      case LENGTH_4 -> {
        int length = body.length();
        byte[] all = new byte[LENGTH_BYTES + length];
        for (int i = 0; i < LENGTH_BYTES; i++) all[i] = (byte) (length >>> (24 - 8 * i));
        System.arraycopy(body.unsafeArray(), 0, all, LENGTH_BYTES, length);
        yield all;
      }
    };
  }

  /// Takes the bytes of one read, after all frames before them were taken out.
  void take(byte[] more) {
    int rest = held.length - start;
    byte[] all = Arrays.copyOfRange(held, start, start + rest + more.length);
    System.arraycopy(more, 0, all, rest, more.length);
    held = all;
    start = 0;
  }

  /// The next whole frame.
  Optional<Bytes> next() {
    long length = announced();
    if (length < 0 || length > frameMax) return Optional.empty();
    int from = start + LENGTH_BYTES;
    int end = from + (int) length;
    if (end > held.length) return Optional.empty();
    start = end;
    return Optional.of(Bytes.wrap(Arrays.copyOfRange(held, from, end)));
  }

  /// The length that the next frame says it has, where that is more than is taken.
  OptionalLong excess() {
    long length = announced();
    return length > frameMax ? OptionalLong.of(length) : OptionalLong.empty();
  }

  /// Whether a frame has begun and not ended.
  boolean isWithinFrame() {
    return held.length > start;
  }

  /// How many bytes wait for the rest of their frame.
  int waiting() {
    return held.length - start;
  }

  /// -1 while it is not known.
  private long announced() {
    if (held.length - start < LENGTH_BYTES) return -1;
    long length = 0;
    for (int i = 0; i < LENGTH_BYTES; i++) length = length << 8 | held[start + i] & 0xff;
    return length;
  }

  /// Forgets the stream.
  void clear() {
    held = NOTHING;
    start = 0;
  }
}
