package steward.drivers.mqttdiscovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.value.Unit;
import steward.value.Word;

/// Thermostats and air conditioners, fans, and the choices of a mode.
final class Climates {
  private static final Map<String, String> MODES =
      Map.of(
          "off",
          "off",
          "auto",
          "auto",
          "heat",
          "heat",
          "cool",
          "cool",
          "dry",
          "dry",
          "fan_only",
          "fan",
          "fan",
          "fan");
  private static final Map<String, String> FANS =
      Map.of(
          "off", "off", "low", "low", "medium", "mid", "mid", "mid", "high", "high", "auto", "auto",
          "on", "on", "silent", "silent", "quiet", "silent");

  private Climates() {}

  static Role climate(Entity entity) {
    Role.Builder role = Role.of(entity).kind("climate/mqtt/control");
    boolean fahrenheit = entity.key("temperature_unit").equals("F");
    DoubleUnaryOperator ours = of -> fahrenheit ? (of - 32) / 1.8 : of;
    role.hears(
        "current_temperature_topic",
        "current_temperature_template",
        Property.TEMPERATURE,
        (text, to) -> to.number(Property.TEMPERATURE, text, ours));
    role.hears(
        "current_humidity_topic",
        "current_humidity_template",
        Property.HUMIDITY,
        (text, to) -> to.number(Property.HUMIDITY, text, of -> of));
    double min = entity.number("min_temp", fahrenheit ? 45 : 7);
    double max = entity.number("max_temp", fahrenheit ? 95 : 35);
    if (min < max) heats(role, "temperature_", ours, fahrenheit, min, max);
    choice(role, Property.MODE, ActionKind.MODE, "mode_", "modes", MODES);
    choice(role, Property.FAN, ActionKind.FAN, "fan_mode_", "fan_modes", FANS);
    if (entity.has("preset_modes")) role.remark("its presets have no place in the house");
    if (entity.has("temperature_low_command_topic"))
      role.remark("a range between two temperatures cannot be set");
    return role.build();
  }

  /// A number that is a temperature to be reached.
  static Role goal(Role.Builder role, double min, double max) {
    boolean fahrenheit = role.entity.key("unit_of_measurement").endsWith("F");
    role.kind("climate/mqtt/control");
    heats(role, "", of -> fahrenheit ? (of - 32) / 1.8 : of, fahrenheit, min, max);
    return role.build();
  }

  private static void heats(
      Role.Builder role,
      String prefix,
      DoubleUnaryOperator ours,
      boolean fahrenheit,
      double min,
      double max) {
    String state = prefix.isEmpty() ? "value_template" : prefix + "state_template";
    role.hears(
        prefix + "state_topic",
        state,
        Property.GOAL_TEMPERATURE,
        (text, to) -> to.number(Property.GOAL_TEMPERATURE, text, ours));
    role.mouth(prefix + "command_topic", prefix + "command_template")
        .ifPresent(to ->
            role.performs(
                Ability.range(
                    ActionKind.HEAT,
                    Unit.CELSIUS,
                    ours.applyAsDouble(min),
                    ours.applyAsDouble(max)),
                to,
                action -> {
                  if (!(action instanceof Action.Put put)) return List.of();
                  double goal = fahrenheit ? put.number() * 1.8 + 32 : put.number();
                  return to.say(Numbers.plain(Math.rint(goal * 100) / 100));
                },
                action ->
                    role.proof(
                        Property.GOAL_TEMPERATURE,
                        property ->
                            Numbers.near(
                                property, ((Action.Put) action).number(), 0.5, Numbers.MOTOR))));
  }

