package steward.network;

import java.net.InetAddress;
import java.util.function.Predicate;

/// What an outgoing connection is for, and so which addresses it may reach.
public enum Purpose {
  /// A service that the configuration names, such as an MQTT broker: this machine and the home
  /// network as well.
  DECLARED_SERVICE,
  /// A thing of the house: never this machine, whatever its name resolves to.
  THING;

  /// Whether a connection for this purpose may go there. Nothing reaches link-local, metadata,
  /// multicast or reserved addresses.
  boolean allows(InetAddress address, Predicate<InetAddress> own) {
    if (Addresses.isForbidden(address)) return false;
    return switch (this) {
      case DECLARED_SERVICE -> true;
      case THING -> !address.isLoopbackAddress() && !own.test(address);
    };
  }
}
