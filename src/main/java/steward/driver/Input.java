package steward.driver;

import steward.thing.Action;
import steward.thing.Message;
import steward.thing.Udn;

/// What a link tells its driver.
public sealed interface Input {
  Moment moment();

  /// The link is up: subscribed, connected, or about to poll.
  record Opened(Moment moment) implements Input {}

  /// A message came from the thing.
  record Came(Message message, Moment moment) implements Input {}

  /// The link went down; the reason is a sentence.
  record Lost(String reason, Moment moment) implements Input {}

  /// A wake-up that the driver asked for is due.
  record Due(String name, Moment moment) implements Input {}

  /// The house wants an action of the thing. `command` is the number of the command in the journal.
  record Wanted(long command, Udn thing, Action action, Moment moment) implements Input {}

  /// The house has ended a command that waits for its turn here: its time is over, or a newer one
  /// takes its place. It is told to nobody any more and needs no answer; nothing is sent for it.
  /// One that the driver does not know, or that went out meanwhile, changes nothing.
  record Withdrawn(long command, Moment moment) implements Input {}
}
