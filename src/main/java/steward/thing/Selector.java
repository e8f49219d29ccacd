package steward.thing;

import java.util.List;

/// Which things are meant, by a list or by a rule. A rule's membership lives: a new lamp in the
/// room is in. What it means at a moment says `steward.state.Membership`.
public sealed interface Selector {

  /// This one thing.
  record One(ThingId thing) implements Selector {}

  /// These, in this order.
  record Listed(List<ThingId> things) implements Selector {
    public Listed {
      things = List.copyOf(things);
    }
  }

  /// What is in one of these rooms; names of rooms are compared without case.
  record InRoom(List<String> rooms) implements Selector {
    public InRoom {
      rooms = List.copyOf(rooms);
    }
  }

  /// What is of this kind: the part of the kind path after `/device/`, such as `lighting` or
  /// `switch/sonoff`.
  record OfKind(String kind) implements Selector {}

  /// What can be asked for this.
  record Performs(ActionKind action) implements Selector {}

  /// What observes this.
  record Observes(Property property) implements Selector {}

  /// Which of the people; the only rule that means people and not devices.
  record Persons(People people) implements Selector {}

  /// What a group of the house holds, by the group's id.
  record Named(String group) implements Selector {}

  /// What is in each of the parts.
  record All(List<Selector> parts) implements Selector {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /// What is in one of the parts.
  record Any(List<Selector> parts) implements Selector {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /// What is not in the part.
  record Not(Selector part) implements Selector {}

  static Selector one(ThingId thing) {
    return new One(thing);
  }

  /// Whether it names its things, so that nothing but a person changes them.
  default boolean isFixed() {
    return this instanceof One || this instanceof Listed;
  }
}
