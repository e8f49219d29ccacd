package steward.network;

import java.net.InetAddress;
import java.util.function.Predicate;

/// What an outgoing connection is for, and so which addresses it may reach.
public enum Purpose {
  /// A service that the configuration names, such as an MQTT broker: this machine and the home
  /// network as well.
  DECLARED_SERVICE,
  /// A thing of the house: never this machine, whatever its name resolves to.
  THING,
  /// The same where the configuration says that there are things on this machine, such as a bridge
  /// program or the simulated ones of the demonstration.
  THING_HERE_TOO,
  /// A cloud that a family declares and the configuration allows: public addresses only, neither
  /// this machine nor the home network.
  CLOUD,
  /// A simulated cloud that the configuration puts in the place of a real one: this machine only.
  CLOUD_HERE;

  /// Whether a connection for this purpose may go there. Nothing reaches link-local, metadata,
  /// multicast or reserved addresses.
  boolean allows(InetAddress address, Predicate<InetAddress> own) {
    if (Addresses.isForbidden(address)) return false;
    return switch (this) {
      case DECLARED_SERVICE, THING_HERE_TOO -> true;
      case THING -> !address.isLoopbackAddress() && !own.test(address);
      case CLOUD -> Addresses.isPublic(address) && !own.test(address);
      case CLOUD_HERE -> address.isLoopbackAddress();
    };
  }
}
