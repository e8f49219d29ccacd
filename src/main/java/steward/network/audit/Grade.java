package steward.network.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a thing's security is worth: 100 points less what speaks against it.
///
/// @param letter `A` (90 and more), `B` (75), `C` (60), `D` (40) or `F`; empty where so little is
///   known that none would be honest
/// @param least the letter if all that is not known were bad; empty where there is no letter
/// @param points 0 to 100, as if all that is not known were well
/// @param atBest whether something that takes points is not known
/// @param coverage which share of what can be seen from the network was seen, in percent
/// @param reasons what took points, the weightiest first
public record Grade(
    Optional<Character> letter,
    Optional<Character> least,
    int points,
    boolean atBest,
    int coverage,
    List<Reason> reasons,
    String sentence) {
  private static final int CHATTER_MAX = 15;
  private static final int COVERAGE_MIN = 15;

  /// Better than this is none where a check that decides has no answer.
  private static final int UNDECIDED_MAX = 74;

  /// A check decides where it can take more than this.
  private static final int DECISIVE_MIN = 20;

  public Grade {
    reasons = List.copyOf(reasons);
  }

  /// What took points.
  public record Reason(Check check, int points, String sentence) {}

  /// As it is sold, in a network with others.
  static Grade sold(List<Finding> findings) {
    return grade(findings, Seen.Fence.NONE, "as sold");
  }

  /// As it is enclosed here; empty where it is not, or nobody knows.
  static Optional<Grade> enclosed(List<Finding> findings, Seen.Fence fence) {
    return switch (fence) {
      case UNKNOWN, NONE -> Optional.empty();
      case FENCED, APART -> Optional.of(grade(findings, fence, "as enclosed here"));
    };
  }

  private static Grade grade(List<Finding> findings, Seen.Fence fence, String how) {
    var reasons = new ArrayList<Reason>();
    for (Finding finding : findings) {
      int lost = finding.check().exposure().left(taken(finding), fence);
      if (lost > 0) reasons.add(new Reason(finding.check(), lost, finding.evidence()));
    }
    reasons.sort(java.util.Comparator.comparingInt(Reason::points).reversed());
    int sum = Math.max(0, 100 - reasons.stream().mapToInt(Reason::points).sum());
    int open = findings.stream().mapToInt(finding -> open(finding, fence)).sum();
    boolean isUndecided =
        findings.stream().anyMatch(f -> f.check().isDecisive() && open(f, fence) >= DECISIVE_MIN);
    int points = isUndecided ? Math.min(sum, UNDECIDED_MAX) : sum;
    int coverage = coverage(findings);
    Optional<Character> letter =
        coverage < COVERAGE_MIN ? Optional.empty() : Optional.of(letter(points));
    int worst = sum - open;
    String sentence = sentence(letter, how, open > 0, points < sum, findings);
    return new Grade(
        letter, letter.map(_ -> letter(worst)), points, open > 0, coverage, reasons, sentence);
  }

  /// What it could cost, where it is not known.
  private static int open(Finding finding, Seen.Fence fence) {
    Check check = finding.check();
    return finding.verdict() == Verdict.UNKNOWN ? check.exposure().left(check.points(), fence) : 0;
  }

  private static int taken(Finding finding) {
    int points = finding.check().points();
    if (finding.check() == Check.CHATTER) points = Math.min(CHATTER_MAX, points * finding.times());
    return switch (finding.verdict()) {
      case FAIL, WARN -> points;
      case PASS, INFO, DECLARED, UNKNOWN, NOT_ASSESSED -> 0;
    };
  }

  private static long answers(List<Finding> findings) {
    return findings.stream().filter(finding -> finding.verdict().isAnswer()).count();
  }

  private static long visible(List<Finding> findings) {
    return findings.stream().filter(f -> f.verdict() != Verdict.NOT_ASSESSED).count();
  }

  private static int coverage(List<Finding> findings) {
    return (int) (100 * answers(findings) / Math.max(1, visible(findings)));
  }

  private static char letter(int points) {
    if (points >= 90) return 'A';
    if (points >= 75) return 'B';
    if (points >= 60) return 'C';
    return points >= 40 ? 'D' : 'F';
  }

  private static String sentence(
      Optional<Character> letter,
      String how,
      boolean atBest,
      boolean isHeldBack,
      List<Finding> findings) {
    String seen =
        answers(findings) + " of " + visible(findings) + " checks that the network allows";
    if (letter.isEmpty()) return "No grade " + how + " yet: only " + seen + " have an answer.";
    String rest = isHeldBack ? "; no better one is given while a check that decides is open" : "";
    return letter.get()
        + " "
        + how
        + (atBest ? ", at best: " : ": ")
        + seen
        + " have an answer"
        + rest
        + ".";
  }
}
