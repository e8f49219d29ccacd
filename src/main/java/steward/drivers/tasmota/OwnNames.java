package steward.drivers.tasmota;

import java.util.LinkedHashSet;
import java.util.Set;
import steward.driver.Attachment;
import steward.driver.OwnTopics;
import steward.driver.SetUp;
import steward.value.Malformed;

/// What a device with its own name on the broker may use, and how it is given one.
final class OwnNames {
  /// The group that every device is in until told otherwise.
  private static final String GROUP = "tasmotas";

  /// A fingerprint of twenty zeros stands for the one of the first connection.
  private static final String LEARNS = "MqttFingerprint1" + " 00".repeat(20) + "; ";

  private OwnNames() {}

  /// @param key the part of the UDN that says which device it is
  static OwnTopics topics(Profile profile, String key) {
    String template = profile.fullTopic();
    boolean isApart =
        template.contains("%topic%") && !profile.topic().isEmpty()
            || template.contains("%id%") && !profile.mac().isEmpty()
            || template.contains("%hostname%") && !profile.hostname().isEmpty();
    // Without a part of its own its topics are those of every device that is set up alike.
    if (!isApart) return OwnTopics.NONE;
    var publishes = new LinkedHashSet<String>();
    var subscribes = new LinkedHashSet<String>();
    for (Topics topics : Topics.of(profile)) {
      publishes.add(topics.state() + "+");
      publishes.add(topics.telemetry() + "+");
      // A device asks itself for its state when it connects.
      publishes.add(topics.command() + "POWER");
      subscribes.add(topics.command() + "#");
    }
    if (template.contains("%topic%") && !profile.mac().isEmpty())
      subscribes.addAll(commands(profile, "DVES_" + profile.shortId() + "_fb"));
    return new OwnTopics(publishes, announced(key), subscribes, groups(profile, template));
  }

  private static Set<String> announced(String key) {
    return Announcement.isMac(key)
        ? Set.of(Announcement.PREFIX + key + "/config", Announcement.PREFIX + key + "/sensors")
        : Set.of();
  }

  private static Set<String> groups(Profile profile, String template) {
    var groups = new LinkedHashSet<String>();
    if (template.contains("%topic%")) groups.addAll(commands(profile, GROUP));
    try {
      groups.addAll(commands(profile.with("fulltopic", "%prefix%/%topic%/"), GROUP));
    } catch (Malformed _) {
      // the device has an odd prefix; then it has no such group either
    }
    return groups;
  }

  private static Set<String> commands(Profile profile, String topic) {
    var commands = new LinkedHashSet<String>();
    for (Topics topics : Topics.of(profile.with("topic", topic)))
      commands.add(topics.command() + "#");
    return commands;
  }

  /// The commands for the console of the device.
  static String setUp(Attachment to, OwnTopics own) {
    if (to.plain().isEmpty() && to.tls().isEmpty()) return SetUp.plainly(to, own);
    var text = new StringBuilder();
    to.plain()
        .ifPresent(port ->
            text.append("Enter this in the device's console (Tools, Console):\n")
                .append(backlog(to, port, ""))
                .append('\n')
                .append(
                    "Most builds of Tasmota have no TLS: name and password then travel readable by"
                        + " anybody on that network.\n"));
    to.tls()
        .ifPresent(port ->
            text.append("With a build that has TLS (those for ESP32 do) enter instead:\n")
                .append(backlog(to, port, LEARNS + "SetOption132 1; SetOption103 1; "))
                .append('\n')
                .append(
                    "At its first connection it learns the fingerprint of the house's key and"
                        + " accepts no other after it.\n"));
    if (to.plain().isEmpty())
      text.append(
          "A build without TLS cannot connect: name the interface of the things in mqtt.listen.\n");
    return text.append("The device restarts once.\n").toString();
  }

  private static String backlog(Attachment to, int port, String first) {
    return "Backlog %sMqttHost %s; MqttPort %d; MqttUser %s; MqttPassword %s"
        .formatted(first, to.host(), port, to.name(), to.password());
  }
}
