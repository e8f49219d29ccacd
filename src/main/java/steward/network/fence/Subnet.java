package steward.network.fence;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import steward.value.Malformed;

/// A network, or one address of it: an address in figures and how many of its bits count.
public record Subnet(InetAddress address, int bits) {
  private static final int BYTE = 8;

  public Subnet {
    if (bits < 0 || bits > address.getAddress().length * BYTE)
      throw new Malformed("/network", "a network such as 10.20.30.1/24", address + "/" + bits);
  }

  /// @param text an address, or one with `/` and the number of bits
  public static Subnet parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      InetAddress address = InetAddress.ofLiteral(parts[0]);
      int all = address.getAddress().length * BYTE;
      if (parts[0].contains("%")) throw new IllegalArgumentException("a zone");
      return new Subnet(address, parts.length == 1 ? all : Integer.parseInt(parts[1]));
    } catch (IllegalArgumentException _) {
      throw new Malformed("/network", "a network such as 10.20.30.1/24", "'" + text + "'");
    }
  }

  public boolean isFour() {
    return address instanceof Inet4Address;
  }

  /// The address of this network that has these bits in the places that do not count.
  private InetAddress with(byte[] host) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(bits - i * BYTE, 0, BYTE);
      int mask = 0xff << (BYTE - kept) & 0xff;
      bytes[i] = (byte) (bytes[i] & mask | host[i] & ~mask);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  InetAddress base() {
    return with(new byte[address.getAddress().length]);
  }

  InetAddress last() {
    byte[] ones = new byte[address.getAddress().length];
    java.util.Arrays.fill(ones, (byte) 0xff);
    return with(ones);
  }

  /// The mask of an IPv4 network in figures.
  String mask() {
    return text(new Subnet(InetAddress.ofLiteral("255.255.255.255"), bits).base());
  }

  /// The address at this place of it, counted from its base.
  public InetAddress at(int place) {
    byte[] host = new byte[address.getAddress().length];
    for (int i = host.length - 1, rest = place; i >= 0 && rest > 0; i--, rest >>= BYTE)
      host[i] = (byte) rest;
    return with(host);
  }

  /// The address that a station of this network makes of its hardware address.
  public InetAddress of(Hardware station) {
    byte[] host = new byte[address.getAddress().length];
    System.arraycopy(station.eui64(), 0, host, host.length - BYTE, BYTE);
    return with(host);
  }

  public boolean contains(InetAddress other) {
    return other.getAddress().length == address.getAddress().length
        && new Subnet(other, bits).base().equals(base());
  }

  /// An address as it stands in a plan: in figures, lower case, without a zone.
  public static String text(InetAddress address) {
    return address.getHostAddress().replaceAll("%.*", "");
  }

  @Override
  public String toString() {
    return text(base()) + "/" + bits;
  }
}
