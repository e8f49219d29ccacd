package steward.drivers.mqttdiscovery;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import steward.driver.Payload;
import steward.thing.Udn;
import steward.value.Sha256;

/// Which device an announcement is about: the first of its identifiers, else its hardware address,
/// else the entity itself.
final class Identity {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]{1,80}");
  private static final Pattern MAC =
      Pattern.compile("(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{12}");

  private Identity() {}

  static Optional<Udn> of(Payload json, Entity entity) {
    Payload device = json.at("device").isMissing() ? json.at("dev") : json.at("device");
    String key = identifier(device);
    if (key.isEmpty()) key = mac(device);
    if (key.isEmpty()) key = entity.uniqueId();
    if (key.isEmpty()) key = entity.fact().replace('/', '.').replace('#', '.');
    return Optional.of(new Udn(Announcement.FAMILY + ":" + safe(key)));
  }

  private static String identifier(Payload device) {
    Payload ids =
        device.at("identifiers").isMissing() ? device.at("ids") : device.at("identifiers");
    if (ids.isList()) {
      for (Payload id : ids.items()) if (!id.textOr("").isBlank()) return id.textOr("").strip();
      return "";
    }
    return ids.textOr("").strip();
  }

  private static String mac(Payload device) {
    Payload all =
        device.at("connections").isMissing() ? device.at("cns") : device.at("connections");
    for (Payload one : all.items())
      if (one.at(0).textOr("").equals("mac")) return one.at(1).textOr("").strip();
    return "";
  }

  /// A key that a UDN can hold: addresses in one spelling, odd texts by their digest.
  private static String safe(String key) {
    if (MAC.matcher(key).matches())
      return key.replace(":", "").replace("-", "").toUpperCase(Locale.ROOT);
    if (PLAIN.matcher(key).matches()) return key;
    String stem = Announcement.slug(key);
    return (stem.length() > 40 ? stem.substring(0, 40) : stem) + "." + digest(key);
  }

  private static String digest(String key) {
    return Sha256.hex(key).substring(0, 12);
  }
}
