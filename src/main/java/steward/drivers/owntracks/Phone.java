package steward.drivers.owntracks;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Payload;
import steward.thing.Binding;
import steward.value.Malformed;

/// A phone, as its binding says. Immutable.
///
/// @param home the name of the region that is home, as the phone calls it
/// @param zone where home is, if its owner said so here
record Phone(String user, String device, String base, String home, Optional<Zone> zone) {
  static final double RADIUS_USUAL = 100;
  static final String NAME = "[A-Za-z0-9._@-]{1,40}";
  private static final double RADIUS_MAX = 20_000;

  /// @throws Malformed with the part that is wrong
  static Phone read(Binding binding) {
    return new Phone(
        name(binding, "user"),
        name(binding, "device"),
        base(binding.part("topic", "owntracks")),
        home(binding.part("home", "Home")),
        zone(binding.part("zone", "")));
  }

  private static String name(Binding binding, String part) {
    String name = binding.part(part);
    if (!name.matches(NAME))
      throw new Malformed("/binding/" + part, "1 to 40 of A-Z a-z 0-9 . _ @ -", "'" + name + "'");
    return name;
  }

  private static String base(String topic) {
    if (!topic.matches("[A-Za-z0-9_/-]{1,60}") || topic.startsWith("/") || topic.endsWith("/"))
      throw new Malformed("/binding/topic", "a topic such as owntracks", "'" + topic + "'");
    return topic;
  }

  private static String home(String name) {
    if (name.isBlank() || name.length() > 60)
      throw new Malformed("/binding/home", "the name of a region", "'" + name + "'");
    return name.strip();
  }

  private static Optional<Zone> zone(String text) {
    if (text.isBlank()) return Optional.empty();
    String[] parts = text.strip().split("[\\s,]+", -1);
    OptionalDouble lat = number(parts, 0, 90);
    OptionalDouble lon = number(parts, 1, 180);
    OptionalDouble radius =
        parts.length < 3 ? OptionalDouble.of(RADIUS_USUAL) : number(parts, 2, RADIUS_MAX);
    boolean known = lat.isPresent() && lon.isPresent() && radius.isPresent();
    if (!known || parts.length > 3 || radius.getAsDouble() <= 0)
      throw new Malformed("/binding/zone", "LATITUDE LONGITUDE [METRES]", "another text");
    return Optional.of(new Zone(lat.getAsDouble(), lon.getAsDouble(), radius.getAsDouble()));
  }

  private static OptionalDouble number(String[] parts, int index, double max) {
    OptionalDouble number =
        index < parts.length ? Payload.number(parts[index]) : OptionalDouble.empty();
    return number.isPresent() && Math.abs(number.getAsDouble()) <= max
        ? number
        : OptionalDouble.empty();
  }

  String topic() {
    return base + "/" + user + "/" + device;
  }

  Set<String> topics() {
    return Set.of(topic(), topic() + "/event", topic() + "/waypoint", topic() + "/waypoints");
  }
}
