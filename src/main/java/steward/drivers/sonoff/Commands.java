package steward.drivers.sonoff;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import steward.driver.Payload;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Value;
import steward.value.Word;

/// Makes requests of actions: the last word of the path, and the `data` object as text.
final class Commands {
  private static final double CT_MAX = 255;

  private Commands() {}

  /// A request to be made.
  record Order(String command, String data) {}

  /// What a request must take along of what the device last said.
  ///
  /// @param on whether the part is on, where that is known
  /// @param level the brightness in percent
  /// @param coloured whether a bulb shows its colour rather than its white
  /// @param mode a dimmer's own setting, with the limits that it was set up with
  record Last(
      Optional<Boolean> on,
      int level,
      boolean coloured,
      long ct,
      Rgb rgb,
      int mode,
      int brightMin,
      int brightMax) {
    static final Last UNKNOWN =
        new Last(Optional.empty(), 100, false, 128, new Rgb(255, 255, 255), 0, 0, 255);

    /// The settings of a lamp as they are after this report.
    Last after(Payload state) {
      String type = state.at("ltype").textOr(coloured ? "color" : "white");
      Payload shown = state.at(type.equals("color") ? "color" : "white");
      Payload paint = state.at("color");
      return new Last(
          on,
          within(shown.at("br"), within(state.at("brightness"), level, 1, 100), 1, 100),
          type.equals("color"),
          within(state.at("white").at("ct"), (int) ct, 0, 255),
          new Rgb(
              within(paint.at("r"), rgb.red(), 0, 255),
              within(paint.at("g"), rgb.green(), 0, 255),
              within(paint.at("b"), rgb.blue(), 0, 255)),
          within(state.at("mode"), mode, 0, 255),
          within(state.at("brightmin"), brightMin, 0, 255),
          within(state.at("brightmax"), brightMax, 0, 255));
    }

    private static int within(Payload value, int otherwise, int min, int max) {
      int number = value.wholeOr(otherwise);
      return number < min || number > max ? otherwise : number;
    }

    Last on(Optional<Boolean> now) {
      return new Last(now, level, coloured, ct, rgb, mode, brightMin, brightMax);
    }
  }

  /// Empty for what cannot be made a request of.
  static Optional<Order> of(Part part, Action action, Last last, boolean thermo) {
    return switch (action) {
      case Action.Turn(Action.Turn.To to) -> turned(to, last).map(on -> turn(part, on, thermo));
      case Action.Put(ActionKind kind, Value value) -> put(part, kind, value, last);
      case Action.Plain(ActionKind kind) ->
          switch (kind) {
            case OPEN -> cover(part, 100);
            case CLOSE -> cover(part, 0);
            default -> Optional.empty();
          };
      case Action.Tell(ActionKind kind, String text, _) ->
          kind == ActionKind.SEND && part.role() == Role.BRIDGE ? transmit(text) : Optional.empty();
    };
  }

  private static Optional<String> turned(Action.Turn.To to, Last last) {
    return switch (to) {
      case ON -> Optional.of("on");
      case OFF -> Optional.of("off");
      case TOGGLE -> last.on().map(on -> on ? "off" : "on");
    };
  }

  private static Order turn(Part part, String on, boolean thermo) {
    return switch (part.role()) {
      case OUTLET ->
          new Order(
              "switches",
              "{\"switches\":[{\"switch\":\"" + on + "\",\"outlet\":" + part.index() + "}]}");
      case LAMP -> new Order("light", "{\"light\":\"" + on + "\"}");
      case SWITCH, LIGHT, FAN, COVER, BRIDGE, REMOTE ->
          thermo
              ? new Order(
                  "switch",
                  "{\"switch\":\""
                      + on
                      + "\",\"mainSwitch\":\""
                      + on
                      + "\",\"deviceType\":\"normal\"}")
              : new Order("switch", "{\"switch\":\"" + on + "\"}");
    };
  }

  private static Optional<Order> put(Part part, ActionKind kind, Value value, Last last) {
    return switch (value) {
      case Amount(double number, _) when kind == ActionKind.DIM && part.role() == Role.LIGHT ->
          Optional.of(dim(part, Math.round(number), last));
      case Amount(double number, _) when kind == ActionKind.WARMTH && part.shape().has("white") ->
          Optional.of(white(last.level(), ct(number)));
      case Amount(double number, _) when kind == ActionKind.POSITION ->
          cover(part, Math.round(number));
      case Colour colour when kind == ActionKind.COLOUR && part.shape().has("colour") ->
          Optional.of(coloured(last.level(), Rgb.of(colour)));
      case Word(String word) when kind == ActionKind.FAN && part.role() == Role.FAN -> fan(word);
      default -> Optional.empty();
    };
  }

  private static Order dim(Part part, long level, Last last) {
    if (part.shape().has("white") || part.shape().has("colour"))
      return last.coloured() ? coloured((int) level, last.rgb()) : white((int) level, last.ct());
    return new Order(
        "dimmable",
        "{\"switch\":\"on\",\"brightness\":"
            + level
            + ",\"mode\":"
            + last.mode()
            + ",\"brightmin\":"
            + last.brightMin()
            + ",\"brightmax\":"
            + last.brightMax()
            + "}");
  }

  private static Order white(int level, long ct) {
    return new Order(
        "dimmable", "{\"ltype\":\"white\",\"white\":{\"br\":" + level + ",\"ct\":" + ct + "}}");
  }

  private static Order coloured(int level, Rgb rgb) {
    return new Order(
        "dimmable",
        "{\"ltype\":\"color\",\"color\":{\"br\":"
            + level
            + ",\"r\":"
            + rgb.red()
            + ",\"g\":"
            + rgb.green()
            + ",\"b\":"
            + rgb.blue()
            + "}}");
  }

  private static Optional<Order> fan(String word) {
    if (word.equals("off")) return Optional.of(new Order("fan", "{\"fan\":\"off\"}"));
    if (!word.matches("[123]")) return Optional.empty();
    return Optional.of(new Order("fan", "{\"fan\":\"on\",\"speed\":" + word + "}"));
  }

  private static Optional<Order> cover(Part part, long position) {
    return part.role() == Role.COVER
        ? Optional.of(new Order("location", "{\"location\":" + position + "}"))
        : Optional.empty();
  }

  private static Optional<Order> transmit(String text) {
    String bare = text.strip();
    if (!bare.matches("\\d|[1-5]\\d|6[0-3]")) return Optional.empty();
    return Optional.of(new Order("transmit", "{\"cmd\":\"transmit\",\"rfChl\":" + bare + "}"));
  }

  /// What a device of this many outlets shall do when power returns; 0 for one that is switched as
  /// a whole.
  static Order startup(String wish, int outlets) {
    if (outlets == 0) return new Order("startup", "{\"startup\":\"" + wish + "\"}");
    String each =
        IntStream.range(0, outlets)
            .mapToObj(i -> "{\"startup\":\"" + wish + "\",\"outlet\":" + i + "}")
            .collect(Collectors.joining(","));
    return new Order("startups", "{\"configure\":[" + each + "]}");
  }

  /// The maker's scale of white, 0 the warmest, 255 the coldest.
  static long ct(double mireds) {
    double share = (Part.MIREDS_MAX - mireds) / (Part.MIREDS_MAX - Part.MIREDS_MIN);
    return Math.round(CT_MAX * Math.clamp(share, 0, 1));
  }

  static double mireds(double ct) {
    return Math.round(Part.MIREDS_MAX - (Part.MIREDS_MAX - Part.MIREDS_MIN) * ct / CT_MAX);
  }
}
