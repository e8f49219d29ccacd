package steward.config;

import java.nio.file.Path;
import java.util.List;

/// The part of the table of keys that is about the network of the things, and who is let in from
/// it.
final class NetworkKeys {
  static final Key<String> MODE =
      new Key<>(
          "network.mode",
          Kind.word(List.of("advice", "fence")),
          "advice",
          "What is done about the network of the things: `advice` writes files and steps for a person; `fence` lets the"
              + " helper `steward-netd` put the fence up.");
  static final Key<String> THINGS =
      new Key<>(
          "network.things-interface",
          Kind.optionalName("the name of a network interface", "[A-Za-z0-9][A-Za-z0-9_.-]{0,14}"),
          "",
          "The interface behind which only things are, such as `eth1`, `eth0.20`, or the name of the bridge that joins"
              + " `network.things-ports`. Nobody can claim the house from there.");
  static final Key<List<String>> PORTS =
      new Key<>(
          "network.things-ports",
          Kind.names("names of network interfaces", "[A-Za-z0-9][A-Za-z0-9_.-]{0,14}"),
          "",
          "Interfaces that are joined to `network.things-interface`, each apart from the others.");
  static final Key<String> HOME =
      new Key<>(
          "network.home-interface",
          Kind.optionalName("the name of a network interface", "[A-Za-z0-9][A-Za-z0-9_.-]{0,14}"),
          "",
          "The interface to the home network, such as `eth0`.");
  static final Key<String> FOUR =
      new Key<>(
          "network.things-address",
          Kind.optionalName(
              "a private address with its network, such as 10.83.21.1/24",
              "(10|172|192)(\\.[0-9]{1,3}){3}/(1[6-9]|2[0-5])"),
          "",
          "The steward's address among the things and the size of their network.");
  static final Key<String> SIX =
      new Key<>(
          "network.things-prefix",
          Kind.optionalName(
              "a private prefix such as fd12:3456:789a:1::1/64", "f[cd][0-9a-f:]{2,37}/64"),
          "",
          "The same for IPv6. Empty: things have no IPv6.");
  static final Key<String> WHOLE =
      new Key<>(
          "network.whole-machine",
          Kind.word(List.of("on", "off")),
          "off",
          "Whether this machine serves the steward alone: then every port that is not the steward's is closed. Off,"
              + " ports of other programs are left as they are.");
  static final Key<List<String>> UPSTREAM =
      new Key<>(
          "network.upstream",
          Kind.names("addresses of servers of names", "[0-9a-fA-F.:]{2,45}"),
          "",
          "Who is asked for the names that a thing may reach. Empty: nobody, so that no lane to a name opens.");
  static final Key<Path> HELPER =
      new Key<>(
          "network.helper",
          Kind.place(),
          "/run/steward-netd/netd.sock",
          "The Unix socket of the helper.");

  static final Key<String> WIFI =
      new Key<>(
          "network.wifi-interface",
          Kind.optionalName("the name of a network interface", "[A-Za-z0-9][A-Za-z0-9_.-]{0,14}"),
          "",
          "The radio of the things, such as `wlan0`: hostapd runs there, with a name and keys that the steward makes."
              + " Never the interface by which this machine itself is at home. Empty: none.");
  static final Key<String> WIFI_COUNTRY =
      new Key<>(
          "network.wifi-country",
          Kind.optionalName("two capital letters, such as GB", "[A-Z]{2}"),
          "",
          "The country whose rules for radio hold. Needed with `network.wifi-interface`.");
  static final Key<Integer> WIFI_CHANNEL =
      new Key<>(
          "network.wifi-channel", Kind.whole(1, 13), "6", "The channel, in the band of 2.4 GHz.");
  static final Key<String> WIFI_SECURITY =
      new Key<>(
          "network.wifi-security",
          Kind.word(List.of("wpa2", "wpa2-wpa3")),
          "wpa2",
          "`wpa2-wpa3` offers WPA3 beside WPA2; some older things then do not join.");
  static final Key<Port> VPN_PORT =
      new Key<>(
          "network.vpn-port",
          Kind.portOrOff(),
          "off",
          "The UDP port at which clients come in from outside by WireGuard, usually `51820`. Pass it on in the router.");
  static final Key<List<String>> VPN_ENDPOINTS =
      new Key<>(
          "network.vpn-endpoints",
          Kind.names(
              "addresses from outside such as home.example:51820",
              "([A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:]{2,39}\\]):[0-9]{1,5}"),
          "",
          "Where the house is from outside, `HOST:PORT`; the first stands in clients' profiles.");

  static final Key<Port> STOCK_PORT =
      new Key<>(
          "sonoff.stock.port",
          Kind.portOrOff(),
          "off",
          "Where SONOFF devices with stock firmware 1.0 to 1.5 reach the house in place of their cloud. Their TLS is"
              + " not safe any more: a process of its own speaks it.");
  static final Key<String> STOCK_LISTEN =
      new Key<>(
          "sonoff.stock.listen",
          Kind.fourFigures(),
          "127.0.0.1",
          "The address of this machine at which `sonoff.stock.port` is open: the one on the network of the things.");
  static final Key<List<String>> STOCK_NETWORKS =
      new Key<>(
          "sonoff.stock.networks",
          Kind.names("networks such as 192.168.50.0/24", "[0-9.]{7,15}/([0-9]|[12][0-9]|3[0-2])"),
          "",
          "From which networks such devices may come. Empty: the network of `sonoff.stock.listen`.");

  static final List<Key<?>> ALL =
      List.of(
          MODE,
          THINGS,
          PORTS,
          HOME,
          FOUR,
          SIX,
          WHOLE,
          UPSTREAM,
          HELPER,
          WIFI,
          WIFI_COUNTRY,
          WIFI_CHANNEL,
          WIFI_SECURITY,
          VPN_PORT,
          VPN_ENDPOINTS,
          STOCK_PORT,
          STOCK_LISTEN,
          STOCK_NETWORKS);

  private NetworkKeys() {}
}
