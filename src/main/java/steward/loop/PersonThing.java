package steward.loop;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Channel;
import steward.thing.Expectation;
import steward.thing.People;
import steward.thing.Property;
import steward.thing.Sending;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;

/// A person of the house as a thing, so that rules can tell them something and ask whether they are
/// at home. It is no device: lists of things leave it out, and rules mean it only by name or by
/// [steward.thing.Selector.Persons]. Pure.
public final class PersonThing {
  public static final String FAMILY = "person";

  /// How long a server's answer is waited for until a message counts as unanswered.
  public static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

  private static final String PHONES = "phones";
  private static final String THINGS = "things";
  private static final String USUAL = "usual";
  private static final String ROOM = "People";

  private PersonThing() {}

  public static boolean is(Thing thing) {
    return People.isPerson(thing);
  }

  /// @param user the id of the user whom it stands for
  /// @param role the word of the user's role
  /// @param phones things whose presence is the person's
  /// @param things speakers, displays and webhooks by which the person is told, too
  /// @param ways by which the person can be told
  /// @param usual by which it is where a message names none
  public static Thing of(
      ThingId id,
      int number,
      String user,
      String name,
      String role,
      List<ThingId> phones,
      List<ThingId> things,
      Set<Channel> ways,
      Set<Channel> usual) {
    var parts = new TreeMap<String, String>();
    parts.put("user", user);
    if (!phones.isEmpty()) parts.put(PHONES, joined(phones));
    if (!things.isEmpty()) parts.put(THINGS, joined(things));
    parts.put(
        USUAL,
        String.join(
            ",", usual.stream().filter(ways::contains).sorted().map(Channel::label).toList()));
    return new Thing(
        id,
        number,
        udn(user),
        name,
        ROOM,
        People.kind(role),
        "Steward",
        "Person",
        "1",
        new Binding(FAMILY, parts),
        phones.isEmpty() ? Set.of() : Set.of(Property.PRESENCE),
        Map.of(
            ActionKind.NOTIFY, Ability.notified(ways.isEmpty() ? EnumSet.of(Channel.PAGE) : ways)));
  }

  public static Udn udn(String user) {
    return new Udn(FAMILY + ":" + user);
  }

  /// The user for whom it stands.
  public static String user(Thing person) {
    return person.binding().part("user", "");
  }

  static List<ThingId> phones(Thing person) {
    return listed(person, PHONES);
  }

  /// The things by which the person is told, too.
  public static List<ThingId> things(Thing person) {
    return listed(person, THINGS);
  }

  /// By which of the person's ways a message goes.
  public static Set<Channel> asked(Thing person, Sending how) {
    var ways = EnumSet.noneOf(Channel.class);
    Ability ability = person.abilities().get(ActionKind.NOTIFY);
    if (ability != null) ways.addAll(ability.ways());
    if (how.by().isEmpty()) {
      var usual = Arrays.asList(person.binding().part(USUAL, "").split(",", -1));
      ways.removeIf(way -> !usual.contains(way.label()));
    } else {
      ways.retainAll(how.by());
    }
    return ways;
  }

  private static String joined(List<ThingId> things) {
    return String.join(",", things.stream().map(ThingId::value).toList());
  }

  private static List<ThingId> listed(Thing person, String part) {
    return Arrays.stream(person.binding().part(part, "").split(",", -1))
        .filter(ThingId::isSlug)
        .map(ThingId::new)
        .toList();
  }

  /// That a person read it cannot be seen; that a server took it, or did not, can.
  static Expectation expectation() {
    return new Expectation.Unobservable("whether it was read cannot be checked", ANSWERED_WITHIN);
  }
}
