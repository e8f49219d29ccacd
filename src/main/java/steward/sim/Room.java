package steward.sim;

import java.util.ArrayList;
import java.util.List;

/// A room of the simulated house: its air, its light, what stands open, and who is in it. Confined
/// to the house's context.
final class Room {
  private static final double LEAK_PER_MINUTE = 0.0007;
  private static final double OPEN_LEAK_PER_MINUTE = 0.012;
  private static final double HEATER_PER_MINUTE = 0.045;
  private static final double PERSON_PER_MINUTE = 0.0025;
  private static final double STILL_AFTER_MINUTES = 4;

  final String name;
  final boolean outside;
  final double windowShare;
  final List<Lamp> lamps = new ArrayList<>();
  final List<Opening> openings = new ArrayList<>();
  double temperature;
  double humidity = 45;
  double co2 = 520;
  double goal = 20.5;
  boolean heated;
  boolean smoky;

  /// How far the covers let light in, 0..1.
  double shade = 1;

  /// Steam from a shower or a pot, percent of humidity a minute.
  double steam;

  int present;
  int awake;
  double lastMotion = -1_000;

  /// A source of light that people can switch by hand.
  interface Lamp {
    double lux();

    boolean isOn();

    void byHand(boolean on);
  }

  /// A door or window.
  static final class Opening {
    boolean open;
  }

  Room(String name, double windowShare) {
    this.name = name;
    this.outside = windowShare >= 1;
    this.windowShare = windowShare;
    this.temperature = outside ? 8 : 19.5;
  }

  Opening opening() {
    var opening = new Opening();
    openings.add(opening);
    return opening;
  }

  boolean isOpen() {
    for (Opening opening : openings) if (opening.open) return true;
    return false;
  }

  double light(double daylight) {
    double lux = daylight * windowShare * (outside ? 1 : shade);
    for (Lamp lamp : lamps) lux += lamp.lux();
    return lux;
  }

  boolean isMoving(double minute) {
    return minute - lastMotion < STILL_AFTER_MINUTES;
  }

  /// Lets the air change for a while.
  void pass(double minutes, double outdoor, double wet) {
    if (outside) {
      temperature = outdoor;
      humidity = wet;
      return;
    }
    double leak = LEAK_PER_MINUTE + (isOpen() ? OPEN_LEAK_PER_MINUTE : 0);
    heated = temperature < goal + (heated ? 0.2 : -0.2);
    double warming = (heated ? HEATER_PER_MINUTE : 0) + present * PERSON_PER_MINUTE;
    temperature += minutes * (warming - (temperature - outdoor) * leak);
    double air = isOpen() ? 0.05 : 0.006;
    humidity += minutes * (steam + present * 0.02 - (humidity - 42) * air);
    humidity = Math.clamp(humidity, 20, 97);
    co2 += minutes * (present * 3.5 - (co2 - 420) * air);
  }
}
