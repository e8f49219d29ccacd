package steward.thing;

import java.util.SortedMap;
import java.util.TreeMap;
import steward.value.Malformed;

/// Where a thing is reached: its family's address as named parts (topics, host, device id). May
/// change.
///
/// The family reads the parts into its own type once; nobody else interprets them.
public record Binding(String family, SortedMap<String, String> parts) {
  public static final int PARTS_MAX = 40;

  /// The part that is the device's own address, where it has one.
  public static final String HOST = "host";

  public static final int PART_LENGTH_MAX = 1000;

  public Binding {
    if (parts.size() > PARTS_MAX) {
      throw new Malformed("/binding", "at most " + PARTS_MAX + " parts", parts.size() + " parts");
    }
    parts.forEach((name, part) -> {
      if (part.length() > PART_LENGTH_MAX) {
        throw new Malformed(
            "/binding/" + name, "at most " + PART_LENGTH_MAX + " characters", part.length() + "");
      }
    });
    parts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  public static Binding of(String family, String... namesAndParts) {
    var parts = new TreeMap<String, String>();
    for (int i = 0; i + 1 < namesAndParts.length; i += 2) {
      parts.put(namesAndParts[i], namesAndParts[i + 1]);
    }
    return new Binding(family, parts);
  }

  /// The part of this name, or the other text where it is not given.
  public String part(String name, String otherwise) {
    return parts.getOrDefault(name, otherwise);
  }

  /// @throws Malformed if the part is missing or empty
  public String part(String name) {
    String part = parts.get(name);
    if (part == null || part.isBlank()) {
      throw new Malformed("/binding/" + name, "a text", "nothing");
    }
    return part;
  }

  public Binding with(String name, String part) {
    var more = new TreeMap<>(parts);
    more.put(name, part);
    return new Binding(family, more);
  }
}
