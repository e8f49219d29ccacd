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
import java.util.function.Function;
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
import steward.thing.Udn;
import steward.value.Malformed;

/// Devices that announced themselves: those that a person has not accepted wait here; accepted ones
/// are kept described. Thread-safe.
public final class DiscoveryInbox {
  public static final int DEVICES_MAX = 2_000;

  /// The characters of all that is known of all devices; announcements beyond are refused.
  static final long FACTS_LENGTH_MAX = 32_000_000;

  private final Families families;
  private final Directory directory;
  private final HouseLoop loop;
  private final Numbers numbers;
  private final Time time;
  private final Map<Udn, Known> known = new LinkedHashMap<>();
  private final Set<Udn> aside = new LinkedHashSet<>();
  private final NewNames names;
  private final Moves moves = new Moves();
  private volatile Mover mover = Mover.NONE;
  private long refused;
  private long length;

  private record Known(Sighting sighting, Offer offer, Instant seen, boolean isLearnt) {}

  /// A device that waits: `things` are those of its parts that nobody accepted yet.
  ///
  /// @param moved it is an accepted device that says to have another address now: to accept it is
  ///   to follow it there
  public record Item(
      String key,
      String family,
      String name,
      Instant seen,
      String warning,
      List<Description> things,
      Optional<Moved> moved) {
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
    this.families = new Families(families);
    this.directory = directory;
    this.loop = loop;
    this.numbers = numbers;
    this.names = new NewNames(directory, numbers);
    this.time = time;
    aside.forEach(udn -> this.aside.add(new Udn(udn)));
  }

  /// The topics on which devices announce themselves.
  public List<String> filters() {
    return families.filters();
  }

  /// Reads an announcement; nonsense is left alone.
  public void hear(Message message) {
    for (Family family : families.all()) {
      Optional<Sighting> sighting = family.sight(message);
      if (sighting.isPresent()) {
        take(family, sighting.get());
        if (message instanceof Message.Seen seen) mover.heard(sighting.get().device(), seen);
        return;
      }
      family.withdrawn(message).ifPresent(fact -> withdraw(family, fact));
    }
  }

