package steward.activity.text;

import java.util.ArrayList;
import java.util.List;
import steward.activity.Activity;
import steward.activity.Condition;
import steward.activity.Doing;
import steward.activity.Trigger;
import steward.activity.Until;

/// An activity as a family reads it aloud: what it waits for, what must hold, what it does and how
/// it ends.
public final class Words {
  private final ConditionWords conditions;
  private final TriggerWords triggers;
  private final LineWords lines;

  private Words(Names names) {
    var nouns = new Nouns(names);
    conditions = new ConditionWords(nouns);
    triggers = new TriggerWords(nouns, conditions);
    lines = new LineWords(names, nouns, conditions);
  }

  /// The whole activity, as one sentence and one more for each thing that is unusual.
  public static String of(Activity activity, Names names) {
    return String.join(" ", sentences(activity, names));
  }

  /// The same, each sentence for itself.
  public static List<String> sentences(Activity activity, Names names) {
    var words = new Words(names);
    var sentences = new ArrayList<String>();
    sentences.add(sentence(words.main(activity)));
    switch (activity.again()) {
      case IGNORE -> {}
      case RESTART -> sentences.add("If it happens again meanwhile, it begins anew.");
      case QUEUE ->
          sentences.add("If it happens again meanwhile, it does it once more after that.");
    }
    if (!activity.quiet().isZero()) {
      sentences.add("Not more often than once in " + Nouns.span(activity.quiet()) + ".");
    }
    switch (activity.missed()) {
      case USUAL -> {}
      case PERFORM -> sentences.add("What was missed while the steward was off is made up for.");
      case SKIP -> sentences.add("What was missed while the steward was off is let pass.");
    }
    return List.copyOf(sentences);
  }

  /// A condition alone.
  public static String of(Condition condition, Names names) {
    return new Words(names).conditions.of(condition);
  }

  /// An edge alone.
  public static String of(Trigger trigger, Names names) {
    return new Words(names).triggers.of(trigger);
  }

  /// Lines of what is performed, alone.
  public static String of(List<Doing> lines, Names names) {
    return new Words(names).lines.of(lines);
  }

  private String main(Activity activity) {
    String when = activity.when().isEmpty() ? "somebody starts it" : triggers.any(activity.when());
    String also =
        activity.condition() instanceof Condition.Always
            ? ""
            : (activity.when().size() > 1 ? ", and " : " and ")
                + conditions.inner(activity.condition());
    String main = "when " + when + also + ", " + lines.of(activity.perform());
    return activity.until().map(until -> main + "; " + end(until)).orElse(main);
  }

  private String end(Until until) {
    var parts = new ArrayList<String>();
    if (until.undo()) parts.add("put everything back");
    if (!until.perform().isEmpty()) parts.add(lines.of(until.perform()));
    String what = String.join("; then ", parts);
    String after = until.after().map(span -> "after " + Nouns.span(span)).orElse("");
    if (until.when().isEmpty()) return what + " " + after;
    String when = "as soon as " + triggers.any(until.when());
    return when + (after.isEmpty() ? "" : ", or " + after) + ", " + what;
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1) + ".";
  }
}
