package steward.link;

import java.util.Optional;
import steward.thing.Message;

/// How the messages of one device travel: over the broker, or over a line of its own. Thread-safe.
interface Carrier {
  void send(Message message);

  /// Why nothing can be sent now.
  Optional<String> obstacle();

  /// The address or name of the device's own; empty over the broker, and for a device that is not
  /// reached at all an empty text.
  Optional<String> host();

  /// Breaks off what is open.
  void hangUp();

  void close();
}
