package steward.activity.proof;

import java.util.ArrayList;
import java.util.List;
import steward.activity.Activity;
import steward.activity.Condition;
import steward.activity.Doing;
import steward.activity.Trigger;
import steward.activity.text.Names;
import steward.activity.text.Words;

/// Finds conditions that never hold, and lines and events that come to nothing because of them.
final class Truths {
  private final Names names;

  Truths(Names names) {
    this.names = names;
  }

  void find(Activity activity, List<Finding> into) {
    if (never(activity, activity.condition(), "its condition", into)) return;
    for (Trigger trigger : activity.when()) events(activity, trigger, into);
    activity.until().ifPresent(until -> until.when().forEach(end -> whole(activity, end, into)));
    for (Step step : Step.of(activity)) line(activity, step, into);
    windows(activity, activity.condition(), into);
  }

  private Formula formula(Condition condition, boolean holds) {
    return new Formulas(names).of(condition, holds);
  }

  /// Whether the condition by itself can never hold.
  private boolean never(Activity activity, Condition condition, String what, List<Finding> into) {
    if (!Solver.excludes(List.of(formula(condition, true)))) return false;
    String sentence = "“%s” can never do this: %s never holds.".formatted(activity.name(), what);
    into.add(Finding.error(Finding.Kind.NEVER, activity.id(), sentence, core(condition)));
    return true;
  }

  /// The fewest parts of the condition that exclude each other.
  private List<String> core(Condition condition) {
    var parts = new ArrayList<>(parts(condition));
    for (int i = parts.size() - 1; i >= 0 && parts.size() > 1; i--) {
      Condition left = parts.remove(i);
      if (!Solver.excludes(parts.stream().map(part -> formula(part, true)).toList()))
        parts.add(i, left);
    }
    var example = new ArrayList<String>();
    for (Condition part : parts)
      example.add(sentence("It would have to be so that " + words(part)));
    if (parts.size() == 1 && isEmpty(parts.getFirst()))
      example.add("There is nothing of which this could be said.");
    return example;
  }

  private boolean isEmpty(Condition condition) {
    return condition instanceof Condition.Of of && names.members(of.things()).isEmpty();
  }

  private static List<Condition> parts(Condition condition) {
    if (!(condition instanceof Condition.All(List<Condition> parts))) return List.of(condition);
    return parts.stream().flatMap(part -> parts(part).stream()).toList();
  }

  private String words(Condition condition) {
    return Words.of(condition, names);
  }

  private static String sentence(String words) {
    return words.endsWith(".") ? words : words + ".";
  }

  private void whole(Activity activity, Trigger trigger, List<Finding> into) {
    if (trigger instanceof Trigger.ComesTrue(Condition condition, _))
      never(activity, condition, "what it waits for", into);
  }

  /// An event at which the condition never holds.
  private void events(Activity activity, Trigger trigger, List<Finding> into) {
    for (Trigger.Simple leaf : trigger.leaves())
      if (leaf instanceof Trigger.ComesTrue(Condition condition, _)
          && never(activity, condition, "what it waits for", into)) return;
    var formulas = new Formulas(names);
    Formula event = formulas.of(trigger);
    if (delayed(trigger) || event.equals(Formula.TRUE)) return;
    if (Solver.excludes(List.of(event))) {
      String sentence =
          "“%s” waits for what never is: %s.".formatted(activity.name(), Words.of(trigger, names));
      into.add(Finding.error(Finding.Kind.EVENT, activity.id(), sentence, List.of()));
    } else if (Solver.excludes(List.of(event, formulas.of(activity.condition(), true)))) {
      String sentence =
          "“%s” never fires when %s: its condition does not hold then."
              .formatted(activity.name(), Words.of(trigger, names));
      var example =
          List.of(
              sentence("When " + Words.of(trigger, names)),
              sentence("it would have to be so that " + words(activity.condition())));
      into.add(Finding.error(Finding.Kind.NEVER, activity.id(), sentence, example));
    }
  }

