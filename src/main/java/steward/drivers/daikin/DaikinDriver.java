package steward.drivers.daikin;

import java.time.Duration;
import java.util.List;
import steward.driver.Driver;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Pace;
import steward.driver.Step;
import steward.thing.Thing;

/// Drives one adapter: finds out what it speaks, polls it, writes commands and reads them back, one
/// request at a time. An adapter can speak another protocol after an update of its firmware, so
/// what it speaks is found out again as soon as its answers look foreign. Immutable.
final class DaikinDriver implements Driver<Conversation> {
  static final Pace.Rhythm RHYTHM =
      new Pace.Rhythm(Duration.ofSeconds(45), Duration.ofMillis(600), 12, Duration.ofMinutes(5));
  static final String POLL = "poll";

  /// Four for the rhythm of polls, sixteen for our own identity.
  private static final int RANDOM_BYTES = 20;

  private final Thing thing;
  private final List<Dialect> order;
  private final Kept kept;

  DaikinDriver(Thing thing, Kept kept) {
    this.thing = thing;
    this.kept = kept;
    this.order = Doors.of(thing.binding()).dialects(kept);
  }

  @Override
  public Conversation start() {
    return Conversation.begin(RHYTHM, kept.text(DaikinFamily.UUID));
  }

  @Override
  public int randomBytes() {
    return RANDOM_BYTES;
  }

  @Override
  public Step<Conversation> on(Conversation state, Input input) {
    var course = new Course(thing, order, kept, state, input.moment());
    switch (input) {
      case Input.Opened _ -> course.opened();
      case Input.Lost(String reason, _) -> course.lost(reason);
      case Input.Due(String name, _) when name.equals(POLL) -> course.due();
      case Input.Due _ -> {}
      case Input.Came(var message, _) -> course.came(message);
      case Input.Wanted(long command, _, var action, _) -> course.wanted(command, action);
      case Input.Withdrawn(long command, _) -> course.commands().withdrawn(command);
    }
    return course.step();
  }
}
