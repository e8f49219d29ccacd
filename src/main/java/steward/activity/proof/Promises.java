package steward.activity.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import steward.activity.Activity;
import steward.activity.Condition;
import steward.activity.Deed;
import steward.activity.Doing;
import steward.activity.Trigger;
import steward.activity.text.Names;
import steward.activity.text.Words;
import steward.thing.Property;
import steward.thing.ThingId;

/// Holds activities to what the house forbids for good.
final class Promises {
  private static final String CLOUD = "cloud";

  private final Names names;
  private final UnaryOperator<String> roles;

  Promises(Names names, UnaryOperator<String> roles) {
    this.names = names;
    this.roles = roles;
  }

  void find(Activity activity, List<Invariant> invariants, List<Finding> into) {
    List<Step> steps = invariants.isEmpty() ? List.of() : Step.of(activity);
    for (Invariant invariant : invariants) {
      if (!concerns(invariant, activity)) continue;
      for (Step step : steps) {
        Optional<Finding> broken = broken(activity, invariant, step);
        broken.ifPresent(into::add);
        if (broken.isPresent()) break;
      }
    }
  }

  /// Whether it is about whoever stands behind the activity: its owner, or a cloud that can set it
  /// off by a call from outside.
  private boolean concerns(Invariant invariant, Activity activity) {
    String by = invariant.by();
    if (by.isEmpty() || by.equals(activity.owner()) || by.equals(roles.apply(activity.owner())))
      return true;
    return by.equals(CLOUD)
        && activity.when().stream()
            .flatMap(trigger -> trigger.leaves().stream())
            .anyMatch(
                leaf -> leaf instanceof Trigger.OfThings of && of.property() == Property.CALLED);
  }

  private Optional<Finding> broken(Activity activity, Invariant invariant, Step step) {
    if (!(step.line() instanceof Doing.Task task) || task.deed().kind() != invariant.kind())
      return Optional.empty();
    if (invariant.action().isPresent()
        && task.deed() instanceof Deed.Fixed(var action)
        && !action.equals(invariant.action().get())) return Optional.empty();
    Optional<ThingId> thing =
        names.members(task.things()).stream()
            .filter(id ->
                invariant.things().map(things -> names.members(things).contains(id)).orElse(true))
            .findFirst();
    if (thing.isEmpty()) return Optional.empty();
    return activity.when().stream()
        .filter(event -> may(activity, Optional.of(event), invariant, step))
        .findFirst()
        .map(event -> finding(activity, Optional.of(event), invariant, task, thing.get()))
        .or(() ->
            may(activity, Optional.empty(), invariant, step)
                    && (activity.when().isEmpty() || !step.isDirect())
                ? Optional.of(finding(activity, Optional.empty(), invariant, task, thing.get()))
                : Optional.empty());
  }

  /// Whether the step can be come to while it is forbidden.
  private boolean may(Activity activity, Optional<Trigger> event, Invariant invariant, Step step) {
    var formulas = new Formulas(names);
    var all = new ArrayList<Formula>();
    if (step.isDirect()) {
      event.ifPresent(one -> all.add(formulas.of(one)));
      all.add(formulas.of(activity.condition(), true));
    }
    for (Step.Way way : step.path()) all.add(formulas.of(way.condition(), way.holds()));
    all.add(formulas.of(invariant.condition(), !invariant.always()));
    return !Solver.excludes(all);
  }

  private Finding finding(
      Activity activity,
      Optional<Trigger> event,
      Invariant invariant,
      Doing.Task task,
      ThingId thing) {
    var example = new ArrayList<String>();
    example.add(
        event
            .map(one -> "It happens: " + Words.of(one, names) + ".")
            .orElse("Somebody starts it."));
    if (!(invariant.condition() instanceof Condition.Always)) {
      String condition = Words.of(invariant.condition(), names);
      example.add(
          (invariant.always() ? "It may not be so that " : "It may be so that ") + condition + ".");
    }
    example.add("It asks " + Said.deed(task.deed(), thing, names) + ".");
    String sentence =
        "%s breaks a rule of the house: %s."
            .formatted(Said.quoted(activity), words(invariant).replaceFirst("\\.$", ""));
    return Finding.error(Finding.Kind.INVARIANT, activity.id(), sentence, example);
  }

  private String words(Invariant invariant) {
    if (!invariant.sentence().isEmpty()) return invariant.sentence();
    String what =
        invariant.action().map(action -> action.sentence()).orElse(invariant.kind().label());
    String while_ =
        invariant.condition() instanceof Condition.Always
            ? ""
            : (invariant.always() ? " but while " : " while ")
                + Words.of(invariant.condition(), names);
    return "never " + what + while_ + (invariant.by().isEmpty() ? "" : " by " + invariant.by());
  }
}
