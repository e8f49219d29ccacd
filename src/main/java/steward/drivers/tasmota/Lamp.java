package steward.drivers.tasmota;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Payload;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Udn;
import steward.value.Colour;
import steward.value.Unit;

/// The light of a relay: its brightness, and its colour or warmth where it has them.
///
/// @param dimmer the command for the brightness: `Dimmer`, `Dimmer1`, `Dimmer2`, `Dimmer3` or
///   `Channel2`
/// @param dimmers the keys under which the brightness is reported; the later ones only count where
///   the first are not there
/// @param keepsWhite colour and white are two lights: a colour must leave the white part alone
record Lamp(
    String dimmer,
    List<String> dimmers,
    boolean colours,
    boolean warms,
    int miredsMin,
    int miredsMax,
    boolean keepsWhite)
    implements Role {

  @Override
  public String kind() {
    return "lighting/tasmota/" + (colours ? "rgb" : "dimmer");
  }

  @Override
  public Set<Property> observes() {
    var observes = new LinkedHashSet<Property>();
    observes.add(Property.LEVEL);
    if (colours) observes.add(Property.COLOUR);
    if (warms) observes.add(Property.WARMTH);
    return observes;
  }

  @Override
  public List<Ability> abilities() {
    var abilities = new ArrayList<Ability>();
    abilities.add(Ability.of(ActionKind.DIM));
    if (colours) abilities.add(Ability.of(ActionKind.COLOUR));
    if (warms) abilities.add(Ability.range(ActionKind.WARMTH, Unit.MIREDS, miredsMin, miredsMax));
    return abilities;
  }

  @Override
  public void wire(Udn udn, Wiring wiring) {
    wiring.read((value, hearing) -> level(value, udn, hearing), dimmers.getFirst());
    for (String key : dimmers.subList(1, dimmers.size())) {
      wiring.read(
          (value, hearing) ->
              hearing.otherwise(udn, Property.LEVEL, () -> level(value, udn, hearing)),
          key);
    }
    if (colours) {
      wiring.read((value, hearing) -> hsb(value, udn, hearing), "HSBColor");
      wiring.read(
          (value, hearing) ->
              hearing.otherwise(udn, Property.COLOUR, () -> rgb(value, udn, hearing)),
          "Color");
    }
    if (warms) wiring.read((value, hearing) -> hearing.number(udn, Property.WARMTH, value), "CT");
  }

  private void level(Payload value, Udn udn, Hearing hearing) {
    hearing.number(udn, Property.LEVEL, value);
    if (colours) hearing.level = value.number().orElse(hearing.level);
  }

  /// Reads `hue,saturation,brightness`.
  private static void hsb(Payload value, Udn udn, Hearing hearing) {
    String[] parts = value.textOr("").split(",", 4);
    OptionalDouble hue = Payload.number(parts[0]);
    OptionalDouble saturation =
        parts.length < 3 ? OptionalDouble.empty() : Payload.number(parts[1]);
    if (hue.isEmpty() || saturation.isEmpty()) {
      hearing.drop("HSBColor", value.textOr(""), "hue,saturation,brightness");
    } else {
      colour(udn, hue.getAsDouble(), saturation.getAsDouble(), hearing);
    }
  }

  /// Reads `FF8000…` or `255,128,0…`.
  private static void rgb(Payload value, Udn udn, Hearing hearing) {
    String text = value.textOr("");
    int[] rgb = text.indexOf(',') > 0 ? decimal(text) : hex(text);
    if (rgb.length < 3) {
      hearing.drop("Color", text, "three colours or more");
      return;
    }
    int max = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
    int span = max - Math.min(rgb[0], Math.min(rgb[1], rgb[2]));
    if (max == 0) return; // dark: which colour it would be, it does not say
    colour(udn, span == 0 ? 0 : hue(rgb, max, span), 100.0 * span / max, hearing);
  }

  private static double hue(int[] rgb, double max, double span) {
    double sixths;
    if (max == rgb[0]) sixths = (rgb[1] - rgb[2]) / span;
    else if (max == rgb[1]) sixths = 2 + (rgb[2] - rgb[0]) / span;
    else sixths = 4 + (rgb[0] - rgb[1]) / span;
    return (sixths * 60 + 360) % 360;
  }

  private static int[] decimal(String text) {
    String[] parts = text.split(",", 6);
    var rgb = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      double number = Payload.number(parts[i]).orElse(-1);
      if (number < 0 || number > 255) return new int[0];
      rgb[i] = (int) number;
    }
    return rgb;
  }

  private static int[] hex(String text) {
    String digits = text.startsWith("#") ? text.substring(1) : text;
    if (digits.length() > 10 || digits.length() % 2 != 0) return new int[0];
    var rgb = new int[digits.length() / 2];
    for (int i = 0; i < rgb.length; i++) {
      int high = Character.digit(digits.charAt(2 * i), 16);
      int low = Character.digit(digits.charAt(2 * i + 1), 16);
      if (high < 0 || low < 0) return new int[0];
      rgb[i] = high * 16 + low;
    }
    return rgb;
  }

  private static void colour(Udn udn, double hue, double saturation, Hearing hearing) {
    if (hue < 0 || hue > 360 || saturation < 0 || saturation > 100) {
      hearing.drop("HSBColor", hue + "," + saturation, "0..360,0..100");
      return;
    }
    long whole = Math.round(saturation);
    hearing.saw(udn, Property.COLOUR, new Colour(whole == 0 ? 0 : Math.round(hue) % 360, whole));
  }

  @Override
  public List<Command> commands(Action action, double level) {
    return switch (action) {
      case Action.Put(ActionKind kind, Colour colour) when kind == ActionKind.COLOUR && colours ->
          List.of(keepsWhite ? color2(colour) : hsbColor(colour, level));
      case Action.Put put when put.kind() == ActionKind.DIM ->
          List.of(new Command(dimmer, Math.round(put.number())));
      case Action.Put put when put.kind() == ActionKind.WARMTH && warms ->
          List.of(new Command("CT", Math.clamp(Math.round(put.number()), miredsMin, miredsMax)));
      case Action.Put _, Action.Turn _, Action.Plain _, Action.Tell _ -> List.of();
    };
  }

  /// The colour at the brightness that the lamp last reported; full for one that never did, or is
  /// at 0.
  private static Command hsbColor(Colour colour, double level) {
    long brightness = level >= 1 ? Math.round(level) : 100;
    return new Command(
        "HSBColor",
        Math.round(colour.hue()) % 360 + "," + Math.round(colour.saturation()) + "," + brightness);
  }

  /// The colour as `#RRGGBB=`: the present brightness stays, and so does the white part.
  private static Command color2(Colour colour) {
    double chroma = colour.saturation() / 100;
    var text = new StringBuilder("#");
    for (int shift : new int[] {5, 3, 1}) {
      double k = (shift + colour.hue() / 60) % 6;
      double part = 1 - chroma * Math.max(0, Math.min(1, Math.min(k, 4 - k)));
      text.append(String.format(java.util.Locale.ROOT, "%02X", Math.round(part * 255)));
    }
    return new Command("Color2", text.append('=').toString());
  }
}
