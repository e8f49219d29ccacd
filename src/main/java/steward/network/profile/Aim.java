package steward.network.profile;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Set;
import steward.network.Addresses;
import steward.network.fence.Host;
import steward.network.fence.Ports;
import steward.network.fence.Subnet;
import steward.value.Malformed;

/// What somebody wanted, told apart. Pure.
sealed interface Aim {
  int NTP = 123;
  Set<Integer> RESOLVERS = Set.of(53, 853);

  /// Words of names behind which makers collect what their things do.
  Set<String> TELEMETRY =
      Set.of(
          "ads",
          "analytics",
          "beacon",
          "collector",
          "crash",
          "crashlytics",
          "diag",
          "diagnostics",
          "log",
          "logger",
          "logs",
          "logsink",
          "metric",
          "metrics",
          "stat",
          "stats",
          "telemetry",
          "trace",
          "track",
          "tracking");

  /// A name of the Internet.
  record Named(Host host, boolean telemetry) implements Aim {}

  /// An address for which no name was asked.
  record Figures(Subnet target, boolean home) implements Aim {}

  /// Something that needs no way: what it is, in words.
  record Needless(String why) implements Aim {}

  static Aim of(Wanted wanted) {
    Ports ports = wanted.portsOrGuess();
    if (ports.equals(Ports.udp(NTP)) || wanted.ports().isEmpty() && isClock(wanted.host()))
      return new Needless("the time, which the steward gives whichever server is asked");
    if (RESOLVERS.contains(ports.first()))
      return new Needless("another name service, in whose place the steward answers");
    return figures(wanted.host()) ? address(wanted.host()) : name(wanted.host());
  }

  /// Names of public time servers, for which nothing else is ever asked.
  private static boolean isClock(String name) {
    return name.equals("pool.ntp.org")
        || name.endsWith(".pool.ntp.org")
        || name.startsWith("ntp.")
        || name.startsWith("time.");
  }

  private static boolean figures(String host) {
    return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
  }

  private static Aim address(String text) {
    try {
      Subnet target = Subnet.parse(text);
      InetAddress address = target.address();
      boolean isShout =
          address.isMulticastAddress()
              || address.isLinkLocalAddress()
              || address.isAnyLocalAddress()
              || address.isLoopbackAddress()
              || text.equals("255.255.255.255");
      return isShout
          ? new Needless("everybody in its own network, which leads nowhere here")
          : new Figures(target, !Addresses.isPublic(address));
    } catch (Malformed _) {
      return new Needless("what is neither a name nor an address");
    }
  }

  private static Aim name(String text) {
    if (text.endsWith(".local") || text.endsWith(".arpa") || text.endsWith(".lan"))
      return new Needless("names of the home network");
    try {
      Host host = new Host(text, false);
      String[] words = host.name().split("[.-]", -1);
      return new Named(host, Arrays.stream(words).anyMatch(TELEMETRY::contains));
    } catch (Malformed _) {
      return new Needless("what is no name of the Internet");
    }
  }
}
