package steward.drivers.hue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Pace;
import steward.thing.Status;
import steward.thing.Udn;

/// The state of the conversation with a bridge. Immutable.
///
/// @param key the application key; empty before the bridge is paired
/// @param offered what was last told of the bridge's things, to tell only what is new
/// @param probe counts the cheap questions, which go round the types
/// @param stood how each thing was last said to stand
record Talk(
    String key,
    Pairing pairing,
    Stream stream,
    Fetch fetch,
    House house,
    Outbox outbox,
    List<Check> checks,
    Pace pace,
    Health health,
    int offered,
    int probe,
    Map<Udn, Health> stood) {

  Talk {
    checks = List.copyOf(checks);
    stood = Map.copyOf(stood);
  }

  /// Without the key.
  @Override
  public String toString() {
    return "Talk[" + health + ", stream " + stream.phase() + ", " + house.resources().size() + "]";
  }

  /// How the bridge, or a thing of it, stands.
  record Health(Status.State state, String reason) {
    static final Health UNKNOWN = new Health(Status.State.WAITING, "");
  }

  /// Whether a bridge is asked for a key.
  ///
  /// @param began whether the time after acceptance was used
  /// @param until when asking ends
  /// @param waking the command that asked for it and was not sent yet
  record Pairing(boolean began, boolean asking, Instant until, Optional<Long> waking) {
    static final Pairing NONE = new Pairing(false, false, Instant.EPOCH, Optional.empty());

    /// The house has ended this command; whether a key is asked for does not hang on it.
    Pairing without(long command) {
      return new Pairing(began, asking, until, waking.filter(one -> one != command));
    }
  }

  /// The stream of events.
  ///
  /// @param since when it was asked for, was opened, or ended
  /// @param tries how often in a row it ended soon
  /// @param lastId the id of the newest event; empty for none
  /// @param heardAt when the newest event came
  /// @param lag how many seconds our clock is ahead of the bridge's, as far as live events tell
  record Stream(
      Phase phase, Instant since, int tries, String lastId, Instant heardAt, Optional<Long> lag) {
    static final Stream NONE =
        new Stream(Phase.DOWN, Instant.EPOCH, 0, "", Instant.EPOCH, Optional.empty());

    /// Where it stands.
    enum Phase {
      DOWN,
      ASKED,
      OPEN
    }

    Stream in(Phase next, Instant at) {
      return new Stream(next, at, tries, lastId, heardAt, lag);
    }

    Stream tried(int times) {
      return new Stream(phase, since, times, lastId, heardAt, lag);
    }

    boolean isOpen() {
      return phase == Phase.OPEN;
    }
  }

  /// The asking for everything.
  ///
  /// @param byType the whole list is too long, so it is asked for type by type
  /// @param next which type is asked for now
  /// @param held the events that came meanwhile: what is asked for may be older than they
  /// @param tries how often in a row the bridge was too busy
  /// @param again what comes will not be enough, or it is going to be asked for again anyway
  /// @param at when it was asked for last
  record Fetch(
      boolean running,
      boolean byType,
      int next,
      List<Resource> gathered,
      List<String> held,
      int tries,
      boolean again,
      Instant at) {
    static final Fetch NONE =
        new Fetch(false, false, 0, List.of(), List.of(), 0, false, Instant.EPOCH);

    Fetch {
      gathered = List.copyOf(gathered);
      held = List.copyOf(held);
    }

    /// With these events kept for afterwards.
    Fetch holding(List<String> events, boolean isFull) {
      return new Fetch(running, byType, next, gathered, events, tries, again || isFull, at);
    }

    /// From now on type by type, and at this one.
    Fetch at(int type, List<Resource> all) {
      return new Fetch(true, true, type, all, held, tries, again, at);
    }

    /// The next time everything is asked for in one.
    Fetch whole() {
      return new Fetch(running, false, 0, gathered, held, tries, again, at);
    }

    /// What comes will not be enough.
    Fetch doubted() {
      return new Fetch(running, byType, next, gathered, held, tries, true, at);
    }

    Fetch begun(Instant now) {
      return new Fetch(true, byType, 0, List.of(), List.of(), tries, false, now);
    }

    Fetch ended(int newTries) {
      return new Fetch(false, byType, 0, List.of(), List.of(), newTries, false, at);
    }
  }
}