  /// Takes a fact back from whichever devices told it; that nobody told it is usual.
  private synchronized void withdraw(Family family, String fact) {
    Set<Udn> devices = directory.holding(family.name(), fact);
    known.forEach((udn, one) -> {
      if (!one.sighting().facts().getOrDefault(fact, "").isEmpty()) devices.add(udn);
    });
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
    boolean was = before != null && !before.offer().things().isEmpty();
    if (offer.isEmpty() && accepted.isEmpty() && was) {
      forget(sighting.device(), family);
      return;
    }
    String host = offer.map(DiscoveryInbox::host).orElse("");
    // What a device told of itself is more than it announces.
    Optional<Offer> learnt =
        Optional.ofNullable(before)
            .filter(known -> known.isLearnt() && !host.isEmpty())
            .map(Known::offer);
    Offer shown = learnt.or(() -> offer).orElseGet(() -> nothing(sighting.device()));
    keep(sighting.device(), new Known(merged, shown, time.wall(), learnt.isPresent()));
    if (offer.isEmpty()) return;
    moves.heard(sighting.device(), host, time.wall());
    // What has an address of its own is described by its driver, not by whoever announces it.
    if (host.isEmpty()) describe(offer.get());
    else lookWhetherItMoved(sighting.device());
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
      keep(offer.device(), new Known(sighting, offer, time.wall(), true));
    }
    describe(offer);
  }

  private static Offer nothing(Udn device) {
    return new Offer(device, device.value(), List.of(), "");
  }

  private static String host(Offer offer) {
    return offer.things().isEmpty()
        ? ""
        : offer.things().getFirst().binding().part(Binding.HOST, "");
  }

  /// The address that an accepted device is bound to; empty where there is none.
  private String bound(Udn device) {
    return directory.device(device).stream()
        .map(thing -> thing.binding().part(Binding.HOST, ""))
        .findFirst()
        .orElse("");
  }

  private void lookWhetherItMoved(Udn device) {
    String bound = bound(device);
    if (bound.isEmpty()) return;
    Instant now = time.wall();
    Optional<String> elsewhere = moves.elsewhere(device, bound, now);
    if (elsewhere.isEmpty() || !moves.isToBeTried(device, now)) return;
    String host = elsewhere.get();
    var _ =
        mover
            .proof(device, host)
            .thenAccept(proof ->
                proof.ifPresent(how -> {
                  var _ = rebind(device, host, how, "discovery");
                }));
  }

  /// Binds all things of a device to another address.
  private synchronized CompletableFuture<List<Thing>> rebind(
      Udn device, String host, String how, String principal) {
    List<Thing> things = directory.device(device);
    String from = bound(device);
    moves.settled(device, host);
    var moved =
        things.stream()
            .map(thing -> thing.bound(thing.binding().with(Binding.HOST, host)))
            .toList();
    if (!moved.isEmpty()) {
      loop.post(
          new Fact.Noted(
              "“%s” is at %s now, no longer at %s: %s."
                  .formatted(moved.getFirst().name(), host, from, how)),
          moved.getFirst().id().value(),
          principal);
    }
    return put(moved, principal);
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
      Optional<Moved> moved = moved(udn);
      if (!waiting.isEmpty() && !aside.contains(udn) || moved.isPresent()) {
        items.add(
            new Item(
                udn.value(),
                udn.family(),
                one.offer().name(),
                one.seen(),
                moved.map(Moved::sentence).orElseGet(() -> warning(one)),
                moved.isPresent() ? List.of() : waiting,
                moved));
      }
    });
    return items;
  }

  private Optional<Moved> moved(Udn device) {
    String bound = bound(device);
    if (bound.isEmpty()) return Optional.empty();
    Instant now = time.wall();
    boolean isThereToo = moves.addresses(device, now).contains(bound);
    return moves.elsewhere(device, bound, now).map(to -> new Moved(bound, to, isThereToo));
  }

  /// Two devices that listen to the same topic would obey each other's commands, and of two that
  /// say to be the same one at most one is.
  private String warning(Known one) {
    List<String> claimants = moves.addresses(one.sighting().device(), time.wall());
    if (claimants.size() > 1) return SharedTopics.rivals(claimants);
    if (!one.offer().warning().isEmpty()) return one.offer().warning();
    return SharedTopics.warning(
        one.offer(), known.values().stream().filter(other -> !other.equals(one)).map(Known::offer));
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
    if (item.moved().isPresent()) return follow(item, item.moved().get(), principal);
    refuseRivals(item);
    return put(names.given(item.things(), naming, item.name()), principal);
  }

  /// Accepts the parts that the namer names, each by its own name; all must be named.
  public CompletableFuture<List<Thing>> accept(
      Item item, Function<Udn, Naming> namer, String principal) {
    refuseRivals(item);
    var things = new ArrayList<Thing>();
    for (Description part : item.things()) {
      things.addAll(names.given(List.of(part), namer.apply(part.udn()), part.name()));
    }
    return put(things, principal);
  }

  /// What this part of a device was, where it was taken out of the house before.
  public Optional<Thing> former(Udn part) {
    return numbers.former(part);
  }

  private void refuseRivals(Item item) {
    families.refuseBarred(item.family());
    SharedTopics.refuseRivals(claimants(item));
  }

  /// The addresses that all say to be this device; none where that is not disputed.
  public synchronized List<String> claimants(Item item) {
    List<String> addresses = moves.addresses(new Udn(item.key()), time.wall());
    return addresses.size() > 1 ? addresses : List.of();
  }

  private CompletableFuture<List<Thing>> follow(Item item, Moved moved, String principal) {
    if (moved.isThereToo())
      throw new Malformed("/key", "one device of this identity", moved.sentence());
    return rebind(new Udn(item.key()), moved.to(), "a person said so", principal);
  }

  /// Names who tries new addresses, and who hears what accepted devices announce. Before the start.
  public void moveBy(Mover newMover) {
    mover = newMover;
  }

  /// Names who knows why this house does not reach things of a family. Before the start.
  public void bar(Function<String, Optional<String>> reasons) {
    families.bar(reasons);
  }

  /// What its family makes of a device that a person entered by hand.
  ///
  /// @throws Malformed if the binding is wrong
  public Offer described(Binding binding) {
    return families.described(binding);
  }

  /// Brings in a device that a person entered by hand.
  public CompletableFuture<List<Thing>> byHand(Binding binding, Naming naming, String principal) {
    Offer offer = described(binding);
    for (Description part : offer.things()) {
      directory
          .thing(part.udn())
          .ifPresent(thing -> {
            throw new Malformed(
                "/binding", "a device that is not there yet", "that of '" + thing.id() + "'");
          });
    }
    return put(names.given(offer.things(), naming, offer.name()), principal);
  }

  private CompletableFuture<List<Thing>> put(List<Thing> things, String principal) {
    var puts =
        things.stream()
            .map(thing -> loop.ask(new Fact.ThingPut(thing), thing.id().value(), principal))
            .toList();
    return CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new)).thenApply(_ -> things);
  }

  public synchronized Map<String, Long> counters() {
    var counters = new TreeMap<String, Long>();
    counters.put("discovery.devices", (long) known.size());
    counters.put("discovery.refused", refused);
    return counters;
  }
}
