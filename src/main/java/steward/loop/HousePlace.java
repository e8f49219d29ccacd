package steward.loop;

import java.time.ZonedDateTime;
import java.util.Optional;
import steward.place.Moment;
import steward.place.Place;
import steward.place.Sky;
import steward.place.SunPhase;
import steward.state.Held;
import steward.state.TimerKey;
import steward.task.Command;
import steward.thing.Action;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Status;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Text;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// Keeps the place as a thing of the house: its sun, its mode, its people. Confined to the house
/// loop.
final class HousePlace {
  private static final TimerKey SUN = new TimerKey(TimerKey.Kind.SUN, PlaceThing.ID.value(), 0, 0);
  private static final Selector TELLS_PRESENCE = new Selector.Observes(Property.PRESENCE);
  private static final Word PRESENT = new Word("present");

  private final House house;
  private final Pen pen;
  private Sky sky;

  /// Writes what the place says of itself.
  interface Pen {
    void told(Property property, Value value, long cause);
  }

  HousePlace(House house, Place place, Pen pen) {
    this.house = house;
    this.sky = new Sky(place);
    this.pen = pen;
  }

  Sky sky() {
    return sky;
  }

  void restore(Place place) {
    sky = new Sky(place);
  }

  /// A person said where and what the house is: from then on it is a thing among others.
  void settle(Place place, long cause) {
    sky = new Sky(place);
    house.board().put(PlaceThing.of(place));
    if (house.status(PlaceThing.ID).state() != Status.State.PRESENT)
      house
          .board()
          .stand(PlaceThing.ID, new Status(Status.State.PRESENT, "it is the house", house.at()));
    String mode = text(Property.HOUSE_MODE);
    if (!place.modes().contains(mode) && !place.modes().isEmpty())
      pen.told(Property.HOUSE_MODE, new Text(place.modes().getFirst()), cause);
    follow(cause);
  }

  private String text(Property property) {
    return house
        .held(PlaceThing.ID, property)
        .map(Held::value)
        .map(value -> String.valueOf(value.scalar()))
        .orElse("");
  }

  /// Says what part of the sun's day it is, if that is another than before, and sets the timer for
  /// the next.
  void follow(long cause) {
    if (house.thing(PlaceThing.ID).isEmpty() || !house.knowsTime()) return;
    Optional<String> part = sky.part(house.at());
    if (part.isEmpty()) {
      house.timers().cancel(SUN);
      return;
    }
    if (!part.get().equals(text(Property.SUN))) pen.told(Property.SUN, new Word(part.get()), cause);
    next().ifPresent(at -> house.timers().set(SUN, at.plusSeconds(1).toInstant().toEpochMilli()));
  }

  private Optional<ZonedDateTime> next() {
    Optional<ZonedDateTime> first = Optional.empty();
    for (SunPhase phase : SunPhase.values()) {
      var edge = sky.next(new Moment.Sun(phase, java.time.Duration.ZERO), house.now());
      if (edge.isPresent() && (first.isEmpty() || edge.get().isBefore(first.get()))) first = edge;
    }
    return first;
  }

  /// Counts who is at home, and says it when it is another number than before.
  void countPeople(long cause) {
    if (house.thing(PlaceThing.ID).isEmpty()) return;
    int people = 0;
    for (ThingId thing : house.members(TELLS_PRESENCE)) {
      if (house.held(thing, Property.PRESENCE).map(Held::value).filter(PRESENT::equals).isPresent())
        people++;
    }
    var now = new Amount(people, Unit.COUNT);
    if (!house.held(PlaceThing.ID, Property.PEOPLE).map(Held::value).equals(Optional.of(now)))
      pen.told(Property.PEOPLE, now, cause);
  }

  /// Does what it is told: another mode.
  void obey(Command command) {
    if (command.action() instanceof Action.Put(_, Word(String mode)))
      pen.told(Property.HOUSE_MODE, new Text(mode), command.id());
  }
}
