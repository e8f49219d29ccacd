package steward.drivers.tasmota;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import steward.value.Malformed;

/// Where a device publishes and listens: each is the topic up to and with its last slash.
///
/// @param command where it takes commands
/// @param state where it answers and reports changes
/// @param telemetry where it reports by the clock
record Topics(String command, String state, String telemetry) {
  static final int LENGTH_MAX = 250;
  static final String FULL_TOPIC = "%prefix%/%topic%/";

  /// Whether a plain text on the state topic can be told from a command.
  boolean areDistinct() {
    return !command.equals(state);
  }

  /// The topics of a device: one, or two where the template has `%id%`, which stands for the last
  /// six digits of the MAC or for all of it.
  ///
  /// @throws Malformed if a topic would be none, or belongs to somebody else
  static List<Topics> of(Profile profile) {
    Topics shortId = filled(profile, profile.shortId());
    Topics longId = filled(profile, profile.mac());
    return shortId.equals(longId) ? List.of(shortId) : List.of(shortId, longId);
  }

  private static Topics filled(Profile profile, String id) {
    String template = profile.fullTopic();
    String common =
        (template.endsWith("/") ? template : template + "/")
            .replace("%topic%", profile.topic())
            .replace("%hostname%", profile.hostname())
            .replace("%id%", id);
    return new Topics(
        checked(common.replace("%prefix%", profile.prefix("cmnd"))),
        checked(common.replace("%prefix%", profile.prefix("stat"))),
        checked(common.replace("%prefix%", profile.prefix("tele"))));
  }

  /// A device names its own topics, so a false one could make us subscribe to the whole house, or
  /// publish into it.
  private static String checked(String topic) {
    boolean foreign =
        topic.startsWith("$")
            || topic.startsWith("/$")
            || topic.startsWith("steward/")
            || topic.startsWith("tasmota/discovery/")
            || topic.startsWith("homeassistant/");
    boolean odd = topic.chars().anyMatch(c -> c == '+' || c == '#' || c < ' ' || c == 0x7f);
    if (foreign || odd || topic.length() > LENGTH_MAX || topic.equals("/")) {
      throw new Malformed(
          "/binding/topic",
          "a topic of its own without + and #, at most " + LENGTH_MAX + " characters",
          "'" + topic + "'");
    }
    return topic;
  }

  static Set<String> filters(List<Topics> all) {
    var filters = new LinkedHashSet<String>();
    for (Topics topics : all) {
      filters.add(topics.state + "+");
      filters.add(topics.telemetry + "+");
    }
    return filters;
  }
}
