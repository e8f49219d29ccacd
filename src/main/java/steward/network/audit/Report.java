package steward.network.audit;

import java.util.List;
import java.util.Optional;

/// All that is known of a device's security, and what follows.
///
/// @param title of its family, such as `Kasa with the old protocol`
/// @param enclosed empty where it is not enclosed, or nobody knows
/// @param advice one sentence on what the owner can do
public record Report(
    Subject device,
    String title,
    Grade sold,
    Optional<Grade> enclosed,
    Standing standing,
    String advice,
    List<Finding> findings,
    ProbePlan plan,
    Watch watch,
    Kept kept) {

  public Report {
    findings = List.copyOf(findings);
  }

  /// Both grades in a word.
  public enum Standing {
    /// As it is sold it is worth little, and the fence makes good for that.
    CONTAINED,
    /// It is worth little, and nothing is around it that anybody knows of.
    OPEN,
    /// It is worth something by itself.
    SOUND,
    UNKNOWN;

    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final int GOOD = 75;

  static Standing standing(Grade sold, Optional<Grade> enclosed) {
    if (sold.letter().isEmpty()) return Standing.UNKNOWN;
    if (sold.points() >= GOOD) return Standing.SOUND;
    return enclosed.filter(grade -> grade.points() >= GOOD).isPresent()
        ? Standing.CONTAINED
        : Standing.OPEN;
  }

  /// One sentence: what weighs most, and what helps.
  static String advice(
      Facts facts, Grade sold, Optional<Grade> enclosed, List<Finding> findings, boolean mayAsk) {
    Optional<Grade.Reason> first = sold.reasons().stream().findFirst();
    if (first.isEmpty()) {
      boolean isOpen = findings.stream().anyMatch(f -> f.verdict() == Verdict.UNKNOWN);
      if (!isOpen) return "There is nothing to do.";
      return mayAsk
          ? "Let the steward ask it, so that more is known."
          : "The steward cannot find out more by itself: keep it behind the fence.";
    }
    Check worst =
        enclosed.flatMap(g -> g.reasons().stream().findFirst()).orElse(first.get()).check();
    if (enclosed.isPresent()) return "Leave it behind the fence, and " + facts.remedy(worst) + ".";
    return worst.exposure() == Check.Exposure.NEIGHBOURS
        ? "Bring it behind the fence, and " + facts.remedy(worst) + "."
        : capital(facts.remedy(worst)) + ".";
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
