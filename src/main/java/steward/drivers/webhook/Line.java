package steward.drivers.webhook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import steward.driver.Payload;
import steward.thing.Property;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Value;
import steward.value.Word;

/// A line `observe.PROPERTY`: where in a call a property stands, and how its words and numbers are
/// read.
///
/// @param place a pointer, `@header` or `body`
/// @param words the caller's words in small letters, and ours for them
record Line(
    Property property, String place, Map<String, String> words, double factor, double offset) {
  private static final Map<String, String> ON_OFF =
      Map.of("true", "on", "false", "off", "1", "on", "0", "off");

  Line {
    words = Map.copyOf(words);
  }

  /// Reads `PLACE [THEIRS=ours …] [*FACTOR] [+OFFSET]`.
  ///
  /// @throws Malformed with the part that is wrong
  static Line read(String part, Property property, String line) {
    String at = "/binding/" + part;
    if (property.type() instanceof ValueType.Colours)
      throw new Malformed(at, "a property with one value", "'" + property + "'");
    String[] tokens = line.strip().split("\\s+", -1);
    String place = place(at, tokens[0]);
    var words = new LinkedHashMap<String, String>();
    double factor = 1;
    double offset = 0;
    for (int i = 1; i < tokens.length; i++) {
      String token = tokens[i];
      int equals = token.lastIndexOf('=');
      if (equals > 0) {
        String ours = token.substring(equals + 1);
        if (!isOurs(property, ours))
          throw new Malformed(at, "behind the = " + property.type().expected(), "'" + token + "'");
        words.put(token.substring(0, equals).toLowerCase(Locale.ROOT), ours);
      } else if (token.startsWith("*")) factor = number(at, token.substring(1));
      else offset = number(at, token);
    }
    boolean scaled = factor != 1 || offset != 0;
    if (factor == 0 || scaled && !(property.type() instanceof ValueType.Amounts))
      throw new Malformed(at, "a factor other than 0, and only for a number", "'" + line + "'");
    return new Line(property, place, words, factor, offset);
  }

  static String place(String at, String text) {
    boolean known =
        text.equals(Fields.BODY) || text.matches("@[a-z0-9-]{1,60}") || text.startsWith("/");
    if (!known)
      throw new Malformed(at, "a pointer such as /event, @header-name or body", "'" + text + "'");
    return text;
  }

  private static boolean isOurs(Property property, String word) {
    return switch (property.type()) {
      case ValueType.Words(List<String> known) -> known.contains(word);
      case ValueType.Texts(int max) -> word.length() <= max;
      case ValueType.Amounts _, ValueType.Colours _ -> false;
    };
  }

  private static double number(String at, String text) {
    OptionalDouble number = Payload.number(text);
    if (number.isEmpty())
      throw new Malformed(at, "WORD=word, *FACTOR or +OFFSET", "'" + text + "'");
    return number.getAsDouble();
  }

  /// The value that a call gives; empty where it has none, or one that the property cannot have.
  Optional<Value> value(Fields fields) {
    return fields.at(place).flatMap(this::of).filter(property::admits);
  }

  private Optional<Value> of(String scalar) {
    String lower = scalar.toLowerCase(Locale.ROOT);
    return switch (property.type()) {
      case ValueType.Words(List<String> known) -> word(lower, known).map(Word::new);
      case ValueType.Texts(int max) -> text(words.getOrDefault(lower, scalar), max);
      case ValueType.Amounts(var unit, _, _) -> {
        OptionalDouble number = Payload.number(scalar);
        yield number.isEmpty()
            ? Optional.empty()
            : Optional.of(new Amount(number.getAsDouble() * factor + offset, unit));
      }
      case ValueType.Colours _ -> Optional.empty();
    };
  }

  private static Optional<Value> text(String text, int max) {
    String clean = Text.cut(text).text().strip();
    String cut = clean.length() > max ? clean.substring(0, max) : clean;
    return cut.isEmpty() ? Optional.empty() : Optional.of(new Text(cut));
  }

  private Optional<String> word(String lower, List<String> known) {
    String ours = words.get(lower);
    if (ours != null || !words.isEmpty()) return Optional.ofNullable(ours);
    if (known.contains(lower)) return Optional.of(lower);
    return known.contains("on") ? Optional.ofNullable(ON_OFF.get(lower)) : Optional.empty();
  }
}
