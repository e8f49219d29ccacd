package steward.sim;

/// The light of a Tasmota device: brightness, colour and colour temperature, and how the firmware
/// writes them. Confined to the house's context.
final class TasmotaLight {
  private final int subtype;
  private final boolean decimal;
  double dimmer = 60;
  private double hue = 30;
  private double saturation = 80;
  private int ct = 300;
  private boolean white;

  /// @param subtype 1 dimmer, 2 colour temperature, 3 RGB, 4 RGBW, 5 RGB and colour temperature
  TasmotaLight(int subtype, boolean decimal) {
    this.subtype = subtype;
    this.decimal = decimal;
    this.white = subtype < 3;
  }

  private boolean hasColour() {
    return subtype >= 3;
  }

  private boolean hasWarmth() {
    return subtype == 2 || subtype == 5;
  }

  /// Carries out a light command; false for one that it does not know or an argument that makes no
  /// sense.
  boolean obey(String command, int index, String argument) {
    return switch (command) {
      case "DIMMER" -> dim(argument);
      case "HSBCOLOR" -> hasColour() && hsb(index, argument);
      case "COLOR" -> hasColour() && colour(argument);
      case "CT" -> hasWarmth() && warmth(argument);
      case "WHITE" -> subtype == 4 && whiten(argument);
      default -> false;
    };
  }

  private boolean dim(String argument) {
    switch (argument) {
      case "+" -> dimmer = Math.min(100, dimmer + 10);
      case "-" -> dimmer = Math.max(1, dimmer - 10);
      case "<" -> dimmer = 1;
      case ">" -> dimmer = 100;
      default -> {
        double to = number(argument);
        if (!(to >= 0 && to <= 100)) return false;
        dimmer = Math.rint(to);
      }
    }
    return true;
  }

  private boolean hsb(int index, String argument) {
    String[] parts = argument.split(",", -1);
    if (index > 0) {
      double part = number(argument);
      if (!(part >= 0 && part <= (index == 1 ? 360 : 100))) return false;
      if (index == 1) hue = part % 360;
      else if (index == 2) saturation = part;
      else dimmer = part;
    } else {
      if (parts.length != 3) return false;
      double h = number(parts[0]);
      double s = number(parts[1]);
      double b = number(parts[2]);
      if (!(h >= 0 && h <= 360 && s >= 0 && s <= 100 && b >= 0 && b <= 100)) return false;
      hue = Math.rint(h) % 360;
      saturation = Math.rint(s);
      dimmer = Math.rint(b);
    }
    white = false;
    return true;
  }

  private boolean colour(String argument) {
    int[] rgb =
        argument.contains(",")
            ? decimals(argument)
            : hex(argument.replace("#", "").replace("=", ""));
    if (rgb.length < 3) return false;
    double max = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
    double min = Math.min(rgb[0], Math.min(rgb[1], rgb[2]));
    double span = max - min;
    double sector =
        span == 0
            ? 0
            : max == rgb[0]
                ? (rgb[1] - rgb[2]) / span
                : max == rgb[1] ? 2 + (rgb[2] - rgb[0]) / span : 4 + (rgb[0] - rgb[1]) / span;
    hue = Math.rint((sector * 60 + 360) % 360);
    saturation = max == 0 ? 0 : Math.rint(100 * span / max);
    dimmer = Math.rint(max / 2.55);
    white = false;
    return true;
  }

  private static int[] decimals(String argument) {
    String[] parts = argument.split(",", -1);
    int[] values = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      double value = number(parts[i]);
      if (!(value >= 0 && value <= 255)) return new int[0];
      values[i] = (int) value;
    }
    return values;
  }

  private static int[] hex(String digits) {
    if (!digits.matches("([0-9A-Fa-f]{2}){3,5}")) return new int[0];
    int[] values = new int[digits.length() / 2];
    for (int i = 0; i < values.length; i++)
      values[i] = Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
    return values;
  }

  private boolean warmth(String argument) {
    double to = number(argument);
    if (!(to >= 153 && to <= 500)) return false;
    ct = (int) to;
    white = true;
    return true;
  }

  private boolean whiten(String argument) {
    double to = number(argument);
    if (!(to >= 1 && to <= 100)) return false;
    dimmer = Math.rint(to);
    white = true;
    return true;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /// The members of STATE and RESULT behind `POWER`, each with a comma before it.
  String members() {
    var members = new StringBuilder();
    members.append(",\"Dimmer\":").append((int) dimmer);
    int[] channels = channels();
    members.append(",\"Color\":\"").append(colourText(channels)).append('"');
    if (hasColour()) {
      members.append(",\"HSBColor\":\"").append((int) hue).append(',');
      members
          .append((int) (white ? 0 : saturation))
          .append(',')
          .append((int) (white ? 0 : dimmer))
          .append('"');
    }
    if (subtype == 4) members.append(",\"White\":").append(white ? (int) dimmer : 0);
    if (hasWarmth()) members.append(",\"CT\":").append(ct);
    members.append(",\"Channel\":[");
    for (int i = 0; i < channels.length; i++) {
      members.append(i == 0 ? "" : ",").append(Math.round(channels[i] / 2.55));
    }
    return members.append(']').toString();
  }

  private String colourText(int[] channels) {
    var text = new StringBuilder();
    for (int i = 0; i < channels.length; i++) {
      if (decimal) text.append(i == 0 ? "" : ",").append(channels[i]);
      else text.append(String.format("%02X", channels[i]));
    }
    return text.toString();
  }

  private int[] channels() {
    int[] channels = new int[subtype];
    double full = dimmer * 255 / 100;
    if (hasColour() && !white) {
      for (int i = 0; i < 3; i++)
        channels[i] = (int) Math.round(full * (1 - saturation / 100 * fade(i)));
    } else if (subtype == 4) {
      channels[3] = (int) Math.round(full);
    } else if (hasWarmth()) {
      double warm = (ct - 153) / 347.0;
      channels[subtype - 2] = (int) Math.round(full * (1 - warm));
      channels[subtype - 1] = (int) Math.round(full * warm);
    } else {
      channels[0] = (int) Math.round(full);
    }
    return channels;
  }

  /// How much of a primary colour (0 red, 1 green, 2 blue) the hue takes away, 0..1.
  private double fade(int primary) {
    double away = Math.abs((hue - primary * 120 + 540) % 360 - 180) / 60;
    return Math.clamp(away - 1, 0, 1);
  }
}
