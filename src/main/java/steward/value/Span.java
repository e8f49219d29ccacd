package steward.value;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// Reads and writes spans of time as people type them: `10s`, `5m`, `2h`, `1d`, `250ms` or ISO
/// 8601.
public final class Span {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private static final long MINUTES_A_DAY = 24 * 60;

  private Span() {}

  /// @throws IllegalArgumentException if the text is no span
  public static Duration parse(String text) {
    var match = SHORT.matcher(text);
    if (match.matches()) {
      long amount = Long.parseLong(match.group(1));
      return switch (match.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "a span looks like 10s, 5m, 2h or PT10S, not '" + Text.clean(text) + "'", e);
    }
  }

  /// The shortest text that [#parse] reads back.
  public static String text(Duration span) {
    long ms = span.toMillis();
    if (ms % 1000 != 0) return ms + "ms";
    long s = ms / 1000;
    if (s == 0 || s % 60 != 0) return s + "s";
    if (s % 3600 != 0) return s / 60 + "m";
    return s % 86_400 != 0 ? s / 3600 + "h" : s / 86_400 + "d";
  }

  /// As people say it, to the minute: `3 days 4 h`, `4 h 10 min`, `less than a minute`.
  public static String words(Duration span) {
    long minutes = span.toMinutes();
    if (minutes < 1) return "less than a minute";
    long days = minutes / MINUTES_A_DAY;
    long hours = minutes % MINUTES_A_DAY / 60;
    var words = new StringJoiner(" ");
    if (days > 0) words.add(days + (days == 1 ? " day" : " days"));
    if (hours > 0) words.add(hours + " h");
    if (days == 0 && minutes % 60 > 0) words.add(minutes % 60 + " min");
    return words.toString();
  }
}
