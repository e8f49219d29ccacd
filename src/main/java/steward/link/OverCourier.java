package steward.link;

import java.util.Optional;
import java.util.function.Consumer;
import steward.thing.Message;
import steward.thing.Udn;

/// The messages of one device by way of a courier.
record OverCourier(Udn device, Courier courier, Consumer<Message> answers) implements Carrier {
  @Override
  public void send(Message message) {
    // An answer never comes within the step that it answers.
    courier.send(
        device, message, answer -> Thread.startVirtualThread(() -> answers.accept(answer)));
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public Optional<String> host() {
    return Optional.of("");
  }

  @Override
  public void hangUp() {
    courier.hangUp(device);
  }

  @Override
  public void close() {
    courier.hangUp(device);
  }
}
