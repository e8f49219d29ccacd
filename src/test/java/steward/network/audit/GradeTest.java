package steward.network.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import steward.driver.Way;
import steward.thing.ThingId;
import steward.thing.Udn;

class GradeTest {
  private static final Way.At NOWHERE = Bench.at("192.0.2.7");

  private static List<Finding> all(Verdict verdict, Finding... others) {
    var all = new ArrayList<>(List.of(others));
    Stream.of(Check.values())
        .filter(check -> all.stream().noneMatch(one -> one.check() == check))
        .forEach(check -> all.add(Finding.known(check, verdict, "So it is.")));
    return all;
  }

  private static Finding fails(Check check) {
    return Finding.known(check, Verdict.FAIL, "It fails.");
  }

  @Test
  void for_how_long_it_was_watched_is_said_and_when_that_is_enough() {
    assertThat(watch(Optional.empty()).says()).startsWith("What it sends is not watched");
    Watch brief = watch(Optional.of(Duration.ofMinutes(5 * 60 + 12)));
    assertThat(brief.says())
        .isEqualTo(
            "What it sends has been watched for 5 h 12 min; what it calls, and how, is judged after 24 hours of it.");
    assertThat(brief.enough()).contains(Bench.BEGIN.plus(Duration.ofMinutes(18 * 60 + 48)));
    Watch enough = watch(Optional.of(Duration.ofHours(76)));
    assertThat(enough.says()).isEqualTo("What it sends has been watched for 3 days 4 h.");
    assertThat(enough.enough()).isEmpty();
  }

  private static Watch watch(Optional<Duration> time) {
    var seen =
        new Seen(
            Seen.Fence.FENCED,
            Optional.empty(),
            time,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of());
    return Watch.of(seen, Bench.BEGIN);
  }

  @Test
  void a_fault_of_which_nobody_knows_the_firmware_is_named_and_costs_nothing() {
    assertThat(Fault.of("hs110(eu)")).singleElement().matches(one -> one.isIn("1.2.6").isEmpty());
    assertThat(Fault.of("L530E")).hasSize(1);
    assertThat(Fault.of("P110(EU)")).hasSize(1);
    assertThat(Fault.of("BSB003")).isEmpty();
  }

  @Test
  void points_are_taken_as_the_table_says_and_the_fence_gives_back_what_it_holds() {
    List<Finding> air =
        all(Verdict.PASS, fails(Check.CONTROL), fails(Check.PLAIN_SPEECH), fails(Check.DISCLOSURE));

    Grade sold = Grade.sold(air);
    assertThat(sold.points()).isEqualTo(100 - 40 - 15 - 5);
    assertThat(sold.letter()).contains('D');
    assertThat(sold.reasons().getFirst().check()).isEqualTo(Check.CONTROL);
    assertThat(Grade.enclosed(air, Seen.Fence.NONE)).isEmpty();
    assertThat(Grade.enclosed(air, Seen.Fence.UNKNOWN)).isEmpty();
    Grade fenced = Grade.enclosed(air, Seen.Fence.FENCED).orElseThrow();
    assertThat(fenced.points()).isEqualTo(100 - 10 - 4 - 2);
    assertThat(Grade.enclosed(air, Seen.Fence.APART).orElseThrow().points()).isEqualTo(100);
    assertThat(Report.standing(sold, Optional.of(fenced))).isEqualTo(Report.Standing.CONTAINED);
  }

  @Test
  void no_fence_makes_a_thing_independent_of_its_cloud_and_chatter_has_its_limit() {
    var chatty = new Finding(Check.CHATTER, Verdict.WARN, "Many.", 9, Optional.empty());
    List<Finding> cloudy = all(Verdict.PASS, fails(Check.ALONE), chatty);

    assertThat(Grade.sold(cloudy).points()).isEqualTo(100 - 10 - 15);
    assertThat(Grade.enclosed(cloudy, Seen.Fence.APART).orElseThrow().points()).isEqualTo(90);
  }

  @Test
  void what_nobody_knows_never_counts_as_passed() {
    Grade nothing = Grade.sold(all(Verdict.UNKNOWN));
    assertThat(nothing.letter()).isEmpty();
    assertThat(nothing.coverage()).isZero();

    var allButOne =
        all(Verdict.PASS, Finding.known(Check.CONTROL, Verdict.UNKNOWN, "Nobody knows."));
    Grade undecided = Grade.sold(allButOne);
    assertThat(undecided.letter()).contains('C');
    assertThat(undecided.least()).contains('C');
    assertThat(undecided.atBest()).isTrue();
    assertThat(undecided.coverage()).isBetween(90, 99);

    Grade declared = Grade.sold(all(Verdict.DECLARED));
    assertThat(declared.coverage()).isZero();
    assertThat(declared.letter()).isEmpty();
  }

