package steward.mqtt;

import io.vertx.core.Future;
import steward.thing.Message;

/// Where MQTT messages come from and go to: the embedded broker or one that is already there.
///
/// Thread-safe. A bus never hears what was published through itself where the broker can tell (the
/// embedded one, and an external one that speaks MQTT 5).
public interface Bus extends AutoCloseable {

  /// Starts it once. The embedded broker is ready when the future is; an external one may still be
  /// out of reach then.
  Future<Void> start();

  /// Names the one listener, before the start.
  void listen(Listener listener);

  /// Adds a filter that the listener wants to hear; the retained messages that match are delivered
  /// once, marked so.
  ///
  /// @throws IllegalArgumentException when it is not a topic filter
  void subscribe(String filter, int qos);

  void unsubscribe(String filter);

  /// Sends a message, without waiting. What cannot be sent (bus down, queue full) is discarded and
  /// counted: an old command must never be performed late.
  void publish(Message.Publish message);

  /// As [#publish], and with the correlation data of the request it answers.
  void answer(Origin request, Message.Publish message);

  boolean isUp();

  /// Whether it takes messages as fast as they come: what can wait should, while it does not.
  default boolean keepsUp() {
    return isUp();
  }

  /// Ends it in order; waits a short time for it.
  @Override
  void close();

  /// What hears the messages.
  interface Listener {
    /// Called on the connection's event loop for each publish whose topic matches one of the
    /// filters, in order per client, once per message. Must not block; an exception is counted and
    /// hurts nobody else.
    void on(Message.Publish message, Origin from);

    /// The bus has come up: what it should know can be published now.
    default void up() {}

    /// The bus is down, and why.
    default void down(String reason) {}
  }
}
