package steward.drivers.plain;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message.Publish;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Value;
import steward.value.Word;

/// A line `perform.ACTION` or `perform.ACTION.WORD`: what is published for an action.
///
/// @param template the payload; `%` stands for the value, `%h` and `%s` for a colour's hue and
///   saturation, `%%` for a percent sign
record Performed(ActionKind kind, String topic, String template) {

  /// Reads `TOPIC PAYLOAD`. The payload may be empty and may contain spaces.
  static Performed read(String part, ActionKind kind, String line) {
    String stripped = line.strip();
    int space = 0;
    while (space < stripped.length() && !Character.isWhitespace(stripped.charAt(space))) space++;
    String topic = Topics.check("/binding/" + part, stripped.substring(0, space));
    return new Performed(kind, topic, stripped.substring(space).strip());
  }

  /// How many places of the template stand for the value.
  int placeholders() {
    int count = 0;
    for (int i = 0; i < template.length(); i++) {
      if (template.charAt(i) != '%') continue;
      if (i + 1 < template.length() && template.charAt(i + 1) == '%') i++;
      else count++;
    }
    return count;
  }

  void needPlaceholders(String part, int needed) {
    if (placeholders() != needed) {
      String expected =
          switch (needed) {
            case 0 -> "a payload without %, or %% for a percent sign";
            case 1 -> "a payload with one % for the value";
            default -> "a payload with %h for the hue and %s for the saturation";
          };
      throw new Malformed("/binding/" + part, expected, "'" + template + "'");
    }
  }

  /// The message for an action. `observed` tells the thing's own words and numbers, when the sheet
  /// observes what is set.
  Publish message(Action action, @Nullable Observed observed) {
    String payload =
        switch (action) {
          case Action.Put(_, Colour colour) -> filled(colour);
          case Action.Put(_, Value value) -> filled(theirs(value, observed));
          case Action.Turn(Action.Turn.To to) ->
              filled(theirs(new Word(to.name().toLowerCase(java.util.Locale.ROOT)), observed));
          case Action.Tell(_, String text, _) -> filled(isJson() ? Escapes.json(text) : text);
          case Action.Plain _ -> filled("");
        };
    return Publish.of(topic, payload);
  }

  private boolean isJson() {
    return template.startsWith("{") || template.startsWith("[");
  }

  private static String theirs(Value value, @Nullable Observed observed) {
    return switch (value) {
      case Amount(double number, _) ->
          Amount.plain(observed == null ? number : observed.theirs(number));
      case Word(String word) -> observed == null ? word : observed.theirs(word).orElse(word);
      case Text(String text) -> text;
      case Colour colour -> colour.scalar();
    };
  }

  private String filled(String value) {
    return filled(Map.of("", value));
  }

  private String filled(Colour colour) {
    return filled(Map.of("h", Amount.plain(colour.hue()), "s", Amount.plain(colour.saturation())));
  }

  private String filled(Map<String, String> values) {
    var payload = new StringBuilder(template.length() + 40);
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      String next = i + 1 < template.length() ? template.substring(i + 1, i + 2) : "";
      if (c != '%') payload.append(c);
      else if (next.equals("%")) {
        payload.append('%');
        i++;
      } else if (values.containsKey(next) && !next.isEmpty()) {
        payload.append(values.get(next));
        i++;
      } else payload.append(Optional.ofNullable(values.get("")).orElse("%"));
    }
    return payload.toString();
  }
}
