package steward.activity.proof;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.activity.Activity;
import steward.activity.text.Names;
import steward.place.Place;
import steward.state.Membership;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Group;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;

/// An ordinary family's house: six rooms, thirty things, two groups.
final class ProofHouse implements Names {
  private final Map<ThingId, Thing> things = new LinkedHashMap<>();
  private final Membership membership = new Membership(things::values);

  ProofHouse() {
    for (String room : List.of("Hall", "Kitchen", "Living room", "Bedroom", "Nursery", "Bath")) {
      String slug = room.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
      add(
          slug + "-lamp",
          room + " lamp",
          room,
          "lighting/lamp",
          List.of(Property.SWITCH, Property.LEVEL, Property.COLOUR),
          ActionKind.TURN,
          ActionKind.DIM,
          ActionKind.COLOUR);
      observer(slug + "-motion", room + " motion", room, "sensor/motion", Property.MOTION);
      observer(
          slug + "-climate",
          room + " climate",
          room,
          "sensor/climate",
          Property.TEMPERATURE,
          Property.HUMIDITY);
    }
    for (String door : List.of("front-door", "garden-door"))
      observer(door, door.replace('-', ' '), "Hall", "sensor/contact", Property.CONTACT);
    observer("button", "Bedside button", "Bedroom", "control/button", Property.BUTTON);
    observer("bed", "Bed", "Bedroom", "sensor/bed", Property.BED);
    observer("siren", "Smoke alarm", "Hall", "sensor/smoke", Property.SMOKE, Property.ALERT);
    observer("leak", "Leak", "Bath", "sensor/water", Property.WATER);
    observer("anna", "Anna", "Hall", "presence/phone", Property.PRESENCE);
    observer("bell", "Bell", "Hall", "control/webhook", Property.CALLED);
    observer(
        "outdoors", "Outdoors", "Garden", "sensor/climate", Property.TEMPERATURE, Property.LIGHT);
    performers();
    named();
  }

  private void performers() {
    add("fan", "Bath fan", "Bath", "switch/plug", List.of(Property.SWITCH), ActionKind.TURN);
    add(
        "washer",
        "Washer",
        "Bath",
        "plug/meter",
        List.of(Property.SWITCH, Property.POWER),
        ActionKind.TURN);
    add(
        "blind",
        "Blind",
        "Living room",
        "motive/blind",
        List.of(Property.COVER, Property.POSITION),
        ActionKind.OPEN,
        ActionKind.CLOSE,
        ActionKind.STOP,
        ActionKind.POSITION);
    add(
        "front-lock",
        "Front lock",
        "Hall",
        "lock/bolt",
        List.of(Property.LOCK),
        ActionKind.LOCK,
        ActionKind.UNLOCK);
    add(
        "heating",
        "Heating",
        "Living room",
        "climate/valve",
        List.of(Property.GOAL_TEMPERATURE),
        ActionKind.HEAT);
    add(
        "speaker",
        "Kitchen speaker",
        "Kitchen",
        "media/speaker",
        List.of(Property.VOLUME, Property.PLAYING),
        ActionKind.SAY,
        ActionKind.NOTIFY,
        ActionKind.PLAY,
        ActionKind.PAUSE,
        ActionKind.VOLUME);
    add(
        "place",
        "House",
        "House",
        "house/place",
        List.of(Property.HOUSE_MODE, Property.PEOPLE),
        ActionKind.MODE);
  }

  private void named() {
    membership.put(
        new Group(
            "outside-doors",
            "Outside doors",
            new Selector.Listed(List.of(new ThingId("front-door"), new ThingId("garden-door")))));
    membership.put(
        new Group("downstairs", "Downstairs", new Selector.InRoom(List.of("Hall", "Kitchen"))));
    membership.put(new Group("attic", "Attic", new Selector.InRoom(List.of("Attic"))));
  }

  private void observer(String id, String name, String room, String kind, Property... observes) {
    add(id, name, room, kind, List.of(observes));
  }

  private void add(
      String id,
      String name,
      String room,
      String kind,
      List<Property> observes,
      ActionKind... performs) {
    var abilities = new EnumMap<ActionKind, Ability>(ActionKind.class);
    Arrays.stream(performs).forEach(one -> abilities.put(one, Ability.of(one)));
    if (id.equals("place"))
      abilities.put(ActionKind.MODE, Ability.words(ActionKind.MODE, Place.USUAL_MODES));
    things.put(
        new ThingId(id),
        new Thing(
            new ThingId(id),
            things.size() + 1,
            new Udn("sample:" + id),
            name,
            room,
            "/device/" + kind + "/sample",
            "Sample",
            "One",
            "1",
            Binding.of("sample"),
            new LinkedHashSet<>(observes),
            abilities));
    membership.changed();
  }

  /// The thing is there no more.
  ProofHouse without(String id) {
    things.remove(new ThingId(id));
    membership.changed();
    return this;
  }

  Set<ThingId> ids() {
    return things.keySet();
  }

  @Override
  public Optional<Thing> thing(ThingId id) {
    return Optional.ofNullable(things.get(id));
  }

  @Override
  public Collection<Thing> things() {
    return new ArrayList<>(things.values());
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
    return List.of();
  }

  @Override
  public Place place() {
    return new Place(
        ZoneId.of("Europe/Zurich"),
        Optional.of(new Place.Spot(47.4, 8.5, 400)),
        Place.USUAL_MODES,
        Set.of(),
        Set.of());
  }
}
