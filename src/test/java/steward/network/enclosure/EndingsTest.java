package steward.network.enclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steward.network.enclosure.Bench.HUE;
import static steward.network.enclosure.Bench.PLUG;
import static steward.network.enclosure.Bench.thing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.network.enclosure.SimulatedNetd.Mood;
import steward.network.enclosure.Station.Standing;
import steward.network.fence.FenceDoor.Timed;
import steward.network.fence.Hardware;
import steward.network.fence.Lane;

/// What was opened ends with the decision that opened it, and the newest decision is the one that
/// holds, whatever the helper does meanwhile.
class EndingsTest {
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
  void who_is_refused_forgotten_or_removed_is_not_watched_on_when_it_comes_back()
      throws IOException {
    bench.withHelper().members.add(thing("hue", HUE));
    bench.stands();
    bench.lease(PLUG, "10.83.21.207", "plug");
    String hue = bench.station(HUE).id();
    String plug = bench.station(PLUG).id();
    for (int round = 0; round < 2; round++) {
      bench.decisions.put(plug, Wish.standing(Standing.ENCLOSED), false, ALICE);
      begin(Timed.LEARN, plug, Duration.ofHours(2));
      assertThat(bench.helper().open).contains("learn " + plug);
      if (round == 0) bench.decisions.put(plug, Wish.standing(Standing.REFUSED), false, ALICE);
      else bench.decisions.forget(plug, false, ALICE);
      assertThat(bench.helper().open).isEmpty();
    }
    begin(Timed.LEARN, hue, Duration.ofHours(2));
    begin(Timed.LEARN, hue, Duration.ofHours(3));
    assertThat(bench.helper().open).contains("learn " + hue);
  }

  @Test
  void a_helper_that_is_away_ends_what_was_open_before_anything_else() throws IOException {
    bench.withHelper().stands();
    bench.lease(PLUG, "10.83.21.207", "plug");
    String plug = bench.station(PLUG).id();
    begin(Timed.WINDOW, plug, Duration.ofMinutes(20));
    bench.helper().mood = Mood.DIES;
    bench.decisions.put(plug, Wish.standing(Standing.REFUSED), false, ALICE);
    assertThat(bench.helper().open).containsExactly("window " + plug);
    bench.helper().mood = Mood.WELL;
    bench.enclosure.keep();
    assertThat(bench.helper().open).isEmpty();
    assertThat(bench.rows(PLUG)).isEmpty();
  }

  @Test
  void what_the_helper_did_without_a_word_is_ended_and_nobody_says_it_was_not_done()
      throws IOException {
    bench.withHelper().members.add(thing("hue", HUE));
    bench.stands();
    String id = bench.station(HUE).id();
    bench.helper().mute = "learn";
    assertThatThrownBy(() -> begin(Timed.LEARN, id, Duration.ofHours(2)))
        .hasMessageContaining("nobody knows whether it was done");
    assertThat(bench.helper().open).containsExactly("learn " + id);
    bench.helper().mute = "";
    bench.enclosure.keep();
    assertThat(bench.helper().open).isEmpty();
    assertThat(bench.station(HUE).until()).isEmpty();
  }

  @Test
  void decisions_at_the_same_time_are_all_kept_and_the_last_plan_holds() throws Exception {
    bench.withHelper().stands();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      var hardware = new Hardware("02:00:00:00:07:0" + i);
      bench.lease(hardware, "10.83.21.22" + i, "");
      String id = bench.station(hardware).id();
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> bench.decisions.put(id, Wish.standing(Standing.ENCLOSED), false, ALICE)));
      threads.add(
          Thread.ofVirtual().start(() -> bench.decisions.putLanes(id, List.of(CLOUD), ALICE)));
    }
    for (Thread one : threads) one.join();
    assertThat(bench.helper().holds)
        .isEqualTo(bench.enclosure.plan().orElseThrow().rows())
        .filteredOn(row -> row.startsWith("lane4"))
        .hasSize(8);
  }

  @Test
  void a_helper_with_an_older_plan_gets_what_was_decided() throws IOException {
    bench.withHelper().members.add(thing("hue", HUE));
    bench.stands();
    List<String> narrow = bench.helper().holds;
    String id = bench.station(HUE).id();
    bench.decisions.putLanes(id, List.of(CLOUD), ALICE);
    List<String> wide = bench.helper().holds;
    bench.decisions.putLanes(id, List.of(), ALICE);
    assertThat(bench.helper().holds).isEqualTo(narrow);
    bench.helper().holds = wide;
    bench.restart();
    bench.enclosure.keep();
    assertThat(bench.helper().holds).isEqualTo(narrow);
  }

  @Test
  void a_client_confirms_its_own_without_the_word_and_what_was_cut_is_cut_again()
      throws IOException {
    bench.withHelper().members.add(thing("hue", HUE));
    bench.enclosure.keep();
    bench.decisions.apply(false, ALICE);
    assertThatThrownBy(() -> bench.decisions.confirm("", "bob/phone")).isInstanceOf(Refused.class);
    bench.decisions.confirm("", ALICE);
    String id = bench.station(HUE).id();
    begin(Timed.CUT, id, Duration.ofHours(1));
    bench.enclosure.keep();
    bench.helper().open.clear();
    bench.decisions.again(false, ALICE);
    assertThat(bench.helper().open).containsExactly("cut " + id);
  }

  private Changed begin(Timed what, String id, Duration time) {
    return bench.decisions.begin(what, id, time, false, ALICE);
  }
}
