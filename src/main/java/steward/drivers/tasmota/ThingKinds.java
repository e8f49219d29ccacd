package steward.drivers.tasmota;

import java.util.Locale;
import steward.thing.Property;

/// The last word of a kind path for what a sensor measures.
final class ThingKinds {
  private ThingKinds() {}

  /// Such as `light`, `distance`, `airquality`.
  static String word(Property property) {
    return property.name().toLowerCase(Locale.ROOT);
  }
}
