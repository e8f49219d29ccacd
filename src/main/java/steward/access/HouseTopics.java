package steward.access;

import java.util.Optional;
import steward.thing.ThingId;

/// The topics of the house's own face on the broker: what each is about. Immutable.
///
/// @param prefix where things are announced in Home Assistant's convention, one level
/// @param house by which this house's announcements are told from another's
public record HouseTopics(String prefix, String house) {
  public static final String ROOT = "steward/";
  public static final String AVAILABLE = "available";
  public static final String PERFORM = "perform";
  public static final String OUTCOME = "outcome";
  public static final String PERFORM_FILTER = ROOT + "+/" + PERFORM;

  /// Whether the house has an owner: `true` or `false`, retained, and there from the first moment.
  public static final String CLAIMED = ROOT + "house/claimed";

  /// Whether the steward runs: `online` or `offline`, retained.
  public static final String RUNNING = ROOT + "house/running";

  /// The version of the steward, retained.
  public static final String VERSION = ROOT + "house/version";

  private static final String REPLY = ROOT + "reply/";

  /// What a topic is about.
  public sealed interface About {}

  /// The last value of a property, or what just happened. Its name may be none of the dictionary.
  public record OfValue(ThingId thing, String property) implements About {}

  /// Whether a thing is there, or how it is announced.
  public record OfThing(ThingId thing) implements About {}

  /// Where a thing is asked to do something.
  public record OfPerform(ThingId thing) implements About {}

  /// What became of what it was asked by MQTT.
  public record OfOutcome(ThingId thing) implements About {}

  /// Whether the house has an owner.
  public record OfClaim() implements About {}

  /// How the house itself is.
  public record OfHouse() implements About {}

  /// Where the client with this name is answered.
  public record OfReply(String user) implements About {}

  /// Nothing of the house's.
  public record OfNothing() implements About {}

  private static final About NOTHING = new OfNothing();

  public static String value(ThingId thing, String property) {
    return ROOT + thing + "/" + property;
  }

  /// Where the client with this name may have its answers.
  public static String reply(String user) {
    return REPLY + user + "/";
  }

  /// Where a part of a thing is announced.
  public String announcement(String component, ThingId thing, String part) {
    return prefix + "/" + component + "/" + node() + thing + "/" + part + "/config";
  }

  /// What the ids of all that this house announces begin with.
  public String node() {
    return "steward_" + house + "_";
  }

  /// Whether it is one of the house's own, announcements included.
  public boolean isOwn(String topic) {
    return topic.startsWith(ROOT) || isAnnounced(topic);
  }

  private boolean isAnnounced(String topic) {
    return topic.startsWith(prefix) && topic.contains("/" + node());
  }

  /// Reads a topic or a filter without wildcards.
  public About about(String topic) {
    if (topic.startsWith(ROOT)) return own(topic);
    return isAnnounced(topic) ? announced(topic) : NOTHING;
  }

  private static About own(String topic) {
    if (topic.equals(CLAIMED)) return new OfClaim();
    if (topic.equals(RUNNING) || topic.equals(VERSION)) return new OfHouse();
    if (topic.startsWith(REPLY)) {
      String[] levels = topic.substring(REPLY.length()).split("/", 3);
      if (levels.length == 3) return new OfReply(levels[0] + "/" + levels[1]);
    }
    int slash = topic.indexOf('/', ROOT.length());
    if (slash < 0 || topic.indexOf('/', slash + 1) >= 0) return NOTHING;
    Optional<ThingId> thing = thing(topic.substring(ROOT.length(), slash));
    String last = topic.substring(slash + 1);
    return thing
        .<About>map(id ->
            switch (last) {
              case AVAILABLE -> new OfThing(id);
              case PERFORM -> new OfPerform(id);
              case OUTCOME -> new OfOutcome(id);
              default -> new OfValue(id, last);
            })
        .orElse(NOTHING);
  }

  private About announced(String topic) {
    int from = topic.indexOf("/" + node()) + 1 + node().length();
    int to = topic.indexOf('/', from);
    return to < 0
        ? NOTHING
        : thing(topic.substring(from, to)).<About>map(OfThing::new).orElse(NOTHING);
  }

  private static Optional<ThingId> thing(String text) {
    return ThingId.isSlug(text) ? Optional.of(new ThingId(text)) : Optional.empty();
  }
}
