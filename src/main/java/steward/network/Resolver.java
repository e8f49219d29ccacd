package steward.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a name. May block.
@FunctionalInterface
public interface Resolver {
  List<InetAddress> addresses(String host) throws UnknownHostException;

  /// That of the system.
  static Resolver ofSystem() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
