package steward.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import steward.activity.Activity;
import steward.activity.text.ActivityText;
import steward.sample.SampleHouse;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Tree;
import steward.value.Unit;
import steward.value.Word;
import tools.jackson.databind.json.JsonMapper;

final class RehearsalTest {
  private static final String HALL =
      """
      {"id":"hall","name":"Hall",
       "when":[{"thing":"motion","property":"motion","becomes":"detected"}],
       "if":{"thing":"outdoors","property":"light","below":100},
       "perform":[{"thing":"lamp","action":"turn","to":"on"},{"wait":"5m"},{"thing":"lamp","action":"turn","to":"off"}]}
      """;

  private final SampleHouse house = new SampleHouse();

  private void family() {
    house.lamp("lamp");
    house.thing("motion", Set.of(Property.MOTION));
    house.thing("outdoors", Set.of(Property.LIGHT));
    house.activity(HALL);
  }

  private void light(double lux) {
    house.reports("outdoors", Property.LIGHT, new Amount(lux, Unit.LUX));
  }

  private void passesBy() {
    house.reports("motion", Property.MOTION, new Word("detected"));
    house.sent.forEach(command -> {
      house.handedOver(command);
      boolean on = command.action().sentence().equals("turn on");
      house.reports("lamp", Property.SWITCH, on ? Word.ON : Word.OFF);
    });
    house.sent.clear();
    house.pass(Duration.ofMinutes(1));
    house.reports("motion", Property.MOTION, new Word("absent"));
    for (int i = 0; i < 20; i++) house.pass(Duration.ofMinutes(1));
    house.sent.clear();
    house.post(new Fact.Noted("Somebody has passed by."), "hall");
  }

  private static Activity read(String json) {
    return ActivityText.kept(Tree.of(JsonMapper.shared().readValue(json, Map.class)));
  }

  private Rehearsal.Result rehearse(Optional<Activity> draft, long from) {
    long last = house.journal.last();
    var result =
        new Rehearsal(house.past(), Time.system()).run("hall", draft, from, Long.MAX_VALUE);
    assertThat(house.journal.last()).as("nothing was written").isEqualTo(last);
    assertThat(house.sent).as("nothing was sent").isEmpty();
    return result;
  }

  private static List<String> told(Rehearsal.Result result) {
    return result.timeline().lines().stream()
        .map(line -> line.who().label() + ": " + Timeline.what(line.entry()))
        .toList();
  }

  @Test
  void the_same_activity_would_do_what_it_did() {
    family();
    light(50);
    long from = house.journal.last() + 1;
    passesBy();
    light(500);
    passesBy();
    var result = rehearse(Optional.of(read(HALL)), from);
    assertThat(result.exact()).isTrue();
    assertThat(result.whole()).isTrue();
    assertThat(told(result))
        .containsExactly(
            "both: hall fires", "both: hall asks lamp: turn on", "both: hall asks lamp: turn off");
  }

  /// The real time, but for somebody who looks at the clock and has had enough.
  private record Impatient(Time real, Runnable look) implements Time {
    @Override
    public Instant wall() {
      return real.wall();
    }

    @Override
    public long nanos() {
      look.run();
      return real.nanos();
    }
  }

  @Test
  void a_rehearsal_tells_how_far_it_has_come_and_ends_when_it_is_cancelled() {
    family();
    light(50);
    passesBy();
    var seen = new ArrayList<Rehearsal.Progress>();
    var one = new CompletableFuture<Rehearsal>();
    Runnable look =
        () -> {
          one.join().progress().ifPresent(seen::add);
          assertThat(one.join().cancel("another")).isFalse();
          if (seen.size() == 4) assertThat(one.join().cancel("hall")).isTrue();
        };
    one.complete(new Rehearsal(house.past(), new Impatient(Time.system(), look)));
    var result = one.join().run("hall", Optional.empty(), 1, Long.MAX_VALUE);
    assertThat(result.whole()).isFalse();
    assertThat(seen).hasSize(4);
    assertThat(seen.getLast()).isEqualTo(new Rehearsal.Progress("hall", 2, result.entries()));
    assertThat(one.join().progress()).isEmpty();
    assertThat(one.join().cancel("hall")).isFalse();
  }

  @Test
  void another_condition_would_have_fired_once_more() {
    family();
    light(50);
    long from = house.journal.last() + 1;
    passesBy();
    light(500);
    passesBy();
    assertThat(told(rehearse(Optional.of(read(HALL.replace("100", "1000"))), from)))
        .containsExactly(
            "both: hall fires",
            "both: hall asks lamp: turn on",
            "both: hall asks lamp: turn off",
            "would: hall fires",
            "would: hall asks lamp: turn on",
            "would: hall asks lamp: turn off");
  }

  @Test
  void without_the_activity_nothing_would_have_been_done() {
    family();
    light(50);
    long from = house.journal.last() + 1;
    passesBy();
    assertThat(told(rehearse(Optional.empty(), from)))
        .containsExactly(
            "did: hall fires", "did: hall asks lamp: turn on", "did: hall asks lamp: turn off");
  }

