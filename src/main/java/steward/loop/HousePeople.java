package steward.loop;

import java.util.List;
import java.util.Optional;
import steward.state.Held;
import steward.state.HouseView;
import steward.task.Command;
import steward.task.TaskRunner;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Channel;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Value;
import steward.value.Word;

/// Keeps who of the people is at home, and has their own speakers and displays say what they are
/// told. Confined to the house loop.
record HousePeople(House house, Pen pen, Orders orders, House.Output output) {
  private static final Word PRESENT = new Word("present");
  private static final Word ABSENT = new Word("absent");
  private static final Word UNKNOWN = new Word("unknown");

  /// Writes what becomes known of a person.
  interface Pen {
    void told(ThingId person, Property property, Value value, long cause);
  }

  static boolean isAtHome(HouseView house, ThingId person) {
    return house
        .held(person, Property.PRESENCE)
        .map(Held::value)
        .filter(PRESENT::equals)
        .isPresent();
  }

  /// A thing told its presence: whose phone it is, is there or not.
  ///
  /// @return whether somebody came or went
  boolean follow(ThingId phone, long cause) {
    boolean changed = false;
    for (Thing person : house.board().things())
      if (PersonThing.is(person) && PersonThing.phones(person).contains(phone))
        changed |= look(person, cause);
    return changed;
  }

  /// Looks where a person is.
  ///
  /// @return whether that is new
  boolean look(Thing person, long cause) {
    List<ThingId> phones = PersonThing.is(person) ? PersonThing.phones(person) : List.of();
    if (phones.isEmpty()) return false;
    var seen = phones.stream().map(this::presence).toList();
    Word now =
        seen.contains(Optional.of(PRESENT))
            ? PRESENT
            : seen.stream().allMatch(Optional.of(ABSENT)::equals) ? ABSENT : UNKNOWN;
    Optional<Value> before = house.held(person.id(), Property.PRESENCE).map(Held::value);
    if (before.equals(Optional.of(now)) || before.isEmpty() && now.equals(UNKNOWN)) return false;
    pen.told(person.id(), Property.PRESENCE, now, cause);
    return true;
  }

  private Optional<Value> presence(ThingId phone) {
    return house.held(phone, Property.PRESENCE).map(Held::value);
  }

  /// Hands a command out.
  void hand(Command command, Thing thing) {
    output.send(command, thing);
    handOn(command, thing);
  }

  /// What a person is told goes to the person's own speakers, displays and webhooks as commands of
  /// their own, with outcomes of their own.
  private void handOn(Command command, Thing person) {
    if (!PersonThing.is(person)
        || command.attempt() > 1
        || !(command.action() instanceof Action.Tell(_, String text, var how))
        || !PersonThing.asked(person, how).contains(Channel.THINGS)) return;
    for (ThingId id : PersonThing.things(person)) {
      Thing thing = house.thing(id).filter(Thing::isDevice).orElse(null);
      if (thing == null) continue;
      ActionKind kind = thing.can(ActionKind.NOTIFY) ? ActionKind.NOTIFY : ActionKind.SAY;
      var wanted =
          new Fact.Wanted(new Action.Tell(kind, text), command.retry(), TaskRunner.VALID_USUAL, "");
      List<Long> causes = List.of(command.id());
      long number = house.write(id.value(), causes, 0, command.principal(), wanted);
      orders.want(id, wanted, command.principal(), causes, number, command.trail());
    }
  }
}
