package steward.activity.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import steward.activity.Activity;
import steward.activity.Condition;
import steward.activity.Until;
import steward.thing.Selector;
import steward.value.Span;

/// Writes an activity as the document that [ActivityText] reads back: the same activity, member for
/// member.
public final class ActivityWriter {
  private ActivityWriter() {}

  public static Map<String, Object> write(Activity activity) {
    var map = new LinkedHashMap<String, Object>();
    map.put("id", activity.id());
    map.put("name", activity.name());
    map.put("armed", activity.armed());
    map.put("version", activity.version());
    map.put("owner", activity.owner());
    map.put("when", TriggerText.write(activity.when()));
    if (!(activity.condition() instanceof Condition.Always)) {
      map.put("if", condition(activity.condition()));
    }
    map.put("perform", LineText.write(activity.perform()));
    activity.until().ifPresent(until -> map.put("until", until(until)));
    if (activity.missed() != Activity.Missed.USUAL) map.put("missed", label(activity.missed()));
    if (activity.again() != Activity.Again.IGNORE) map.put("again", label(activity.again()));
    if (!activity.quiet().isZero()) map.put("quiet", Span.text(activity.quiet()));
    return map;
  }

  private static String label(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> until(Until until) {
    var map = new LinkedHashMap<String, Object>();
    if (!until.when().isEmpty()) map.put("when", TriggerText.write(until.when()));
    until.after().ifPresent(after -> map.put("after", Span.text(after)));
    if (until.undo()) map.put("undo", true);
    if (!until.perform().isEmpty()) map.put("perform", LineText.write(until.perform()));
    return map;
  }

  /// The rule over things alone, as it stands under `things`.
  public static Object things(Selector things) {
    return SelectorText.write(things);
  }

  /// The condition alone, as it stands under `if`.
  public static Map<String, Object> condition(Condition condition) {
    return ConditionText.write(condition);
  }
}
