package steward.drivers.daikin;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import steward.driver.Payload;

/// What an adapter told last, by what it was asked for. Immutable.
record Picture(Map<String, Map<String, String>> pages) {
  static final Picture EMPTY = new Picture(Map.of());

  Picture {
    pages = Map.copyOf(pages);
  }

  Picture with(String what, Map<String, String> fields) {
    var more = new TreeMap<>(pages);
    more.put(what, fields);
    return new Picture(more);
  }

  /// With these fields over those of one page, where it is there.
  Picture overlaid(String what, Map<String, String> fields) {
    if (fields.isEmpty() || !has(what)) return this;
    var page = new TreeMap<>(page(what));
    page.putAll(fields);
    return with(what, page);
  }

  boolean has(String what) {
    return pages.containsKey(what);
  }

  Map<String, String> page(String what) {
    return pages.getOrDefault(what, Map.of());
  }

  /// The field as it came; empty where it is not there.
  String text(String what, String field) {
    return page(what).getOrDefault(field, "");
  }

  /// The field, unless it is empty or one of the ways to say that there is nothing.
  Optional<String> word(String what, String field) {
    String text = text(what, field);
    return switch (text) {
      case "", "-", "--" -> Optional.empty();
      default -> Optional.of(text);
    };
  }

  /// The field as a number within these limits.
  OptionalDouble number(String what, String field, double min, double max) {
    OptionalDouble number = Payload.number(text(what, field));
    return number.isPresent() && number.getAsDouble() >= min && number.getAsDouble() <= max
        ? number
        : OptionalDouble.empty();
  }
}
