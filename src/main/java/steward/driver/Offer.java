package steward.driver;

import java.util.List;
import steward.thing.Description;
import steward.thing.Udn;

/// What a family would make of a sighting: the device's things, its own name for the inbox, and a
/// warning or an empty text.
public record Offer(Udn device, String name, List<Description> things, String warning) {
  public Offer {
    things = List.copyOf(things);
  }
}