  @Test
  void what_was_seen_weighs_more_than_what_is_said_and_the_worse_of_both_counts() {
    var seen =
        new Seen(
            Seen.Fence.FENCED,
            Optional.empty(),
            Optional.of(Duration.ofHours(30)),
            Optional.of(List.of("a.example", "b.example")),
            Optional.of(false),
            Optional.of(false),
            OptionalInt.of(300),
            List.of());
    Subject plug = Bench.subject("kasa", Bench.at("192.0.2.7", new Way.Door.Udp(9999)));
    var facts = Families.of(plug).orElseThrow();
    List<Finding> found =
        new Findings(plug, facts, seen, Optional.empty(), Optional.of("Lamp"), Bench.BEGIN).all();

    assertThat(verdict(found, Check.ALONE)).isEqualTo(Verdict.FAIL);
    assertThat(verdict(found, Check.CHATTER)).isEqualTo(Verdict.WARN);
    assertThat(verdict(found, Check.CLOUD_IN_CLEAR)).isEqualTo(Verdict.PASS);
    assertThat(verdict(found, Check.CALM)).isEqualTo(Verdict.WARN);
    assertThat(verdict(found, Check.TLS)).isEqualTo(Verdict.FAIL);
    assertThat(found).hasSize(Check.values().length);
  }

  @Test
  void without_a_profile_nobody_can_tell_which_names_are_too_many() {
    Subject plug = Bench.subject("kasa", Bench.at("192.0.2.7"));
    var facts = Families.of(plug).orElseThrow();
    assertThat(verdict(chatter(plug, facts, Optional.of(List.of())), Check.CHATTER))
        .isEqualTo(Verdict.PASS);
    assertThat(verdict(chatter(plug, facts, Optional.empty()), Check.CHATTER))
        .isNotIn(Verdict.PASS, Verdict.WARN);
  }

  private static List<Finding> chatter(Subject plug, Facts facts, Optional<List<String>> beyond) {
    var seen =
        new Seen(
            Seen.Fence.FENCED,
            Optional.empty(),
            Optional.of(Duration.ofHours(30)),
            beyond,
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of());
    return new Findings(plug, facts, seen, Optional.empty(), Optional.of("Lamp"), Bench.BEGIN)
        .all();
  }

  private static Verdict verdict(List<Finding> found, Check check) {
    return found.stream().filter(f -> f.check() == check).findFirst().orElseThrow().verdict();
  }

  @Test
  void a_known_fault_is_found_by_model_and_firmware_and_its_absence_proves_nothing() {
    assertThat(verdict(bridge("BSB002", "1.28.1934000000"), Check.KNOWN_FAULT))
        .isEqualTo(Verdict.FAIL);
    assertThat(verdict(bridge("BSB002", "1968154040"), Check.KNOWN_FAULT)).isEqualTo(Verdict.INFO);
    assertThat(verdict(bridge("BSB002", "1.65.9"), Check.KNOWN_FAULT)).isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(bridge("BSB002", "unknown"), Check.KNOWN_FAULT)).isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(bridge("BSB003", "1968154040"), Check.KNOWN_FAULT))
        .isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(bridge("C200", "1.15"), Check.EXPLOITED_FAULT)).isEqualTo(Verdict.FAIL);
    assertThat(verdict(bridge("C200", "99999999999.1.x"), Check.EXPLOITED_FAULT))
        .isEqualTo(Verdict.UNKNOWN);
  }

  private static List<Finding> bridge(String model, String firmware) {
    var bridge =
        new Subject(
            new ThingId("bridge"),
            new Udn("hue:1"),
            "Bridge",
            "Hall",
            "hue",
            "Signify",
            model,
            firmware,
            Optional.of(NOWHERE),
            Set.of(),
            Set.of());
    var facts = Families.of(bridge).orElseThrow();
    return new Findings(
            bridge, facts, Seen.NOTHING, Optional.empty(), Optional.empty(), Bench.BEGIN)
        .all();
  }

  @Test
  void alarms_and_locks_are_spared_always_and_heating_while_it_may_freeze() {
    var june = LocalDate.of(2026, 6, 1);
    var january = LocalDate.of(2026, 1, 10);
    var berlin = new Spared.Outside(OptionalDouble.empty(), OptionalDouble.of(52));
    var perth = new Spared.Outside(OptionalDouble.empty(), OptionalDouble.of(-32));
    Subject heater = Bench.subject("daikin", NOWHERE, "climate", "heat");

    assertThat(Spared.why(Bench.subject("plain", NOWHERE, "smoke"), june, berlin)).isPresent();
    assertThat(Spared.why(Bench.subject("plain", NOWHERE, "lock"), june, berlin)).isPresent();
    assertThat(Spared.why(heater, june, berlin)).isEmpty();
    assertThat(Spared.why(heater, january, berlin)).isPresent();
    assertThat(Spared.why(heater, june, perth)).isPresent();
    assertThat(Spared.why(heater, january, perth)).isEmpty();
    assertThat(Spared.why(heater, june, Spared.Outside.UNKNOWN)).isPresent();
    var cold = new Spared.Outside(OptionalDouble.of(3), OptionalDouble.of(52));
    var mild = new Spared.Outside(OptionalDouble.of(12), OptionalDouble.of(52));
    assertThat(Spared.why(heater, june, cold)).isPresent();
    assertThat(Spared.why(heater, january, mild)).isEmpty();
  }
}
