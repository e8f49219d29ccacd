package steward.hook;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A notice on its way to a receiver, as people are told of it. Its text is not here. Immutable.
///
/// @param command the number of the command that asked for it
/// @param at when it was asked for
/// @param tries how often it was sent
/// @param why what stood in its way last, or that the applet behind the receiver called back; empty
///   where there is nothing to say
/// @param next when it is tried again, while it waits for that
public record Notice(
    String command, Instant at, State state, int tries, String why, Optional<Instant> next) {
  /// How far it came.
  public enum State {
    /// For its turn, or for the next try.
    WAITING,
    SENDING,
    /// The receiver took it in, which says nothing of what it did with it.
    DELIVERED,
    GIVEN_UP;

    /// The word in documents.
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  Notice sending() {
    return new Notice(command, at, State.SENDING, tries + 1, why, Optional.empty());
  }

  Notice waiting(String because, Instant until) {
    return new Notice(command, at, State.WAITING, tries, because, Optional.of(until));
  }

  /// The applet behind the receiver ran, and called back.
  Notice returned(Instant now) {
    if (isReturned()) return this;
    String because =
        "the applet ran: it called back after " + Duration.between(at, now).toSeconds() + " s";
    return new Notice(command, at, State.DELIVERED, tries, because, Optional.empty());
  }

  private boolean isReturned() {
    return state == State.DELIVERED && !why.isEmpty();
  }

  /// An applet may call back before the answer is there.
  Notice ended(State end, String because) {
    if (isReturned()) return this;
    return new Notice(command, at, end, tries, because, Optional.empty());
  }
}
