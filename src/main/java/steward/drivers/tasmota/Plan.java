package steward.drivers.tasmota;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import steward.driver.Harvest;
import steward.driver.Offer;
import steward.thing.Action;
import steward.thing.Description;
import steward.thing.Udn;

/// What is known of a device, made ready for its messages: its topics, its parts and where each
/// value stands. Immutable.
///
/// @param accepted the things that somebody accepted; readings of others are not made
record Plan(
    Profile profile,
    Udn device,
    List<Topics> topics,
    Map<Udn, Part> parts,
    Set<Udn> accepted,
    Harvest<Slot> harvest,
    Map<String, Slot> plain) {

  static Plan of(Profile profile, Udn device, Set<Udn> accepted) {
    var wiring = new Wiring(profile.words());
    var parts = new TreeMap<Udn, Part>(Comparator.comparing(Udn::value));
    for (Part part : Layout.of(profile)) {
      Udn udn = part.udn(device);
      parts.put(udn, part);
      for (Role role : part.roles()) role.wire(udn, wiring);
    }
    return new Plan(
        profile,
        device,
        Topics.of(profile),
        Collections.unmodifiableMap(parts),
        Collections.unmodifiableSet(new LinkedHashSet<>(accepted)),
        wiring.harvest(),
        wiring.plain());
  }

  /// The same things with a profile that knows more.
  Plan with(Profile more) {
    return of(more, device, accepted);
  }

  static Offer offer(Profile profile, Udn device) {
    List<Part> parts = Layout.of(profile);
    var things = new ArrayList<Description>();
    for (Part part : parts) things.add(part.description(device, profile));
    String warning =
        Layout.isEmpty(parts)
            ? "This device announces neither relays nor sensors: set its module or template first."
            : "";
    return new Offer(device, profile.name(), things, warning);
  }

  List<Command> commands(Udn thing, Action action, double level) {
    Part part = parts.get(thing);
    if (part == null) return List.of();
    for (Role role : part.roles()) {
      List<Command> commands = role.commands(action, level);
      if (!commands.isEmpty()) return commands;
    }
    return List.of();
  }

  /// What to ask a device that is there, so that all its values are known.
  List<Command> questions() {
    if (profile.isByHand()) return List.of(Command.STATE, Command.EVERYTHING);
    boolean inputs =
        parts.values().stream()
            .flatMap(part -> part.roles().stream())
            .anyMatch(role ->
                switch (role) {
                  case Shutter _, Sensor _, Inputs.Switch _, Inputs.State _ -> true;
                  case Relay _, Lamp _, Fan _, Radio _, Inputs.Button _ -> false;
                });
    return inputs ? List.of(Command.STATE, Command.SENSORS) : List.of(Command.STATE);
  }

  /// Ends what a wake-up of this name was meant to end.
  Map<Udn, Part> motionEndedBy(String wake) {
    var ended = new HashMap<Udn, Part>();
    parts.forEach((udn, part) -> {
      for (Role role : part.roles()) {
        if (role instanceof Inputs.Switch input && input.quiets(wake)) ended.put(udn, part);
      }
    });
    return ended;
  }
}
