package steward.network.enclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steward.network.enclosure.Bench.BROKER;
import static steward.network.enclosure.Bench.HUE;
import static steward.network.enclosure.Bench.PLUG;
import static steward.network.enclosure.Bench.thing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.network.enclosure.SimulatedNetd.Mood;
import steward.network.enclosure.Station.Standing;
import steward.network.enclosure.Status.Holds;
import steward.network.fence.FenceDoor.Timed;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;
import steward.network.fence.Sighting;
import steward.thing.ThingId;
import steward.value.Malformed;

/// The closed network as its owner meets it: who comes in, what is decided, and a fence that is
/// kept to it whatever becomes of the helper, the steward or an interface.
class EnclosureTest {
  private static final String ALICE = "alice/laptop";
  private static final Lane CLOUD = Lane.Out.to("cloud.example", 443);

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  @Test
  void an_accepted_thing_is_enclosed_and_reaches_its_broker_and_no_more() throws IOException {
    bench.withHelper().members.add(thing("hue", HUE, BROKER));
    bench.enclosure.keep();
    assertThat(bench.enclosure.status().holds()).isEqualTo(Holds.NOTHING);
    assertThat(bench.helper().deeds()).as("nothing is put up by itself").isEmpty();

    var preview = bench.decisions.apply(true, ALICE);
    assertThat(preview.did()).contains("gets the address 10.83.21.2", "steward's own port 8883");
    bench.stands();

    assertThat(bench.rows(HUE))
        .containsExactlyInAnyOrder(
            "thing s_001788000100 00:17:88:00:01:00 10.83.21.2 5300",
            "addr6 s_001788000100 fd12:3456:789a:1:217:88ff:fe00:100",
            "knock s_001788000100 always tcp 8883");
    assertThat(bench.enclosure.isEnclosed(new ThingId("hue"))).isTrue();
    assertThat(bench.station(HUE).maker()).isEqualTo("Philips/Signify");
  }

  @Test
  void a_plan_that_was_kept_before_doors_had_a_when_is_the_one_that_holds() throws IOException {
    bench.withHelper().members.add(thing("hue", HUE, BROKER));
    bench.stands();
    bench.restart(
        rows -> rows.stream().map(row -> row.replaceFirst("(knock \\S+) always", "$1")).toList());
    bench.enclosure.keep();
    assertThat(bench.decisions.change().isNone()).isTrue();
    assertThat(bench.decisions.apply(false, ALICE).isDone()).isTrue();
  }

  @Test
  void what_others_change_and_what_does_not_run_is_said_until_it_is_put_right() throws IOException {
    bench.withHelper().stands();
    bench.helper().more = "\nchanged\nstopped wifi";
    bench.enclosure.keep();
    var status = bench.enclosure.status();
    assertThat(status.foreign()).contains("Somebody else changed the rules");
    assertThat(status.trouble()).contains("do not run: wifi");
    assertThat(bench.decisions.again(false, ALICE).isDone()).isTrue();
    bench.enclosure.keep();
    assertThat(bench.enclosure.status().foreign()).isEmpty();
    assertThat(bench.enclosure.status().trouble()).isEmpty();
    bench.helper().more = "\nfault the rules stand, but not all that answers runs: dnsmasq: no";
    bench.enclosure.keep();
    assertThat(bench.enclosure.status().says(List.of()))
        .isEqualTo("The rules stand, but not all that answers runs: dnsmasq: no.");
    assertThat(bench.enclosure.troubles())
        .containsExactly(bench.enclosure.status().says(List.of()));
  }

