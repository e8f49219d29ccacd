package steward.link.line;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import steward.driver.Way.Framing;
import steward.fuzz.FuzzTarget;
import steward.value.Bytes;

/// The frames of a TCP stream: however it is cut into reads, they are the same. The first byte of
/// an input says how it is cut.
public final class FramesFuzz implements FuzzTarget {
  private static final int FRAME_MAX = 1000;

  @Override
  public String name() {
    return "frames";
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        new byte[] {3, 0, 0, 0, 2, 'h', 'i', 0, 0, 0, 0, 0, 0, 0, 1, '!'},
        new byte[] {1, 0, 0, 3, (byte) 0xe8, 1, 2},
        new byte[] {7, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1},
        new byte[] {2, 0, 0, 0});
  }

  @Override
  public void take(byte[] input) {
    if (input.length == 0) return;
    byte[] stream = Arrays.copyOfRange(input, 1, input.length);
    var whole = cut(stream, stream.length + 1);
    var parts = cut(stream, 1 + (input[0] & 0xff));
    FuzzTarget.mustHold(whole.equals(parts), "other frames: " + whole + " and " + parts);
  }

  /// What came of a stream: its frames, and the length that was too much.
  private record Cut(List<Bytes> frames, OptionalLong excess) {}

  private static Cut cut(byte[] stream, int step) {
    var cutter = new FrameCutter(Framing.LENGTH_4, FRAME_MAX);
    var frames = new ArrayList<Bytes>();
    for (int at = 0; at < stream.length; at += step) {
      cutter.take(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + step)));
      for (var frame = cutter.next(); frame.isPresent(); frame = cutter.next())
        frames.add(frame.get());
      if (cutter.excess().isPresent()) break;
      FuzzTarget.mustHold(cutter.waiting() < FRAME_MAX + 4, "it holds " + cutter.waiting());
    }
    return new Cut(frames, cutter.excess());
  }
}
