package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerifiedTest {
  private static final Ground GROUND = Tried.ground(false);

  private static List<InetAddress> at(String... addresses) {
    return Stream.of(addresses).map(InetAddress::ofLiteral).toList();
  }

  private static List<String> wrong(Verified.Sight sight) {
    return Verified.of(GROUND, sight).stream()
        .filter(one -> one.holds().equals(Optional.of(false)))
        .map(Verified.Finding::says)
        .toList();
  }

  @Test
  void what_a_person_built_is_looked_at_from_this_machine() {
    var good =
        new Verified.Sight(
            Optional.of(at(Home.GATEWAY, "fe80::1")),
            at(Home.HOME),
            List.of("home0"),
            Optional.of(false));
    assertThat(wrong(good)).isEmpty();
    var bad =
        new Verified.Sight(
            Optional.of(at("10.77.0.9", "2001:db8::7")),
            at("10.77.0.200"),
            List.of("home0", "things0"),
            Optional.of(true));
    assertThat(wrong(bad)).hasSize(4);
    assertThat(Verified.of(GROUND, bad))
        .as("rules that nobody may read are no proof")
        .anySatisfy(one -> assertThat(one.holds()).isEmpty());
    var gone = new Verified.Sight(Optional.empty(), List.of(), List.of(), Optional.empty());
    assertThat(wrong(gone)).singleElement().asString().contains("things0 is not there");
  }

  @Test
  void the_system_can_be_asked() {
    Verified.Sight here = Verified.Sight.of(GROUND);
    assertThat(here.ways()).doesNotContain("lo", "Iface");
    assertThat(here.passesOn()).isPresent();
  }
}
