package steward.drivers.hue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import steward.thing.Expectation.Accepted;
import steward.thing.Property;
import steward.thing.Udn;

/// What is to be written to one resource of a bridge: of each part the latest wish. Immutable.
///
/// @param thing whose commands it carries
/// @param parts the members of the JSON object to send
/// @param commands the command that wants each part
/// @param awaited what reports show it
/// @param since when its oldest wish came
/// @param tries how often the bridge was too busy for it
/// @param notBefore when it may be tried next
record Order(
    String type,
    String id,
    Udn thing,
    Map<Part, String> parts,
    Map<Part, Long> commands,
    Map<Property, Accepted> awaited,
    Instant since,
    int tries,
    Instant notBefore) {
  static final String ON = "\"on\":{\"on\":true}";
  static final String OFF = "\"on\":{\"on\":false}";

  Order {
    parts = Map.copyOf(parts);
    commands = Map.copyOf(commands);
    awaited = Map.copyOf(awaited);
  }

  /// The parts of a write; two colours or a colour and a warmth exclude each other.
  enum Part {
    ON,
    LEVEL,
    TONE,
    RECALL
  }

  /// Whether it goes to several lamps at once, which the bridge bears once a second.
  boolean isWide() {
    return !type.equals("light");
  }

  boolean isOff() {
    return OFF.equals(parts.get(Part.ON));
  }

  /// Both wishes as one, the later one first in each part. To be off leaves nothing else to wish,
  /// and to be bright or coloured is to be on.
  Order then(Order later) {
    Map<Part, String> both = new EnumMap<>(Part.class);
    Map<Part, Long> whose = new EnumMap<>(Part.class);
    var seen = new HashMap<Property, Accepted>();
    if (!later.isOff() && !later.parts.containsKey(Part.RECALL)) {
      both.putAll(parts);
      whose.putAll(commands);
      seen.putAll(awaited);
      if (isOff()) {
        both.remove(Part.ON);
        whose.remove(Part.ON);
        seen.remove(Property.SWITCH);
      }
    }
    if (later.parts.containsKey(Part.TONE)) {
      seen.remove(Property.COLOUR);
      seen.remove(Property.WARMTH);
    }
    both.putAll(later.parts);
    whose.putAll(later.commands);
    seen.putAll(later.awaited);
    return new Order(later.type, later.id, thing, both, whose, seen, since, 0, notBefore);
  }

  /// The commands that a later wish left without a part.
  List<Long> dropped(Order merged) {
    var dropped = new ArrayList<>(commands.values());
    dropped.removeAll(merged.commands.values());
    return dropped;
  }

  /// Without the parts that only this command wants; what reports would show them is looked for
  /// once too often.
  Order without(long command) {
    Map<Part, String> less = new EnumMap<>(Part.class);
    Map<Part, Long> whose = new EnumMap<>(Part.class);
    commands.forEach((part, wants) -> {
      if (wants == command) return;
      less.put(part, parts.getOrDefault(part, ""));
      whose.put(part, wants);
    });
    return new Order(type, id, thing, less, whose, awaited, since, tries, notBefore);
  }

  Order delayed(Instant until) {
    return new Order(type, id, thing, parts, commands, awaited, since, tries + 1, until);
  }

  /// @param on whether the lamp has to be turned on in the same breath
  String body(boolean on) {
    var body = new StringJoiner(",", "{", "}");
    if (on && !parts.containsKey(Part.ON)) body.add(ON);
    new EnumMap<>(parts).values().forEach(body::add);
    return body.toString();
  }

  boolean wantsLight() {
    return parts.containsKey(Part.LEVEL) || parts.containsKey(Part.TONE);
  }
}
