package steward.sim;

import java.util.Locale;

/// A shutter on two relays of a Tasmota device. Confined to the house's context.
final class TasmotaShutter {
  private static final double PERCENT_PER_SECOND = 8;

  private double position;
  private double target;

  TasmotaShutter(double position) {
    this.position = position;
    this.target = position;
  }

  double position() {
    return position;
  }

  boolean isMoving() {
    return position != target;
  }

  /// Carries out a command; false for one that it does not know.
  boolean obey(String command, String argument) {
    switch (command) {
      case "SHUTTEROPEN" -> target = 100;
      case "SHUTTERCLOSE" -> target = 0;
      case "SHUTTERSTOP" -> target = position;
      case "SHUTTERTOGGLE" -> target = position > 50 ? 0 : 100;
      case "SHUTTERPOSITION" -> {
        switch (argument.toUpperCase(Locale.ROOT)) {
          case "OPEN" -> target = 100;
          case "CLOSE" -> target = 0;
          case "STOP" -> target = position;
          default -> {
            if (!argument.matches("\\d{1,3}") || Integer.parseInt(argument) > 100) return false;
            target = Integer.parseInt(argument);
          }
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Moves for one second.
  void move() {
    double way = Math.clamp(target - position, -PERCENT_PER_SECOND, PERCENT_PER_SECOND);
    position += way;
  }

  String json() {
    int direction = (int) Math.signum(target - position);
    return "{\"Position\":"
        + Math.round(position)
        + ",\"Direction\":"
        + direction
        + ",\"Target\":"
        + Math.round(target)
        + ",\"Tilt\":0}";
  }
}
