package steward.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import steward.access.AttachedNetworks.Attachment;
import steward.access.AttachedNetworks.Prefix;

class AttachedNetworksTest {
  private final AttachedNetworks networks = new AttachedNetworks(Set.of("things0"));

  private final List<Attachment> machine =
      List.of(
          face("lo", 1, "127.0.0.1/8", "::1/128"),
          face(
              "eth0", 2, "192.168.1.10/24", "fe80::10/64", "fd12:3456::10/64", "2001:db8:1::10/64"),
          face("wlan0", 3, "192.168.2.10/23", "fe80::20/64"),
          face("things0", 4, "10.9.0.1/24"),
          face("wg0", 5, "10.8.0.1/24", "fd99::1/64"),
          face("docker0", 6, "172.17.0.1/16"),
          face("eth1", 7, "203.0.113.9/32", "0.0.0.0/0"));

  @ParameterizedTest
  @CsvSource({
    "192.168.1.10, 192.168.1.77",
    "192.168.2.10, 192.168.3.200",
    "fd12:3456::10, fd12:3456::beef",
    "2001:db8:1::10, 2001:db8:1::77",
    "fe80::10%2, fe80::99%2",
    "fd12:3456::10, 2001:db8:1::77",
    "::ffff:192.168.1.10, ::ffff:192.168.1.77",
    "192.168.1.10, 192.168.1.10"
  })
  void a_neighbour_on_the_interface_that_it_came_in_on_is_attached(String local, String remote)
      throws Exception {
    assertThat(networks.isAttached(machine, address(local), address(remote))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.10, 192.168.2.77, of another interface's network",
    "192.168.1.10, 8.8.8.8, routed",
    "192.168.2.10, 192.168.4.1, beside the prefix",
    "fd12:3456::10, fd12:3457::1, routed",
    "2001:db8:1::10, 2001:db8:2::1, routed",
    "fe80::10%2, fe80::99%3, of another link",
    "fe80::10%2, fe80::99, of no link",
    "127.0.0.1, 127.0.0.1, loopback",
    "192.168.1.10, 127.0.0.1, loopback by another way",
    "::1, ::1, loopback",
    "10.9.0.1, 10.9.0.5, a thing",
    "10.8.0.1, 10.8.0.5, the VPN",
    "fd99::1, fd99::5, the VPN",
    "172.17.0.1, 172.17.0.5, a container",
    "192.168.1.99, 192.168.1.77, not an address of this machine",
    "203.0.113.9, 203.0.113.9, an address alone",
    "203.0.113.9, 8.8.8.8, the whole world as a prefix",
    "192.168.1.10, 0.0.0.0, no address",
    "192.168.1.10, 224.0.0.1, many",
    "192.168.1.10, fd12:3456::beef, another family"
  })
  void everybody_else_is_not(String local, String remote, String who) throws Exception {
    assertThat(networks.isAttached(machine, address(local), address(remote))).as(who).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tun0",
        "tap0",
        "tun-office",
        "wg0",
        "wg-home",
        "ppp0",
        "utun3",
        "tailscale0",
        "ts0",
        "zt5u4uutwm",
        "ipsec0",
        "docker0",
        "br-0123456789ab",
        "veth12ab",
        "cni0",
        "cni-podman0",
        "lxcbr0",
        "lxdbr0",
        "virbr0",
        "podman0",
        "wwan0"
      })
  void tunnels_and_bridges_of_containers_are_no_home_networks(String name) throws Exception {
    var one = List.of(face(name, 9, "192.168.7.1/24"));

    assertThat(networks.isAttached(one, address("192.168.7.1"), address("192.168.7.2"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"eth0", "enp3s0", "wlan0", "wlp2s0", "end0", "br0", "bond0", "vmbr0", "en0"})
  void cards_and_bridges_of_the_home_are(String name) throws Exception {
    var one = List.of(face(name, 9, "192.168.7.1/24"));

    assertThat(networks.isAttached(one, address("192.168.7.1"), address("192.168.7.2"))).isTrue();
  }

  @Test
  void an_interface_that_is_down_or_leads_to_one_other_joins_nobody() throws Exception {
    var here = new Prefix(address("192.168.7.1"), 24);
    for (var one :
        List.of(
            new Attachment("eth0", 1, false, false, false, List.of(here)),
            new Attachment("eth0", 1, true, true, false, List.of(here)),
            new Attachment("eth0", 1, true, false, true, List.of(here)))) {
      assertThat(networks.isAttached(List.of(one), address("192.168.7.1"), address("192.168.7.2")))
          .isFalse();
    }
  }

  @Test
  void this_machine_itself_can_be_asked() throws Exception {
    assertThat(
            networks.isAttached(InetAddress.getLoopbackAddress(), InetAddress.getLoopbackAddress()))
        .isFalse();
    for (NetworkInterface face : NetworkInterface.networkInterfaces().toList()) {
      for (var own : face.getInterfaceAddresses()) {
        networks.isAttached(own.getAddress(), InetAddress.getByName("192.0.2.1"));
      }
    }
  }

  private static Attachment face(String name, int index, String... prefixes) {
    return new Attachment(
        name,
        index,
        true,
        false,
        name.equals("lo"),
        Stream.of(prefixes).map(text -> prefix(text, index)).toList());
  }

  private static Prefix prefix(String text, int index) {
    String[] part = text.split("/", -1);
    String scope = part[0].startsWith("fe80") ? "%" + index : "";
    try {
      return new Prefix(address(part[0] + scope), Integer.parseInt(part[1]));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /// With any scope number, whether this machine has such an interface or not.
  private static InetAddress address(String text) throws UnknownHostException {
    int scope = text.indexOf('%');
    if (scope < 0) return InetAddress.getByName(text);
    byte[] bytes = InetAddress.getByName(text.substring(0, scope)).getAddress();
    return Inet6Address.getByAddress(null, bytes, Integer.parseInt(text.substring(scope + 1)));
  }
}
