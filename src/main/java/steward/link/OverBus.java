package steward.link;

import java.util.Optional;
import java.util.function.Consumer;
import steward.mqtt.Bus;
import steward.thing.Message;

/// Over the house's broker. Thread-safe.
///
/// @param counts takes the name of what happened
record OverBus(Bus bus, Consumer<String> counts) implements Carrier {
  @Override
  public void send(Message message) {
    if (message instanceof Message.Publish publish) bus.publish(publish);
    else counts.accept("link.unsent");
  }

  @Override
  public Optional<String> obstacle() {
    return bus.isUp() ? Optional.empty() : Optional.of("the broker cannot be reached");
  }

  @Override
  public Optional<String> host() {
    return Optional.empty();
  }

  @Override
  public void hangUp() {}

  @Override
  public void close() {}
}
