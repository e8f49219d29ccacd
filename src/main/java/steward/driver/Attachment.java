package steward.driver;

import java.util.Optional;

/// What a device needs to connect to the house's broker with a name of its own. Its password is a
/// secret: never in a log, a journal or an answer that is given twice.
///
/// @param host a name or address of the house
/// @param tls the port of MQTT over TLS, where it is open
/// @param plain the port of MQTT without TLS, where it is open beyond this machine
public record Attachment(
    String host, Optional<Integer> tls, Optional<Integer> plain, String name, String password) {

  /// Without the password.
  @Override
  public String toString() {
    return "Attachment[" + name + " at " + host + "]";
  }
}