  /// A choice among words, of which only those that are ours can be read and asked for.
  private static void choice(
      Role.Builder role,
      Property property,
      ActionKind kind,
      String prefix,
      String list,
      Map<String, String> known) {
    Entity entity = role.entity;
    Map<String, String> words = new LinkedHashMap<>();
    for (String theirs : entity.list(list)) {
      String word = known.get(theirs.toLowerCase(java.util.Locale.ROOT));
      if (word == null)
        role.remark("the house has no word for its " + property.spoken() + " “" + theirs + "”");
      else if (!words.containsValue(word)) words.put(theirs, word);
    }
    if (words.isEmpty()) return;
    String template = prefix.isEmpty() ? "value_template" : prefix + "state_template";
    role.hears(
        prefix + "state_topic", template, property, (text, to) -> to.word(property, text, words));
    Map<String, String> theirs = new LinkedHashMap<>();
    words.forEach((one, word) -> theirs.put(word, one));
    role.mouth(prefix + "command_topic", prefix + "command_template")
        .ifPresent(to ->
            role.performs(
                Ability.words(kind, List.copyOf(theirs.keySet())),
                to,
                action ->
                    Optional.ofNullable(theirs.get(word(action))).map(to::say).orElse(List.of()),
                action ->
                    role.proof(
                        property, _ -> Numbers.word(property, Numbers.MOTOR, word(action)))));
  }

  private static String word(Action action) {
    return action instanceof Action.Put(_, Word(String word)) ? word : "";
  }

  /// A choice whose name tells what it chooses, and whose words are all ours.
  static Role select(Entity entity) {
    Role.Builder role = Role.of(entity);
    boolean isMode = entity.object().endsWith("system_mode");
    boolean isFan = entity.object().endsWith("fan_mode");
    if (entity.isAside() || !isMode && !isFan)
      return role.remark("what its choice means is not told").build();
    if (isMode) choice(role, Property.MODE, ActionKind.MODE, "", "options", MODES);
    else choice(role, Property.FAN, ActionKind.FAN, "", "options", FANS);
    return role.build();
  }

  static Role fan(Entity entity) {
    Role.Builder role = Role.of(entity).kind("climate/mqtt/fan");
    Switches.hears(role, Property.SWITCH, "state_value_template");
    role.mouth("command_topic", "command_template")
        .ifPresent(to ->
            Switches.turns(
                role,
                Property.SWITCH,
                to,
                on -> to.say(entity.key("payload_" + on, Switches.upper(on)))));
    double min = entity.number("speed_range_min", 1);
    double max = entity.number("speed_range_max", 100);
    if (max - min == 2) steps(role, min);
    else if (min < max) speed(role, min, max);
    if (entity.has("preset_modes")) role.remark("its presets have no place in the house");
    return role.build();
  }

  private static final List<String> STEPS = List.of("off", "low", "mid", "high");

  private static void steps(Role.Builder role, double min) {
    role.hears(
        "percentage_state_topic",
        "percentage_value_template",
        Property.FAN,
        (text, to) -> {
          int step = (int) (steward.driver.Payload.number(text).orElse(-1) - min + 1);
          if (step >= 0 && step < STEPS.size())
            to.word(Property.FAN, text, Map.of(text, STEPS.get(step)));
        });
    role.mouth("percentage_command_topic", "percentage_command_template")
        .ifPresent(to ->
            role.performs(
                Ability.words(ActionKind.FAN, STEPS),
                to,
                action -> {
                  int step = STEPS.indexOf(word(action));
                  return step < 0
                      ? List.of()
                      : to.say(Numbers.plain(step == 0 ? 0 : min + step - 1));
                },
                action ->
                    role.proof(Property.FAN, of -> Numbers.word(of, Numbers.SOON, word(action)))));
  }

  private static void speed(Role.Builder role, double min, double max) {
    role.hears(
        "percentage_state_topic",
        "percentage_value_template",
        Property.LEVEL,
        (text, to) -> to.number(Property.LEVEL, text, of -> of < min ? 0 : of / max * 100));
    role.mouth("percentage_command_topic", "percentage_command_template")
        .ifPresent(to ->
            role.performs(
                Ability.of(ActionKind.DIM),
                to,
                action -> {
                  if (!(action instanceof Action.Put put)) return List.of();
                  double theirs = Math.rint(put.number() / 100 * max);
                  return to.say(Numbers.plain(theirs == 0 ? 0 : Math.max(min, theirs)));
                },
                action ->
                    role.proof(
                        Property.LEVEL,
                        of ->
                            Numbers.near(
                                of, ((Action.Put) action).number(), 60 / max + 1, Numbers.SOON))));
  }
}
