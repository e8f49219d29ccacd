package steward.drivers.mqttdiscovery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;

/// Lights whose commands are made by templates of their own.
final class TemplateLights {
  private TemplateLights() {}

  static Role light(Entity entity) {
    Role.Builder role = Role.of(entity);
    role.hears(
        "state_topic",
        "state_template",
        Property.SWITCH,
        (text, to) -> to.word(Property.SWITCH, text, Map.of("on", "on", "off", "off")));
    if (entity.has("brightness_template")) {
      role.hears(
          "state_topic",
          "brightness_template",
          Property.LEVEL,
          (text, to) -> to.number(Property.LEVEL, text, of -> of / 255 * 100));
    }
    if (entity.has("color_temp_template")) {
      role.hears(
          "state_topic",
          "color_temp_template",
          Property.WARMTH,
          (text, to) -> to.number(Property.WARMTH, text, of -> of));
    }
    if (entity.has("red_template")) role.remark("its colour is not read in this schema");
    role.kind("lighting/mqtt/" + (role.isHeard(Property.LEVEL) ? "dimmer" : "switch"));
    Optional<Role.Mouth> on = role.mouth("command_topic", "command_on_template");
    Optional<Role.Mouth> off = role.mouth("command_topic", "command_off_template");
    if (on.isPresent() && off.isPresent()) performs(role, on.get(), off.get());
    return role.build();
  }

  private static void performs(Role.Builder role, Role.Mouth on, Role.Mouth off) {
    Switches.turns(
        role,
        Property.SWITCH,
        on,
        word -> (word.equals("on") ? on : off).say(word, Map.of("state", word)));
    Map<Property, Ability> puts = new HashMap<>();
    if (role.isHeard(Property.LEVEL)) puts.put(Property.LEVEL, Ability.of(ActionKind.DIM));
    if (role.isHeard(Property.WARMTH)) puts.put(Property.WARMTH, Lights.warmth(role.entity));
    puts.forEach((property, ability) ->
        role.performs(
            ability,
            on,
            action -> {
              if (!(action instanceof Action.Put put)) return List.of();
              boolean dims = property == Property.LEVEL;
              Object theirs = Numbers.plain(Math.rint(dims ? put.number() * 2.55 : put.number()));
              return on.say(
                  "on", Map.of("state", "on", dims ? "brightness" : "color_temp", theirs));
            },
            action ->
                role.proof(
                    property,
                    of ->
                        Numbers.near(
                            of,
                            ((Action.Put) action).number(),
                            property == Property.LEVEL ? 1.5 : 4,
                            Numbers.SOON))));
  }
}
