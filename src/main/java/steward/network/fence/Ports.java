package steward.network.fence;

import steward.value.Malformed;

/// Ports of one protocol.
///
/// @param first 1 to 65535
/// @param last at least the first
public record Ports(Protocol protocol, int first, int last) {
  private static final int MAX = 65_535;

  /// What a port belongs to.
  public enum Protocol {
    TCP,
    UDP;

    @Override
    public String toString() {
      return this == TCP ? "tcp" : "udp";
    }
  }

  public Ports {
    if (first < 1 || last > MAX || first > last)
      throw new Malformed("/ports", "ports from 1 to 65535", first + "-" + last);
  }

  public static Ports tcp(int port) {
    return new Ports(Protocol.TCP, port, port);
  }

  public static Ports udp(int port) {
    return new Ports(Protocol.UDP, port, port);
  }

  /// Its words in a plan: the protocol and the range.
  String row() {
    return protocol + " " + (first == last ? "" + first : first + "-" + last);
  }

  @Override
  public String toString() {
    return row().replace(' ', '/');
  }
}
