package steward.thing;

import java.time.Instant;
import java.util.Locale;

/// How a thing stands: a state for machines, a sentence for people, and when it was last heard.
/// `seen` is [Instant#EPOCH] for a thing that was never heard.
public record Status(State state, String reason, Instant seen) {
  public static final Status NEW = new Status(State.WAITING, "not heard of yet", Instant.EPOCH);

  /// The closed set of states.
  public enum State {
    WAITING,
    PRESENT,
    ABSENT,
    ERROR;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static State labelled(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }
}
