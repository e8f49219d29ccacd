package steward.activity;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import steward.task.Retry;
import steward.value.Span;

/// Writes an activity as the document that [ActivityText] reads back.
public final class ActivityWriter {
  private ActivityWriter() {}

  public static Map<String, Object> write(Activity activity) {
    var map = new LinkedHashMap<String, Object>();
    map.put("id", activity.id());
    map.put("name", activity.name());
    map.put("armed", activity.armed());
    map.put("version", activity.version());
    map.put("owner", activity.owner());
    map.put("when", activity.when().stream().map(ActivityWriter::trigger).toList());
    if (!(activity.condition() instanceof Condition.Always)) {
      map.put("if", condition(activity.condition()));
    }
    map.put("perform", activity.perform().stream().map(ActivityWriter::doing).toList());
    if (activity.missed() != Activity.Missed.USUAL) map.put("missed", label(activity.missed()));
    if (activity.again() != Activity.Again.IGNORE) map.put("again", label(activity.again()));
    return map;
  }

  private static String label(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> trigger(Trigger trigger) {
    var map = new LinkedHashMap<String, Object>();
    if (trigger instanceof Trigger.OfThing seen) {
      map.put("thing", seen.thing().value());
      map.put("property", seen.property().name());
    }
    switch (trigger) {
      case Trigger.Changes _ -> map.put("changes", true);
      case Trigger.Becomes becomes -> {
        map.put("becomes", ActivityText.plain(becomes.value()));
        stays(map, becomes.stays());
      }
      case Trigger.Crosses crosses -> {
        map.put(crosses.side().label(), crosses.limit());
        if (crosses.hysteresis() != 0) map.put("hysteresis", crosses.hysteresis());
        stays(map, crosses.stays());
      }
      case Trigger.AtTime at -> {
        map.put("at", at.time().toString());
        if (at.days().size() < 7) {
          map.put("days", at.days().stream().sorted().map(ActivityWriter::day).toList());
        }
      }
      case Trigger.Cron cron -> map.put("cron", cron.expression());
    }
    return map;
  }

  private static String day(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }

  private static void stays(Map<String, Object> map, Duration stays) {
    if (!stays.isZero()) map.put("for", Span.text(stays));
  }

  /// The condition alone, as it stands under `if`.
  public static Map<String, Object> condition(Condition condition) {
    var map = new LinkedHashMap<String, Object>();
    switch (condition) {
      case Condition.Always _ -> map.put("all", List.of());
      case Condition.Is is -> {
        map.put("thing", is.thing().value());
        map.put("property", is.property().name());
        map.put("is", ActivityText.plain(is.value()));
      }
      case Condition.Beyond beyond -> {
        map.put("thing", beyond.thing().value());
        map.put("property", beyond.property().name());
        map.put(beyond.side().label(), beyond.limit());
      }
      case Condition.Between between ->
          map.put("between", List.of(between.from().toString(), between.to().toString()));
      case Condition.All(List<Condition> parts) ->
          map.put("all", parts.stream().map(ActivityWriter::condition).toList());
      case Condition.Any(List<Condition> parts) ->
          map.put("any", parts.stream().map(ActivityWriter::condition).toList());
      case Condition.Not(Condition part) -> map.put("not", condition(part));
    }
    return map;
  }

  private static Map<String, Object> doing(Doing doing) {
    var map = new LinkedHashMap<String, Object>();
    switch (doing) {
      case Doing.Wait(Duration span) -> map.put("wait", Span.text(span));
      case Doing.Task task -> {
        map.put("thing", task.thing().value());
        map.putAll(task.action().json());
        if (!(task.guard() instanceof Condition.Always)) map.put("if", condition(task.guard()));
        if (task.retry().times() > 0) map.put("retry", retry(task.retry()));
      }
    }
    return map;
  }

  private static Map<String, Object> retry(Retry retry) {
    var map = new LinkedHashMap<String, Object>();
    map.put("times", retry.times());
    map.put("after", Span.text(retry.after()));
    return map;
  }
}
