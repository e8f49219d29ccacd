package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import steward.network.OpenDrawer;
import steward.network.vpn.HouseVpn;
import steward.network.vpn.TunnelProfile;
import steward.network.vpn.TunnelSettings;

/// What holds of the tunnel of people: it leads to the owner's page, to nothing else, and for
/// nobody whom the house does not let in.
final class TunnelClaims extends Tried {
  static final int PORT = 51_820;
  private static final List<String> PROGRAMS = List.of("wg", "wireguard-go");

  private final OpenDrawer drawer = new OpenDrawer();

  TunnelClaims(Home home) {
    super(home);
  }

  /// What is missing for these claims; empty where nothing is.
  String missing() throws Exception {
    for (String program : PROGRAMS)
      if (home.steward.tried("command -v " + program).startsWith("failed"))
        return program + " is missing: apt-get install wireguard-tools wireguard-go";
    return Files.isWritable(Path.of("/dev/net/tun")) ? "" : "there is no /dev/net/tun";
  }

  private HouseVpn vpn(Set<String> served) {
    var settings =
        new TunnelSettings(
            PORT,
            List.of(Home.HOME + ":" + PORT),
            ground(true).listeners(),
            List.of(ground(true).four()));
    return new HouseVpn(
        Optional.of(settings),
        drawer,
        Optional.of(home.door()),
        served::contains,
        InstantSource.system(),
        new SecureRandom());
  }

  void reach() throws Exception {
    try {
      reached();
    } finally {
      // With its interface such a program ends.
      home.laptop.tried("ip link del wgc0");
      home.steward.tried("ip link del wgs0");
    }
  }

  private void reached() throws Exception {
    // Until here a cable stood for it.
    home.steward.run("ip link del wgs0");
    Set<String> served = ConcurrentHashMap.newKeySet();
    served.add("phone");
    HouseVpn vpn = vpn(served);
    vpn.begin();
    assertThat(vpn.status().problem()).isEmpty();
    TunnelProfile profile = vpn.add("phone", Optional.empty());
    join(profile);
    for (var house : profile.house()) {
      String to = Subnet.text(house);
      await().untilAsserted(() -> assertThat(Home.tcp(home.laptop, to, Home.UI)).isEqualTo("yes"));
    }
    // Neither with wider ways of its own does it come to a thing, or to the home's router.
    var ways = new ArrayList<Way>();
    for (var house : profile.house())
      for (int port : List.of(Home.MQTT, 1883, 22))
        ways.add(new Way(home.laptop, Subnet.text(house), port));
    for (String to : List.of(Home.four("hue"), Subnet.text(Home.six("hue")), "192.168.44.1"))
      ways.add(new Way(home.laptop, to, 80));
    assertThat(open(ways)).isEmpty();
    assertThat(vpn.status().heard())
        .hasEntrySatisfying(
            profile.peer().open(), heard -> assertThat(heard.received()).isPositive());
    // After a new start of the helper it is there again.
    home.helper().destroyForcibly().waitFor();
    home.startHelper();
    String page = Subnet.text(profile.house().getFirst());
    await().untilAsserted(() -> assertThat(Home.tcp(home.laptop, page, Home.UI)).isEqualTo("yes"));
    served.clear();
    vpn.follow(_ -> true);
    assertThat(Home.tcp(home.laptop, page, Home.UI)).as("suspended").isNotEqualTo("yes");
    served.add("phone");
    vpn.follow(_ -> true);
    assertThat(vpn.status().heard()).as("let in again").containsKey(profile.peer().open());
    vpn.follow(_ -> false);
    assertThat(vpn.status().heard()).as("revoked").isEmpty();
    assertThat(vpn(served).status().peers()).isEmpty();
    home.door().way(FenceDoor.Way.TUNNEL, List.of());
    assertThat(home.steward.tried("ip link show wgs0")).startsWith("failed");
  }

  /// The laptop joins with the text that a phone gets, and with wider ways than it says.
  private void join(TunnelProfile profile) throws IOException, InterruptedException {
    var conf = new ArrayList<String>();
    for (String line : profile.text().lines().toList())
      if (line.startsWith("AllowedIPs")) conf.add("AllowedIPs = 0.0.0.0/0, ::/0");
      else if (!line.startsWith("Address") && !line.startsWith("MTU")) conf.add(line);
    Path file = home.socket().resolveSibling("phone.conf");
    Files.write(file, conf);
    home.laptop.run(
        "wireguard-go wgc0 >/dev/null 2>&1; wg setconf wgc0 "
            + file
            + " && ip link set dev wgc0 mtu 1280 up");
    for (var own : profile.own()) home.laptop.run("ip addr add " + Subnet.text(own) + " dev wgc0");
    for (var house : profile.house())
      home.laptop.run("ip route add " + Subnet.text(house) + " dev wgc0");
    home.laptop.run(
        "ip route replace 192.168.44.1 dev wgc0 && ip route replace 10.77.0.0/24 dev wgc0"
            + " && ip -6 route replace fd77::/64 dev wgc0");
  }
}
