package steward.drivers.owntracks;

/// A circle on the earth.
///
/// @param lat degrees north
/// @param lon degrees east
/// @param radius metres
record Zone(double lat, double lon, double radius) {
  /// A fix may be off by this much more than the zone's radius and still say something, in metres.
  static final double MARGIN = 100;

  private static final double EARTH_RADIUS = 6_371_000;

  /// What a fix says about being in the zone.
  ///
  /// @param accuracy in metres; 0 where the phone does not say
  Sign sign(double fixLat, double fixLon, double accuracy) {
    if (accuracy > radius + MARGIN) return Sign.NOTHING;
    double distance = distance(fixLat, fixLon);
    if (distance <= radius + accuracy) return Sign.IN;
    return distance - accuracy > radius + MARGIN ? Sign.OUT : Sign.NOTHING;
  }

  private double distance(double otherLat, double otherLon) {
    double north = Math.toRadians(otherLat - lat);
    double east = Math.toRadians(otherLon - lon) * Math.cos(Math.toRadians((lat + otherLat) / 2));
    return EARTH_RADIUS * Math.sqrt(north * north + east * east);
  }

  /// What a message says of being at home.
  enum Sign {
    IN,
    OUT,
    NOTHING
  }
}
