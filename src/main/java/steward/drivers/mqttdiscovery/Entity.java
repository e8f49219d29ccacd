package steward.drivers.mqttdiscovery;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import steward.driver.Payload;
import steward.drivers.mqttdiscovery.template.Template;
import steward.value.Bytes;
import steward.value.Text;

/// One entity as it was announced: its component, and the keys that matter under their long names.
/// A list is its items one a line; a `null` is an empty text. Immutable.
///
/// @param fact where it was announced: the topic between prefix and `config`, and behind a `#` the
///   component of a bundle
record Entity(String fact, String component, SortedMap<String, String> keys) {
  private static final String COMPONENT = "platform";

  Entity {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  String key(String name, String otherwise) {
    String text = keys.getOrDefault(name, "");
    return text.isEmpty() ? otherwise : text;
  }

  String key(String name) {
    return keys.getOrDefault(name, "");
  }

  boolean has(String name) {
    return !key(name).isEmpty();
  }

  boolean isTrue(String name) {
    return key(name).equalsIgnoreCase("true");
  }

  List<String> list(String name) {
    String text = key(name);
    return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
  }

  double number(String name, double otherwise) {
    OptionalDouble number = Payload.number(key(name));
    return number.orElse(otherwise);
  }

  Template template(String name) {
    return Template.of(key(name));
  }

  /// Settings and technical values of a device, as against what it is for.
  boolean isAside() {
    return has("entity_category");
  }

  /// Whether it is what its device is: it takes the device's name.
  boolean isMain() {
    return keys.containsKey("name") && key("name").isEmpty();
  }

  String uniqueId() {
    return key("unique_id");
  }

  /// The last level of where it was announced, without the device's own name before it.
  String object() {
    int hash = fact.lastIndexOf('#');
    String last = hash >= 0 ? fact.substring(hash + 1) : fact.substring(fact.lastIndexOf('/') + 1);
    return last.toLowerCase(Locale.ROOT);
  }

  /// What a person calls it.
  String title() {
    String name = key("name");
    String title = name.isBlank() ? object().replace('_', ' ') : name;
    String clean = Text.clean(title).strip();
    return clean.length() > 60 ? clean.substring(0, 60) : clean;
  }

  /// The text from which [#read] makes it again.
  String text() {
    var json = new StringBuilder("{").append(Quotes.json(COMPONENT)).append(':');
    json.append(Quotes.json(component));
    keys.forEach((name, text) -> {
      if (!name.equals(COMPONENT))
        json.append(',').append(Quotes.json(name)).append(':').append(Quotes.json(text));
    });
    return json.append('}').toString();
  }

  static Entity read(String fact, Payload json) {
    var keys = new TreeMap<String, String>();
    for (String name : json.names()) keys.put(name, json.at(name).textOr(""));
    String component = keys.getOrDefault(COMPONENT, "");
    keys.remove(COMPONENT);
    return new Entity(fact, component, keys);
  }

  static Entity read(String fact, String text) {
    return read(fact, Payload.json(Bytes.utf8(text)).orElse(Payload.MISSING));
  }
}
