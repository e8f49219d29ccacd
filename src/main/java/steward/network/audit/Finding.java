package steward.network.audit;

import java.time.Instant;
import java.util.Optional;
import steward.value.Text;

/// What a check came to with one thing, and by which evidence.
///
/// @param evidence a sentence; what a device said in it is cut and cleaned
/// @param times how often, where points are taken for each; else 1
/// @param at when it was seen; empty where it is known of the whole family
public record Finding(
    Check check, Verdict verdict, String evidence, int times, Optional<Instant> at) {
  private static final int EVIDENCE_LENGTH_MAX = 400;

  public Finding {
    String clean = Text.clean(evidence).strip();
    evidence =
        clean.length() <= EVIDENCE_LENGTH_MAX ? clean : clean.substring(0, EVIDENCE_LENGTH_MAX);
  }

  static Finding known(Check check, Verdict verdict, String evidence) {
    return new Finding(check, verdict, evidence, 1, Optional.empty());
  }

  static Finding seen(Check check, Verdict verdict, String evidence, Instant at) {
    return new Finding(check, verdict, evidence, 1, Optional.of(at));
  }

  /// Of EN 303 645.
  public String provision() {
    return check.provision();
  }

  /// Of EN 18031-1.
  public String section() {
    return check.section();
  }
}
