package steward.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steward.value.Amount;
import steward.value.Tree;
import steward.value.Unit;

/// Parts of an answer as cells: what is missing is empty, what is there is clean.
final class Part {
  private static final DateTimeFormatter TODAY =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter EARLIER =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Part() {}

  static String text(Tree tree, String... path) {
    Tree at = tree;
    for (String name : path) {
      if (!at.has(name)) return "";
      at = at.get(name);
    }
    return scalar(at.node());
  }

  static List<Tree> items(Tree tree, String name) {
    return tree.has(name) ? tree.get(name).items() : List.of();
  }

  static List<String> names(Tree tree, String name) {
    if (!tree.has(name)) return List.of();
    return tree.get(name).object().keySet().stream().map(String::valueOf).toList();
  }

  /// A value with its unit: `21.5 °C`, `on`, `30° 100 %`.
  static String value(Tree value) {
    String shown =
        value.has("value") && value.get("value").node() instanceof Map<?, ?> map
            ? map.entrySet().stream()
                .map(entry -> entry.getKey() + " " + scalar(entry.getValue()))
                .reduce((a, b) -> a + ", " + b)
                .orElse("")
            : text(value, "value");
    if (shown.isEmpty()) return "unknown";
    String unit = unit(text(value, "unit"));
    return unit.isEmpty() ? shown : shown + " " + unit;
  }

  /// The sign of a unit, or its name where this version knows none.
  static String unit(String label) {
    return Unit.labelled(label).map(Unit::symbol).orElse(label);
  }

  private static String scalar(@Nullable Object node) {
    return switch (node) {
      case null -> "";
      case Double number -> Amount.plain(number);
      case String text -> Screen.clean(text);
      case Map<?, ?> map -> Json.line(map);
      case List<?> list -> Json.line(list);
      default -> String.valueOf(node);
    };
  }

  /// An instant in this machine's zone, the date only if it is not today.
  static String time(String instant, ZoneId zone, Instant now) {
    if (instant.isEmpty()) return "";
    try {
      var at = Instant.parse(instant).atZone(zone);
      boolean today = at.toLocalDate().equals(now.atZone(zone).toLocalDate());
      return at.format(today ? TODAY : EARLIER);
    } catch (DateTimeException _) {
      return instant;
    }
  }
}
