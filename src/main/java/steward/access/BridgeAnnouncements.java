package steward.access;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import steward.driver.Family;
import steward.driver.Payload;
import steward.driver.TopicFilter;
import steward.mqtt.Verdict;
import steward.thing.Message;
import steward.value.Bytes;

/// What bridges with a name of their own announce in the places where devices of all families say
/// what they are: only what is reached by topics below their own prefix, and never in the place of
/// another bridge's announcement. Confined to the broker's loop.
///
/// Which texts of an announcement are topics is told by their names, long or short: `state_topic`,
/// `stat_t`, `topic`, `t`; `~` stands for the base that the announcement itself names.
final class BridgeAnnouncements {
  /// Announcements whose sender is remembered; the one not seen for longest is forgotten, and may
  /// then be taken over but not taken back.
  private static final int REMEMBERED_MAX = 8_192;

  private static final Verdict UNREADABLE =
      new Verdict.Refused("an announcement is a JSON object, or empty to take it back");
  private static final Verdict FOREIGN_PLACE =
      new Verdict.Refused("somebody else announced a device here");
  private static final Verdict FOREIGN_TOPIC =
      new Verdict.Refused("a bridge announces only what has its topics below its own prefix");

  private final List<TopicFilter> places;
  private final List<String> greetings;
  private final Map<String, String> senders =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  BridgeAnnouncements(Collection<Family> families) {
    var filters = new TreeSet<String>();
    families.forEach(family -> filters.addAll(family.sightingFilters()));
    places = filters.stream().map(TopicFilter::new).toList();
    greetings =
        families.stream()
            .flatMap(family -> family.greetings().stream())
            .map(Message.Publish::topic)
            .distinct()
            .toList();
  }

  /// Whether it is where bridges are told to announce again.
  boolean isGreeting(String filter) {
    return greetings.contains(filter);
  }

  /// Whether devices announce themselves here.
  boolean isPlace(String topic) {
    return places.stream().anyMatch(place -> place.matches(topic));
  }

  /// Whether a bridge may say this in a place of announcements.
  Verdict announced(String bridge, String prefix, String topic, Bytes payload) {
    String sender = senders.get(topic);
    if (sender != null && !sender.equals(bridge)) return FOREIGN_PLACE;
    if (payload.isEmpty()) return sender == null ? FOREIGN_PLACE : Verdict.allowed();
    Payload json = Payload.json(payload).orElse(Payload.MISSING);
    if (!json.isObject()) return UNREADABLE;
    if (!isOwn(json, prefix + "/", json.at("~").textOr(""))) return FOREIGN_TOPIC;
    senders.put(topic, bridge);
    return Verdict.allowed();
  }

  private static boolean isOwn(Payload json, String below, String base) {
    for (String name : json.names()) {
      Payload value = json.at(name);
      boolean isOwn =
          value.isObject()
              ? isOwn(value, below, base(value, base))
              : areOwn(value.items(), below, base);
      boolean isTopic = isTopic(name) && value.text().isPresent();
      if (!isOwn || isTopic && !whole(value.textOr(""), base).startsWith(below)) return false;
    }
    return true;
  }

  private static boolean areOwn(List<Payload> values, String below, String base) {
    return values.stream()
        .allMatch(value -> !value.isObject() || isOwn(value, below, base(value, base)));
  }

  /// As announcements are read: what is there and no text is an empty base.
  private static String base(Payload value, String around) {
    return value.at("~").isMissing() ? around : value.at("~").textOr("");
  }

  private static boolean isTopic(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("t") || lower.endsWith("_t") || lower.endsWith("topic");
  }

  private static String whole(String topic, String base) {
    if (topic.startsWith("~")) return base + topic.substring(1);
    return topic.endsWith("~") ? topic.substring(0, topic.length() - 1) + base : topic;
  }
}
