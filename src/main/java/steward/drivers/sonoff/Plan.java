package steward.drivers.sonoff;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steward.driver.Offer;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Property;
import steward.thing.Udn;

/// The things of a device of a shape, the first of which stands for it.
record Plan(Udn device, List<Part> parts) {
  Plan {
    parts = List.copyOf(parts);
  }

  /// @param outlets how many a person says that there are; 0 for those that it lists
  static Plan of(Udn device, Shape shape, int outlets) {
    Set<Property> sensors = sensors(shape);
    int count = shape.outlets() == 0 ? 0 : outlets > 0 ? outlets : shape.outlets();
    var parts = new ArrayList<Part>();
    if (shape.has("rf")) {
      parts.add(new Part(device, Role.BRIDGE, 0, false, sensors, shape));
      for (int remote : shape.remotes())
        parts.add(
            new Part(device.child("rf" + remote), Role.REMOTE, remote, false, Set.of(), shape));
    } else if (shape.has("fan")) {
      parts.add(new Part(device, Role.FAN, 0, false, sensors, shape));
      if (shape.has("lamp"))
        parts.add(new Part(device.child("light"), Role.LAMP, 0, false, Set.of(), shape));
    } else if (shape.has("cover")) {
      boolean meters = shape.has("meter:0") || shape.has("meter:1");
      parts.add(new Part(device, Role.COVER, 0, meters, sensors, shape));
    } else if (shape.isLight()) {
      parts.add(new Part(device, Role.LIGHT, 0, false, sensors, shape));
    } else if (count > 0) {
      for (int i = 0; i < count; i++)
        parts.add(outlet(device, shape, i, i == 0 ? sensors : Set.of()));
    } else {
      boolean meters = shape.has("meter") || shape.has("meter:0");
      parts.add(new Part(device, Role.SWITCH, 0, meters, sensors, shape));
    }
    return new Plan(device, parts);
  }

  private static Part outlet(Udn device, Shape shape, int index, Set<Property> sensors) {
    Udn udn = index == 0 ? device : device.child(String.valueOf(index + 1));
    return new Part(udn, Role.OUTLET, index, shape.has("meter:" + index), sensors, shape);
  }

  private static Set<Property> sensors(Shape shape) {
    var sensors = new LinkedHashSet<Property>();
    if (shape.has("temperature")) sensors.add(Property.TEMPERATURE);
    if (shape.has("humidity")) sensors.add(Property.HUMIDITY);
    sensors.add(Property.SIGNAL);
    return sensors;
  }

  Part first() {
    return parts.getFirst();
  }

  Optional<Part> part(Udn udn) {
    return parts.stream().filter(part -> part.udn().equals(udn)).findFirst();
  }

  Optional<Part> part(Role role, int index) {
    return parts.stream().filter(p -> p.role() == role && p.index() == index).findFirst();
  }

  /// @param binding of the device, the same for all of its parts
  Offer offer(String id, Binding binding, String firmware, String warning) {
    String model = binding.part("type", "");
    var things = new ArrayList<Description>();
    for (Part part : parts) {
      things.add(
          new Description(
              part.udn(),
              name(id, part),
              part.kind(),
              "SONOFF",
              model.isEmpty() ? "switch" : model,
              firmware,
              binding,
              part.observes(),
              part.abilities()));
    }
    return new Offer(device, "SONOFF " + id, things, warning);
  }

  private String name(String id, Part part) {
    String base = "SONOFF " + id;
    if (part.equals(first())) return base;
    return switch (part.role()) {
      case LAMP -> base + " light";
      case REMOTE -> base + " remote " + part.index();
      case SWITCH, OUTLET, LIGHT, FAN, COVER, BRIDGE -> base + " " + (part.index() + 1);
    };
  }
}
