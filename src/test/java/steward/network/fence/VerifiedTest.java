package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedTest {
  private static final Ground GROUND = Tried.ground(false);

  private static List<InetAddress> at(String... addresses) {
    return Stream.of(addresses).map(InetAddress::ofLiteral).toList();
  }

  private static List<Subnet> networks(String... networks) {
    return Stream.of(networks).map(Subnet::parse).toList();
  }

  private static List<String> wrong(Verified.Sight sight) {
    return those(sight, Optional.of(false));
  }

  private static List<String> unknown(Verified.Sight sight) {
    return those(sight, Optional.empty());
  }

  private static List<String> those(Verified.Sight sight, Optional<Boolean> holds) {
    return Verified.of(GROUND, sight).stream()
        .filter(one -> one.holds().equals(holds))
        .map(Verified.Finding::says)
        .toList();
  }

  @Test
  void what_a_person_built_is_looked_at_from_this_machine() {
    var good =
        new Verified.Sight(
            Optional.of(at(Home.GATEWAY, "fe80::1")),
            networks(Home.HOME + "/24", "fe80::5/64"),
            Optional.of(List.of("home0")),
            Optional.of(false));
    assertThat(wrong(good)).isEmpty();
    assertThat(unknown(good))
        .as("what another machine offers to others")
        .satisfiesExactly(
            one -> assertThat(one).contains("no way out through a router there", "not seen"),
            one -> assertThat(one).contains("no public address of IPv6 there", "not seen"));
    var bad =
        new Verified.Sight(
            Optional.of(at("10.77.0.9", "2001:db8::7")),
            networks("10.77.0.200/24"),
            Optional.of(List.of("home0", "things0")),
            Optional.of(true));
    assertThat(wrong(bad)).hasSize(4);
    assertThat(Verified.of(GROUND, bad))
        .as("rules that nobody may read are no proof")
        .anySatisfy(one -> assertThat(one.holds()).isEmpty());
    var gone = new Verified.Sight(Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    assertThat(wrong(gone)).singleElement().asString().contains("things0 is not there");
  }

  @Test
  void what_could_not_be_read_does_not_hold_and_networks_that_overlap_either_way_are_one() {
    Optional<List<InetAddress>> own = Optional.of(at(Home.GATEWAY));
    var blind = new Verified.Sight(own, networks("fe80::5/64"), Optional.empty(), Optional.empty());
    assertThat(wrong(blind)).isEmpty();
    assertThat(unknown(blind))
        .satisfiesExactly(
            one -> assertThat(one).contains("no address at home0"),
            one -> assertThat(one).contains("ways", "could not be read"),
            one -> assertThat(one).contains("IPv6"),
            one -> assertThat(one).contains("passes packets", "could not be read"));
    var around =
        new Verified.Sight(own, networks("10.0.0.5/8"), Optional.of(List.of()), Optional.of(false));
    assertThat(wrong(around)).singleElement().asString().contains("overlap");
  }

  @Test
  void one_switch_of_either_interface_is_enough_to_pass_packets_on(@TempDir Path proc)
      throws IOException {
    assertThat(Verified.Sight.of(GROUND, proc))
        .satisfies(one -> assertThat(one.ways()).isEmpty())
        .satisfies(one -> assertThat(one.passesOn()).isEmpty());
    put(proc, "net/route", "Iface Destination Gateway", "home0 00000000 0100A8C0", "x 0000FEA9 0");
    put(proc, "sys/net/ipv4/ip_forward", "0");
    assertThat(Verified.Sight.of(GROUND, proc))
        .satisfies(one -> assertThat(one.ways()).contains(List.of("home0")))
        .satisfies(one -> assertThat(one.passesOn()).contains(false));
    for (String one : List.of("ipv4/conf/home0", "ipv6/conf/all", "ipv6/conf/things0")) {
      put(proc, "sys/net/" + one + "/forwarding", "1");
      assertThat(Verified.Sight.of(GROUND, proc).passesOn()).as(one).contains(true);
      put(proc, "sys/net/" + one + "/forwarding", "0");
    }
    put(proc, "sys/net/ipv6/conf/home0/forwarding/no-file");
    assertThat(Verified.Sight.of(GROUND, proc).passesOn()).isEmpty();
  }

  private static void put(Path proc, String file, String... lines) throws IOException {
    Path path = proc.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, List.of(lines));
  }

  @Test
  void the_system_can_be_asked() {
    Verified.Sight here = Verified.Sight.of(GROUND);
    assertThat(here.ways().orElseThrow()).doesNotContain("lo", "Iface");
    assertThat(here.passesOn()).isPresent();
  }
}
