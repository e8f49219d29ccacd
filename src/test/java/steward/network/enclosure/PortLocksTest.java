package steward.network.enclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steward.network.enclosure.Bench.HUE;
import static steward.network.enclosure.Bench.PLUG;
import static steward.network.enclosure.Bench.thing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.network.fence.Hardware;
import steward.network.fence.NetworkName;
import steward.value.Malformed;

/// At which port a station may be: decided by a person, told before, kept, and said where it does
/// not hold.
class PortLocksTest {
  private static final String ALICE = "alice/laptop";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(folder).withHelper();
    bench.ports = List.of(new NetworkName("things-1"), new NetworkName("things-2"));
    bench.members.add(thing("hue", HUE));
    bench.stands();
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  private Changed lock(String port, boolean preview) {
    return bench.decisions.put(bench.station(HUE).id(), Wish.port(port), preview, ALICE);
  }

  @Test
  void a_station_is_locked_at_a_port_after_it_was_said_what_that_means_and_stays_so()
      throws IOException {
    bench.heard.put(HUE, "things-1");
    String id = bench.station(HUE).id();
    Changed preview = lock("things-2", true);
    assertThat(preview.did())
        .contains("It is at things-1 now: there it is cut off.", "let in at things-2 alone");
    assertThat(bench.rows(HUE)).noneMatch(row -> row.startsWith("lock"));
    assertThat(lock("things-2", false).did()).isEqualTo(preview.did());
    assertThat(bench.rows(HUE)).contains("lock " + id + " things-2");
    assertThat(lock("things-1", false).did())
        .isEqualTo(preview.did().replaceAll(".*off[.] ", "").replace("things-2", "things-1"));

    bench.restart();
    bench.enclosure.keep();
    assertThat(bench.station(HUE).port()).contains(new NetworkName("things-1"));
    assertThat(bench.rows(HUE)).contains("lock " + id + " things-1");
    assertThat(lock("", false).did()).contains("is let in at any port again");
    assertThat(bench.rows(HUE)).noneMatch(row -> row.startsWith("lock"));
  }

  @Test
  void a_port_that_is_none_of_the_things_is_refused_with_those_that_there_are() {
    for (String port : List.of("eth0", "things-3", "../x", "THINGS-1"))
      assertThatThrownBy(() -> lock(port, true))
          .isInstanceOf(Malformed.class)
          .hasMessageContaining("one of things-1, things-2");
    bench.ports = List.of();
    assertThatThrownBy(() -> lock("things-1", true))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("network.things-ports names none");
  }

  @Test
  void who_comes_elsewhere_with_its_address_is_told_of_and_a_lock_that_does_not_hold_as_well() {
    var locks = new PortLocks(bench.enclosure);
    bench.strayed(HUE, "things-2");
    assertThat(locks.trouble(bench.station(HUE))).as("before it was locked").isEmpty();
    lock("things-1", false);
    assertThat(locks.trouble(bench.station(HUE)))
        .contains("was at things-2 within the last hour", "let in at things-1 alone");
    assertThat(bench.enclosure.troubles()).containsExactly(locks.trouble(bench.station(HUE)));
    for (var ports : List.of(List.of("things-3", "things-1"), List.of("things-1", "things-3"))) {
      bench.strayed(HUE, ports.toArray(String[]::new));
      assertThat(locks.trouble(bench.station(HUE)))
          .as("what was heard at its own port, before it was locked there, hides nothing")
          .contains("was at things-3 within");
    }
    bench.strayed(HUE, "things-1");
    assertThat(locks.trouble(bench.station(HUE))).isEmpty();
    bench.lease(PLUG, "10.83.21.207", "plug");
    assertThat(bench.enclosure.troubles()).as("an hour after the last of it").isEmpty();

    bench.ports = List.of(new NetworkName("things-2"));
    assertThat(bench.enclosure.troubles())
        .containsExactly(
            "“hue” is not locked: its port things-1 is not among network.things-ports any more.");
    assertThat(bench.enclosure.plan().orElseThrow().rows()).noneMatch(r -> r.startsWith("lock"));
  }

  @Test
  void the_table_of_a_bridge_tells_where_everybody_was_heard() {
    byte[] table =
        HexFormat.of()
            .parseHex(
                "02000000010001000a00000000000000" // the first port
                    + "02000000020002013700000000000000" // the machine's own
                    + "0200000003002c000100000001000000" // port 300
                    + "020000000400090001000000ff000000" // a port that is none
                    + "01005e00000101000100000000000000" // a group
                    + "020000000500"); // no whole one
    assertThat(BridgePorts.read(table, Map.of(1, "things-1", 300, "wlan0")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                new Hardware("02:00:00:00:01:00"), "things-1",
                new Hardware("02:00:00:00:03:00"), "wlan0"));
    assertThat(BridgePorts.of(new NetworkName("no-such-bridge"))).isEmpty();
  }
}
