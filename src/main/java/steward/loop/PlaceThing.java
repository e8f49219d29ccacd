package steward.loop;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import steward.place.Place;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Expectation;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Text;

/// The house itself as a thing, so that rules and pages can look at it like at any other: the sun,
/// its mode, and how many people are at home; the mode can be set. Pure.
public final class PlaceThing {
  public static final ThingId ID = new ThingId("place");

  private PlaceThing() {}

  /// Whether this is the house itself and not one of its devices.
  public static boolean is(Thing thing) {
    return thing.id().equals(ID);
  }

  /// What it is, as far as this place says it.
  public static Thing of(Place place) {
    return new Thing(
        ID,
        0,
        new Udn("steward:place"),
        "House",
        "House",
        "/place",
        "Steward",
        "House",
        "1",
        Binding.of("place"),
        new LinkedHashSet<>(List.of(Property.SUN, Property.HOUSE_MODE, Property.PEOPLE)),
        Map.of(ActionKind.MODE, Ability.words(ActionKind.MODE, place.modes())));
  }

  /// It does what it is told at once, and says so.
  static Expectation expectation(Action action) {
    return action instanceof Action.Put(_, var mode)
        ? new Expectation.Report(
            Property.HOUSE_MODE,
            new Expectation.Accepted.Exactly(new Text(String.valueOf(mode.scalar()))),
            Duration.ofSeconds(1))
        : new Expectation.Unobservable("the house does not report it");
  }
}
