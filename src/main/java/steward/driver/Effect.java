package steward.driver;

import java.time.Duration;
import steward.thing.Message;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Bytes;

/// What a driver wants done or has learnt.
public sealed interface Effect {

  /// Send this to the thing.
  record Send(Message message) implements Effect {}

  /// Tell me [Input.Due] with this name after this time; a later wake of the same name replaces it.
  record Wake(String name, Duration after) implements Effect {}

  /// A reading.
  record Saw(Reading reading) implements Effect {}

  /// How the thing stands now.
  record Stood(Udn thing, Status.State state, String reason) implements Effect {}

  /// The thing said itself that it takes or refuses the command. Not yet a confirmation.
  record Answered(long command, boolean accepted, String reason) implements Effect {}

  /// The command is taken but not sent yet: others come first. [Goes] says when it is. Until then
  /// the house may take it back by [Input.Withdrawn].
  record Waits(long command) implements Effect {}

  /// What is sent in this step carries the command. Only reports after it can confirm the command.
  record Goes(long command) implements Effect {}

  /// The command could not be sent, or nobody took it; the sentence says why. Never after the thing
  /// may have got it.
  record Unsent(long command, String why) implements Effect {}

  /// Keep this secret, for the device or for all of the family.
  ///
  /// @param secret an empty one removes what was kept under the name
  record Keep(String name, Bytes secret, boolean ofFamily) implements Effect {
    public Keep(String name, Bytes secret) {
      this(name, secret, false);
    }

    /// Without the secret.
    @Override
    public String toString() {
      return "Keep[" + name + (ofFamily ? ", of the family]" : "]");
    }
  }

  /// Keep this note over a restart. It is no secret, and small; a newer one of the name takes its
  /// place, and [Kept] has it when the driver is made again.
  record Remember(String name, Bytes note) implements Effect {}

  /// The device at this address has proved that it is the one that it says. Only of use while a new
  /// address is tried.
  record Proved(String how) implements Effect {}

  /// Close all connections of the device; the link opens again after a while.
  record Close(String reason) implements Effect {}

  /// The device told more of itself than its things say: what they should be described as from now
  /// on. Things of the offer that nobody accepted yet belong in the inbox.
  record Learnt(Offer offer) implements Effect {}

  /// Something the device sent was left unread; the sentence says what and why. To be counted, and
  /// shown with its thing.
  record Dropped(String sentence) implements Effect {}
}
