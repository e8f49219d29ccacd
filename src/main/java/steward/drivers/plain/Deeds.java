package steward.drivers.plain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.ValueType;
import steward.value.Malformed;

/// Puts the lines of one action together: which words or range it takes, and whether its templates
/// fit.
final class Deeds {
  private Deeds() {}

  /// @param lines by word; the empty word for the line of any value
  static Sheet.Deed deed(
      ActionKind kind,
      Map<String, Performed> lines,
      Map<Property, Observed> observed,
      Map<String, String> parts) {
    Ability usual = Ability.of(kind);
    ValueType type = usual.parameter().map(Ability.Parameter::type).orElse(null);
    String part = Sheet.PREFIX_PERFORM + kind.label();
    Performed any = lines.get("");
    if (any != null)
      any.needPlaceholders(part, type == null ? 0 : type instanceof ValueType.Colours ? 2 : 1);
    lines.forEach((word, line) -> {
      if (word.isEmpty()) return;
      checkWord(part, word, type);
      line.needPlaceholders(part + "." + word, 0);
    });
    Ability ability =
        type instanceof ValueType.Words(List<String> known)
            ? Ability.words(kind, words(kind, known, lines, observed))
            : ranged(kind, usual, parts);
    Confirmation confirmation =
        Confirmation.read(
            kind,
            observed.keySet(),
            Optional.ofNullable(parts.get(Sheet.PREFIX_CONFIRM + kind.label())));
    return new Sheet.Deed(ability, Map.copyOf(lines), any, confirmation);
  }

  private static void checkWord(
      String part, String word, @org.jspecify.annotations.Nullable ValueType type) {
    boolean known = type instanceof ValueType.Words(List<String> words) && words.contains(word);
    if (!known) {
      String expected =
          type instanceof ValueType.Words ? type.expected() : "no word: this action takes none";
      throw new Malformed("/binding/" + part + "." + word, expected, "'" + word + "'");
    }
  }

  private static List<String> words(
      ActionKind kind,
      List<String> known,
      Map<String, Performed> lines,
      Map<Property, Observed> observed) {
    var offered = new LinkedHashSet<String>();
    boolean any = lines.containsKey("");
    for (String word : known) {
      if (lines.containsKey(word) || (any && isTranslated(kind, word, observed))) offered.add(word);
    }
    return new ArrayList<>(offered);
  }

  private static boolean isTranslated(
      ActionKind kind, String word, Map<Property, Observed> observed) {
    if (word.equals("toggle"))
      return false; // no property has that value: it needs a line of its own
    Observed line = Confirmation.target(kind, observed.keySet()).map(observed::get).orElse(null);
    return line == null || line.words().isEmpty() || line.words().containsValue(word);
  }

  private static Ability ranged(ActionKind kind, Ability usual, Map<String, String> parts) {
    String part = Sheet.PREFIX_RANGE + kind.label();
    String text = parts.get(part);
    if (text == null) return usual;
    ValueType type = usual.parameter().map(Ability.Parameter::type).orElse(null);
    if (!(type instanceof ValueType.Amounts(var unit, _, _))) {
      throw new Malformed(
          "/binding/" + part, "a range only for an action that takes a number", "'" + text + "'");
    }
    String[] limits = text.strip().split("\\s+", -1);
    Optional<Double> min = limits.length == 2 ? Scalars.number(limits[0]) : Optional.empty();
    Optional<Double> max = limits.length == 2 ? Scalars.number(limits[1]) : Optional.empty();
    if (min.isEmpty() || max.isEmpty() || min.get() >= max.get()) {
      throw new Malformed(
          "/binding/" + part, "two numbers, the smaller first, such as 7 30", "'" + text + "'");
    }
    return Ability.range(kind, unit, min.get(), max.get());
  }
}
