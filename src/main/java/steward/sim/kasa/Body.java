package steward.sim.kasa;

import java.util.Random;
import java.util.function.BiConsumer;

/// The relays, the light and the meters of a device. Confined to its context.
final class Body {
  private static final double VOLTS = 230.4;

  final KasaModel model;
  private final boolean[] on;
  private final double[] watts;
  private final double[] wattHours;
  private final Random random;
  private final BiConsumer<Integer, Runnable> later;
  private long since = System.nanoTime();
  int brightness = 50;
  int hue;
  int saturation;
  int kelvin = 2700;

  /// It says that it obeys, and does not.
  boolean lies;

  /// @param later runs a task after these milliseconds on the device's context
  Body(KasaModel model, Random random, BiConsumer<Integer, Runnable> later) {
    this.model = model;
    this.random = random;
    this.later = later;
    on = new boolean[model.outlets()];
    watts = new double[model.outlets()];
    wattHours = new double[model.outlets()];
    for (int i = 0; i < watts.length; i++) {
      watts[i] = 40 + 10.0 * i;
      wattHours[i] = 12_068 + 100.0 * i;
    }
  }

  boolean isOn(int outlet) {
    return on[outlet];
  }

  /// A hand on its button.
  void press(int outlet) {
    on[outlet] = !on[outlet];
  }

  /// Its load draws this much while it is on.
  void draw(int outlet, double nowWatts) {
    watts[outlet] = nowWatts;
  }

  /// The relay moves a while after the answer.
  void turn(int outlet, boolean goal) {
    if (!lies) later.accept(100 + random.nextInt(200), () -> on[outlet] = goal);
  }

  /// A light shines at once.
  void shine(boolean goal) {
    if (!lies) on[0] = goal;
  }

  double volts() {
    return VOLTS + random.nextDouble() - 0.5;
  }

  double watts(int outlet) {
    return on[outlet] ? watts[outlet] * (0.99 + 0.02 * random.nextDouble()) : 0;
  }

  double wattHours(int outlet) {
    long now = System.nanoTime();
    double hours = (now - since) / 3.6e12;
    since = now;
    for (int i = 0; i < on.length; i++) if (on[i]) wattHours[i] += watts[i] * hours;
    return wattHours[outlet];
  }

  void erase() {
    java.util.Arrays.fill(wattHours, 0);
  }

  /// As after a power cut, of a model that does not restore its relays.
  void powerCut() {
    java.util.Arrays.fill(on, false);
  }
}
