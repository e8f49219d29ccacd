package steward.drivers.daikin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import steward.driver.Kept;
import steward.driver.Way;
import steward.thing.Binding;
import steward.value.Malformed;

/// At which address and ports an adapter is reached.
record Doors(String host, int http, int https, int skyFi) {
  static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int SKYFI = 2000;
  private static final Duration SKYFI_PAUSE = Duration.ofMillis(300);
  private static final int PORT_MAX = 65_535;

  /// @throws Malformed if a part is missing or wrong
  static Doors of(Binding binding) {
    return new Doors(
        binding.part("host"),
        port(binding, "port", HTTP),
        port(binding, "tls-port", HTTPS),
        port(binding, "skyfi-port", SKYFI));
  }

  private static int port(Binding binding, String part, int usual) {
    String text = binding.part(part, "");
    if (text.isBlank()) return usual;
    boolean isNumber = text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = isNumber ? Integer.parseInt(text) : 0;
    if (port < 1 || port > PORT_MAX)
      throw new Malformed("/binding/" + part, "a port from 1 to " + PORT_MAX, "'" + text + "'");
    return port;
  }

  Way way(Kept kept) {
    var doors = new ArrayList<Way.Door>();
    doors.add(Way.Door.Http.plain(http));
    if (hasKey(kept)) {
      var pinned = new Way.Tls.Pinned("", kept.get(Way.PIN), true);
      doors.add(new Way.Door.Http(https, pinned, 1, Duration.ZERO, false));
    }
    if (hasSkyFi(kept)) doors.add(new Way.Door.Http(skyFi, Way.Tls.NONE, 1, SKYFI_PAUSE, false));
    return new Way.At(host, doors);
  }

  static boolean hasKey(Kept kept) {
    return !kept.text(DaikinFamily.KEY).isBlank();
  }

  private static boolean hasSkyFi(Kept kept) {
    return !kept.text(DaikinFamily.SKYFI_PASSWORD).isBlank();
  }

  /// What the adapter may speak, in the order in which it is tried. One whose certificate is pinned
  /// is not asked without TLS: who can answer there could be anybody.
  List<Dialect> dialects(Kept kept) {
    String password = kept.text(DaikinFamily.PASSWORD);
    var dialects = new ArrayList<Dialect>();
    if (hasKey(kept)) dialects.add(new KeyValueDialect(Codes.CLASSIC, https, true, password));
    if (hasKey(kept) && kept.get(Way.PIN).isPresent()) return dialects;
    if (hasSkyFi(kept))
      dialects.add(new SkyFiDialect(skyFi, kept.text(DaikinFamily.SKYFI_PASSWORD)));
    dialects.add(new DsiotDialect(http));
    dialects.add(new KeyValueDialect(Codes.CLASSIC, http, false, password));
    dialects.add(new KeyValueDialect(Codes.AIRBASE, http, false, password));
    return dialects;
  }
}
