package steward.drivers.kasa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steward.driver.Offer;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Property;
import steward.thing.Udn;
import steward.value.Unit;

/// What a device that was understood would be as things.
final class Offers {
  private static final String MAKER = "TP-Link";

  private Offers() {}

  static Offer of(Profile profile, Binding binding, String warning) {
    Udn device = profile.udn();
    String name = profile.name().isBlank() ? MAKER + " " + profile.model() : profile.name();
    var things = new ArrayList<Description>();
    boolean smart = binding.part(Reach.DIALECT, "").equals("smart");
    Set<Property> observes = observes(profile, smart);
    things.add(thing(device, name, kind(profile), profile, binding, observes, abilities(profile)));
    for (Outlet outlet : profile.outlets()) {
      String called = outlet.name().isBlank() ? name + " " + outlet.part() : outlet.name();
      Set<Property> measured = new LinkedHashSet<>(Set.of(Property.SWITCH));
      if (profile.metered()) measured.addAll(meter(profile, smart));
      things.add(
          thing(
              device.child(outlet.part()),
              called,
              "switch/tplink/" + (profile.metered() ? "meter" : "outlet"),
              profile,
              binding,
              measured,
              abilities(List.of(Ability.of(ActionKind.TURN)))));
    }
    return new Offer(device, name, things, warning);
  }

  private static Description thing(
      Udn udn,
      String name,
      String kind,
      Profile profile,
      Binding binding,
      Set<Property> observes,
      Map<ActionKind, Ability> abilities) {
    return new Description(
        udn,
        name,
        "/device/" + kind,
        MAKER,
        profile.model(),
        profile.firmware(),
        binding,
        observes,
        abilities);
  }

  private static String kind(Profile profile) {
    return switch (profile.kind()) {
      case PLUG -> profile.metered() ? "switch/tplink/meter" : "switch/tplink/plug";
      case STRIP -> "switch/tplink/strip";
      case DIMMER -> "lighting/tplink/dimmer";
      case BULB, LIGHT_STRIP -> profile.colours() ? "lighting/tplink/rgb" : "lighting/tplink/bulb";
    };
  }

  private static Set<Property> observes(Profile profile, boolean smart) {
    var observes = new LinkedHashSet<Property>();
    if (profile.kind() != Profile.Kind.STRIP) {
      observes.add(Property.SWITCH);
      if (profile.kind().dims()) observes.add(Property.LEVEL);
      if (profile.colours()) observes.add(Property.COLOUR);
      if (profile.isTunable()) observes.add(Property.WARMTH);
      if (profile.metered()) observes.addAll(meter(profile, smart));
    }
    observes.add(Property.SIGNAL);
    return observes;
  }

  private static Set<Property> meter(Profile profile, boolean smart) {
    if (smart) return ordered(Property.POWER, Property.ENERGY_TODAY);
    return profile.kind().isLight()
        ? ordered(Property.POWER, Property.ENERGY)
        : ordered(Property.POWER, Property.VOLTAGE, Property.CURRENT, Property.ENERGY);
  }

  private static Set<Property> ordered(Property... properties) {
    return new LinkedHashSet<>(List.of(properties));
  }

  private static Map<ActionKind, Ability> abilities(Profile profile) {
    var abilities = new ArrayList<Ability>();
    if (profile.kind() != Profile.Kind.STRIP) abilities.add(Ability.of(ActionKind.TURN));
    if (profile.kind().dims()) abilities.add(Ability.of(ActionKind.DIM));
    if (profile.colours()) abilities.add(Ability.of(ActionKind.COLOUR));
    if (profile.isTunable()) {
      double least = Math.ceil(1_000_000.0 / profile.kelvinMax());
      double most = Math.floor(1_000_000.0 / profile.kelvinMin());
      abilities.add(Ability.range(ActionKind.WARMTH, Unit.MIREDS, least, most));
    }
    return abilities(abilities);
  }

  private static Map<ActionKind, Ability> abilities(List<Ability> abilities) {
    var map = new LinkedHashMap<ActionKind, Ability>();
    abilities.forEach(ability -> map.put(ability.kind(), ability));
    return map;
  }
}
