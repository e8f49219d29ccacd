package steward.network.audit;

import java.time.Duration;
import java.util.function.Predicate;
import steward.value.Bytes;

/// One connection to a device: opened, perhaps one message sent, perhaps something read, closed.
public interface Touch {

  /// Blocks, for a virtual thread; never longer than `within` by much. The connection is closed
  /// when it returns.
  ///
  /// @param send nothing is sent where it is empty
  /// @param enough whether what was read so far suffices; reading ends then, at the end of the
  ///   connection, at [#READ_MAX] bytes, or when the time is over
  Reply touch(String host, int port, Bytes send, Predicate<Bytes> enough, Duration within)
      throws InterruptedException;

  /// More is not read.
  int READ_MAX = 16 * 1024;

  /// What came of it.
  ///
  /// @param took until it was open or refused
  record Reply(State state, Bytes heard, Duration took) {}

  /// Whether there is a door.
  enum State {
    OPEN("open"),
    /// It says that nothing listens there.
    REFUSED("nothing listens"),
    /// It says nothing at all.
    SILENT("no answer"),
    /// The steward may not go there.
    FORBIDDEN("not allowed");

    private final String label;

    State(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }
}
