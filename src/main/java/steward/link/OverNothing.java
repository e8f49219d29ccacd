package steward.link;

import java.util.Optional;
import steward.thing.Message;

/// For a device that is not reached: it calls us, or this house does not go where it is.
///
/// @param obstacle why nothing can be sent, where something stands in the way
record OverNothing(Optional<String> obstacle) implements Carrier {
  @Override
  public void send(Message message) {}

  @Override
  public Optional<String> host() {
    return Optional.of("");
  }

  @Override
  public void hangUp() {}

  @Override
  public void close() {}
}
