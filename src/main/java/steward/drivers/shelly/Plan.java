package steward.drivers.shelly;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steward.driver.Offer;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Udn;

/// The things of a device: its outputs, meters, inputs and sensors, in this order. The first one is
/// the device itself.
record Plan(Udn device, List<Part> parts) {
  Plan {
    parts = List.copyOf(parts);
  }

  static Plan of(Udn device, Shape shape) {
    var parts = new ArrayList<Part>();
    for (List<String> types : List.of(Shape.OUTPUTS, Shape.METERS))
      for (String type : types) for (int id : shape.ids(type)) add(parts, device, type, id, shape);
    boolean sensorOnly = parts.isEmpty() && shape.ids("input").isEmpty();
    for (int id : shape.ids("input")) add(parts, device, "input", id, shape);
    for (String type : Shape.SENSORS) {
      for (int id : shape.ids(type)) {
        // A climate sensor is one thing; what hangs on a relay is another than the relay.
        boolean joins = sensorOnly && !parts.isEmpty() && id == parts.getFirst().id();
        if (joins) parts.set(0, joined(parts.getFirst(), type + ":" + id));
        else add(parts, device, type, id, shape);
      }
    }
    if (parts.isEmpty()) parts.add(new Part(device, "", 0, "", true, List.of(), shape));
    if (shape.has("devicepower:0")) parts.set(0, joined(parts.getFirst(), "devicepower:0"));
    return new Plan(device, parts);
  }

  private static Part joined(Part part, String component) {
    var also = new ArrayList<>(part.also());
    also.add(component);
    return new Part(
        part.udn(), part.type(), part.id(), part.phase(), part.first(), also, part.shape());
  }

  private static void add(List<Part> parts, Udn device, String type, int id, Shape shape) {
    boolean first = parts.isEmpty();
    Udn udn = first ? device : device.child(type + "-" + id);
    parts.add(new Part(udn, type, id, "", first, List.of(), shape));
    if (!type.equals("em")) return;
    for (String phase : List.of("a", "b", "c"))
      parts.add(
          new Part(
              device.child("em-" + id + "-" + phase), type, id, phase, false, List.of(), shape));
  }

  Optional<Part> part(Udn udn) {
    return parts.stream().filter(part -> part.udn().equals(udn)).findFirst();
  }

  Optional<Part> part(String component) {
    return parts.stream().filter(part -> part.component().equals(component)).findFirst();
  }

  /// @param binding of the device, the same for all parts
  Offer offer(Binding binding, String warning) {
    String base = binding.part("name", "Shelly " + binding.part("app", binding.part("mac", "")));
    var things = new ArrayList<Description>();
    for (Part part : parts) {
      things.add(
          new Description(
              part.udn(),
              part.first() ? base : base + " " + spoken(part),
              part.kind(),
              "Shelly",
              binding.part("app", "unknown"),
              binding.part("firmware", "unknown"),
              binding,
              part.observes(),
              part.abilities()));
    }
    return new Offer(device, base, things, warning);
  }

  private static String spoken(Part part) {
    return part.phase().isEmpty() ? part.type() + " " + (part.id() + 1) : "phase " + part.phase();
  }
}
