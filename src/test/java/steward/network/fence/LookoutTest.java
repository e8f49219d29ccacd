package steward.network.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steward.network.fence.Sighting.Asked;

/// What is made of the helper's words: of texts as dnsmasq 2.90 and nft 1.0.6 write them, of
/// hostile ones, and of a helper that goes away.
class LookoutTest {
  private static final Instant NOW = Instant.parse("2026-11-22T16:30:00Z");

  /// A helper of the same process.
  private static final class Told implements Lookout.Teller {
    private volatile String names = "";
    private volatile boolean away;

    @Override
    public Flows flows() throws IOException {
      if (away) throw new IOException("away");
      return Flows.read(
          "{\"nftables\":[{\"counter\":{\"name\":\"denied\",\"packets\":3,\"bytes\":180}}]}");
    }

    @Override
    public List<String> leases() {
      return List.of(
          "1795364934 02:00:00:00:02:00 10.77.0.12 ne\u0007st 01:02",
          "0 02:00:00:00:03:00 10.77.0.13 * *",
          "duid 00:01:00:01",
          "1795364934 01:00:5e:00:00:01 10.77.0.14 group *",
          "nonsense");
    }

    @Override
    public String names(int from) {
      return names.substring(Math.min(from, names.length()));
    }
  }

  private final Told told = new Told();
  private final Lookout lookout = new Lookout(told, () -> NOW, ZoneOffset.UTC);
  private final List<Sighting> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    lookout.close();
  }

  private static String line(int number, String rest) {
    return "Nov 22 16:28:5%d dnsmasq[858]: %d 10.77.0.12/52260 ".formatted(number % 10, number)
        + rest
        + "\n";
  }

  private Sighting look() throws Exception {
    return lookout.lookNow().get(60, TimeUnit.SECONDS).orElseThrow();
  }

  private static InetAddress address(String figures) {
    return InetAddress.ofLiteral(figures);
  }

  @Test
  void names_are_told_once_each_with_what_was_answered() throws Exception {
    told.names =
        line(1, "query[A] CloUd.example from 10.77.0.12")
            + line(2, "query[A] other.example from 10.77.0.12")
            + line(1, "forwarded CloUd.example to 198.18.1.11")
            + line(2, "config other.example is NXDOMAIN")
            + line(1, "reply CloUd.example is <CNAME>")
            + line(1, "reply edge.example is 198.18.0.10")
            + line(1, "reply edge.example is 198.18.0.11")
            + line(3, "query[TXT] x.cloud.example from 10.77.0.12")
            + line(3, "forwarded x.cloud.example to 198.18.1.11")
            + line(3, "reply x.cloud.example is 198.18.6.6")
            + line(4, "query[A] <name unprintable> from 10.77.0.12")
            + line(4, "config <name unprintable> is NXDOMAIN")
            + line(5, "query[AAAA] half.exam").strip();
    lookout.watch(seen::add);
    lookout.begin(Optional.empty());
    Sighting first = look();
    assertThat(seen.getFirst().asked())
        .containsExactly(
            new Asked(
                Instant.parse("2026-11-22T16:28:51Z"),
                address("10.77.0.12"),
                "cloud.example",
                "A",
                List.of(address("198.18.0.10"), address("198.18.0.11")),
                true,
                false),
            asked(2, "other.example", "A"),
            told(3, "x.cloud.example", "TXT"),
            asked(4, "?", "A"));
    assertThat(first.leases())
        .extracting(one -> one.station().text() + " " + one.name())
        .containsExactly("02:00:00:00:02:00 nest", "02:00:00:00:03:00 ");
    told.names = told.names + "ple from 10.77.0.12\n" + line(5, "config half.example is NODATA");
    assertThat(look().asked()).extracting(Asked::name).containsExactly("half.example");
    var other = new Lookout(told, () -> NOW, ZoneOffset.UTC);
    other.begin(Optional.of(lookout.mark()));
    assertThat(other.lookNow().get(60, TimeUnit.SECONDS).orElseThrow())
        .as("an earlier steward read to here")
        .matches(one -> one.asked().isEmpty() && !one.afterGap());
    other.close();
  }

  /// Answered from outside, though with no address.
  private static Asked told(int number, String name, String type) {
    Asked it = asked(number, name, type);
    return new Asked(it.at(), it.by(), name, type, List.of(), true, false);
  }

  private static Asked asked(int number, String name, String type) {
    Instant at = Instant.parse("2026-11-22T16:28:50Z").plusSeconds(number);
    return new Asked(at, address("10.77.0.12"), name, type, List.of(), false, true);
  }

  @Test
  void a_record_that_was_emptied_and_a_helper_that_was_away_leave_a_gap() throws Exception {
    told.names = line(1, "query[A] a.example from 10.77.0.12");
    lookout.begin(Optional.empty());
    assertThat(look().afterGap()).isFalse();
    told.names =
        line(7, "query[A] much.later.example from 10.77.0.12")
            + line(7, "config much.later.example is NXDOMAIN");
    Sighting after = look();
    assertThat(after.afterGap()).isTrue();
    assertThat(after.asked()).extracting(Asked::name).containsExactly("much.later.example");
    assertThat(look().afterGap()).isFalse();
    told.away = true;
    assertThat(lookout.lookNow().get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(lookout.fault()).isPresent();
    told.away = false;
    await().until(() -> lookout.fault().isEmpty());
    assertThat(lookout.last().orElseThrow().afterGap()).isTrue();
  }
}
