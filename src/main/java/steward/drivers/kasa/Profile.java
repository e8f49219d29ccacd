package steward.drivers.kasa;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import steward.thing.Udn;

/// What a device said of itself. Its texts are cut but hostile. Immutable.
///
/// @param mac twelve upper-case hexadecimal figures: the one name that all of a device's ways of
///   speaking have in common, before and after an update of its firmware
/// @param metered as far as it says so itself
/// @param kelvinMin the warmest white; 0 where white cannot be chosen
/// @param on as it was reported last; empty for a strip
record Profile(
    String mac,
    String name,
    String model,
    String firmware,
    Kind kind,
    boolean metered,
    boolean colours,
    int kelvinMin,
    int kelvinMax,
    Optional<Boolean> on,
    List<Outlet> outlets) {
  static final int OUTLETS_MAX = 16;
  private static final int TEXT_MAX = 80;
  private static final Pattern MAC = Pattern.compile("[0-9A-F]{12}");

  Profile {
    outlets = List.copyOf(outlets);
    name = cut(name);
    model = cut(model);
    firmware = cut(firmware);
  }

  /// What kind of device it is.
  enum Kind {
    PLUG,
    DIMMER,
    STRIP,
    BULB,
    LIGHT_STRIP;

    boolean isLight() {
      return this == BULB || this == LIGHT_STRIP;
    }

    boolean dims() {
      return this == DIMMER || isLight();
    }
  }

  private static String cut(String text) {
    return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
  }

  boolean isTunable() {
    return kelvinMin > 0;
  }

  Optional<Outlet> outlet(String part) {
    return outlets.stream().filter(outlet -> outlet.part().equals(part)).findFirst();
  }

  Profile withMeter(boolean nowMetered) {
    return new Profile(
        mac, name, model, firmware, kind, nowMetered, colours, kelvinMin, kelvinMax, on, outlets);
  }

  Udn udn() {
    return udn(mac);
  }

  static Udn udn(String mac) {
    return new Udn(KasaFamily.NAME + ":" + mac);
  }

  /// The MAC address in the form of [#mac]; nothing where the text is none.
  static Optional<String> mac(String text) {
    if (text.length() > 20) return Optional.empty();
    String bare = text.replace(":", "").replace("-", "").strip().toUpperCase(Locale.ROOT);
    return Optional.of(bare).filter(mac -> MAC.matcher(mac).matches());
  }

  /// Which end of the UDN of a thing names its outlet; empty for the device itself.
  static String part(Udn udn) {
    int slash = udn.value().indexOf('/');
    return slash < 0 ? "" : udn.value().substring(slash + 1);
  }
}
