package steward.network.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A run of active checks on one device: each connection that it made, and what they showed.
///
/// @param of how many connections it makes at most
/// @param key the SHA-256 of the public key of its TLS, to find it again on others; empty for none
public record Run(
    State state,
    Instant since,
    Instant at,
    int of,
    List<Probe> log,
    List<Finding> findings,
    Optional<String> key,
    String sentence) {

  public Run {
    log = List.copyOf(log);
    findings = List.copyOf(findings);
  }

  /// How it stands.
  public enum State {
    RUNNING("running"),
    DONE("done"),
    /// A person ended it.
    STOPPED("stopped"),
    /// The device was in trouble: it is not asked again with this firmware.
    DISTRESS("distress"),
    /// It could not be reached from the start.
    UNREACHED("unreached"),
    /// The steward ended in the middle of it.
    FORGOTTEN("forgotten");

    private final String label;

    State(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    /// @throws IllegalArgumentException if no state has this label
    public static State labelled(String label) {
      for (State state : values()) if (state.label.equals(label)) return state;
      throw new IllegalArgumentException("no state is called '" + label + "'");
    }
  }

  /// One connection.
  ///
  /// @param did such as `GET /`
  /// @param saw what came of it, with what the device said, cut and cleaned
  /// @param millis until it was open or refused
  public record Probe(Instant at, int port, String did, String saw, int millis) {}

  public boolean isRunning() {
    return state == State.RUNNING;
  }

  Run with(State other, Instant when, String why) {
    return new Run(other, since, when, of, log, findings, key, why);
  }
}
