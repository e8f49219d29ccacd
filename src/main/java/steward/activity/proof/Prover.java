package steward.activity.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import steward.activity.Activity;
import steward.activity.text.Names;

/// Finds what is wrong with the rules of a house before they act. Pure and bounded: what it cannot
/// find out within its limits it does not report.
///
/// It knows of a house only what its activities say and what its things can do: that heating makes
/// a room warmer it does not know.
public final class Prover {
  /// So many findings are given at most.
  public static final int FINDINGS_MAX = 500;

  private Prover() {}

  /// All findings over these activities together; those that are not armed are not set against each
  /// other, since they do nothing.
  ///
  /// @param names the house, in which these activities may differ from those that it has
  public static List<Finding> prove(
      List<Activity> activities, Names names, List<Invariant> invariants) {
    return prove(activities, names, invariants, _ -> "");
  }

  /// As [#prove], with the role of each owner, for invariants about a role.
  public static List<Finding> prove(
      List<Activity> activities,
      Names names,
      List<Invariant> invariants,
      UnaryOperator<String> roles) {
    var findings = new ArrayList<Finding>();
    var house = new Having(names, activities);
    var reach = new Reach(house);
    var truths = new Truths(house);
    var promises = new Promises(house, roles);
    for (Activity activity : activities) {
      reach.find(activity, findings);
      truths.find(activity, findings);
      promises.find(activity, invariants, findings);
    }
    List<Activity> armed = activities.stream().filter(Activity::armed).toList();
    new Loops(house).find(armed, findings);
    new Fights(house).find(armed, findings);
    return findings.stream().distinct().limit(FINDINGS_MAX).toList();
  }

  /// Those findings that concern this activity.
  public static List<Finding> about(String activity, List<Finding> findings) {
    return findings.stream().filter(one -> one.activities().contains(activity)).toList();
  }
}