  @Test
  void timers_are_those_of_the_rehearsed_house() {
    family();
    light(50);
    long from = house.journal.last() + 1;
    passesBy();
    var result = rehearse(Optional.of(read(HALL.replace("5m", "2m"))), from);
    assertThat(told(result))
        .containsExactly(
            "both: hall fires",
            "both: hall asks lamp: turn on",
            "would: hall asks lamp: turn off",
            "did: hall asks lamp: turn off");
    var lines = result.timeline().lines();
    assertThat(Duration.between(lines.get(1).at(), lines.get(2).at()))
        .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(2).plusSeconds(1));
  }

  @Test
  void why_not_says_which_part_of_the_condition_did_not_hold() {
    family();
    light(500);
    house.reports("motion", Property.MOTION, new Word("detected"));
    long seq = house.last(Fact.Kind.READING).seq();
    light(50);
    var why = WhyNot.of(house.past(), "hall", seq).orElseThrow();
    assertThat(why.fired()).isFalse();
    assertThat(why.looked().orElseThrow().edges().getFirst().came()).isTrue();
    assertThat(why.looked().orElseThrow().condition().held()).isFalse();
    assertThat(why.sentences().getFirst()).contains("Its event came, but").contains("500");
  }

  @Test
  void why_not_says_that_the_event_was_another_one() {
    family();
    light(50);
    house.reports("motion", Property.MOTION, new Word("absent"));
    long seq = house.last(Fact.Kind.READING).seq();
    var why = WhyNot.of(house.past(), "hall", seq).orElseThrow();
    assertThat(why.sentences()).first().isEqualTo("None of its events came.");
    assertThat(why.looked().orElseThrow().edges().getFirst().why())
        .isEqualTo("motion became absent, not detected");
  }

  @Test
  void why_not_says_of_what_fired_that_it_did() {
    family();
    light(50);
    passesBy();
    long seq = house.entries(Fact.Kind.FIRING).getFirst().seq();
    assertThat(WhyNot.of(house.past(), "hall", seq).orElseThrow().fired()).isTrue();
  }

  @Test
  void a_case_that_takes_too_long_is_given_up() {
    family();
    light(50);
    long from = house.journal.last() + 1;
    passesBy();
    Activity hall = read(HALL);
    var enough = Deadline.in(house.time, Case.TIME_MAX, "the case 'first'");
    Case kept = Case.of(house.past(), hall, "first", from, house.journal.last(), enough);
    assertThat(kept.run(hall, house.past().expectations(), enough).isGood()).isTrue();
    // As if the machine were busy: each look at the clock is seconds after the one before.
    var slow = new SlowTime();
    var short1 = Deadline.in(slow, Case.TIME_MAX, "the case 'first'");
    assertThatThrownBy(() -> kept.run(hall, house.past().expectations(), short1))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("the case 'first' took longer than 30 s and was given up");
    var short2 = Deadline.in(slow, Case.TIME_MAX, "the case 'first'");
    assertThatThrownBy(
            () -> Case.of(house.past(), hall, "first", from, house.journal.last(), short2))
        .isInstanceOf(RejectedExecutionException.class);
  }

  private static final class SlowTime implements Time {
    private long nanos;

    @Override
    public Instant wall() {
      return SampleHouse.MORNING;
    }

    @Override
    public long nanos() {
      return nanos += Duration.ofSeconds(7).toNanos();
    }
  }

  @Test
  void a_changed_rule_over_a_recorded_week() {
    family();
    long from = house.journal.last() + 1;
    for (int day = 0; day < 7; day++) {
      light(20);
      passesBy();
      light(120);
      passesBy();
      light(500);
      passesBy();
      house.pass(Duration.ofHours(22));
    }
    var brighter = rehearse(Optional.of(read(HALL.replace("100", "150"))), from);
    assertThat(brighter.whole()).isTrue();
    var lines = told(brighter);
    assertThat(lines.stream().filter("both: hall fires"::equals))
        .as("each dark evening")
        .hasSize(7);
    assertThat(lines.stream().filter("would: hall fires"::equals)).as("and each dusk").hasSize(7);
    assertThat(lines.stream().filter(line -> line.startsWith("did"))).isEmpty();
  }

  @Test
  void a_day_of_a_hundred_thousand_entries_is_rehearsed() {
    family();
    long from = house.journal.last() + 1;
    for (int i = 0; house.journal.last() < 100_000; i++) {
      light(i % 200);
      if (i % 50 == 0) house.reports("motion", Property.MOTION, new Word("detected"));
      if (i % 50 == 25) house.reports("motion", Property.MOTION, new Word("absent"));
      house.pass(Duration.ofMillis(860));
      house.sent.clear();
    }
    long before = System.nanoTime();
    var result = rehearse(Optional.of(read(HALL.replace("100", "150"))), from);
    System.out.printf(
        "%d entries rehearsed in %d ms, %d lines%n",
        result.entries(),
        (System.nanoTime() - before) / 1_000_000,
        result.timeline().lines().size());
    assertThat(result.whole()).isTrue();
    assertThat(result.timeline().lines()).isNotEmpty();
  }
}
