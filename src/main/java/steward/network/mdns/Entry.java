package steward.network.mdns;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import steward.value.Bytes;

/// One resource record.
///
/// @param unique whether nobody else has one of this name and type
/// @param ttl in seconds; 0 takes it back
record Entry(Name name, int type, boolean unique, int ttl, Bytes data) {
  static final int A = 1;
  static final int PTR = 12;
  static final int TXT = 16;
  static final int AAAA = 28;
  static final int SRV = 33;
  static final int NSEC = 47;
  static final int ANY = 255;

  /// For what names a host, and for all else.
  private static final int HOST_SECONDS = 120;

  private static final int OTHER_SECONDS = 4500;
  private static final int TXT_BYTES_MAX = 200;

  static Entry pointer(Name name, Name target) {
    return new Entry(name, PTR, false, OTHER_SECONDS, Bytes.wrap(target.encoded()));
  }

  static Entry service(Name name, int port, Name host) {
    var data = new ByteArrayOutputStream();
    Packet.number(data, 0);
    Packet.number(data, 0);
    Packet.number(data, port);
    data.writeBytes(host.encoded());
    return new Entry(name, SRV, true, HOST_SECONDS, Bytes.wrap(data.toByteArray()));
  }

  static Entry text(Name name, List<String> lines) {
    var data = new ByteArrayOutputStream();
    for (String line : lines) {
      byte[] bytes = line.getBytes(UTF_8);
      int length = Math.min(bytes.length, TXT_BYTES_MAX);
      data.write(length);
      data.write(bytes, 0, length);
    }
    return new Entry(name, TXT, true, OTHER_SECONDS, Bytes.wrap(data.toByteArray()));
  }

  static Entry address(Name name, InetAddress address) {
    int type = address instanceof Inet4Address ? A : AAAA;
    return new Entry(name, type, true, HOST_SECONDS, Bytes.wrap(address.getAddress()));
  }

  /// Says that a host has addresses of these types only.
  static Entry only(Name host, List<Integer> types) {
    var data = new ByteArrayOutputStream();
    data.writeBytes(host.encoded());
    byte[] bits = new byte[1 + AAAA / 8];
    for (int type : types) bits[type / 8] |= (byte) (0x80 >> (type % 8));
    data.write(0);
    data.write(bits.length);
    data.writeBytes(bits);
    return new Entry(host, NSEC, true, HOST_SECONDS, Bytes.wrap(data.toByteArray()));
  }

  Entry takenBack() {
    return new Entry(name, type, unique, 0, data);
  }

  boolean says(Entry other) {
    return type == other.type && name.is(other.name) && data.equals(other.data);
  }

  boolean isAddress() {
    return type == A || type == AAAA;
  }

  void write(ByteArrayOutputStream out, boolean multicast, int ttlMax) {
    out.writeBytes(name.encoded());
    Packet.number(out, type);
    Packet.number(out, (multicast && unique ? 0x8000 : 0) | Packet.CLASS_IN);
    int seconds = Math.min(ttl, ttlMax);
    Packet.number(out, seconds >>> 16);
    Packet.number(out, seconds);
    Packet.number(out, data.length());
    out.writeBytes(data.unsafeArray());
  }
}
