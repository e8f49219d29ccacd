package steward.drivers.sonoff;

/// What a part of a device is.
enum Role {
  /// One switch, commanded with `switch`.
  SWITCH,
  /// One of several outlets, commanded with `switches`.
  OUTLET,
  LIGHT,
  FAN,
  /// The light of a fan.
  LAMP,
  COVER,
  /// A radio bridge, which sends.
  BRIDGE,
  /// A remote that a radio bridge has learnt, which is heard.
  REMOTE
}
