package steward.value;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A place in a parsed JSON or YAML document, read with errors that name the place.
///
/// The document consists of maps, lists, strings, numbers, booleans and null, as any reader gives
/// them.
public record Tree(String at, @Nullable Object node) {

  public static Tree of(@Nullable Object document) {
    return new Tree("", document);
  }

  /// The error that this place does not hold what was expected.
  public Malformed wrong(String expected) {
    return new Malformed(at, expected, got());
  }

  private String got() {
    return switch (node) {
      case null -> "nothing";
      case Map<?, ?> map -> "an object with " + map.keySet();
      case List<?> list -> "a list of " + list.size();
      case String text -> "'" + text + "'";
      default -> String.valueOf(node);
    };
  }

  public Map<?, ?> object() {
    if (node instanceof Map<?, ?> map) return map;
    throw wrong("an object");
  }

  /// Whether the member is there and not null.
  public boolean has(String key) {
    return node instanceof Map<?, ?> map && map.get(key) != null;
  }

  public Tree get(String key) {
    return new Tree(at + "/" + key.replace("~", "~0").replace("/", "~1"), object().get(key));
  }

  public Optional<Tree> find(String key) {
    return has(key) ? Optional.of(get(key)) : Optional.empty();
  }

  /// Refuses members that nobody reads: a typing error would otherwise be lost.
  public Tree only(Set<String> keys) {
    for (Object key : object().keySet()) {
      if (!keys.contains(String.valueOf(key))) {
        throw new Malformed(
            at + "/" + key, "one of " + String.join(", ", new TreeSet<>(keys)), "'" + key + "'");
      }
    }
    return this;
  }

  public List<Tree> items() {
    if (!(node instanceof List<?> list)) throw wrong("a list");
    var items = new ArrayList<Tree>(list.size());
    for (int i = 0; i < list.size(); i++) items.add(new Tree(at + "/" + i, list.get(i)));
    return items;
  }

  public String text() {
    if (node instanceof String text) return text;
    throw wrong("a text");
  }

  public String text(int lengthMax) {
    String text = text();
    if (text.isBlank() || text.length() > lengthMax) {
      throw wrong("a text of 1 to " + lengthMax + " characters");
    }
    return text;
  }

  /// A name that people read: a text without anything that hides in it.
  public String name(int lengthMax) {
    String clean = Text.clean(text(lengthMax)).strip();
    if (clean.isEmpty()) throw wrong("a name of 1 to " + lengthMax + " characters that are seen");
    return clean;
  }

  public double number() {
    if (node instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw wrong("a number");
  }

  public double number(double min, double max) {
    double number = number();
    if (number < min || number > max) {
      throw wrong("a number from " + Amount.plain(min) + " to " + Amount.plain(max));
    }
    return number;
  }

  public int whole(int min, int max) {
    double number = number(min, max);
    if (number != Math.rint(number)) throw wrong("a whole number");
    return (int) number;
  }

  public boolean truth() {
    if (node instanceof Boolean truth) return truth;
    throw wrong("true or false");
  }

  public Duration span() {
    try {
      Duration span = Span.parse(text());
      if (span.isNegative() || span.compareTo(Duration.ofDays(366)) > 0) {
        throw wrong("a span from 0s to 366d");
      }
      return span;
    } catch (IllegalArgumentException e) {
      throw wrong("a span such as 10s, 5m or 2h");
    }
  }
}
