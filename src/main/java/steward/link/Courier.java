package steward.link;

import java.util.function.Consumer;
import steward.thing.Message;
import steward.thing.Udn;

/// Carries the messages of a family whose devices have no address of their own that a link could
/// keep to, such as those of webhooks that send. Thread-safe.
public interface Courier {
  /// Sends a message of a device; must not block. What comes back is given to `answers`, on any
  /// thread.
  void send(Udn device, Message message, Consumer<Message> answers);

  /// Breaks off what is open of a device: its driver wants that, or drives it no more.
  default void hangUp(Udn device) {}
}
