package steward.drivers.broadlink;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import steward.driver.Offer;
import steward.driver.Pace;
import steward.driver.Turns;
import steward.thing.Status;
import steward.value.Bytes;

/// How far the conversation with one device is. Immutable.
///
/// @param greeted it said who it is since it was last gone
/// @param flight what is on its way, while something is asked
/// @param counter of the last packet
/// @param standing how its things stood last
/// @param remotes what is assumed of what obeys the codes, by remote
/// @param offered what the device was last described as; nothing before it was identified
/// @param described nothing was learnt of it since
record Talk(
    Peer peer,
    boolean greeted,
    Optional<Session> session,
    Turns<Request> turns,
    Optional<Flight> flight,
    int counter,
    Pace pace,
    Codes codes,
    Optional<Lesson> lesson,
    Map<String, Remote.Assumed> remotes,
    Plug plug,
    Optional<Status.State> standing,
    Optional<Offer> offered,
    boolean described) {
  Talk {
    remotes = Map.copyOf(remotes);
  }

  /// What a device gave at authentication.
  record Session(Bytes key, int id) {
    /// Without the key.
    @Override
    public String toString() {
      return "Session[" + id + "]";
    }
  }

  /// What a datagram on its way is for.
  enum Stage {
    HELLO,
    AUTHENTICATION,
    NEW_FRAME,
    CLASSIC_FRAME,
    REQUEST
  }

  /// A datagram that waits for its answer.
  ///
  /// @param times how often it went out
  /// @param renewed the session was already made anew for what is asked
  record Flight(
      Stage stage, int counter, Bytes datagram, boolean repeatable, int times, boolean renewed) {
    Flight again() {
      return new Flight(stage, counter, datagram, repeatable, times + 1, renewed);
    }
  }

  /// A code that is being learnt.
  ///
  /// @param kilohertz the frequency that was found; 0 before, and where it was not told
  record Lesson(
      long command, CodeName name, boolean radio, Step step, Instant until, int kilohertz) {
    /// What the device waits for.
    enum Step {
      /// A key held down, so that it finds the frequency.
      FREQUENCY,
      /// A short press.
      PRESS
    }

    Lesson pressing(Instant newUntil) {
      return new Lesson(command, name, radio, Step.PRESS, newUntil, kilohertz);
    }

    Lesson at(int newKilohertz) {
      return new Lesson(command, name, radio, step, until, newKilohertz);
    }
  }

  /// The state of a plug as it was last read.
  record Plug(Optional<Boolean> relay, Optional<Boolean> light) {
    static final Plug UNKNOWN = new Plug(Optional.empty(), Optional.empty());
  }
}
