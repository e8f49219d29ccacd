package steward.drivers.daikin;

import java.util.Map;

/// What adapters of all dialects have in common.
final class Adapters {
  /// Firmware 3.3.6 answers 403 to a request without the usual headers.
  static final Map<String, String> HEADERS = Map.of("User-Agent", "steward", "Accept", "*/*");

  static final String AIRBASE = "AirBase";
  static final String SKYFI = "SkyFi";

  private Adapters() {}

  /// `1_2_54` as people write it, `1.2.54`; empty for anything that is no version.
  static String firmware(String version) {
    boolean isVersion =
        version.length() <= 20
            && !version.isEmpty()
            && version.chars().allMatch(c -> c >= '0' && c <= '9' || c == '_' || c == '.');
    return isVersion ? version.replace('_', '.') : "";
  }

  /// What is known of the hardware where the unit's model is not told.
  static String model(String adapterKind, Codes codes) {
    if (codes.separateAuto()) return AIRBASE;
    return switch (adapterKind) {
      case "2" -> "Split unit, adapter A";
      case "3" -> "Split unit, adapter B";
      case "4" -> "Split unit, adapter C";
      default -> "Split unit";
    };
  }

  /// Whether this is 12 hexadecimal figures in upper case.
  static boolean isMac(String text) {
    return text.length() == 12
        && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'A' && c <= 'F');
  }
}
