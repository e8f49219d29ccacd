package steward.drivers.kasa;

import java.time.Instant;
import java.util.Optional;
import steward.value.Bytes;

/// Where the conversation with a device stands. Immutable.
///
/// @param klap whether it is spoken to by KLAP, else by the old cipher
/// @param phase what is waited for
/// @param local our random bytes of the handshake under way
/// @param greeting of the last handshake that succeeded half; empty before
/// @param since when the last message went out
/// @param again the present question was asked a second time already
record Wire(
    boolean klap,
    Phase phase,
    Bytes local,
    Optional<Greeting> greeting,
    Optional<Session> session,
    Habit habit,
    Instant since,
    boolean again) {

  /// What is waited for.
  enum Phase {
    FREE,
    GREETED,
    PROVING,
    ASKED
  }

  /// How a device treats its sessions.
  ///
  /// @param fresh it wants a new one for each request
  /// @param served how many requests the present one answered
  /// @param dropped how many ended in a row after a single request
  record Habit(boolean fresh, int served, int dropped) {
    static final Habit USUAL = new Habit(false, 0, 0);
    private static final int DROPPED_MAX = 2;

    Habit began() {
      return new Habit(fresh, 0, dropped);
    }

    Habit answered() {
      return new Habit(fresh, served + 1, served > 0 ? 0 : dropped);
    }

    Habit ended() {
      int inARow = served == 1 ? dropped + 1 : 0;
      return new Habit(fresh || inARow >= DROPPED_MAX, 0, inARow);
    }
  }

  static Wire start(boolean klap) {
    return new Wire(
        klap,
        Phase.FREE,
        Bytes.EMPTY,
        Optional.empty(),
        Optional.empty(),
        Habit.USUAL,
        Instant.EPOCH,
        false);
  }

  /// Nothing is waited for; the next question is a first attempt.
  Wire free() {
    return new Wire(klap, Phase.FREE, local, greeting, session, habit, since, false);
  }

  /// The present question will be asked a second time.
  Wire repeating() {
    return new Wire(klap, Phase.FREE, local, greeting, session, habit, since, true);
  }

  /// Our random bytes went out.
  Wire greeted(Bytes seed, Instant now) {
    return new Wire(
        klap, Phase.GREETED, seed, greeting, Optional.empty(), habit.began(), now, again);
  }

  /// Our proof went out.
  Wire proving(Greeting found, Session keys, Instant now) {
    return new Wire(
        klap, Phase.PROVING, local, Optional.of(found), Optional.of(keys), habit, now, again);
  }

  /// A question went out, by the old cipher.
  Wire asked(Instant now) {
    return new Wire(klap, Phase.ASKED, local, greeting, session, habit, now, again);
  }

  /// A question went out in the session.
  Wire asked(Session keys, Instant now) {
    return new Wire(klap, Phase.ASKED, local, greeting, Optional.of(keys), habit, now, again);
  }

  /// The session is forgotten by us.
  Wire without() {
    return new Wire(klap, phase, local, greeting, Optional.empty(), habit, since, again);
  }

  /// The session answered a request.
  Wire answered() {
    return new Wire(klap, phase, local, greeting, session, habit.answered(), since, again);
  }

  /// The device ended the session.
  Wire ended() {
    return new Wire(klap, phase, local, greeting, Optional.empty(), habit.ended(), since, again);
  }

  Wire withSession(Session keys) {
    return new Wire(klap, phase, local, greeting, Optional.of(keys), habit, since, again);
  }

  /// The same device by the other transport, as a second attempt.
  Wire by(boolean nowKlap) {
    return new Wire(
        nowKlap, Phase.FREE, local, Optional.empty(), Optional.empty(), Habit.USUAL, since, true);
  }

  /// The account by which the device let us in is one that everybody knows.
  boolean isOpenToAll() {
    return klap && greeting.map(found -> !found.account().own()).orElse(false);
  }
}
