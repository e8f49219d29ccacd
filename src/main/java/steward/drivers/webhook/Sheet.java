package steward.drivers.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import steward.driver.Payload;
import steward.thing.Binding;
import steward.thing.Property;
import steward.value.Malformed;
import steward.value.Span;

/// A hook's sheet, read: which part of a call gives which property.
///
/// @param times where a call tells when its event was; the first that is there counts
/// @param need what every call must have
/// @param userid whose calls are meant, where the sender serves many; empty for anybody's
/// @param old an event older than this is told, but is no event any more
record Sheet(
    Kind kind,
    Line event,
    List<String> times,
    List<String> need,
    String userid,
    Duration old,
    List<Line> lines) {
  static final String PREFIX_OBSERVE = "observe.";
  private static final Set<String> PARTS =
      Set.of(
          "hook", "kind", "name", "event", "time", "need", "old", "userid", "direction", "maker");
  private static final Duration OLD_MAX = Duration.ofDays(7);

  Sheet {
    times = List.copyOf(times);
    need = List.copyOf(need);
    lines = List.copyOf(lines);
  }

  /// @throws Malformed with the part that is wrong
  static Sheet read(Binding binding) {
    String label = binding.part("kind", Kind.GENERIC.label());
    Kind kind =
        Kind.labelled(label)
            .orElseThrow(
                () -> new Malformed("/binding/kind", "one of " + Kind.labels(), "'" + label + "'"));
    Map<String, String> parts = new TreeMap<>(kind.parts());
    parts.putAll(binding.parts());
    var lines = new ArrayList<Line>();
    parts.forEach((part, text) -> {
      if (part.startsWith(PREFIX_OBSERVE)) lines.add(line(part, text));
      else if (!PARTS.contains(part))
        throw new Malformed("/binding/" + part, "a part of a webhook's sheet", "'" + part + "'");
    });
    return new Sheet(
        kind,
        Line.read("event", Property.CALLED, parts.getOrDefault("event", "/event")),
        places("time", parts),
        places("need", parts),
        parts.getOrDefault("userid", ""),
        old(parts.getOrDefault("old", "30m")),
        lines);
  }

  private static Line line(String part, String text) {
    String name = part.substring(PREFIX_OBSERVE.length());
    Property property =
        Property.named(name)
            .filter(found -> found != Property.CALLED)
            .orElseThrow(() ->
                new Malformed(
                    "/binding/" + part,
                    "a property of the dictionary behind observe.",
                    "'" + name + "'"));
    return Line.read(part, property, text);
  }

  private static List<String> places(String part, Map<String, String> parts) {
    String text = parts.getOrDefault(part, "").strip();
    if (text.isEmpty()) return List.of();
    return Arrays.stream(text.split("\\s+", -1))
        .map(place -> Line.place("/binding/" + part, place))
        .toList();
  }

  private static Duration old(String text) {
    try {
      Duration old = Span.parse(text);
      if (old.isPositive() && old.compareTo(OLD_MAX) <= 0) return old;
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new Malformed("/binding/old", "a span up to 7d such as 30m", "'" + text + "'");
  }

  /// When the event was, as the call says: RFC 3339 with any offset, or seconds or milliseconds
  /// since 1970.
  Optional<Instant> time(Fields fields) {
    for (String place : times) {
      Optional<Instant> time = fields.at(place).flatMap(Sheet::instant);
      if (time.isPresent()) return time;
    }
    return Optional.empty();
  }

  private static Optional<Instant> instant(String text) {
    var number = Payload.number(text);
    if (number.isPresent()) {
      double n = number.getAsDouble();
      if (n < 1e8 || n > 1e14) return Optional.empty();
      return Optional.of(Instant.ofEpochMilli((long) (n < 1e11 ? n * 1000 : n)));
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
