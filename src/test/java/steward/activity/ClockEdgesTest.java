package steward.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steward.place.Moment;
import steward.place.Place;
import steward.place.Sky;

class ClockEdgesTest {
  private static final Sky NOWHERE = new Sky(Place.in(ZoneId.of("Europe/Zurich")));
  private static final EnumSet<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

  private static ZonedDateTime next(LocalTime at, Set<DayOfWeek> days, String after) {
    return edge(new Trigger.At(new Moment.Clock(at), days), after).orElseThrow();
  }

  private static Optional<ZonedDateTime> edge(Trigger.OfClock trigger, String after) {
    return ClockEdges.next(trigger, NOWHERE, ZonedDateTime.parse(after));
  }

  @Test
  void the_next_time_is_strictly_later() {
    assertThat(next(LocalTime.of(7, 0), ALL, "2026-03-02T07:00:00+01:00[Europe/Zurich]"))
        .isEqualTo(ZonedDateTime.parse("2026-03-03T07:00:00+01:00[Europe/Zurich]"));
  }

  @Test
  void a_time_that_daylight_saving_skips_comes_an_hour_later() {
    assertThat(next(LocalTime.of(2, 30), ALL, "2026-03-28T12:00:00+01:00[Europe/Zurich]"))
        .isEqualTo(ZonedDateTime.parse("2026-03-29T03:30:00+02:00[Europe/Zurich]"));
  }

  @Test
  void a_time_that_comes_twice_counts_once() {
    ZonedDateTime first =
        next(LocalTime.of(2, 30), ALL, "2026-10-24T12:00:00+02:00[Europe/Zurich]");
    assertThat(first).isEqualTo(ZonedDateTime.parse("2026-10-25T02:30:00+02:00[Europe/Zurich]"));
    assertThat(next(LocalTime.of(2, 30), ALL, first.toString()).toLocalDate())
        .hasToString("2026-10-26");
  }

  @Test
  void a_day_of_the_week_is_waited_for() {
    assertThat(
            next(
                LocalTime.of(7, 0),
                EnumSet.of(DayOfWeek.SUNDAY),
                "2026-03-02T07:00:00+01:00[Europe/Zurich]"))
        .isEqualTo(ZonedDateTime.parse("2026-03-08T07:00:00+01:00[Europe/Zurich]"));
  }

  @Test
  void the_thirtieth_of_february_never_comes() {
    assertThat(edge(new Trigger.Cron("0 0 30 2 *"), "2026-03-02T07:00:00Z")).isEmpty();
  }

  @Test
  void a_leap_day_is_waited_for() {
    assertThat(edge(new Trigger.Cron("0 0 29 2 *"), "2026-03-02T07:00:00Z"))
        .hasValueSatisfying(edge -> assertThat(edge.toLocalDate()).hasToString("2028-02-29"));
  }
}
