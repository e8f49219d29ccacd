package steward.driver;

import java.time.Duration;
import steward.value.Bytes;

/// When a polled device is asked next: soon after a command, seldom when nothing happens, ever more
/// seldom while it does not answer, and never in step with others. Immutable.
///
/// @param eager how many of the next polls come soon
/// @param failures how many requests in a row went unanswered
public record Pace(Rhythm rhythm, int eager, int failures) {
  /// After this many unanswered requests in a row a device counts as gone.
  public static final int GONE_AFTER = 3;

  private static final int EXPONENT_MAX = 16;

  /// What the device bears.
  ///
  /// @param usual between two polls while nothing happens
  /// @param soon between two polls after a command
  /// @param soonTimes how many polls come soon after a command
  /// @param longest between two attempts while it is gone
  public record Rhythm(Duration usual, Duration soon, int soonTimes, Duration longest) {}

  public static Pace of(Rhythm rhythm) {
    return new Pace(rhythm, 0, 0);
  }

  /// A command went out: its effect is looked for soon.
  public Pace hurried() {
    return new Pace(rhythm, rhythm.soonTimes(), failures);
  }

  /// The device answered.
  public Pace answered() {
    return new Pace(rhythm, Math.max(0, eager - 1), 0);
  }

  /// The device did not answer.
  public Pace failed() {
    return new Pace(rhythm, Math.max(0, eager - 1), failures + 1);
  }

  public boolean isGone() {
    return failures >= GONE_AFTER;
  }

  /// How long to wait for the next poll: the wait that is due, give or take a fifth of it.
  ///
  /// @param random at least four random bytes, so that many devices do not all ask at once
  public Duration wait(Bytes random) {
    if (failures == 0) return spread(eager > 0 ? rhythm.soon() : rhythm.usual(), random);
    long wait = rhythm.soon().toMillis() << Math.min(failures, EXPONENT_MAX);
    Duration capped = Duration.ofMillis(Math.min(wait, rhythm.longest().toMillis()));
    return spread(capped, random);
  }

  /// How long to wait for the first poll of a link: somewhere within the usual time, 10 s at most,
  /// so that a house of many things does not ask all of them at its start.
  public Duration first(Bytes random) {
    long within = Math.min(rhythm.usual().toMillis(), 10_000);
    return Duration.ofMillis(1 + (long) (within * share(random)));
  }

  private static Duration spread(Duration wait, Bytes random) {
    return Duration.ofMillis(1 + (long) (wait.toMillis() * (0.8 + 0.4 * share(random))));
  }

  /// From 0 to 1, without 1.
  private static double share(Bytes random) {
    long bits = 0;
    for (int i = 0; i < 4 && i < random.length(); i++) bits = bits << 8 | random.at(i) & 0xff;
    return bits / 4_294_967_296.0;
  }
}