  @Test
  void a_stranger_is_in_quarantine_until_a_person_decides_and_every_change_is_said_before()
      throws IOException {
    bench.withHelper().stands();
    bench.lease(PLUG, "10.83.21.205", "kasa\u202e\u0007 plug");
    bench.asked("10.83.21.205", "devs.example");
    Station plug = bench.station(PLUG);
    assertThat(plug.standing()).isEqualTo(Standing.QUARANTINED);
    assertThat(plug.called()).isEqualTo("kasa plug");
    assertThat(plug.asked()).containsExactly("devs.example");
    assertThat(plug.recognised()).containsExactly("lease", "names");

    var wish =
        new Wish(
            Optional.of(Standing.ENCLOSED),
            Optional.empty(),
            Optional.of(List.of(CLOUD)),
            Optional.empty());
    Changed preview = bench.decisions.put(plug.id(), wish, true, ALICE);
    assertThat(preview.did()).contains("is enclosed", "may go to cloud.example, port 443 (TCP)");
    assertThat(bench.helper().deeds()).doesNotContain("change");

    Changed done = bench.decisions.put(plug.id(), wish, false, ALICE);
    assertThat(done.did()).isEqualTo(preview.did());
    assertThat(done.waits()).isFalse();
    assertThat(bench.rows(PLUG))
        .anyMatch(row -> row.startsWith("lane4 s_50c7bf000200 always tcp 443"));
    assertThat(bench.told).contains(ALICE + ": " + done.did());

    bench.decisions.put(plug.id(), Wish.standing(Standing.REFUSED), false, ALICE);
    assertThat(bench.rows(PLUG)).isEmpty();
  }

