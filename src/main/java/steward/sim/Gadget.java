package steward.sim;

import java.time.Duration;
import java.util.List;
import steward.thing.Message.Publish;

/// A simulated device: what it says when it is connected, what it does with a command, and what
/// people do to it. All calls are on the house's context.
interface Gadget {

  /// The name under which the house knows it.
  String id();

  String clientId();

  /// What the broker says for it when it is lost.
  Publish will();

  Duration keepAlive();

  Temper temper();

  /// What it says and subscribes to after connecting; `first` after it was switched on, not after a
  /// lost connection.
  void connected(Wire wire, boolean first);

  /// A message has come and its latency has passed.
  void came(Publish message);

  /// One second of the wire has passed, and these minutes of the house's day.
  void beat(double minutes);

  /// What people accept of it.
  List<SimThing> things();

  /// Someone presses its button.
  default void press() {}

  /// From now on it reports that it obeys, and does not.
  default void lie(boolean on) {}

  /// The devices that it speaks for, where it is a gateway.
  default List<Part> parts() {
    return List.of();
  }

  /// A device behind a gateway.
  interface Part {
    String id();

    /// Someone presses its button, opens its door, or tests its alarm.
    void press();

    /// From now on it says what it said before.
    void lie(boolean on);

    /// Its radio no longer reaches the gateway, or reaches it again.
    void lose(boolean isLost);
  }
}
