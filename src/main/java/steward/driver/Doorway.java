package steward.driver;

/// A door of the house at which devices knock by themselves.
public enum Doorway {
  /// The MQTT broker, with TLS or without.
  BROKER,
  /// The listener of webhooks.
  WEBHOOKS,
  /// The listener for SONOFF devices with stock firmware.
  STOCK
}