  @Test
  void only_the_client_that_tried_it_confirms_and_what_nobody_confirms_is_over()
      throws IOException {
    bench.withHelper().stands();
    bench.home = "eth7";
    assertThat(bench.decisions.change().says())
        .contains("The home network is behind eth7 (before: eth0).");
    bench.things = "eth8";
    assertThat(bench.decisions.change().says())
        .contains(
            "eth1 is shut while this is tried; once it is confirmed, it is not fenced any more.");
    String token = bench.decisions.apply(false, ALICE).token();
    assertThatThrownBy(() -> bench.decisions.confirm(token, "bob/phone"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("somebody else tried it");
    assertThatThrownBy(() -> bench.decisions.apply(false, "bob/phone"))
        .hasMessageContaining("another change waits");

    bench.helper().lapse();
    bench.enclosure.keep();
    assertThat(bench.enclosure.status().holds()).isEqualTo(Holds.CONFIRMED);
    assertThat(bench.helper().holds).contains("home eth0");
    assertThatThrownBy(() -> bench.decisions.confirm(token, ALICE)).isInstanceOf(Refused.class);
    assertThat(bench.decisions.change().isGround()).isTrue();
  }

  @Test
  void what_was_confirmed_without_an_answer_is_what_holds() throws IOException {
    bench.withHelper().stands();
    bench.home = "eth7";
    String token = bench.decisions.apply(false, ALICE).token();
    bench.helper().mood = Mood.DIES_AFTERWARDS;
    assertThatThrownBy(() -> bench.decisions.confirm(token, ALICE)).isInstanceOf(Refused.class);
    bench.helper().mood = Mood.WELL;
    bench.members.add(thing("hue", HUE));
    bench.enclosure.keep();
    assertThat(bench.decisions.change().isNone()).isTrue();
    assertThat(bench.rows(HUE)).isNotEmpty();
  }

  @Test
  void things_that_change_during_a_trial_come_after_it() throws IOException {
    bench.withHelper().stands();
    String token = bench.decisions.apply(false, ALICE).token();
    bench.members.add(thing("hue", HUE));
    bench.enclosure.keep();
    assertThat(bench.helper().deeds()).doesNotContain("change");
    bench.decisions.confirm(token, ALICE);
    bench.enclosure.keep();
    assertThat(bench.rows(HUE)).isNotEmpty();
  }

  @Test
  void a_steward_that_is_started_again_touches_nothing_that_holds() throws IOException {
    bench.withHelper().members.add(thing("hue", HUE));
    bench.stands();
    bench.lease(PLUG, "10.83.21.206", "plug");
    bench.decisions.put(bench.station(PLUG).id(), Wish.standing(Standing.ENCLOSED), false, ALICE);
    bench.decisions.begin(Timed.CUT, bench.station(HUE).id(), Duration.ofHours(2), false, ALICE);
    List<String> held = bench.helper().holds;
    bench.helper().heard.clear();

    bench.restart();
    bench.enclosure.keep();

    assertThat(bench.helper().holds).isEqualTo(held);
    assertThat(bench.helper().deeds()).as("it is made sure of").containsExactly("change", "cut");
    assertThat(bench.station(HUE).until()).containsKey(Timed.CUT);
    assertThat(bench.station(PLUG).standing()).isEqualTo(Standing.ENCLOSED);
    assertThat(bench.decisions.change().isNone()).isTrue();
  }

  @Test
  void a_window_opens_suggested_hosts_and_closes_by_itself() throws IOException {
    bench.withHelper().stands();
    bench.enclosure.known().suggestBy(_ -> List.of(CLOUD));
    bench.lease(PLUG, "10.83.21.207", "plug");
    String id = bench.station(PLUG).id();
    assertThatThrownBy(() -> begin(Timed.WINDOW, id, Duration.ofHours(3)))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("from 10m to 30m");

    Changed did = begin(Timed.WINDOW, id, Duration.ofMinutes(20));
    assertThat(did.did()).contains("is enclosed", "open for 20m", "cloud.example");
    assertThat(bench.helper().heard).contains("window " + id);
    assertThat(bench.rows(PLUG))
        .anyMatch(row -> row.startsWith("lane4 " + id + " window tcp 443"))
        .contains("knock " + id + " window tcp 8883");

    bench.later(Duration.ofMinutes(21));
    bench.enclosure.keep();
    assertThat(bench.station(PLUG).until()).isEmpty();
    assertThat(bench.helper().holds).noneMatch(row -> row.contains("cloud.example"));
    assertThat(bench.rows(PLUG))
        .as("a door that the kernel alone opens and closes")
        .contains("knock " + id + " window tcp 8883");
    assertThat(bench.told).last().asString().contains("is closed");
  }

  private Changed begin(Timed what, String id, Duration time) {
    return bench.decisions.begin(what, id, time, false, ALICE);
  }

  @Test
  void a_helper_that_dies_is_silent_or_refuses_opens_nothing_and_is_asked_again()
      throws IOException {
    bench.patience = Duration.ofMillis(300);
    bench.restart();
    bench.withHelper().members.add(thing("hue", HUE));
    bench.stands();
    String id = bench.station(HUE).id();
    for (Mood mood : List.of(Mood.DIES, Mood.SILENT)) {
      bench.helper().mood = mood;
      assertThatThrownBy(() -> begin(Timed.WINDOW, id, Duration.ofMinutes(10)))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("does not answer");
      assertThat(bench.station(HUE).until()).as("%s", mood).isEmpty();
      assertThat(bench.enclosure.status().helperThere()).isFalse();
    }
    bench.helper().mood = Mood.REFUSES;
    Changed kept = bench.decisions.putLanes(id, List.of(CLOUD), ALICE);
    assertThat(kept.waits()).isTrue();
    assertThat(kept.did()).contains("The helper refused a change of the fence: such as it is.");

    bench.helper().mood = Mood.DIES_AFTERWARDS;
    bench.enclosure.keep();
    bench.helper().mood = Mood.WELL;
    bench.enclosure.keep();
    assertThat(bench.rows(HUE)).anyMatch(row -> row.startsWith("lane4"));
    assertThat(bench.enclosure.status().trouble()).isEmpty();
  }

  @Test
  void without_a_helper_decisions_are_kept_and_done_when_it_comes() throws IOException {
    bench.members.add(thing("hue", HUE));
    bench.enclosure.keep();
    Changed kept = bench.decisions.putLanes(bench.station(HUE).id(), List.of(CLOUD), ALICE);
    assertThat(kept.did()).contains("the helper of the fence does not answer");
    assertThat(bench.enclosure.status().helperThere()).isFalse();
    bench.withHelper().stands();
    assertThat(bench.rows(HUE)).anyMatch(row -> row.startsWith("lane4"));
  }

  @Test
  void in_advice_mode_everything_is_kept_and_nothing_is_opened() throws IOException {
    bench.byHelper = false;
    bench.restart();
    bench.members.add(thing("hue", HUE));
    bench.enclosure.keep();
    String id = bench.station(HUE).id();
    assertThat(bench.decisions.putLanes(id, List.of(CLOUD), ALICE).did())
        .contains("network advice");
    assertThatThrownBy(() -> begin(Timed.CUT, id, Duration.ofHours(1)))
        .hasMessageContaining("advice mode");
    assertThat(bench.enclosure.plan().orElseThrow().rows()).anyMatch(r -> r.startsWith("lane4"));
  }

  @Test
  void an_interface_that_is_gone_stops_every_change_with_a_sentence() throws IOException {
    bench.withHelper().stands();
    bench.gone.add("eth1");
    bench.members.add(thing("hue", HUE));
    bench.enclosure.keep();
    assertThat(bench.helper().deeds()).doesNotContain("change");
    assertThat(bench.enclosure.troubles())
        .anyMatch(said -> said.contains("eth1") && said.contains("unplugged"));
    assertThatThrownBy(() -> bench.decisions.apply(false, ALICE)).hasMessageContaining("eth1");
    bench.gone.clear();
    bench.enclosure.keep();
    assertThat(bench.rows(HUE)).isNotEmpty();
  }

  @Test
  void a_flood_of_new_stations_pushes_out_nobody_that_was_decided_on() throws IOException {
    bench.members.add(thing("hue", HUE));
    bench.lease(PLUG, "10.83.21.208", "plug");
    bench.enclosure.keep();
    bench.decisions.put(bench.station(PLUG).id(), Wish.standing(Standing.REFUSED), false, ALICE);
    for (int round = 0; round < 3; round++) {
      var leases = new ArrayList<Sighting.Lease>();
      for (int i = 0; i < 1_000; i++) {
        String text = "02:00:00:%02x:%02x:%02x".formatted(round, i >> 8, i & 0xff);
        leases.add(
            bench.lease(new Hardware(text), java.net.InetAddress.ofLiteral("10.83.21.210"), ""));
      }
      bench.later(Duration.ofSeconds(1));
      bench.seen(leases, List.of());
    }
    assertThat(bench.enclosure.stations()).hasSize(Inventory.STATIONS_MAX);
    assertThat(bench.station(HUE).standing()).isEqualTo(Standing.ENCLOSED);
    assertThat(bench.station(PLUG).standing()).isEqualTo(Standing.REFUSED);
    assertThat(bench.enclosure.counters()).containsEntry("network.stations.forgotten", 2_002L);
    bench.restart();
    assertThat(bench.enclosure.stations()).hasSize(Inventory.STATIONS_MAX);
  }

  @Test
  void a_moved_or_cloned_station_keeps_its_own_address_and_lanes() throws IOException {
    bench.withHelper().members.add(thing("hue", HUE));
    bench.stands();
    List<String> rows = bench.rows(HUE);
    bench.lease(HUE, "10.83.21.77", "clone");
    bench.lease(PLUG, "10.83.21.77", "other");
    bench.enclosure.keep();
    assertThat(bench.rows(HUE)).isEqualTo(rows);
    assertThat(bench.station(HUE).addresses()).as("an address is one's at a time").isEmpty();
    assertThat(bench.enclosure.at(java.net.InetAddress.ofLiteral("10.83.21.2")))
        .map(Station::hardware)
        .contains(HUE);
  }

  @Test
  void a_thing_that_is_removed_is_outside_again_and_an_address_alone_encloses_nobody()
      throws IOException {
    bench.withHelper().members.add(thing("hue", HUE));
    bench.stands();
    bench.lease(PLUG, "10.83.21.209", "plug");
    bench.members.clear();
    bench.members.add(
        new Member(
            Optional.of(new ThingId("plug")),
            "sonoff",
            "Plug",
            Optional.empty(),
            Optional.of(java.net.InetAddress.ofLiteral("10.83.21.209")),
            List.of()));
    bench.enclosure.keep();
    assertThat(bench.rows(HUE)).isEmpty();
    assertThat(bench.station(PLUG).thing()).contains(new ThingId("plug"));
    assertThat(bench.station(PLUG).standing()).isEqualTo(Standing.QUARANTINED);
  }
}
