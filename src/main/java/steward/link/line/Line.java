package steward.link.line;

import steward.thing.Message;

/// How the messages of one device go out. Thread-safe.
///
/// What comes back, and what came to nothing, reaches the taker that the line was opened with:
/// never from within a call of [#send].
public interface Line extends AutoCloseable {

  /// Sends a message, now or in its turn.
  void send(Message message);

  /// Breaks off all connections; the next message opens them again.
  void hangUp();

  /// Nothing is sent or taken from now on.
  @Override
  void close();
}
