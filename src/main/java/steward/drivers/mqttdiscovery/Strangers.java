package steward.drivers.mqttdiscovery;

import java.util.Locale;
import steward.driver.Payload;

/// Announcements that are not for this family: our own, and those of Tasmota's older form, whose
/// devices have a family of their own.
final class Strangers {
  private Strangers() {}

  static boolean isOwn(Payload json, Entity entity) {
    String origin = json.at("origin").at("name").textOr(json.at("o").at("name").textOr(""));
    return origin.equalsIgnoreCase("steward")
        || entity.uniqueId().startsWith("steward_")
        || entity.key("state_topic").startsWith("steward/")
        || entity.key("command_topic").startsWith("steward/");
  }

  static boolean isTasmota(Payload json, Entity entity) {
    Payload device = json.at("device").isMissing() ? json.at("dev") : json.at("device");
    String told =
        device.at("manufacturer").textOr(device.at("mf").textOr(""))
            + " "
            + device.at("sw_version").textOr(device.at("sw").textOr(""))
            + " "
            + json.at("origin").at("name").textOr(json.at("o").at("name").textOr(""));
    if (told.toLowerCase(Locale.ROOT).contains("tasmota")) return true;
    boolean will = entity.key("availability").contains("/LWT\tOnline\tOffline");
    boolean trigger = entity.key("payload").startsWith("{\"TRIG\":");
    return will || trigger;
  }
}
