package steward.discovery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import steward.driver.Family;
import steward.driver.Offer;
import steward.driver.Sighting;
import steward.link.Directory;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.Time;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Malformed;

/// Devices that announced themselves: those that a person has not accepted wait here; accepted ones
/// are kept described. Thread-safe.
public final class DiscoveryInbox {
  public static final int DEVICES_MAX = 2_000;

  /// The characters of all that is known of all devices; announcements beyond are refused.
  static final long FACTS_LENGTH_MAX = 32_000_000;

  private final List<Family> families;
  private final Directory directory;
  private final HouseLoop loop;
  private final Numbers numbers;
  private final Time time;
  private final Map<Udn, Known> known = new LinkedHashMap<>();
  private final Set<Udn> aside = new LinkedHashSet<>();
  private final Set<ThingId> promised = new LinkedHashSet<>();
  private int promisedNumber;
  private long refused;
  private long length;

  private record Known(Sighting sighting, Offer offer, Instant seen) {}

  /// Where ids and numbers are remembered that must never come again.
  public interface Numbers {
    int next();

    boolean wasUsed(ThingId id);

    /// Keeps the devices that a person does not want to see in the inbox.
    void keepAside(Set<String> udns);
  }

  /// A device that waits: `things` are those of its parts that nobody accepted yet.
  public record Item(
      String key,
      String family,
      String name,
      Instant seen,
      String warning,
      List<Description> things) {
    public Item {
      things = List.copyOf(things);
    }
  }

  /// What a person gives a thing on acceptance; empty texts are filled in.
  public record Naming(String id, String name, String room) {}

  public DiscoveryInbox(
      List<Family> families,
      Directory directory,
      HouseLoop loop,
      Numbers numbers,
      Time time,
      Set<String> aside) {
    this.families = List.copyOf(families);
    this.directory = directory;
    this.loop = loop;
    this.numbers = numbers;
    this.time = time;
    aside.forEach(udn -> this.aside.add(new Udn(udn)));
  }

  /// The topics on which devices announce themselves.
  public List<String> filters() {
    return families.stream()
        .flatMap(family -> family.sightingFilters().stream())
        .distinct()
        .toList();
  }

  /// Reads an announcement; nonsense is left alone.
  public void hear(Message message) {
    for (Family family : families) {
      Optional<Sighting> sighting = family.sight(message);
      if (sighting.isPresent()) {
        take(family, sighting.get());
        return;
      }
      family.withdrawn(message).ifPresent(fact -> withdraw(family, fact));
    }
  }

  /// Takes a fact back from whichever devices told it; that nobody told it is usual.
  private synchronized void withdraw(Family family, String fact) {
    var devices = new LinkedHashSet<Udn>();
    known.forEach((udn, one) -> {
      if (!one.sighting().facts().getOrDefault(fact, "").isEmpty()) devices.add(udn);
    });
    for (Thing thing : directory.things()) {
      boolean told =
          thing.udn().family().equals(family.name())
              && thing.binding().parts().keySet().stream().anyMatch(part -> part.startsWith(fact));
      if (told) devices.add(thing.udn().root());
    }
    var taken = new TreeMap<>(Map.of(fact, ""));
    devices.forEach(udn -> take(family, new Sighting(udn, taken, false)));
  }

  private synchronized void take(Family family, Sighting sighting) {
    Known before = known.get(sighting.device());
    if (sighting.gone()) {
      forget(sighting.device(), family);
      return;
    }
    if (before == null && known.size() >= DEVICES_MAX) {
      refused++;
      return;
    }
    Sighting merged = before == null ? sighting : before.sighting().merge(sighting);
    int more = merged.length() - (before == null ? 0 : before.sighting().length());
    if (more > 0 && length + more > FACTS_LENGTH_MAX) {
      refused++;
      return;
    }
    List<Thing> accepted = directory.device(sighting.device());
    Optional<Offer> offer = family.offer(merged, accepted);
    if (offer.isEmpty()
        && accepted.isEmpty()
        && before != null
        && !before.offer().things().isEmpty()) {
      forget(sighting.device(), family);
      return;
    }
    var empty = new Offer(sighting.device(), sighting.device().value(), List.of(), "");
    keep(sighting.device(), new Known(merged, offer.orElse(empty), time.wall()));
    if (offer.isEmpty()) return;
    describe(offer.get());
    boolean isNew = before == null || before.offer().things().isEmpty();
    if (isNew && !unaccepted(offer.get()).isEmpty() && !aside.contains(sighting.device())) {
      tell(sighting.device(), false, offer.get().name(), family);
    }
  }

  private void keep(Udn device, Known now) {
    Known before = known.put(device, now);
    length += now.sighting().length() - (before == null ? 0 : before.sighting().length());
  }

  private void forget(Udn device, Family family) {
    Known before = known.remove(device);
    if (before == null) return;
    length -= before.sighting().length();
    tell(device, true, "", family);
  }

  /// A device told more of itself than was known when it was accepted.
  public synchronized void learnt(Offer offer) {
    var sighting = new Sighting(offer.device(), new TreeMap<>(), false);
    if (known.containsKey(offer.device()) || known.size() < DEVICES_MAX) {
      keep(offer.device(), new Known(sighting, offer, time.wall()));
    }
    describe(offer);
  }

