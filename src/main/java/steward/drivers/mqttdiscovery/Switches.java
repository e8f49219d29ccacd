package steward.drivers.mqttdiscovery;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import steward.driver.Payload;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Expectation.Unobservable;
import steward.thing.Message.Publish;
import steward.thing.Property;
import steward.value.Bytes;

/// What is turned on and off: switches, sirens, and buttons, which are only turned on.
final class Switches {
  static final List<String> ON_OFF = List.of("on", "off");

  private Switches() {}

  /// Zigbee2MQTT announces settings as switches too; what a device is for has these names.
  private static final Pattern CHANNEL =
      Pattern.compile("switch_(?:l\\d+|left|right|center|top|bottom|\\d+|switch\\d*|state.*)");

  static Role plain(Entity entity) {
    Role.Builder role = Role.of(entity).kind("switch/mqtt/onoff");
    boolean isNamed = entity.isMain() || CHANNEL.matcher(entity.object()).matches();
    if (entity.uniqueId().endsWith("_zigbee2mqtt") && !isNamed)
      return role.remark("by its name it is a setting of the device").build();
    hears(role, Property.SWITCH, "value_template");
    Optional<Role.Mouth> mouth = role.mouth("command_topic", "command_template");
    mouth.ifPresent(to ->
        turns(role, Property.SWITCH, to, on -> to.say(entity.key("payload_" + on, upper(on)))));
    return role.build();
  }

  /// Listens for on and off.
  static boolean hears(Role.Builder role, Property property, String templateKey) {
    Map<String, String> words = words(role.entity);
    return role.hears(
        "state_topic", templateKey, property, (text, to) -> to.word(property, text, words));
  }

  static Map<String, String> words(Entity entity) {
    var words = new HashMap<String, String>();
    words.put(entity.key("state_off", entity.key("payload_off", "OFF")), "off");
    words.put(entity.key("state_on", entity.key("payload_on", "ON")), "on");
    return words;
  }

  static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  /// Makes it turn; what no topic tells of is assumed after it was sent.
  static void turns(
      Role.Builder role,
      Property property,
      Role.Mouth mouth,
      java.util.function.Function<String, List<Publish>> says) {
    boolean heard = role.isHeard(property);
    role.observes(property);
    role.performs(
        Ability.words(ActionKind.TURN, ON_OFF),
        mouth,
        action -> word(action).map(says).orElse(List.of()),
        action -> heard ? proof(property, action) : untold());
  }

  static Expectation untold() {
    return new Unobservable("its announcement names no topic on which it would tell");
  }

  static Optional<String> word(Action action) {
    return action instanceof Action.Turn(Action.Turn.To to) && to != Action.Turn.To.TOGGLE
        ? Optional.of(to.name().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  static Expectation proof(Property property, Action action) {
    return word(action)
        .map(word -> Numbers.word(property, Numbers.SOON, word))
        .orElse(new Unobservable("after a toggle, on and off would both be right"));
  }

  /// A siren takes JSON unless it has a template; its state may be JSON too.
  static Role siren(Entity entity) {
    Role.Builder role = Role.of(entity).kind("indicator/mqtt/1bit");
    Map<String, String> words = words(entity);
    role.hears(
        "state_topic",
        "state_value_template",
        Property.ALERT,
        (text, to) -> to.word(Property.ALERT, state(text), words));
    String off = entity.has("command_off_template") ? "command_off_template" : "command_template";
    Optional<Role.Mouth> ons = role.mouth("command_topic", "command_template");
    Optional<Role.Mouth> offs = role.mouth("command_topic", off);
    if (ons.isPresent() && offs.isPresent()) {
      turns(
          role,
          Property.ALERT,
          ons.get(),
          word -> {
            String value = entity.key("payload_" + word, upper(word));
            Role.Mouth to = word.equals("on") ? ons.get() : offs.get();
            boolean bare = !entity.has(word.equals("on") ? "command_template" : off);
            return to.say(
                bare ? "{\"state\":" + Quotes.json(value) + "}" : value, Map.of("state", value));
          });
    }
    return role.build();
  }

  private static String state(String text) {
    if (!text.startsWith("{")) return text;
    return Payload.json(Bytes.utf8(text)).orElse(Payload.MISSING).at("state").textOr("");
  }

  /// A button or scene: pressed by turning it on. Nothing shows afterwards that it was.
  static Role button(Entity entity) {
    Role.Builder role = Role.of(entity).kind("switch/mqtt/button");
    String payload =
        entity.component().equals("scene")
            ? entity.key("payload_on", "ON")
            : entity.key("payload_press", "PRESS");
    role.mouth("command_topic", "command_template")
        .ifPresent(to ->
            role.performs(
                Ability.words(ActionKind.TURN, List.of("on")),
                to,
                action ->
                    word(action).filter("on"::equals).map(_ -> to.say(payload)).orElse(List.of()),
                _ -> new Unobservable("a press leaves nothing behind that could be read")));
    return role.build();
  }
}
