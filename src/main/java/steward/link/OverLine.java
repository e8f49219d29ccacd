package steward.link;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.link.line.Line;
import steward.thing.Message;

/// Over a line of the device's own. Thread-safe once it has its line.
final class OverLine implements Carrier {
  private volatile @Nullable Line line;
  private volatile String host = "";

  /// The line that it goes over, opened with the link that it serves.
  ///
  /// @param address the device's own, or an empty text where it has none
  void over(String address, Line open) {
    host = address;
    line = open;
  }

  @Override
  public void send(Message message) {
    Line open = line;
    if (open != null) open.send(message);
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public Optional<String> host() {
    return Optional.of(host);
  }

  @Override
  public void hangUp() {
    Line open = line;
    if (open != null) open.hangUp();
  }

  @Override
  public void close() {
    Line open = line;
    if (open != null) open.close();
  }
}
