package steward.value;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes a document as YAML that people read and that differs in few lines when little changes:
/// what fits on a line stands on one, members stay in their order, and texts are quoted only where
/// they must be.
public final class YamlLines {
  private static final int WIDTH = 90;

  /// Begins with a letter and has nothing that YAML reads as a sign.
  private static final Pattern BARE =
      Pattern.compile("\\p{L}(?:[\\p{L}\\d _./%°-]*[\\p{L}\\d_./%°])?");

  /// What YAML of some version reads as something else than a text.
  private static final Pattern OTHER =
      Pattern.compile("(?i)true|false|null|y|n|yes|no|~|\\.(inf|nan)");

  private final StringBuilder lines = new StringBuilder();

  private YamlLines() {}

  /// The lines of a document of maps with texts as keys, lists, texts, numbers and truths; each
  /// member of the outermost map begins a line.
  public static String write(Map<?, ?> document) {
    var yaml = new YamlLines();
    yaml.members(document, 0, false);
    return yaml.lines.toString();
  }

  private void members(Map<?, ?> map, int indent, boolean begun) {
    boolean first = begun;
    for (var member : map.entrySet()) {
      if (!first) lines.append(" ".repeat(indent));
      first = false;
      lines.append(text(String.valueOf(member.getKey()))).append(':');
      value(member.getValue(), indent);
    }
  }

  private void value(@Nullable Object node, int indent) {
    if (isEmpty(node) || !(node instanceof Map || node instanceof List)) {
      lines.append(' ').append(flow(node)).append('\n');
      return;
    }
    int used = lines.length() - lines.lastIndexOf("\n");
    String flow = flow(node);
    boolean list = node instanceof List;
    if (used + flow.length() < WIDTH && !(list && holdsObjects(node))) {
      lines.append(' ').append(flow).append('\n');
      return;
    }
    lines.append('\n');
    if (node instanceof Map<?, ?> map) members(map, indent + 2, false);
    else if (node instanceof List<?> items) items(items, indent + 2, false);
  }

  private void items(List<?> items, int indent, boolean begun) {
    boolean first = begun;
    for (Object item : items) {
      if (!first) lines.append(" ".repeat(indent));
      first = false;
      lines.append("- ");
      String flow = flow(item);
      if (isEmpty(item) || indent + flow.length() < WIDTH && !isDeep(item)) {
        lines.append(flow).append('\n');
      } else if (item instanceof Map<?, ?> map) {
        members(map, indent + 2, true);
      } else if (item instanceof List<?> inner) {
        items(inner, indent + 2, true);
      } else {
        lines.append(flow).append('\n');
      }
    }
  }

  private static boolean isEmpty(@Nullable Object node) {
    return node instanceof Map<?, ?> map && map.isEmpty()
        || node instanceof List<?> list && list.isEmpty();
  }

  private static boolean holdsObjects(@Nullable Object node) {
    return node instanceof List<?> list
        && list.stream().anyMatch(item -> item instanceof Map || item instanceof List);
  }

  /// Whether a list of objects stands somewhere in it: such a list wants lines of its own.
  private static boolean isDeep(@Nullable Object node) {
    return switch (node) {
      case Map<?, ?> map -> map.values().stream().anyMatch(YamlLines::isDeep);
      case List<?> _ -> holdsObjects(node);
      case null, default -> false;
    };
  }

  private static String flow(@Nullable Object node) {
    return switch (node) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(member -> text(String.valueOf(member.getKey())) + ": " + flow(member.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(YamlLines::flow).collect(Collectors.joining(", ", "[", "]"));
      case String text -> text(text);
      case Double number -> Amount.plain(number);
      case null -> "null";
      default -> String.valueOf(node);
    };
  }

  private static String text(String text) {
    boolean bare = BARE.matcher(text).matches() && !OTHER.matcher(text).matches();
    return bare ? text : quoted(text);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case '\r' -> quoted.append("\\r");
            default -> {
              if (isSeen(c)) quoted.appendCodePoint(c);
              else quoted.append("\\U%08x".formatted(c));
            }
          }
        });
    return quoted.append('"').toString();
  }

  /// Whether the character may stand in YAML as it is.
  private static boolean isSeen(int c) {
    return c >= 0x20 && c < 0x7f
        || c >= 0xa0
            && c != 0x2028
            && c != 0x2029
            && c != 0xfeff
            && !(c >= 0xd800 && c < 0xe000)
            && c != 0xfffe
            && c != 0xffff;
  }
}
