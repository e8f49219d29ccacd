package steward.access;

import java.util.Optional;
import java.util.function.Function;
import steward.driver.TopicFilter;
import steward.mqtt.Peer;
import steward.mqtt.Verdict;
import steward.rights.Caller;
import steward.rights.Rules;
import steward.rights.Target;
import steward.thing.Thing;
import steward.thing.ThingId;

/// What people's clients publish and hear on the broker: the house's own topics, each by the row of
/// the table of rights that the same has on every other face, and nothing else.
///
/// Thread-safe; nothing blocks. Asked again for each message, so a room that a guest loses is
/// silent from then on.
public final class PeopleOnBroker {
  private static final TopicFilter OWN = new TopicFilter(HouseTopics.ROOT + "#");
  private static final Verdict FOREIGN = new Verdict.Refused("this is no topic of this client");
  private static final Verdict RETAINED =
      new Verdict.Refused("a command is not retained: it would be performed again and again");

  private final Gate gate;
  private final MqttPasswords passwords;
  private final HouseTopics topics;
  private final TopicFilter announcements;
  private final Function<ThingId, Optional<Thing>> things;

  /// @param things those that are accepted, by id
  public PeopleOnBroker(
      Gate gate,
      MqttPasswords passwords,
      HouseTopics topics,
      Function<ThingId, Optional<Thing>> things) {
    this.gate = gate;
    this.passwords = passwords;
    this.topics = topics;
    this.things = things;
    announcements = new TopicFilter(topics.prefix() + "/#");
  }

  MqttPasswords passwords() {
    return passwords;
  }

  /// Whether a name is one of a person's client.
  static boolean isName(String user) {
    return user.indexOf('/') > 0;
  }

  boolean isOwn(String topic) {
    return topics.isOwn(topic);
  }

  Caller caller(String user) {
    if (user.isEmpty()) return Caller.stranger();
    if (!isName(user)) return new Caller.Attached(user);
    return passwords.caller(user).<Caller>map(known -> known).orElse(Caller.stranger());
  }

  /// What is asked further, of the very action, is decided where the message is read.
  Verdict publish(Peer peer, String topic, boolean retain) {
    if (!(topics.about(topic) instanceof HouseTopics.OfPerform(ThingId id))) return FOREIGN;
    if (retain) return RETAINED;
    Caller caller = caller(peer.user());
    boolean may =
        things.apply(id).filter(one -> may(caller, "perform", Target.of(one))).isPresent();
    return may ? Verdict.allowed() : FOREIGN;
  }

  /// With wildcards whatever might bring something; what it brings is decided for each message.
  Verdict subscribe(Peer peer, String filter) {
    boolean may =
        new TopicFilter(filter).hasWildcards()
            ? OWN.meets(filter) || announcements.meets(filter)
            : mayName(caller(peer.user()), peer.user(), filter);
    return may ? Verdict.allowed() : FOREIGN;
  }

  private boolean mayName(Caller caller, String user, String topic) {
    boolean isOfNoThing =
        switch (topics.about(topic)) {
          case HouseTopics.OfValue(ThingId id, String _) -> things.apply(id).isEmpty();
          case HouseTopics.OfThing(ThingId id) -> things.apply(id).isEmpty();
          case HouseTopics.OfOutcome(ThingId id) -> things.apply(id).isEmpty();
          case HouseTopics.OfPerform _,
              HouseTopics.OfClaim _,
              HouseTopics.OfHouse _,
              HouseTopics.OfReply _,
              HouseTopics.OfNothing _ ->
              false;
        };
    return isOfNoThing ? gate.judge().seesAll(caller) : hears(caller, user, topic);
  }

  /// Whether a message is for whoever has this name on the broker. People's programs hear what the
  /// house says by its own topics, and nothing of what devices say.
  boolean hears(String user, String topic) {
    if (isName(user)) return hears(caller(user), user, topic);
    return !topics.isOwn(topic) || hears(caller(user), user, topic);
  }

  private boolean hears(Caller caller, String user, String topic) {
    return switch (topics.about(topic)) {
      case HouseTopics.OfValue(ThingId id, String property) ->
          about(id, one -> may(caller, "getValue", value(one, property)));
      case HouseTopics.OfThing(ThingId id) ->
          about(id, one -> may(caller, "getThing", Target.of(one)));
      case HouseTopics.OfOutcome(ThingId id) ->
          about(id, one -> may(caller, "getCommand", Target.of(one)));
      case HouseTopics.OfClaim _ -> may(caller, "claimStatus", Target.house());
      case HouseTopics.OfHouse _ -> may(caller, "getHouse", Target.house());
      case HouseTopics.OfReply(String whose) -> isName(user) && whose.equals(user);
      case HouseTopics.OfPerform _, HouseTopics.OfNothing _ -> false;
    };
  }

  private static Target value(Thing thing, String property) {
    return new Target.OneValue(thing.id(), thing.room(), property);
  }

  private boolean about(ThingId id, java.util.function.Predicate<Thing> asked) {
    return things.apply(id).filter(asked).isPresent();
  }

  private boolean may(Caller caller, String operation, Target target) {
    return gate.judge().decide(caller, Rules.row(operation), target, gate.now()).isAllowed();
  }
}
