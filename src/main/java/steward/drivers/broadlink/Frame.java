package steward.drivers.broadlink;

import java.util.Optional;
import steward.value.Bytes;

/// How a blaster wraps an operation and its data. Source: sheet, section 5.
enum Frame {
  /// Four bytes of operation, then the data.
  CLASSIC,
  /// Two bytes of length before the operation.
  NEW;

  static final int STATE = 0x01;
  static final int SEND = 0x02;
  static final int LEARN = 0x03;
  static final int FETCH = 0x04;
  static final int SWEEP = 0x19;
  static final int FOUND = 0x1a;
  static final int PACKET = 0x1b;
  static final int CANCEL = 0x1e;
  static final int SENSORS = 0x24;

  private static final int OPERATION = 4;
  private static final int LENGTH = 2;

  Bytes wrap(int operation, Bytes data) {
    int before = this == NEW ? LENGTH : 0;
    byte[] all = new byte[before + OPERATION + data.length()];
    if (this == NEW) LittleEndian.put16(all, 0, data.length() + OPERATION);
    LittleEndian.put32(all, before, operation);
    System.arraycopy(data.unsafeArray(), 0, all, before + OPERATION, data.length());
    return Bytes.wrap(all);
  }

  /// The data of an answer, with its filling zeros in the classic frame; nothing where it is cut
  /// off.
  Optional<Bytes> unwrap(Bytes payload) {
    int begin = this == NEW ? LENGTH + OPERATION : OPERATION;
    if (payload.length() < begin) return Optional.empty();
    int end = this == NEW ? LittleEndian.u16(payload, 0) + LENGTH : payload.length();
    if (end < begin || end > payload.length()) return Optional.empty();
    return Optional.of(slice(payload, begin, end));
  }

  static Bytes slice(Bytes bytes, int begin, int end) {
    return Bytes.wrap(java.util.Arrays.copyOfRange(bytes.unsafeArray(), begin, end));
  }
}
