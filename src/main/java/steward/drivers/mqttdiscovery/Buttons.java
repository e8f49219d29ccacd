package steward.drivers.mqttdiscovery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import steward.driver.Payload;
import steward.thing.Property;
import steward.value.Bytes;
import steward.value.Text;
import steward.value.Word;

/// Presses: event entities, and the triggers of device automations. Each is told in the device's
/// own words as `action`, and as `button` where the word is one of the house's.
final class Buttons {
  private static final int NAME_LENGTH_MAX = 80;
  private static final Map<String, String> WORDS = new HashMap<>();

  static {
    for (String word :
        new String[] {
          "single", "double", "triple", "quad", "hold", "release", "toggle", "up", "down"
        }) WORDS.put(word, word);
    WORDS.put("press", "single");
    WORDS.put("click", "single");
    WORDS.put("short_press", "single");
    WORDS.put("button_short_press", "single");
    WORDS.put("double_press", "double");
    WORDS.put("button_double_press", "double");
    WORDS.put("button_triple_press", "triple");
    WORDS.put("quadruple", "quad");
    WORDS.put("quintuple", "penta");
    WORDS.put("long", "hold");
    WORDS.put("long_press", "hold");
    WORDS.put("button_long_press", "hold");
    WORDS.put("button_long_release", "release");
    WORDS.put("long_release", "release");
    WORDS.put("hold_release", "release");
  }

  private Buttons() {}

  static Role event(Entity entity) {
    Role.Builder role = Role.of(entity).kind("sensor/mqtt/button");
    boolean hears =
        role.hears(
            "state_topic",
            "value_template",
            Property.ACTION,
            (text, to) -> {
              Payload json = Payload.json(Bytes.utf8(text)).orElse(Payload.MISSING);
              String type = json.at("event_type").textOr("");
              String button = json.at("button").textOr("");
              if (!type.isEmpty())
                press(to, button.isEmpty() ? type : button + "_" + type, type, button.isEmpty());
            });
    boolean known = entity.list("event_types").stream().anyMatch(WORDS::containsKey);
    if (hears && known) role.observes(Property.BUTTON);
    return role.build();
  }

  /// A trigger: one payload on one topic is one press.
  static Role trigger(Entity entity) {
    Role.Builder role = Role.of(entity).kind("sensor/mqtt/button");
    String payload = entity.key("payload");
    String type = entity.key("type");
    String subtype = entity.key("subtype");
    Optional<String> word =
        Optional.ofNullable(WORDS.get(subtype)).or(() -> Optional.ofNullable(WORDS.get(type)));
    String name = type.equals("action") || type.isEmpty() ? subtype : subtype + "_" + type;
    boolean bare = type.equals("action") || subtype.isEmpty() || subtype.equals("button_1");
    boolean hears =
        role.hears(
            "topic",
            "value_template",
            Property.ACTION,
            (text, to) -> {
              if (payload.isEmpty() || text.equals(payload)) press(to, name, word.orElse(""), bare);
            });
    if (hears && word.isPresent() && bare) role.observes(Property.BUTTON);
    return role.build();
  }

  private static void press(Hearing to, String name, String type, boolean bare) {
    String clean =
        Text.clean(name.length() > NAME_LENGTH_MAX ? name.substring(0, NAME_LENGTH_MAX) : name);
    if (clean.isEmpty()) return;
    to.saw(Property.ACTION, new Text(clean));
    String word = WORDS.get(type);
    if (bare && word != null) to.saw(Property.BUTTON, new Word(word));
  }
}