  /// A pause between the event and the firing leaves room for anything that the clock changes.
  private static boolean delayed(Trigger trigger) {
    return trigger instanceof Trigger.Without;
  }

  private void line(Activity activity, Step step, List<Finding> into) {
    var path = path(step);
    switch (step.line()) {
      case Doing.Task task -> {
        if (!(task.guard() instanceof Condition.Always)
            && Solver.excludes(path)
            && !Solver.excludes(path.subList(0, path.size() - 1)))
          lost(activity, task, task.guard(), step, into);
      }
      case Doing.Confirm(Condition condition, _, var otherwise) -> {
        if (Solver.excludes(List.of(formula(condition, true))))
          into.add(
              Finding.warning(
                  Finding.Kind.NEVER,
                  activity.id(),
                  "“%s” confirms what never is so.".formatted(activity.name()),
                  core(condition)));
        if (!otherwise.isEmpty() && Solver.excludes(List.of(formula(condition, false))))
          unreachable(activity, otherwise, "what it confirms is always so", into);
      }
      case Doing.Choose choose -> choose(activity, choose, path, into);
      case Doing.Wait _, Doing.Together _, Doing.Publish _, Doing.Start _ -> {}
    }
  }

  /// What holds on the way to a line, that of the firing included where nothing lies between.
  private List<Formula> path(Step step) {
    var formulas = new ArrayList<Formula>();
    for (Step.Way way : step.path()) formulas.add(formula(way.condition(), way.holds()));
    return formulas;
  }

  private void lost(
      Activity activity, Doing.Task task, Condition guard, Step step, List<Finding> into) {
    var all = new ArrayList<Condition>();
    for (Step.Way way : step.path())
      all.add(way.holds() ? way.condition() : new Condition.Not(way.condition()));
    String sentence =
        "“%s” never does this: %s.".formatted(activity.name(), Said.line(task, names));
    var example = core(all.size() == 1 ? guard : new Condition.All(all));
    into.add(Finding.error(Finding.Kind.NEVER, activity.id(), sentence, example));
  }

  private void choose(
      Activity activity, Doing.Choose choose, List<Formula> path, List<Finding> into) {
    if (Solver.excludes(path)) return;
    var with = new ArrayList<>(path);
    with.add(formula(choose.condition(), true));
    if (!choose.then().isEmpty() && Solver.excludes(with))
      unreachable(
          activity, choose.then(), "it is never so that " + words(choose.condition()), into);
    with.removeLast();
    with.add(formula(choose.condition(), false));
    if (!choose.otherwise().isEmpty() && Solver.excludes(with))
      unreachable(
          activity, choose.otherwise(), "it is always so that " + words(choose.condition()), into);
  }

  private void unreachable(Activity activity, List<Doing> lines, String why, List<Finding> into) {
    String sentence =
        "“%s” never reaches: %s.".formatted(activity.name(), Said.line(lines.getFirst(), names));
    into.add(
        Finding.warning(
            Finding.Kind.UNREACHABLE,
            activity.id(),
            sentence,
            List.of(sentence("Because " + why))));
  }

  /// A window that ends when it begins lasts all day, which nobody means.
  private void windows(Activity activity, Condition condition, List<Finding> into) {
    switch (condition) {
      case Condition.Between(var from, var to) when from.equals(to) ->
          into.add(
              Finding.warning(
                  Finding.Kind.NEVER,
                  activity.id(),
                  "“%s” has a window that ends when it begins: it lasts the whole day."
                      .formatted(activity.name()),
                  List.of(sentence("It is " + words(condition).replaceFirst("^it is ", "")))));
      case Condition.All(List<Condition> parts) -> parts.forEach(p -> windows(activity, p, into));
      case Condition.Any(List<Condition> parts) -> parts.forEach(p -> windows(activity, p, into));
      case Condition.Not(Condition part) -> windows(activity, part, into);
      case Condition.Between _,
          Condition.Always _,
          Condition.Of _,
          Condition.OnDays _,
          Condition.Holiday _ -> {}
    }
  }
}
