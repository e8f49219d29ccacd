package steward.network.mdns;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A DNS name as its labels, which are compared without regard to the case of letters.
record Name(List<String> labels) {
  static final int LABEL_BYTES_MAX = 63;
  private static final int NAME_BYTES_MAX = 255;
  private static final int JUMPS_MAX = 16;

  Name {
    labels = List.copyOf(labels);
  }

  static Name of(String... labels) {
    return new Name(Arrays.asList(labels));
  }

  /// `a.b.c`; a label with a dot in it cannot be written so.
  static Name dotted(String text) {
    return of(text.split("\\."));
  }

  Name under(String label) {
    var longer = new ArrayList<String>();
    longer.add(label);
    longer.addAll(labels);
    return new Name(longer);
  }

  boolean is(Name other) {
    return key().equals(other.key());
  }

  private List<String> key() {
    return labels.stream().map(label -> label.toLowerCase(Locale.ROOT)).toList();
  }

  byte[] encoded() {
    var out = new ByteArrayOutputStream();
    for (String label : labels) {
      byte[] bytes = label.getBytes(UTF_8);
      int length = Math.min(bytes.length, LABEL_BYTES_MAX);
      out.write(length);
      out.write(bytes, 0, length);
    }
    out.write(0);
    return out.toByteArray();
  }

  /// Reads a name and leaves the reader behind it. Each jump must go back, and there are only so
  /// many, so that no packet keeps us.
  ///
  /// @throws Malformed if it is none
  static Name read(Reader reader) throws Malformed {
    var labels = new ArrayList<String>();
    int bytes = 0;
    int behind = -1;
    int jumps = 0;
    int start = reader.at();
    while (true) {
      int length = reader.byteValue();
      if (length == 0) break;
      if ((length & 0xc0) == 0xc0) {
        int target = (length & 0x3f) << 8 | reader.byteValue();
        if (behind < 0) behind = reader.at();
        if (target >= start || ++jumps > JUMPS_MAX) throw new Malformed();
        start = target;
        reader.goTo(target);
      } else {
        bytes += length + 1;
        if (length > LABEL_BYTES_MAX || bytes > NAME_BYTES_MAX) throw new Malformed();
        labels.add(new String(reader.bytes(length), UTF_8));
      }
    }
    if (behind >= 0) reader.goTo(behind);
    return new Name(labels);
  }

  @Override
  public String toString() {
    return String.join(".", labels);
  }

  /// A packet that is none.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super("no DNS message", null, false, false);
    }
  }

  /// The bytes of a packet and the place in them. Confined to one thread.
  static final class Reader {
    private final byte[] packet;
    private final int length;
    private int at;

    Reader(byte[] packet, int length) {
      this.packet = packet;
      this.length = length;
    }

    int at() {
      return at;
    }

    void goTo(int place) {
      at = place;
    }

    int byteValue() throws Malformed {
      if (at >= length) throw new Malformed();
      return packet[at++] & 0xff;
    }

    int shortValue() throws Malformed {
      return byteValue() << 8 | byteValue();
    }

    long intValue() throws Malformed {
      return (long) shortValue() << 16 | shortValue();
    }

    byte[] bytes(int count) throws Malformed {
      if (count < 0 || count > length - at) throw new Malformed();
      at += count;
      return Arrays.copyOfRange(packet, at - count, at);
    }
  }
}
