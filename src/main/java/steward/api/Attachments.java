package steward.api;

import java.util.Optional;
import java.util.function.Supplier;
import steward.access.MqttClients;
import steward.access.MqttPasswords;

/// What the API's operations about names on the broker are built on.
///
/// @param at where the broker is; nothing where the house uses another one, which has its own names
public record Attachments(MqttClients clients, MqttPasswords passwords, Supplier<Optional<At>> at) {

  /// Where devices find the broker.
  ///
  /// @param host a name or address of the house
  /// @param tls the port of MQTT over TLS, where it is open
  /// @param plain the port of MQTT without TLS, where it is open beyond this machine
  public record At(String host, Optional<Integer> tls, Optional<Integer> plain) {}
}
