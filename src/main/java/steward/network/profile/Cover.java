package steward.network.profile;

import steward.network.fence.Host;
import steward.network.fence.Lane;
import steward.network.fence.Ports;
import steward.network.fence.Subnet;

/// Whether one way lets through what another does. Pure.
final class Cover {
  private Cover() {}

  static boolean covers(Ports wide, Ports narrow) {
    return wide.protocol() == narrow.protocol()
        && wide.first() <= narrow.first()
        && wide.last() >= narrow.last();
  }

  static boolean covers(Host wide, Host narrow) {
    if (!wide.zone()) return wide.equals(narrow);
    return narrow.name().equals(wide.name()) || narrow.name().endsWith("." + wide.name());
  }

  /// Whether everything that `narrow` lets out, `wide` does as well. One that is open only in the
  /// window covers none that is open always.
  static boolean covers(Lane wide, Lane narrow) {
    if (!covers(wide.ports(), narrow.ports())) return false;
    return switch (wide) {
      case Lane.Out out ->
          narrow instanceof Lane.Out(Host host, _, boolean six, boolean windowOnly)
              && covers(out.host(), host)
              && (out.six() || !six)
              && (!out.windowOnly() || windowOnly);
      case Lane.Exact exact ->
          narrow instanceof Lane.Exact(Subnet target, _, boolean windowOnly)
              && covers(exact.target(), target)
              && (!exact.windowOnly() || windowOnly);
      case Lane.In _, Lane.Knock _ -> wide.equals(narrow);
    };
  }

  private static boolean covers(Subnet wide, Subnet narrow) {
    return wide.bits() <= narrow.bits() && wide.contains(narrow.address());
  }
}
