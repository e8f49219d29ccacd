package steward.discovery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steward.link.Directory;
import steward.thing.Description;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Malformed;

/// Gives newly accepted things their ids, numbers, names and rooms. Thread-safe.
final class NewNames {
  private final Directory directory;
  private final Numbers numbers;
  private final Set<ThingId> promised = new LinkedHashSet<>();
  private int promisedNumber;

  NewNames(Directory directory, Numbers numbers) {
    this.directory = directory;
    this.numbers = numbers;
  }

  /// The parts of a device as things.
  ///
  /// @throws Malformed if the wanted id cannot be used
  synchronized List<Thing> given(
      List<Description> parts, DiscoveryInbox.Naming naming, String deviceName) {
    var things = new ArrayList<Thing>();
    boolean single = parts.size() == 1;
    String base = naming.name().isBlank() ? deviceName : naming.name();
    for (int i = 0; i < parts.size(); i++) {
      Description part = parts.get(i);
      String name =
          single || i == 0
              ? (single ? base : partName(base, part, deviceName))
              : partName(base, part, deviceName);
      String wanted =
          i == 0 ? naming.id() : naming.id().isBlank() ? "" : naming.id() + "-" + (i + 1);
      things.add(given(part, wanted, name, naming));
    }
    return things;
  }

  /// What comes back is what it was, but for what a person says otherwise.
  private Thing given(Description part, String wanted, String name, DiscoveryInbox.Naming naming) {
    Optional<Thing> former =
        numbers
            .former(part.udn())
            .filter(thing -> wanted.isBlank() || wanted.equals(thing.id().value()))
            .filter(thing -> directory.thing(thing.id()).isEmpty());
    if (former.isEmpty()) {
      ThingId id = id(wanted, name);
      promised.add(id);
      return part.accepted(id, number(), cut(name), room(naming, "Unsorted"));
    }
    Thing old = former.get();
    promised.add(old.id());
    String called = naming.name().isBlank() ? old.name() : cut(name);
    return part.accepted(old.id(), old.number(), called, room(naming, old.room()));
  }

  private static String partName(String base, Description part, String deviceName) {
    return part.name().equals(deviceName) ? base : part.name();
  }

  private static String cut(String name) {
    return name.length() > Thing.NAME_LENGTH_MAX ? name.substring(0, Thing.NAME_LENGTH_MAX) : name;
  }

  private static String room(DiscoveryInbox.Naming naming, String otherwise) {
    return naming.room().isBlank() ? otherwise : naming.room();
  }

  private int number() {
    promisedNumber = Math.max(promisedNumber + 1, numbers.next());
    return promisedNumber;
  }

  private ThingId id(String wanted, String name) {
    if (!wanted.isBlank()) {
      if (!ThingId.isSlug(wanted))
        throw new Malformed("/id", "1 to 40 of a-z, 0-9 and -", "'" + wanted + "'");
      var id = new ThingId(wanted);
      if (isTaken(id)) throw new Malformed("/id", "an id that was never used", "'" + wanted + "'");
      return id;
    }
    ThingId first = ThingId.from(name);
    ThingId id = first;
    for (int n = 2; isTaken(id); n++) {
      String stem = first.value().substring(0, Math.min(first.value().length(), 35));
      id = new ThingId(stem + "-" + n);
    }
    return id;
  }

  private boolean isTaken(ThingId id) {
    return promised.contains(id) || directory.thing(id).isPresent() || numbers.wasUsed(id);
  }
}
