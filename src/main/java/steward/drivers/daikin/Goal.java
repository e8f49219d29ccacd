package steward.drivers.daikin;

import steward.value.Amount;

/// Which goal temperatures a mode takes, in celsius. Source: the fact sheet, 3.3.
record Goal(double min, double max) {
  /// What a unit is given that remembers no goal for a mode.
  static final double MIDDLE = 25;

  private static final Goal NONE = new Goal(1, 0);

  static Goal of(String mode) {
    return switch (mode) {
      case "heat" -> new Goal(10, 31);
      case "cool" -> new Goal(18, 33);
      case "auto" -> new Goal(18, 31);
      default -> NONE;
    };
  }

  boolean isThere() {
    return min <= max;
  }

  boolean admits(double goal) {
    return goal >= min && goal <= max;
  }

  String sentence(String mode) {
    return "in the mode "
        + mode
        + " the goal is "
        + Amount.plain(min)
        + " to "
        + Amount.plain(max)
        + " °C";
  }

  static String none(String mode) {
    return mode.isEmpty()
        ? "the unit is in a mode that we do not know"
        : "in the mode " + mode + " the unit has no goal temperature";
  }
}
