package steward.drivers.mqttdiscovery;

import java.util.List;
import java.util.Optional;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message.Publish;
import steward.thing.Property;
import steward.value.Colour;
import steward.value.Unit;

/// Lights in the schema with a topic for each part; the one in JSON stands in [JsonLights].
final class Lights {
  private static final double MIREDS_MIN = 153;
  private static final double MIREDS_MAX = 500;

  private Lights() {}

  static Role light(Entity entity) {
    return switch (entity.key("schema", "basic")) {
      case "json" -> JsonLights.light(entity);
      case "template" -> TemplateLights.light(entity);
      default -> basic(entity);
    };
  }

  /// The warmth that a light says it can show, in mireds.
  static Ability warmth(Entity entity) {
    double min = entity.number("min_mireds", MIREDS_MIN);
    double max = entity.number("max_mireds", MIREDS_MAX);
    if (entity.has("max_kelvin")) min = 1e6 / entity.number("max_kelvin", 6500);
    if (entity.has("min_kelvin")) max = 1e6 / entity.number("min_kelvin", 2000);
    boolean fits = min >= 50 && min < max && max <= 1000;
    return Ability.range(
        ActionKind.WARMTH,
        Unit.MIREDS,
        fits ? Math.floor(min) : MIREDS_MIN,
        fits ? Math.ceil(max) : MIREDS_MAX);
  }

  private static Role basic(Entity entity) {
    Role.Builder role = Role.of(entity);
    String template =
        entity.has("state_value_template") ? "state_value_template" : "value_template";
    Switches.hears(role, Property.SWITCH, template);
    Optional<Role.Mouth> power = role.mouth("command_topic", "");
    power.ifPresent(to ->
        Switches.turns(
            role,
            Property.SWITCH,
            to,
            on -> to.say(entity.key("payload_" + on, Switches.upper(on)))));
    brightness(role, power);
    colour(role);
    warms(role);
    role.kind(
        "lighting/mqtt/"
            + (role.isHeard(Property.COLOUR)
                ? "rgb"
                : role.isHeard(Property.LEVEL) ? "dimmer" : "switch"));
    return role.build();
  }

  private static void brightness(Role.Builder role, Optional<Role.Mouth> power) {
    Entity entity = role.entity;
    double scale = scale(entity);
    role.hears(
        "brightness_state_topic",
        "brightness_value_template",
        Property.LEVEL,
        (text, to) -> to.number(Property.LEVEL, text, of -> of / scale * 100));
    role.mouth("brightness_command_topic", "brightness_command_template")
        .ifPresent(to ->
            role.performs(
                Ability.of(ActionKind.DIM),
                to,
                action -> dim(role, to, power, action, scale),
                action ->
                    role.proof(
                        Property.LEVEL,
                        of ->
                            Numbers.near(of, ((Action.Put) action).number(), 1.5, Numbers.SOON))));
  }

  static double scale(Entity entity) {
    double scale = entity.number("brightness_scale", 255);
    return scale >= 1 && scale <= 1e6 ? scale : 255;
  }

  private static List<Publish> dim(
      Role.Builder role, Role.Mouth to, Optional<Role.Mouth> power, Action action, double scale) {
    if (!(action instanceof Action.Put put)) return List.of();
    List<Publish> level = to.say(Numbers.plain(Math.rint(put.number() / 100 * scale)));
    String type = role.entity.key("on_command_type", "last");
    if (type.equals("brightness") || power.isEmpty() || level.isEmpty()) return level;
    List<Publish> on = power.get().say(role.entity.key("payload_on", "ON"));
    return type.equals("first")
        ? List.of(on.getFirst(), level.getFirst())
        : List.of(level.getFirst(), on.getFirst());
  }

  private static void colour(Role.Builder role) {
    for (String way : List.of("hs", "rgb", "xy")) {
      if (!role.entity.has(way + "_command_topic") && !role.entity.has(way + "_state_topic"))
        continue;
      role.hears(
          way + "_state_topic",
          way + "_value_template",
          Property.COLOUR,
          (text, to) ->
              Colours.read(way, text).ifPresent(seen -> to.colour(seen.hue(), seen.saturation())));
      role.mouth(way + "_command_topic", way + "_command_template")
          .ifPresent(to ->
              role.performs(
                  Ability.of(ActionKind.COLOUR),
                  to,
                  action ->
                      action instanceof Action.Put(_, Colour colour)
                          ? to.say(Colours.text(way, colour), Colours.variables(colour))
                          : List.of(),
                  action ->
                      role.proof(
                          Property.COLOUR,
                          _ -> Numbers.colour((Colour) ((Action.Put) action).value()))));
      return;
    }
  }

  private static void warms(Role.Builder role) {
    boolean kelvin = role.entity.isTrue("color_temp_kelvin");
    role.hears(
        "color_temp_state_topic",
        "color_temp_value_template",
        Property.WARMTH,
        (text, to) -> to.number(Property.WARMTH, text, of -> kelvin ? 1e6 / of : of));
    role.mouth("color_temp_command_topic", "color_temp_command_template")
        .ifPresent(to ->
            role.performs(
                warmth(role.entity),
                to,
                action -> {
                  if (!(action instanceof Action.Put put)) return List.of();
                  return to.say(
                      Numbers.plain(Math.rint(kelvin ? 1e6 / put.number() : put.number())));
                },
                action ->
                    role.proof(
                        Property.WARMTH,
                        of -> Numbers.near(of, ((Action.Put) action).number(), 4, Numbers.SOON))));
  }
}
