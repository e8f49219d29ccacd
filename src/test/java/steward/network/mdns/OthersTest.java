package steward.network.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Other stewards, as they announce themselves.
class OthersTest {
  private static final UUID OWN = new UUID(1, 1);
  private static final List<InetAddress> OURS = List.of(InetAddress.ofLiteral("10.83.21.1"));
  private static final InetAddress FOUR = InetAddress.ofLiteral("10.83.21.77");
  private static final InetAddress SIX = InetAddress.ofLiteral("fe80::77");

  private final Others others = new Others("steward", OWN);

  private void hear(String name, String uuid, int number, InetAddress from, long seconds)
      throws Name.Malformed {
    hear(said(name, uuid, number), from, seconds);
  }

  private void hear(List<Entry> said, InetAddress from, long seconds) throws Name.Malformed {
    hear(said, from, "things0", seconds);
  }

  private void hear(List<Entry> said, InetAddress from, String network, long seconds)
      throws Name.Malformed {
    byte[] bytes = Packet.response(said, List.of());
    others.hear(
        Packet.read(bytes, bytes.length), from, network, OURS, TimeUnit.SECONDS.toNanos(seconds));
  }

  private static List<Entry> said(String name, String uuid, int number) {
    var services =
        List.of(
            new Announcer.Service("_https._tcp", 8888), new Announcer.Service("_wss._tcp", 8888));
    var text = List.of("uuid=" + uuid, "name=" + name);
    return new Answers(services, name, text, Set::of, number).announcement(List.of(FOUR));
  }

  private List<Announcer.Other> at(long seconds) {
    return others.all(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void another_steward_is_known_until_it_goes_or_is_silent() throws Exception {
    hear("steward", new UUID(2, 2).toString(), 2, SIX, 0);
    hear("steward", new UUID(2, 2).toString(), 2, FOUR, 1);
    hear("steward", new UUID(2, 2).toString(), 2, SIX, 2);
    assertThat(at(60)).containsExactly(new Announcer.Other("steward (2)", FOUR, "things0", false));
    assertThat(at(3_600)).as("an hour of silence").isEmpty();
    List<Entry> back =
        said("steward", new UUID(2, 2).toString(), 2).stream().map(Entry::takenBack).toList();
    hear(back, FOUR, 61);
    assertThat(at(62)).isEmpty();
  }

  @Test
  void a_copy_of_this_house_is_told_from_another_and_this_machine_is_none() throws Exception {
    hear("steward", OWN.toString(), 1, OURS.getFirst(), 0);
    assertThat(at(1)).isEmpty();
    hear("steward", OWN.toString(), 1, FOUR, 0);
    assertThat(at(1)).singleElement().matches(Announcer.Other::isOwnHouse);
  }

  @Test
  void what_is_no_steward_is_passed_over_and_many_are_a_few() throws Exception {
    hear("printer", new UUID(3, 3).toString(), 1, FOUR, 0);
    hear("steward", "1", 1, FOUR, 0);
    hear("steward", "x".repeat(100), 1, FOUR, 0);
    assertThat(at(1)).isEmpty();
    for (int i = 2; i < 50; i++) hear("steward", new UUID(2, i).toString(), i, FOUR, 0);
    assertThat(at(1)).hasSize(Others.OTHERS_MAX);
    hear(said("steward", new UUID(9, 9).toString(), 2), FOUR, "home0", 0);
    assertThat(at(1)).as("of another network").hasSize(Others.OTHERS_MAX + 1);
  }
}
