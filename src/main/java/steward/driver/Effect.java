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

  /// Keep this secret for the device.
  record Keep(String name, Bytes secret) implements Effect {}

  /// Close the link; it opens again with back-off.
  record Close(String reason) implements Effect {}

  /// The device told more of itself than its things say: what they should be described as from now
  /// on. Things of the offer that nobody accepted yet belong in the inbox.
  record Learnt(Offer offer) implements Effect {}

  /// Something the device sent was left unread; the sentence says what and why. To be counted, and
  /// shown with its thing.
  record Dropped(String sentence) implements Effect {}
}
