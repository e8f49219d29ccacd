package steward.network.profile;

import steward.network.fence.Host;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.network.fence.Subnet;

/// Ways in words. Pure.
public final class LaneWords {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private LaneWords() {}

  /// Such as `everything below coolkit.cc, port 443`.
  public static String of(Lane lane) {
    return switch (lane) {
      case Lane.Out(Host host, Ports ports, boolean six, boolean windowOnly) ->
          (host.zone() ? "everything below " + host.name() : host.name())
              + ", "
              + of(ports)
              + (six ? ", over IPv6 too" : "")
              + window(windowOnly);
      case Lane.Exact(Subnet target, Ports ports, boolean windowOnly) ->
          "the address " + figures(target) + ", " + of(ports) + window(windowOnly);
      case Lane.In(Subnet source, Ports ports) ->
          "from " + figures(source) + " of the home network, " + of(ports);
      case Lane.Knock(Ports ports) -> "the steward itself, " + of(ports);
    };
  }

  private static String window(boolean windowOnly) {
    return windowOnly ? ", only while its window is open" : "";
  }

  private static String figures(Subnet target) {
    boolean isOne = target.bits() == target.address().getAddress().length * 8;
    String text = target.toString();
    return isOne ? text.substring(0, text.indexOf('/')) : text;
  }

  static String of(Ports ports) {
    String protocol = ports.protocol() == Ports.Protocol.UDP ? " (UDP)" : "";
    if (ports.first() != ports.last())
      return "ports " + ports.first() + " to " + ports.last() + protocol;
    if (ports.equals(Ports.tcp(HTTPS))) return "port 443 (HTTPS)";
    if (ports.equals(Ports.tcp(HTTP))) return "port 80 (HTTP, not encrypted)";
    return "port " + ports.first() + protocol;
  }
}
