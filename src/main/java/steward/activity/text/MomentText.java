package steward.activity.text;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import steward.place.Moment;
import steward.place.SunPhase;
import steward.value.Span;
import steward.value.Tree;

/// Moments of the day and days of the week: `22:30`, `sunset-30m`, `[mon, tue]`.
final class MomentText {
  static final List<String> PHASES = Arrays.stream(SunPhase.values()).map(SunPhase::label).toList();
  static final List<String> DAYS =
      Arrays.stream(DayOfWeek.values()).map(MomentText::label).toList();
  private static final String EXPECTED =
      "a time such as 22:30, or a moment of the sun such as sunset or sunset-30m";

  private MomentText() {}

  static Moment read(Tree tree) {
    String text = tree.text(40);
    if (Character.isDigit(text.charAt(0))) return new Moment.Clock(time(tree, text));
    SunPhase phase =
        Arrays.stream(SunPhase.values())
            .filter(one -> text.matches(one.label() + "([-+].*)?"))
            .findFirst()
            .orElseThrow(() -> Near.wrong(tree, EXPECTED, PHASES));
    String offset = text.substring(phase.label().length());
    return new Moment.Sun(phase, offset.isEmpty() ? Duration.ZERO : offset(tree, offset));
  }

  private static LocalTime time(Tree tree, String text) {
    try {
      LocalTime time = LocalTime.parse(text);
      if (time.equals(time.truncatedTo(ChronoUnit.SECONDS))) return time;
    } catch (DateTimeParseException _) {
      // Said below.
    }
    throw tree.wrong("a time such as 22:30");
  }

  private static Duration offset(Tree tree, String text) {
    try {
      Duration offset = Span.parse(text.substring(1));
      if (!offset.isNegative() && offset.compareTo(Moment.Sun.OFFSET_MAX) <= 0) {
        return text.startsWith("-") ? offset.negated() : offset;
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw tree.wrong("a moment of the sun with at most 12 hours, such as sunset-30m or sunrise+1h");
  }

  /// Some days of the week, one at least.
  static Set<DayOfWeek> days(Tree tree) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (Tree day : tree.items()) {
      int at = DAYS.indexOf(day.text(20).toLowerCase(Locale.ROOT));
      if (at < 0) throw Near.wrong(day, "mon, tue, wed, thu, fri, sat or sun", DAYS);
      days.add(DayOfWeek.of(at + 1));
    }
    if (days.isEmpty()) throw tree.wrong("at least one day");
    return days;
  }

  static List<String> days(Collection<DayOfWeek> days) {
    return days.stream().sorted().map(MomentText::label).toList();
  }

  private static String label(DayOfWeek day) {
    return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
  }
}
