package steward.sim;

/// What hangs on a metered plug: it draws its standby power, or runs a program that people started.
final class Load {
  private final double standbyWatts;
  private double watts;
  private double minutesLeft;
  private double cycleMinutes;
  private double cycleShare;
  private double age;

  Load(double standbyWatts) {
    this.standbyWatts = standbyWatts;
  }

  /// A load that switches itself, as a refrigerator does: for this share of each cycle it draws
  /// these watts.
  static Load cycling(double watts, double minutes, double share) {
    var load = new Load(1.2);
    load.watts = watts;
    load.cycleMinutes = minutes;
    load.cycleShare = share;
    return load;
  }

  void run(double newWatts, double minutes) {
    watts = newWatts;
    minutesLeft = minutes;
  }

  boolean isRunning() {
    return minutesLeft > 0 || (cycleMinutes > 0 && age % cycleMinutes < cycleMinutes * cycleShare);
  }

  void pass(double minutes) {
    age += minutes;
    minutesLeft = Math.max(0, minutesLeft - minutes);
  }

  double watts() {
    return isRunning() ? watts : standbyWatts;
  }
}
