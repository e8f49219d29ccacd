package steward.drivers.tasmota;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Description;
import steward.thing.Property;
import steward.thing.Udn;

/// What of a device is one thing: the device itself, or a child of it such as its second relay.
///
/// @param suffix the child's part of the UDN; empty for the device itself
/// @param title the name where nobody gave one
record Part(String suffix, String title, List<Role> roles) {
  Part {
    roles = List.copyOf(roles);
  }

  Udn udn(Udn device) {
    return suffix.isEmpty() ? device : device.child(suffix);
  }

  Set<Property> observes() {
    var observes = new LinkedHashSet<Property>();
    for (Role role : roles) observes.addAll(role.observes());
    return observes;
  }

  Map<ActionKind, Ability> abilities() {
    var abilities = new EnumMap<ActionKind, Ability>(ActionKind.class);
    for (Role role : roles) {
      for (Ability ability : role.abilities()) abilities.putIfAbsent(ability.kind(), ability);
    }
    return abilities;
  }

  private String kind() {
    for (Role role : roles) if (role instanceof Lamp) return role.kind();
    boolean meters =
        roles.stream()
            .anyMatch(r -> r instanceof Sensor(String name, _) && name.equals(Quantities.ENERGY));
    Role first = roles.getFirst();
    return meters && first instanceof Relay ? "switch/tasmota/meter" : first.kind();
  }

  Description description(Udn device, Profile profile) {
    String firmware = profile.fact("firmware", "unknown");
    return new Description(
        udn(device),
        title,
        "/device/" + kind(),
        "Tasmota",
        profile.fact("model", "unknown"),
        firmware,
        profile.binding(),
        observes(),
        abilities());
  }
}
