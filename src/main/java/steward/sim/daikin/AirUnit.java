package steward.sim.daikin;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// A simulated air conditioner behind its adapter: how it is set, and what it measures. Guarded by
/// its device.
public final class AirUnit {
  boolean on;
  String mode = "cool";
  final Map<String, Double> goals = new HashMap<>();
  final Map<String, String> fans = new HashMap<>();
  boolean vertical;
  boolean horizontal;
  final Set<String> specials = new LinkedHashSet<>();
  boolean away;
  double room = 25;
  double outdoor = 21;
  int humidity = -1;
  boolean hasSensors = true;
  int[] days = {5700, 4100, 6000, 3800, 2300, 3300, 400};

  AirUnit() {
    for (String word : new String[] {"auto", "heat", "cool"}) goals.put(word, 25.0);
    for (String word : new String[] {"auto", "heat", "cool", "dry", "fan"}) fans.put(word, "auto");
  }

  /// Turned by somebody with the remote control.
  public void turn(boolean nowOn) {
    on = nowOn;
  }

  /// Set by somebody with the remote control: auto, heat, cool, dry or fan.
  public void mode(String word) {
    mode = word;
  }

  /// Set by somebody with the remote control, in celsius.
  public void goal(double celsius) {
    goals.put(mode, Math.clamp(celsius, mode.equals("heat") ? 10.0 : 18.0, 32.0));
  }

  public void fan(String word) {
    fans.put(mode, word);
  }

  /// The air changes.
  public void air(double roomCelsius, double outdoorCelsius, int percent) {
    room = roomCelsius;
    outdoor = outdoorCelsius;
    humidity = percent;
  }

  /// A unit without any sensor in the room or outside says so.
  public void sensors(boolean are) {
    hasSensors = are;
  }

  /// The adapter's midnight.
  public void midnight() {
    System.arraycopy(days, 1, days, 0, days.length - 1);
    days[days.length - 1] = 0;
  }

  /// Uses this much.
  public void use(int wattHours) {
    days[days.length - 1] += wattHours;
  }

  public boolean isOn() {
    return on;
  }

  /// The mode that is set, also while it is off.
  public String mode() {
    return mode;
  }

  /// The goal of the mode that is set; 25 where it has none.
  public double goal() {
    return goals.getOrDefault(mode, 25.0);
  }

  public String fan() {
    return fans.getOrDefault(mode, "auto");
  }

  /// Whether the vanes swing up and down, and from side to side.
  public boolean swings(boolean upAndDown) {
    return upAndDown ? vertical : horizontal;
  }

  public Set<String> specials() {
    return Set.copyOf(specials);
  }

  public boolean isAway() {
    return away;
  }
}
