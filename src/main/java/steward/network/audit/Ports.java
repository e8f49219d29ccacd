package steward.network.audit;

import java.util.List;
import java.util.Set;

/// Which doors are looked at on every device, and what may be said at them.
final class Ports {
  /// What devices in houses are known to leave open.
  static final List<Integer> WELL_KNOWN =
      List.of(
          21, 22, 23, 25, 53, 80, 81, 111, 139, 443, 445, 502, 554, 631, 1080, 1400, 1883, 2000,
          2323, 3000, 3389, 5000, 5555, 5900, 6668, 7547, 7681, 8000, 8008, 8009, 8060, 8080, 8081,
          8088, 8123, 8443, 8883, 8888, 9000, 9100, 9999, 49_152);

  private static final Set<Integer> DEBUG = Set.of(23, 2323, 5555);
  private static final Set<Integer> PAGES =
      Set.of(80, 81, 3000, 5000, 7681, 8000, 8008, 8080, 8081, 8088, 8123, 8888, 9000, 49_152);
  private static final Set<Integer> TLS = Set.of(443, 8443, 8883);

  private Ports() {}

  /// Telnet, its twin, and the door of Android's developers.
  static boolean isDebug(int port) {
    return DEBUG.contains(port);
  }

  static boolean isPage(int port) {
    return PAGES.contains(port);
  }

  static boolean isTls(int port) {
    return TLS.contains(port);
  }
}
