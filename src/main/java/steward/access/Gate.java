package steward.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import steward.rights.AuditEntry;
import steward.rights.Caller;
import steward.rights.Decision;
import steward.rights.Judge;
import steward.rights.Rules;
import steward.rights.Target;

/// The one gate: every request of every face passes it, and what it says is what happens.
///
/// What would change something, and whatever is refused, is written to the audit log. Thread-safe;
/// nothing blocks.
public final class Gate {
  private final Judge judge;
  private final InstantSource clock;
  private final Consumer<AuditEntry> audit;

  /// A way in.
  public enum Face {
    HTTP,
    MQTT,
    SSH,
    CONSOLE,
    HOOK,
    ACTIVITY;

    /// The word in the audit log.
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// Who asks, through which face and from where.
  ///
  /// @param address the other end without its port; empty where there is none
  public record Asking(Caller caller, Face face, String address) {}

  public Gate(Judge judge, InstantSource clock, Consumer<AuditEntry> audit) {
    this.judge = judge;
    this.clock = clock;
    this.audit = audit;
  }

  /// Decides on an operation of the table [Rules] and notes it.
  ///
  /// @throws IllegalArgumentException if the operation has no row
  public Decision pass(Asking asking, String operation, Target target) {
    Rules.Row row = Rules.row(operation);
    Instant now = clock.instant();
    Decision decision = judge.decide(asking.caller(), row, target, now);
    // To be asked for a sign-in is how every visit begins; to be refused after it is not.
    boolean isFirstStep = decision instanceof Decision.SignIn && !row.isAudited();
    if (row.isAudited() || !(decision.isAllowed() || isFirstStep))
      note(asking, operation, target.text(), decision.label(), why(decision));
    return decision;
  }

  private static String why(Decision decision) {
    return decision instanceof Decision.Forbidden(String why) ? why : "";
  }

  /// Writes to the audit log what the table alone cannot tell, such as a wrong code.
  public void note(Asking asking, String operation, String target, String verdict, String reason) {
    audit.accept(
        new AuditEntry(
            0,
            clock.instant(),
            asking.caller().principal(),
            asking.caller().role(),
            asking.address(),
            asking.face().label(),
            operation,
            target,
            verdict,
            reason,
            1));
  }

  /// The decisions without a note, for lists and streams of which a caller gets its part.
  public Judge judge() {
    return judge;
  }

  public Instant now() {
    return clock.instant();
  }
}
