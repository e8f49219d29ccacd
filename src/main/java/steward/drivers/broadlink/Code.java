package steward.drivers.broadlink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import steward.value.Bytes;

/// A code of a remote as the blaster takes it: kind, repeats, length, then the lengths of pulses,
/// marks and spaces by turns. Source: sheet, section 6.
record Code(Bytes bytes) {
  /// A longer one would not fit into a datagram with its header.
  static final int LENGTH_MAX = 1900;

  /// More pulses are none of a remote.
  static final int PULSES_MAX = LENGTH_MAX;

  private static final int HEAD = 4;
  private static final int INFRARED = 0x26;
  private static final int RADIO_433 = 0xb2;
  private static final int RADIO_315 = 0xd7;

  /// A tick in microseconds, as the codes that people exchange are made.
  private static final double TICK = 32.84;

  /// The code at the beginning of these bytes, cut to the length that it says itself.
  static Optional<Code> read(Bytes bytes) {
    if (bytes.length() < HEAD) return Optional.empty();
    int kind = LittleEndian.u8(bytes, 0);
    if (kind != INFRARED && kind != RADIO_433 && kind != RADIO_315) return Optional.empty();
    int end = HEAD + LittleEndian.u16(bytes, 2);
    if (end == HEAD || end > bytes.length() || end > LENGTH_MAX) return Optional.empty();
    return Optional.of(new Code(Frame.slice(bytes, 0, end)));
  }

  boolean isRadio() {
    return LittleEndian.u8(bytes, 0) != INFRARED;
  }

  /// The lengths of its pulses in microseconds.
  List<Integer> pulses() {
    var pulses = new ArrayList<Integer>();
    for (int at = HEAD; at < bytes.length() && pulses.size() < PULSES_MAX; ) {
      int ticks = LittleEndian.u8(bytes, at++);
      if (ticks == 0 && at + 1 < bytes.length()) {
        // Here, and only here, the greater byte is first.
        ticks = LittleEndian.u8(bytes, at) << 8 | LittleEndian.u8(bytes, at + 1);
        at += 2;
      }
      pulses.add((int) Math.round(ticks * TICK));
    }
    return pulses;
  }

  /// An infrared code of these pulses, sent once.
  ///
  /// @param microseconds each above 0 and at most two seconds
  static Code of(List<Integer> microseconds) {
    byte[] all = new byte[HEAD + 3 * microseconds.size()];
    int end = HEAD;
    for (int length : microseconds) {
      int ticks = (int) (length / TICK);
      if (ticks >= 256 || ticks == 0) {
        end++;
        all[end++] = (byte) (ticks >> 8);
      }
      all[end++] = (byte) ticks;
    }
    all[0] = INFRARED;
    LittleEndian.put16(all, 2, end - HEAD);
    return new Code(Bytes.wrap(Arrays.copyOf(all, end)));
  }

  /// Not the code itself: who has it can send it.
  @Override
  public String toString() {
    return "Code[" + bytes.length() + " bytes]";
  }
}
