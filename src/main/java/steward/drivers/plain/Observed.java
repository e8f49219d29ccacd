package steward.drivers.plain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import steward.thing.Property;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Value;
import steward.value.Word;

/// A line `observe.PROPERTY`: where a property is reported and how the thing's values are read.
///
/// @param pointer a JSON pointer into the payload; empty when the payload is the bare value
/// @param words the thing's words, and ours for them
record Observed(
    Property property,
    String topic,
    String pointer,
    Map<String, String> words,
    double factor,
    double offset) {
  private static final Map<String, String> ON_OFF =
      Map.of("on", "on", "off", "off", "true", "on", "false", "off", "1", "on", "0", "off");

  Observed {
    words = Map.copyOf(words);
  }

  /// Reads `TOPIC [/POINTER] [THEIRS=ours …] [*FACTOR] [+OFFSET]`.
  static Observed read(String part, Property property, String line) {
    String[] tokens = line.strip().split("\\s+", -1);
    String at = "/binding/" + part;
    String topic = Topics.check(at, tokens[0]);
    String pointer = "";
    var words = new LinkedHashMap<String, String>();
    double factor = 1;
    double offset = 0;
    for (int i = 1; i < tokens.length; i++) {
      String token = tokens[i];
      if (i == 1 && token.startsWith("/")) pointer = token;
      else if (token.indexOf('=') > 0) putWord(at, property, token, words);
      else if (token.startsWith("*")) factor = number(at, token.substring(1));
      else if (token.startsWith("+") || token.startsWith("-")) offset = number(at, token);
      else
        throw new Malformed(
            at, "a JSON pointer such as /state, WORD=word, *FACTOR or +OFFSET", "'" + token + "'");
    }
    boolean scaled = factor != 1 || offset != 0;
    if (factor == 0 || (scaled && !(property.type() instanceof ValueType.Amounts))) {
      throw new Malformed(at, "a factor other than 0, and only for a number", "'" + line + "'");
    }
    return new Observed(property, topic, pointer, words, factor, offset);
  }

  private static void putWord(
      String at, Property property, String token, Map<String, String> words) {
    int equals = token.lastIndexOf('=');
    String ours = token.substring(equals + 1);
    if (!(property.type() instanceof ValueType.Words(List<String> known))
        || !known.contains(ours)) {
      throw new Malformed(at, "behind the = " + property.type().expected(), "'" + token + "'");
    }
    words.put(token.substring(0, equals), ours);
  }

  private static double number(String at, String text) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) return number;
    } catch (NumberFormatException e) {
      // falls through to the one error below
    }
    throw new Malformed(at, "a number behind * or +", "'" + text + "'");
  }

  /// The value that these scalars of a payload mean; empty where the payload has none or it is out
  /// of range.
  Optional<Value> value(Scalars payload) {
    Optional<Value> value =
        property.type() instanceof ValueType.Colours
            ? colour(payload)
            : payload.at(pointer).flatMap(this::valueOf);
    return value.filter(property::admits);
  }

  private Optional<Value> valueOf(String scalar) {
    return switch (property.type()) {
      case ValueType.Amounts(var unit, _, _) ->
          amount(scalar).map(number -> new Amount(number, unit));
      case ValueType.Words(List<String> known) -> word(scalar, known).map(Word::new);
      case ValueType.Texts _ -> Optional.of(Text.cut(scalar));
      case ValueType.Colours _ -> Optional.empty();
    };
  }

  private Optional<Double> amount(String scalar) {
    return Scalars.number(scalar)
        .map(number -> rounded(number * factor + offset))
        .filter(Double::isFinite);
  }

  private Optional<String> word(String scalar, List<String> known) {
    String theirs = scalar.strip();
    for (var entry : words.entrySet()) {
      if (entry.getKey().equalsIgnoreCase(theirs)) return Optional.of(entry.getValue());
    }
    if (!words.isEmpty()) return Optional.empty();
    String lower = theirs.toLowerCase(Locale.ROOT);
    if (known.contains(lower)) return Optional.of(lower);
    return known.contains("on") ? Optional.ofNullable(ON_OFF.get(lower)) : Optional.empty();
  }

  private Optional<Value> colour(Scalars payload) {
    Optional<Double> hue = payload.at(pointer + "/hue").flatMap(Scalars::number);
    Optional<Double> saturation = payload.at(pointer + "/saturation").flatMap(Scalars::number);
    if (hue.isEmpty() || saturation.isEmpty()) {
      String[] both = payload.at(pointer).orElse("").split(",", -1);
      if (both.length != 2) return Optional.empty();
      hue = Scalars.number(both[0]);
      saturation = Scalars.number(both[1]);
    }
    return hue.isPresent() && saturation.isPresent()
        ? colourOf(hue.get(), saturation.get())
        : Optional.empty();
  }

  private static Optional<Value> colourOf(double hue, double saturation) {
    if (!(hue >= 0 && hue <= 360 && saturation >= 0 && saturation <= 100)) return Optional.empty();
    return Optional.of(new Colour(hue == 360 ? 0 : hue, saturation));
  }

  /// The thing's own text for one of our words, when the line translates it.
  Optional<String> theirs(String ours) {
    return words.entrySet().stream()
        .filter(entry -> entry.getValue().equals(ours))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  /// The thing's own number for ours.
  double theirs(double ours) {
    double theirs = (ours - offset) / factor;
    // A scale finer than ours, such as 0..255 for a percentage, is one of whole numbers.
    return Math.abs(factor) < 1 ? Math.rint(theirs) : rounded(theirs);
  }

  private static double rounded(double number) {
    return Math.abs(number) < 1e9 ? Math.rint(number * 1e6) / 1e6 : number;
  }
}
