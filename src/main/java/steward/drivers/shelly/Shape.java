package steward.drivers.shelly;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.driver.Payload;

/// The components of a device, as words: `switch:0`, and behind it what it has beyond the usual:
/// `switch:0.meter`, `cover:0.position`, `input:0.state`. Immutable.
record Shape(SortedSet<String> words) {
  static final Shape NONE = new Shape(new TreeSet<>());

  /// Further ones are not read.
  static final int ID_MAX = 7;

  static final List<String> OUTPUTS = List.of("switch", "cover", "light");
  static final List<String> METERS = List.of("em", "em1", "pm1");
  static final List<String> SENSORS = List.of("temperature", "humidity", "illuminance", "smoke");

  private static final Pattern COMPONENT =
      Pattern.compile(
          "(switch|cover|light|input|em|em1|pm1|temperature|humidity|illuminance|smoke"
              + "|devicepower):([0-7])");
  private static final Pattern WORD =
      Pattern.compile(COMPONENT.pattern() + "(\\.(meter|position|state))?");

  /// What a model has at least; its state tells better once it is asked.
  private static final Map<String, String> MODELS =
      Map.ofEntries(
          Map.entry("Plus1", "switch:0 input:0"),
          Map.entry("Plus1PM", "switch:0 switch:0.meter input:0"),
          Map.entry("PlusPlugS", "switch:0 switch:0.meter"),
          Map.entry("PlusPlugIT", "switch:0 switch:0.meter"),
          Map.entry("PlusPlugUK", "switch:0 switch:0.meter"),
          Map.entry("PlusPlugUS", "switch:0 switch:0.meter"),
          Map.entry("PlusI4", "input:0 input:1 input:2 input:3"),
          Map.entry("PlusWallDimmer", "light:0"),
          Map.entry("PlusHT", "temperature:0 humidity:0 devicepower:0"),
          Map.entry("Pro1", "switch:0 input:0 input:1"),
          Map.entry("Pro1PM", "switch:0 switch:0.meter input:0 input:1"),
          Map.entry("Pro2", "switch:0 switch:1 input:0 input:1"),
          Map.entry("Pro3EM", "em:0"));

  Shape {
    words = Collections.unmodifiableSortedSet(new TreeSet<>(words));
  }

  static Shape of(String text) {
    var words = new TreeSet<String>();
    for (String word : text.split(" ", 200)) if (WORD.matcher(word).matches()) words.add(word);
    return new Shape(words);
  }

  static Shape model(String app) {
    return of(MODELS.getOrDefault(app, ""));
  }

  /// What a whole state shows.
  static Shape of(Payload status) {
    var words = new TreeSet<String>();
    for (String name : status.names()) {
      Payload one = status.at(name);
      if (!COMPONENT.matcher(name).matches() || !one.isObject()) continue;
      words.add(name);
      if (name.startsWith("switch") || name.startsWith("light") || name.startsWith("cover"))
        if (one.at("apower").number().isPresent()) words.add(name + ".meter");
      if (name.startsWith("cover") && one.at("current_pos").number().isPresent())
        words.add(name + ".position");
      // A button has no state, only presses.
      if (name.startsWith("input") && !one.at("state").isMissing()) words.add(name + ".state");
    }
    return new Shape(words);
  }

  String text() {
    return String.join(" ", words);
  }

  boolean has(String word) {
    return words.contains(word);
  }

  /// The numbers of the components of a type.
  List<Integer> ids(String type) {
    return words.stream()
        .map(COMPONENT::matcher)
        .filter(Matcher::matches)
        .filter(m -> m.group(1).equals(type))
        .map(m -> Integer.valueOf(m.group(2)))
        .toList();
  }
}
