package steward.network.fence;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What holds while the things' interface, its ports and who has an address change.
final class GroundClaims extends Tried {
  private static final String OLD_FORWARDS = "cat /proc/sys/net/ipv4/conf/things0/forwarding";

  GroundClaims(Home home) {
    super(home);
  }

  /// The things go to another bridge: what stays behind is shut at once, comes back with the old
  /// plan, and is let go once it is confirmed.
  void renamed() throws Exception {
    Ground there = ground("things1", List.of("p-hue"), "home0");
    var lane = new Lane.Exact(Subnet.parse(Home.OTHER), Ports.tcp(443), false);
    var moved = new FencePlan(there, List.of(enclosed("hue", lane)));
    String token = home.door().apply(moved, TRIAL);
    assertThat(tcp("nest", Home.LAPTOP, 445)).as("left behind").isEqualTo("silent");
    assertThat(tcp("nest", Home.OTHER_6, 443)).as("left behind").isEqualTo("silent");
    // It is the way to the things already.
    reaches("hue", Home.OTHER);
    home.door().back(token);
    reaches("nest", Home.CLOUD);
    assertThat(home.steward.run(OLD_FORWARDS)).startsWith("1");

    home.door().apply(moved, TRIAL);
    home.helper().destroyForcibly().waitFor();
    // As far as it came that died while it confirmed: the rest is done by its next start.
    Path kept = home.socket().resolveSibling("netd");
    Files.move(kept.resolve("tried.plan"), kept.resolve("confirmed.plan"), REPLACE_EXISTING);
    home.startHelper();
    reaches("hue", Home.OTHER);
    assertThat(bridge("p-hue")).contains(" master things1 ");
    assertThat(bridge("p-nest")).doesNotContain(" master ");
    assertThat(home.steward.run(OLD_FORWARDS)).startsWith("0");
    assertThat(home.steward.run("ip -o addr show dev things0")).doesNotContain(Home.GATEWAY);
    assertThat(home.steward.run("nft list table inet steward")).doesNotContain("things0");
    assertThat(home.door().state().isChanged()).isFalse();
    inherited();
  }

  /// Another thing has the address of one that was forgotten, and is the one that keeps it.
  private void inherited() throws Exception {
    var heir =
        new Enclosed(
            "t_heir",
            Home.hardware("stranger"),
            InetAddress.ofLiteral(Home.four("kasa")),
            List.of(),
            Optional.empty(),
            List.of());
    force(new FencePlan(ground(false), List.of(nest(), heir)));
    assertThat(home.steward.run("nft list table inet steward")).doesNotContain("things1");
    assertThat(home.door().state().isChanged()).isFalse();
    String who = "ip neigh show " + Home.four("kasa") + " dev things0";
    assertThat(home.steward.run(who)).contains("" + Home.hardware("stranger"), "PERMANENT");
    force(plan(true));
    assertThat(home.steward.run(who)).contains("" + Home.hardware("kasa"), "PERMANENT");
    assertThat(home.steward.run("ip -o link show master things0").lines()).hasSize(4);
    reaches("nest", Home.CLOUD);
    reaches("nest", Home.CLOUD_6);
  }

  /// A port of another bridge goes back to it, and one of the home's is not taken.
  void borrowed() throws Exception {
    home.steward.run(
        "ip link add br9 type bridge; ip link add x0 type veth peer name x1; ip link set x0 master br9");
    var ports = new ArrayList<>(List.of("x0"));
    for (String name : Home.THINGS) ports.add("p-" + name);
    var with = new FencePlan(ground("things0", ports, "home0"), plan(true).things());
    String token = home.door().apply(with, TRIAL);
    assertThat(bridge("x0")).contains(" master things0 ");
    home.door().back(token);
    assertThat(bridge("x0")).contains(" master br9 ");
    var mistaken = new FencePlan(ground("things0", ports, "br9"), plan(true).things());
    assertThatThrownBy(() -> home.door().apply(mistaken, TRIAL)).hasMessageContaining("br9");
    assertThat(home.door().state().isConfirmed()).isTrue();
    home.steward.run("ip link del x0; ip link del br9");
  }

  private String bridge(String port) throws Exception {
    return home.steward.run("ip -o link show dev " + port);
  }

  /// The gateway has another hardware address behind another bridge.
  private static void reaches(String name, String to) throws Exception {
    Home.thing(name).run("ip neigh flush dev eth0");
    await().untilAsserted(() -> assertThat(tcp(name, to, 443)).as(name).isEqualTo("yes"));
  }

  private static Ground ground(String things, List<String> ports, String home) {
    Ground g = ground(false);
    return new Ground(
        new NetworkName(things),
        ports.stream().map(NetworkName::new).toList(),
        new NetworkName(home),
        g.vpn(),
        g.four(),
        g.six(),
        false,
        g.listeners(),
        g.replies(),
        g.hears(),
        g.upstream(),
        g.users());
  }
}
