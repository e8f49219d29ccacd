package steward.drivers.hue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import steward.driver.Offer;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Property;
import steward.thing.Udn;
import steward.value.Unit;

/// What things a bridge and its resources are: one for the bridge, each lamp, each room or zone
/// with lamps, each sensor or remote, and each button or dial of those that have several.
///
/// @param root the bridge; the parts are its children, named by the id of their resource
/// @param binding where the bridge is reached
record Catalogue(Udn root, Binding binding, House house) {
  static final int THINGS_MAX = 500;
  static final String KIND_BRIDGE = "/device/gateway/hue/bridge";
  static final String MAKER = "Signify";

  /// The parts of a binding in which the offer tells the family what a thing is.
  static final String PART = "part";

  static final String GAMUT = "gamut";
  static final String LEAST = "least";

  /// The bridge alone, as far as a sighting tells.
  static Description bridge(Udn root, String name, String model, String firmware, Binding binding) {
    return new Description(
        root,
        name,
        KIND_BRIDGE,
        MAKER,
        model,
        firmware,
        binding,
        Set.of(),
        abilities(List.of(Ability.of(ActionKind.WAKE))));
  }

  Offer offer(String otherName, String otherModel, String warning) {
    Optional<Resource> own = ownDevice();
    String name = own.map(one -> one.text("metadata.name")).orElse(otherName);
    var things = new ArrayList<Description>();
    things.add(
        bridge(
            root,
            name,
            own.map(one -> one.text("product_data.model_id")).orElse(otherModel),
            own.map(one -> one.text("product_data.software_version")).orElse("unknown"),
            binding));
    house.all("light").forEach(light -> things.add(lamp(light)));
    house.rooms().forEach(room -> house.group(room).ifPresent(g -> things.add(room(room, g))));
    for (Resource device : house.all("device")) things.addAll(sensors(device));
    return new Offer(root, name, things.subList(0, Math.min(things.size(), THINGS_MAX)), warning);
  }

  private Optional<Resource> ownDevice() {
    return house.all("bridge").stream()
        .flatMap(b -> house.get("device", b.owner()).stream())
        .findFirst();
  }

  private Udn udn(Resource of) {
    return root.child(of.id());
  }

  private Binding binding(String part) {
    return binding.with(PART, part);
  }

  private static Map<ActionKind, Ability> abilities(List<Ability> list) {
    var abilities = new LinkedHashMap<ActionKind, Ability>();
    for (Ability one : list) abilities.put(one.kind(), one);
    return abilities;
  }

  private Description described(
      Resource device,
      Udn udn,
      String name,
      String kind,
      Binding parts,
      Set<Property> observes,
      List<Ability> abilities) {
    String model = device.text("product_data.model_id");
    String maker = device.text("product_data.manufacturer_name");
    String firmware = device.text("product_data.software_version");
    return new Description(
        udn,
        name,
        kind,
        maker.isEmpty() ? MAKER : maker,
        model,
        firmware,
        parts,
        observes,
        abilities(abilities));
  }

  private Description lamp(Resource light) {
    Resource device = house.get("device", light.owner()).orElse(light);
    boolean isOneOfSeveral = device.services("light").size() > 1;
    String named = device.text("metadata.name");
    if (isOneOfSeveral || named.isEmpty()) {
      String own = light.text("metadata.name");
      int number = device.services("light").indexOf(light.id()) + 1;
      named = own.isEmpty() || own.equals(named) ? named + ", light " + number : own;
    }
    var observes = new LinkedHashSet<>(Set.of(Property.SWITCH));
    var performs = new ArrayList<>(List.of(Ability.of(ActionKind.TURN)));
    Binding parts = binding("light");
    if (light.has("dimming")) {
      observes.add(Property.LEVEL);
      performs.add(Ability.of(ActionKind.DIM));
      parts = parts.with(LEAST, light.fact("dimming.min_dim_level").textOr("0"));
    }
    if (light.has("color")) {
      observes.add(Property.COLOUR);
      performs.add(Ability.of(ActionKind.COLOUR));
      parts = parts.with(GAMUT, gamut(light).text());
    }
    if (light.has("color_temperature")) {
      observes.add(Property.WARMTH);
      performs.add(warmth(light));
    }
    boolean isPlug = device.text("metadata.archetype").equals("plug");
    String kind = isPlug ? "/device/switch/hue/plug" : "/device/lighting/hue/bulb";
    return described(device, udn(light), named, kind, parts, observes, performs);
  }

  /// The lamp's own range, as far as the house's property has it.
  private static Ability warmth(Resource light) {
    double least = within(light.number("color_temperature.mirek_schema.mirek_minimum"), 153);
    double most = within(light.number("color_temperature.mirek_schema.mirek_maximum"), 500);
    if (least >= most) return Ability.of(ActionKind.WARMTH);
    return Ability.range(ActionKind.WARMTH, Unit.MIREDS, least, most);
  }

