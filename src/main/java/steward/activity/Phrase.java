package steward.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.state.HouseView;
import steward.thing.Property;
import steward.thing.ThingId;

/// A text with places that are filled in when it is said: `{kitchen.temperature}` the value of a
/// thing, `{kitchen.name}` its name, and the words of the run ([#WORDS]). Immutable.
public record Phrase(String text) {
  /// `because` why it fired, `thing` and `value` what it was, `time` now, `exceptions` what was not
  /// as it should be.
  public static final List<String> WORDS =
      List.of("because", "thing", "value", "time", "exceptions");

  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9._-]{1,100})}");

  /// A place in the text that takes the property of a thing; no property where it takes the name.
  public record Taken(ThingId thing, String property) {}

  /// What stands between the braces, in order.
  public List<String> places() {
    var places = new ArrayList<String>();
    for (Matcher place = PLACE.matcher(text); place.find(); ) places.add(place.group(1));
    return places;
  }

  /// What is taken from things.
  public List<Taken> taken() {
    return places().stream()
        .filter(place -> !WORDS.contains(place))
        .map(place -> place.split("\\.", 2))
        .filter(parts -> parts.length == 2 && ThingId.isSlug(parts[0]))
        .map(parts -> new Taken(new ThingId(parts[0]), parts[1]))
        .toList();
  }

  /// The text with everything filled in; what is not known is said as `unknown`.
  public String said(Map<String, String> words, HouseView house) {
    var said = new StringBuilder();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      place.appendReplacement(said, Matcher.quoteReplacement(fill(place.group(1), words, house)));
    }
    return place.appendTail(said).toString();
  }

  private static String fill(String place, Map<String, String> words, HouseView house) {
    if (place.equals("time")) return String.format(Locale.ROOT, "%tR", house.now());
    if (WORDS.contains(place)) return words.getOrDefault(place, "");
    String[] parts = place.split("\\.", 2);
    if (parts.length < 2 || !ThingId.isSlug(parts[0])) return "unknown";
    var thing = new ThingId(parts[0]);
    if (parts[1].equals("name")) return house.thing(thing).map(t -> t.name()).orElse(parts[0]);
    return Property.named(parts[1])
        .flatMap(property -> house.held(thing, property))
        .map(held -> held.value().sentence())
        .orElse("unknown");
  }
}
