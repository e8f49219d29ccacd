package steward.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steward.thing.ThingId;

/// Decisions that the table's rows leave to the moment and the object.
class JudgeTest {
  private static final Instant MONDAY_NOON = Instant.parse("2026-01-05T11:00:00Z");
  private static final ThingId LAMP = new ThingId("lamp");
  private static final Target IN_HALL = new Target.OneThing(LAMP, "Hall");

  private final Judge judge = new Judge(() -> ZoneId.of("Europe/Vienna"));

  private static Caller.Known caller(Role role, Grant grant, Optional<Instant> fresh) {
    var user = new User(new UserId("gus"), "Gus", role, false, grant, MONDAY_NOON);
    var client =
        Client.made(
            new ClientId("phone"), user.id(), "Phone", Client.Kind.PHONE, MONDAY_NOON);
    return new Caller.Known(user, client, fresh);
  }

  private static Grant hall(Times... times) {
    return new Grant(Set.of("Hall"), List.of(times), Set.of());
  }

  @Test
  void a_guest_performs_in_its_rooms_within_its_times() {
    var mornings = new Times(Set.of(DayOfWeek.MONDAY), LocalTime.of(8, 0), LocalTime.of(12, 0));
    var guest = caller(Role.GUEST, hall(mornings), Optional.empty());
    Rules.Row perform = Rules.row("perform");
    Instant beforeNoon = Instant.parse("2026-01-05T10:59:59Z");
    assertThat(judge.decide(guest, perform, IN_HALL, beforeNoon).isAllowed()).isTrue();
    assertThat(judge.decide(guest, perform, IN_HALL, MONDAY_NOON))
        .isInstanceOf(Decision.Forbidden.class);
    var inBath = new Target.OneThing(new ThingId("heater"), "Bath");
    assertThat(judge.decide(guest, perform, inBath, beforeNoon)).isEqualTo(Decision.hidden());
  }

  @Test
  void times_across_midnight_belong_to_the_day_on_which_they_begin() {
    var nights = new Times(Set.of(DayOfWeek.SUNDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));
    var guest = caller(Role.GUEST, hall(nights), Optional.empty());
    Rules.Row read = Rules.row("getThing");
    Instant mondayNight = Instant.parse("2026-01-05T02:00:00Z");
    assertThat(judge.decide(guest, read, IN_HALL, mondayNight).isAllowed()).isTrue();
    Instant tuesdayNight = mondayNight.plusSeconds(86_400);
    assertThat(judge.decide(guest, read, IN_HALL, tuesdayNight).isAllowed()).isFalse();
  }

  @Test
  void unlocking_needs_a_fresh_code_and_nothing_else_of_performing_does() {
    var stale = caller(Role.RESIDENT, Grant.NONE, Optional.of(MONDAY_NOON));
    var fresh = caller(Role.RESIDENT, Grant.NONE, Optional.of(MONDAY_NOON.plusMillis(1)));
    var door = new Target.Danger(new ThingId("door"), "Hall");
    Rules.Row perform = Rules.row("perform");
    assertThat(judge.decide(stale, perform, door, MONDAY_NOON)).isEqualTo(Decision.freshCode());
    assertThat(judge.decide(fresh, perform, door, MONDAY_NOON).isAllowed()).isTrue();
    assertThat(judge.decide(stale, perform, IN_HALL, MONDAY_NOON).isAllowed()).isTrue();
  }

  @Test
  void whoever_is_suspended_is_a_stranger() {
    var master = caller(Role.MASTER, Grant.NONE, Optional.empty());
    var suspended =
        new Caller.Known(master.user().suspended(true), master.client(), Optional.empty());
    for (Rules.Row row : Rules.all()) {
      Decision decision = judge.decide(suspended, row, Target.house(), MONDAY_NOON);
      assertThat(decision)
          .as(row.operation())
          .isEqualTo(row.reach() == Reach.ANYONE ? Decision.allowed() : Decision.signIn());
    }
  }
}
