package steward.drivers.mqttdiscovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Payload;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message.Publish;
import steward.thing.Property;
import steward.value.Bytes;
import steward.value.Colour;

/// Lights whose state and commands are JSON, as all of Zigbee2MQTT and ESPHome are. A key that is
/// missing from a state is unchanged.
final class JsonLights {
  private static final List<String> COLOURS = List.of("hs", "xy", "rgb", "rgbw", "rgbww");

  private JsonLights() {}

  static Role light(Entity entity) {
    List<String> modes = entity.list("supported_color_modes");
    boolean warms = modes.contains("color_temp");
    Optional<String> way = COLOURS.stream().filter(modes::contains).findFirst();
    boolean dims =
        entity.isTrue("brightness") || warms || way.isPresent() || modes.contains("brightness");
    Role.Builder role =
        Role.of(entity)
            .kind("lighting/mqtt/" + (way.isPresent() ? "rgb" : dims ? "dimmer" : "switch"));
    boolean hears =
        role.hears(
            "state_topic",
            "",
            Property.SWITCH,
            (text, to) ->
                take(text, to, Lights.scale(entity), dims, way.isPresent(), warms, entity));
    if (hears && dims) role.observes(Property.LEVEL);
    if (hears && way.isPresent()) role.observes(Property.COLOUR);
    if (hears && warms) role.observes(Property.WARMTH);
    role.mouth("command_topic", "")
        .ifPresent(to -> {
          Switches.turns(
              role,
              Property.SWITCH,
              to,
              on -> to.say("{\"state\":\"" + Switches.upper(on) + "\"}"));
          if (dims) put(role, to, Ability.of(ActionKind.DIM), Property.LEVEL, 1.5);
          if (warms) put(role, to, Lights.warmth(entity), Property.WARMTH, 4);
          way.ifPresent(one -> colours(role, to, one));
        });
    return role.build();
  }

  private static void take(
      String text,
      Hearing to,
      double scale,
      boolean dims,
      boolean colours,
      boolean warms,
      Entity entity) {
    Payload json = Payload.json(Bytes.utf8(text)).orElse(Payload.MISSING);
    String state = json.at("state").textOr("");
    if (!state.isEmpty()) to.word(Property.SWITCH, state, Map.of("OFF", "off", "ON", "on"));
    if (dims) to.number(Property.LEVEL, json.at("brightness").textOr(""), of -> of / scale * 100);
    String mode = json.at("color_mode").textOr("");
    boolean kelvin = entity.isTrue("color_temp_kelvin");
    if (warms && (mode.isEmpty() || mode.equals("color_temp")))
      to.number(Property.WARMTH, json.at("color_temp").textOr(""), of -> kelvin ? 1e6 / of : of);
    if (colours && !mode.equals("color_temp"))
      colour(json.at("color"), mode).ifPresent(one -> to.colour(one.hue(), one.saturation()));
  }

  private static Optional<Colour> colour(Payload color, String mode) {
    boolean hs = !color.at("h").isMissing() && !color.at("s").isMissing();
    if (hs && !mode.equals("xy")) return two(color, "h", "s").flatMap(n -> Colours.of(n[0], n[1]));
    if (!color.at("x").isMissing())
      return two(color, "x", "y").flatMap(n -> Colours.ofXy(n[0], n[1]));
    var blue = color.at("b").number();
    return blue.isEmpty()
        ? Optional.empty()
        : two(color, "r", "g").flatMap(n -> Colours.ofRgb(n[0], n[1], blue.getAsDouble()));
  }

  private static Optional<double[]> two(Payload color, String one, String other) {
    var first = color.at(one).number();
    var second = color.at(other).number();
    return first.isPresent() && second.isPresent()
        ? Optional.of(new double[] {first.getAsDouble(), second.getAsDouble()})
        : Optional.empty();
  }

  private static void put(
      Role.Builder role, Role.Mouth to, Ability ability, Property property, double tolerance) {
    Entity entity = role.entity;
    role.performs(
        ability,
        to,
        action -> {
          if (!(action instanceof Action.Put put)) return List.of();
          if (ability.kind() == ActionKind.WARMTH) {
            double theirs = entity.isTrue("color_temp_kelvin") ? 1e6 / put.number() : put.number();
            return said(to, "\"color_temp\":" + Numbers.text(Numbers.plain(Math.rint(theirs))));
          }
          double level = Math.rint(put.number() / 100 * Lights.scale(entity));
          return said(to, "\"brightness\":" + Numbers.text(Numbers.plain(level)));
        },
        action ->
            role.proof(
                property,
                of -> Numbers.near(of, ((Action.Put) action).number(), tolerance, Numbers.SOON)));
  }

  private static List<Publish> said(Role.Mouth to, String member) {
    return to.say("{\"state\":\"ON\"," + member + "}");
  }

  private static void colours(Role.Builder role, Role.Mouth to, String way) {
    role.performs(
        Ability.of(ActionKind.COLOUR),
        to,
        action ->
            action instanceof Action.Put(_, Colour colour)
                ? said(to, "\"color\":" + json(way, colour))
                : List.of(),
        action ->
            role.proof(
                Property.COLOUR, _ -> Numbers.colour((Colour) ((Action.Put) action).value())));
  }

  private static String json(String way, Colour colour) {
    double[] rgb = Colours.rgb(colour);
    double[] xy = Colours.xy(colour);
    return switch (way) {
      case "hs" ->
          "{\"h\":%s,\"s\":%s}"
              .formatted(Numbers.text(colour.hue()), Numbers.text(colour.saturation()));
      case "xy" -> "{\"x\":%s,\"y\":%s}".formatted(Numbers.text(xy[0]), Numbers.text(xy[1]));
      default ->
          "{\"r\":%d,\"g\":%d,\"b\":%d}"
              .formatted(Colours.step(rgb[0]), Colours.step(rgb[1]), Colours.step(rgb[2]));
    };
  }
}
