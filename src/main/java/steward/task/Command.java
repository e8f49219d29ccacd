package steward.task;

import java.time.Instant;
import java.util.List;
import steward.state.Trail;
import steward.thing.Action;
import steward.thing.Expectation;
import steward.thing.Outcome;
import steward.thing.ThingId;

/// A task that was asked for: its number is its journal entry. Immutable; the desk holds the newest
/// form.
///
/// @param sendBy until when it may wait to be sent, in monotonic milliseconds
/// @param sentAt when it was handed to the transport last; [Instant#EPOCH] before
/// @param attempt 1 for the first sending
/// @param trail the activities that led to it; none for a person's
public record Command(
    long id,
    ThingId thing,
    Action action,
    Expectation expectation,
    String principal,
    List<Long> causes,
    String key,
    long sendBy,
    Retry retry,
    int attempt,
    Instant sentAt,
    Trail trail,
    Outcome outcome) {
  public Command {
    causes = List.copyOf(causes);
  }

  Command came(Outcome.State state, String reason, Instant at) {
    return with(sendBy, attempt, sentAt, new Outcome(state, reason, at));
  }

  Command sent(Instant at) {
    var next = new Outcome(Outcome.State.SENT, "handed to the transport", at);
    return with(sendBy, attempt, at, next);
  }

  Command again(long newSendBy, Instant at) {
    var next = new Outcome(Outcome.State.WAITING, "no answer, sending again", at);
    return with(newSendBy, attempt + 1, sentAt, next);
  }

  /// The same command with what its way changes.
  private Command with(long newSendBy, int newAttempt, Instant newSentAt, Outcome newOutcome) {
    return new Command(
        id,
        thing,
        action,
        expectation,
        principal,
        causes,
        key,
        newSendBy,
        retry,
        newAttempt,
        newSentAt,
        trail,
        newOutcome);
  }

  public boolean isWaiting() {
    return outcome.state() == Outcome.State.WAITING;
  }
}
