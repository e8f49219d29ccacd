package steward.activity.text;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.activity.Activity;
import steward.activity.Condition;
import steward.activity.Doing;
import steward.loop.PersonThing;
import steward.place.Place;
import steward.state.Membership;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Channel;
import steward.thing.Group;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Unit;

/// A house of a dozen things, for texts that name them.
final class TextHouse implements Names {
  private final Map<ThingId, Thing> things = new LinkedHashMap<>();
  private final Membership membership = new Membership(things::values);
  private final List<Activity> activities = new ArrayList<>();

  TextHouse() {
    lamp("lamp", "Hall lamp", "Hall");
    lamp("kitchen-lamp", "Kitchen lamp", "Kitchen");
    lamp("nursery-lamp", "Nursery lamp", "Nursery");
    observer("motion", "Hall motion", "Hall", "sensor/motion", Property.MOTION);
    observer(
        "climate", "Climate", "Hall", "sensor/climate", Property.TEMPERATURE, Property.HUMIDITY);
    observer("outdoors", "Outdoors", "Garden", "sensor/climate", Property.TEMPERATURE);
    observer("button", "Bedside button", "Bedroom", "control/button", Property.BUTTON);
    observer("bed", "Bed", "Bedroom", "sensor/bed", Property.BED);
    observer("front-door", "Front door", "Hall", "sensor/contact", Property.CONTACT);
    observer("garden-door", "Garden door", "Kitchen", "sensor/contact", Property.CONTACT);
    observer("siren", "Smoke alarm", "Hall", "sensor/smoke", Property.SMOKE, Property.ALERT);
    add(
        "front-lock",
        "Front lock",
        "Hall",
        "lock/bolt",
        Set.of(Property.LOCK),
        ActionKind.LOCK,
        ActionKind.UNLOCK);
    add(
        "speaker",
        "Kitchen speaker",
        "Kitchen",
        "media/speaker",
        Set.of(Property.VOLUME),
        ActionKind.SAY,
        ActionKind.NOTIFY,
        ActionKind.PLAY,
        ActionKind.VOLUME);
    add(
        "heating",
        "Heating",
        "Hall",
        "climate/valve",
        Set.of(Property.GOAL_TEMPERATURE),
        ActionKind.HEAT,
        ActionKind.MODE);
    add("remote", "Infrared", "Living room", "control/infrared", Set.of(), ActionKind.SEND);
    addPlaceAndGroups();
  }

  private void addPlaceAndGroups() {
    add("bedroom-speaker", "Bedroom speaker", "Bedroom", "media/speaker", Set.of(), ActionKind.SAY);
    add(
        "place",
        "House",
        "House",
        "house/place",
        Set.of(Property.HOUSE_MODE, Property.SUN),
        ActionKind.MODE);
    person("ben", "Ben", "master");
    person("anna", "Anna", "resident");
    group(
        "outside-doors",
        "Outside doors",
        new Selector.Listed(List.of(id("front-door"), id("garden-door"), id("front-lock"))));
    group("downstairs", "Downstairs", new Selector.InRoom(List.of("Hall", "Kitchen")));
    activities.add(
        new Activity(
            "good-night",
            "Good night",
            true,
            1,
            "local",
            List.of(),
            new Condition.Always(),
            List.of(new Doing.Wait(Duration.ofSeconds(1))),
            Optional.empty(),
            Activity.Missed.USUAL,
            Activity.Again.IGNORE,
            Duration.ZERO));
  }

  private void person(String id, String name, String role) {
    things.put(
        id(id),
        PersonThing.of(
            id(id),
            things.size() + 1,
            id,
            name,
            role,
            List.of(id("bed")),
            List.of(id("speaker")),
            EnumSet.allOf(Channel.class),
            EnumSet.allOf(Channel.class)));
  }

  static ThingId id(String id) {
    return new ThingId(id);
  }

  private void lamp(String id, String name, String room) {
    add(
        id,
        name,
        room,
        "lighting/lamp",
        Set.of(Property.SWITCH, Property.LEVEL, Property.COLOUR),
        ActionKind.TURN,
        ActionKind.DIM,
        ActionKind.COLOUR);
  }

  private void observer(String id, String name, String room, String kind, Property... observes) {
    add(id, name, room, kind, Set.of(observes));
  }

  void add(
      String id,
      String name,
      String room,
      String kind,
      Set<Property> observes,
      ActionKind... performs) {
    var abilities = new EnumMap<ActionKind, Ability>(ActionKind.class);
    Arrays.stream(performs).forEach(one -> abilities.put(one, Ability.of(one)));
    // A valve that takes less than others do.
    abilities.computeIfPresent(
        ActionKind.HEAT, (one, _) -> Ability.range(one, Unit.CELSIUS, 7, 28));
    abilities.computeIfPresent(
        ActionKind.MODE,
        (one, usual) -> id.equals("place") ? Ability.words(one, place().modes()) : usual);
    var ordered = new LinkedHashSet<Property>();
    for (Property property : Property.all()) if (observes.contains(property)) ordered.add(property);
    things.put(
        id(id),
        new Thing(
            id(id),
            things.size() + 1,
            new Udn("sample:" + id),
            name,
            room,
            "/device/" + kind + "/sample",
            "Sample",
            "One",
            "1",
            Binding.of("sample"),
            ordered,
            abilities));
    membership.changed();
  }

  void group(String id, String name, Selector members) {
    membership.put(new Group(id, name, members));
  }

  @Override
  public Optional<Thing> thing(ThingId id) {
    return Optional.ofNullable(things.get(id));
  }

  @Override
  public Collection<Thing> things() {
    return things.values();
  }

  @Override
  public Collection<Group> groups() {
    return membership.groups();
  }

  @Override
  public List<ThingId> members(Selector selector) {
    return membership.of(selector);
  }

  @Override
  public Collection<Activity> activities() {
    return activities;
  }

  @Override
  public Place place() {
    return Place.in(ZoneId.of("Europe/Zurich"));
  }
}
