package steward.thing;

import java.time.Instant;
import java.util.Locale;

/// How far a command has come, why, and since when. Success is `CONFIRMED` and nothing less.
public record Outcome(State state, String reason, Instant since) {

  /// Three open states and six final ones.
  public enum State {
    WAITING,
    SENT,
    ACCEPTED,
    CONFIRMED,
    UNOBSERVABLE,
    REFUSED,
    SILENT,
    SUPERSEDED,
    EXPIRED;

    public boolean isFinal() {
      return compareTo(CONFIRMED) >= 0;
    }

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static State labelled(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }

  public boolean isFinal() {
    return state.isFinal();
  }
}