  private static double within(OptionalDouble mirek, double otherwise) {
    return Math.clamp(mirek.orElse(otherwise), 100, 600);
  }

  /// The colours that this lamp can make; the widest where it does not say.
  static Gamut gamut(Resource light) {
    var red = light.xy("color.gamut.red");
    var green = light.xy("color.gamut.green");
    var blue = light.xy("color.gamut.blue");
    if (red.isPresent() && green.isPresent() && blue.isPresent()) {
      var own = new Gamut(red.get(), green.get(), blue.get());
      if (own.isTriangle()) return own;
    }
    return switch (light.text("color.gamut_type")) {
      case "A" -> Gamut.A;
      case "B" -> Gamut.B;
      default -> Gamut.C;
    };
  }

  private Description room(Resource room, Resource group) {
    var observes = new LinkedHashSet<>(List.of(Property.SWITCH));
    var performs = new ArrayList<>(List.of(Ability.of(ActionKind.TURN)));
    if (group.has("dimming")) {
      observes.add(Property.LEVEL);
      performs.add(Ability.of(ActionKind.DIM));
    }
    if (group.has("color")) performs.add(Ability.of(ActionKind.COLOUR));
    if (group.has("color_temperature")) performs.add(Ability.of(ActionKind.WARMTH));
    observes.add(Property.SCENE);
    performs.add(Ability.of(ActionKind.SCENE));
    String name = room.text("metadata.name");
    return new Description(
        udn(room),
        name.isEmpty() ? "Room" : name,
        "/device/lighting/hue/" + room.type(),
        MAKER,
        room.type(),
        "none",
        binding(room.type()),
        observes,
        abilities(performs));
  }

  private List<Description> sensors(Resource device) {
    var things = new ArrayList<Description>();
    Set<Property> observes = observed(device);
    String name = device.text("metadata.name");
    if (!observes.isEmpty()) {
      String kind = "/device/sensor/hue/" + kind(observes);
      things.add(
          described(device, udn(device), name, kind, binding("device"), observes, List.of()));
    }
    List<Resource> buttons = house.services(device, "button");
    if (!isSingleButton(device)) {
      for (Resource button : buttons) {
        int number =
            button.number("metadata.control_id").stream()
                .mapToInt(n -> (int) n)
                .findFirst()
                .orElse(buttons.indexOf(button) + 1);
        things.add(press(device, button, name + ", button " + number, "button"));
      }
    }
    List<Resource> dials = house.services(device, "relative_rotary");
    IntStream.range(0, dials.size())
        .mapToObj(i ->
            press(
                device,
                dials.get(i),
                name + ", dial" + (dials.size() > 1 ? " " + (i + 1) : ""),
                "dial"))
        .forEach(things::add);
    return things;
  }

  private Description press(Resource device, Resource of, String name, String kind) {
    return described(
        device,
        udn(of),
        name,
        "/device/sensor/hue/" + kind,
        binding(kind),
        Set.of(Property.BUTTON),
        List.of());
  }

  private boolean isSingleButton(Resource device) {
    return device.services("button").size() == 1 && device.services("relative_rotary").isEmpty();
  }

  private Set<Property> observed(Resource device) {
    var observes = new LinkedHashSet<Property>();
    if (isSingleButton(device)) observes.add(Property.BUTTON);
    Hearing.SENSORS.forEach((type, property) -> {
      if (!house.services(device, type).isEmpty()) observes.add(property);
    });
    return observes;
  }

  private static String kind(Set<Property> observes) {
    if (observes.contains(Property.MOTION)) return "motion";
    if (observes.contains(Property.CONTACT)) return "contact";
    if (observes.contains(Property.BUTTON)) return "button";
    return observes.contains(Property.TEMPERATURE) ? "climate" : "remote";
  }

  /// The thing of a room or zone.
  Optional<Udn> room(Resource room) {
    boolean isRoom = room.type().equals("room") || room.type().equals("zone");
    return isRoom ? Optional.of(udn(room)) : Optional.empty();
  }

  /// The thing that speaks for this resource; none for those of which we only take note.
  Optional<Udn> thing(Resource of) {
    return switch (of.type()) {
      case "light", "relative_rotary" -> Optional.of(udn(of));
      case "grouped_light" -> house.roomOf(of).flatMap(this::room);
      case "scene", "smart_scene" -> house.get(of.owner()).flatMap(this::room);
      case "button" ->
          house
              .get("device", of.owner())
              .filter(this::isSingleButton)
              .map(this::udn)
              .or(() -> Optional.of(udn(of)));
      case "motion", "temperature", "light_level", "contact", "tamper", "device_power" ->
          house.get("device", of.owner()).map(this::udn);
      default -> Optional.empty();
    };
  }
}
