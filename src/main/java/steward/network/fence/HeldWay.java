package steward.network.fence;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One of the two ways in that the helper keeps besides the fence, as it took it last. In advice
/// mode there is no helper, and nothing is held. Confined to its owner's lock; [#hold] blocks.
public final class HeldWay {
  private final FenceDoor.Way way;
  private final Optional<FenceDoor> door;

  /// What the helper took last; empty where that is not known, so that it is told again.
  private Optional<List<String>> held = Optional.empty();

  private String problem = "";

  /// @param door the helper; none in advice mode
  public HeldWay(FenceDoor.Way way, Optional<FenceDoor> door) {
    this.way = way;
    this.door = door;
  }

  public Optional<FenceDoor> door() {
    return door;
  }

  /// Why it is not as it should be, in a sentence; else empty.
  public String problem() {
    return problem;
  }

  /// Says why it is not as it should be.
  public void failed(IOException e) {
    problem = String.valueOf(e.getMessage());
  }

  /// Whether there is a helper that has other rows than these, as far as is known.
  public boolean differs(List<String> rows) {
    return door.isPresent() && !held.equals(Optional.of(rows));
  }

  /// Puts these rows in force.
  ///
  /// @throws IOException with a sentence, where the helper did not take them
  public void hold(List<String> rows) throws IOException {
    problem = "";
    if (door.isEmpty()) return;
    held = Optional.empty();
    try {
      door.get().way(way, rows);
      held = Optional.of(List.copyOf(rows));
    } catch (IOException e) {
      problem = "The helper did not take the %s: %s".formatted(called(), e.getMessage());
      throw new IOException(problem, e);
    }
  }

  private String called() {
    return switch (way) {
      case WIFI -> "radio";
      case TUNNEL -> "tunnel";
    };
  }
}
