package steward.driver;

import java.util.Set;
import steward.thing.Message;

/// Translates for one device (a thing and its children) between messages and readings. Pure: no
/// I/O, thread or clock.
///
/// @param <S> the state of the conversation; it belongs to the link, is lost at restart and never
///   replayed. Immutable
public interface Driver<S> {

  /// The state of a conversation that has not begun.
  S start();

  /// Takes one input. Must end within 100 ms; what it throws sets the device aside for a while and
  /// is counted.
  Step<S> on(S state, Input input);

  /// The MQTT topic filters that this device publishes on; empty for other transports.
  default Set<String> topics() {
    return Set.of();
  }

  /// Whether what this device sends is nobody's to look at: its raw messages are then not kept.
  default boolean isPrivate() {
    return false;
  }

  /// Whether this message proves who somebody is, or carries a key that anybody could take out of
  /// it: it is then not kept among the raw messages.
  default boolean isSecret(Message message) {
    return false;
  }

  /// How many random bytes each [Moment] must bring; 0 for most.
  default int randomBytes() {
    return 0;
  }
}