  private void tell(Udn device, boolean gone, String name, Family family) {
    loop.post(new Fact.Found(gone, name, family.name()), device.value(), "discovery");
  }

  private void describe(Offer offer) {
    for (Description now : offer.things()) {
      directory
          .thing(now.udn())
          .map(thing -> Map.entry(thing, thing.described(now)))
          .filter(pair -> !pair.getKey().equals(pair.getValue()))
          .ifPresent(pair ->
              loop.post(
                  new Fact.ThingPut(pair.getValue()), pair.getKey().id().value(), "discovery"));
    }
  }

  private List<Description> unaccepted(Offer offer) {
    return offer.things().stream().filter(part -> directory.thing(part.udn()).isEmpty()).toList();
  }

  /// What waits for a person, in the order in which it was found.
  public synchronized List<Item> items() {
    var items = new ArrayList<Item>();
    known.forEach((udn, one) -> {
      var waiting = unaccepted(one.offer());
      if (!waiting.isEmpty() && !aside.contains(udn)) {
        items.add(
            new Item(
                udn.value(), udn.family(), one.offer().name(), one.seen(), warning(one), waiting));
      }
    });
    return items;
  }

  /// Two devices that listen to the same topic would obey each other's commands.
  private String warning(Known one) {
    if (!one.offer().warning().isEmpty()) return one.offer().warning();
    if (one.offer().things().isEmpty()) return "";
    Binding binding = one.offer().things().getFirst().binding();
    String topic = binding.part("topic", "");
    if (topic.isEmpty()) return "";
    for (Known other : known.values()) {
      if (other.equals(one) || other.offer().things().isEmpty()) continue;
      Binding same = other.offer().things().getFirst().binding();
      if (same.family().equals(binding.family())
          && same.part("topic", "").equals(topic)
          && same.part("fulltopic", "").equals(binding.part("fulltopic", ""))) {
        return "“"
            + other.offer().name()
            + "” ("
            + other.sighting().device()
            + ") uses the topic “"
            + topic
            + "” too: each would obey the other's commands. Give one of them its own topic.";
      }
    }
    return "";
  }

  public synchronized Optional<Item> item(String key) {
    return items().stream().filter(item -> item.key().equals(key)).findFirst();
  }

  /// Sets a device aside: it is not shown again.
  public synchronized boolean ignore(String key) {
    Optional<Item> item = item(key);
    item.ifPresent(one -> {
      aside.add(new Udn(one.key()));
      numbers.keepAside(Set.copyOf(aside.stream().map(Udn::value).toList()));
    });
    return item.isPresent();
  }

  /// Accepts all parts of a device. Completes when the house has them and they are on the disk.
  ///
  /// @throws Malformed if the id cannot be used
  public CompletableFuture<List<Thing>> accept(Item item, Naming naming, String principal) {
    return put(name(item.things(), naming, item.name()), principal);
  }

  /// Accepts the parts that the namer names, each by its own name; all must be named.
  public CompletableFuture<List<Thing>> accept(
      Item item, java.util.function.Function<Udn, Naming> namer, String principal) {
    var things = new ArrayList<Thing>();
    for (Description part : item.things()) {
      things.addAll(name(List.of(part), namer.apply(part.udn()), part.name()));
    }
    return put(things, principal);
  }

  /// Brings in a device that a person entered by hand.
  public CompletableFuture<List<Thing>> byHand(Binding binding, Naming naming, String principal) {
    Family family =
        families.stream()
            .filter(one -> one.name().equals(binding.family()))
            .findFirst()
            .orElseThrow(() ->
                new Malformed(
                    "/family",
                    "one of " + String.join(", ", families.stream().map(Family::name).toList()),
                    "'" + binding.family() + "'"));
    Offer offer = family.byHand(binding);
    for (Description part : offer.things()) {
      directory
          .thing(part.udn())
          .ifPresent(thing -> {
            throw new Malformed(
                "/binding", "a device that is not there yet", "that of '" + thing.id() + "'");
          });
    }
    return put(name(offer.things(), naming, offer.name()), principal);
  }

  private CompletableFuture<List<Thing>> put(List<Thing> things, String principal) {
    var puts =
        things.stream()
            .map(thing -> loop.ask(new Fact.ThingPut(thing), thing.id().value(), principal))
            .toList();
    return CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new)).thenApply(_ -> things);
  }

  private synchronized List<Thing> name(List<Description> parts, Naming naming, String deviceName) {
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
      ThingId id = id(wanted, name);
      promised.add(id);
      things.add(part.accepted(id, number(), cut(name), room(naming)));
    }
    return things;
  }

  private static String partName(String base, Description part, String deviceName) {
    return part.name().equals(deviceName) ? base : part.name();
  }

  private static String cut(String name) {
    return name.length() > Thing.NAME_LENGTH_MAX ? name.substring(0, Thing.NAME_LENGTH_MAX) : name;
  }

  private static String room(Naming naming) {
    return naming.room().isBlank() ? "Unsorted" : naming.room();
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

  public synchronized Map<String, Long> counters() {
    var counters = new TreeMap<String, Long>();
    counters.put("discovery.devices", (long) known.size());
    counters.put("discovery.refused", refused);
    return counters;
  }
}
