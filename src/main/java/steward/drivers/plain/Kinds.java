package steward.drivers.plain;

import java.util.Set;
import steward.thing.ActionKind;
import steward.thing.Property;

/// The kind of a thing whose sheet does not name one: what its lines make most likely.
final class Kinds {
  private Kinds() {}

  static String kind(Set<Property> observes, Set<ActionKind> performs) {
    if (observes.contains(Property.LOCK) || performs.contains(ActionKind.LOCK))
      return of("motive/plain/lock");
    if (observes.contains(Property.POSITION) || observes.contains(Property.COVER))
      return of("motive/plain/cover");
    if (performs.contains(ActionKind.COLOUR)) return of("lighting/plain/rgb");
    if (performs.contains(ActionKind.DIM)) return of("lighting/plain/dimmer");
    if (performs.contains(ActionKind.SAY) || performs.contains(ActionKind.PLAY))
      return of("media/plain/audio");
    if (performs.contains(ActionKind.HEAT)) return of("climate/plain/control");
    if (performs.contains(ActionKind.NOTIFY)) return of("indicator/plain/text");
    if (performs.contains(ActionKind.TURN)) return of("switch/plain/onoff");
    if (observes.contains(Property.PRESENCE)) return of("presence/plain/mobile");
    for (Property property :
        new Property[] {
          Property.SMOKE, Property.MOTION, Property.CONTACT, Property.WATER, Property.BUTTON
        }) {
      if (observes.contains(property)) return of("sensor/plain/" + property.name());
    }
    boolean weather =
        observes.contains(Property.TEMPERATURE) || observes.contains(Property.HUMIDITY);
    return of(weather ? "climate/plain/meteo" : "sensor/plain/thing");
  }

  private static String of(String rest) {
    return "/device/" + rest;
  }
}
