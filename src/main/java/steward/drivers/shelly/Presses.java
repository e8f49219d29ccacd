package steward.drivers.shelly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Payload;
import steward.thing.Property;
import steward.thing.Reading;
import steward.value.Word;

/// Reads notified events into presses of buttons; that a button went down or up is left out.
final class Presses {
  private static final int EVENTS_MAX = 20;
  private static final Map<String, String> WORDS =
      Map.of(
          "single_push", "single",
          "double_push", "double",
          "triple_push", "triple",
          "long_push", "hold");

  private Presses() {}

  static List<Reading> of(List<Payload> events, Plan plan, Instant at) {
    var presses = new ArrayList<Reading>();
    for (Payload event : events.subList(0, Math.min(events.size(), EVENTS_MAX))) {
      String word = WORDS.getOrDefault(event.at("event").textOr(""), "");
      Optional<Part> part = plan.part(event.at("component").textOr(""));
      if (!word.isEmpty() && part.isPresent() && part.get().type().equals("input"))
        presses.add(Reading.of(part.get().udn(), Property.BUTTON, new Word(word), at));
    }
    return presses;
  }
}
