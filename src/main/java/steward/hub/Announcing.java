package steward.hub;

import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import steward.network.mdns.Announcer;

/// What is announced of the house on its networks.
final class Announcing {
  private static final String NAME = "steward";

  private Announcing() {}

  /// Announces what is open, from now on.
  ///
  /// @param https its port; 0 where it is off
  /// @param ssh the same
  /// @param hosts the clients' own names, which are answered and not announced
  static Announcer begun(UUID house, int https, int ssh, Supplier<Set<String>> hosts) {
    var services = new ArrayList<Announcer.Service>();
    if (https > 0) {
      services.add(new Announcer.Service("_https._tcp", https));
      services.add(new Announcer.Service("_wss._tcp", https));
    }
    if (ssh > 0) services.add(new Announcer.Service("_ssh._tcp", ssh));
    var made = new Announcer(house, NAME, services, hosts);
    made.start();
    return made;
  }
}
