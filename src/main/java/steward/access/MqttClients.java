package steward.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.access.Refusal.Why;
import steward.driver.Attachment;
import steward.driver.Family;
import steward.driver.OwnTopics;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.store.MqttClientRow;
import steward.store.MqttClientTable;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Sha256;

/// Devices and bridges with a name of their own on the broker: made, known again, taken away.
///
/// A device's name is good for the topics of that device alone, a bridge's for everything below its
/// prefix. Thread-safe. What is asked is answered from memory; changes are made one at a time on
/// virtual threads and are on the disk before they count.
public final class MqttClients {
  public static final int CLIENTS_MAX = 2_000;
  static final int PREFIX_LENGTH_MAX = 100;

  /// Nobody's name: how those without one are called in the audit log.
  static final String ANONYMOUS = "anonymous";

  private static final int PASSWORD_BYTES = 16;
  private static final int PASSWORD_LENGTH_MAX = 256;
  private static final Duration SEEN_EVERY = Duration.ofHours(1);
  private static final byte[] NOBODYS = new byte[64];
  private static final Logger LOG = LoggerFactory.getLogger(MqttClients.class);

  private final MqttClientTable table;
  private final InstantSource clock;
  private final DeviceTopics devices;
  private final TopicClaims claims;
  private final InTurn turn = new InTurn();
  private final AtomicBoolean isSettling = new AtomicBoolean();
  private volatile BiConsumer<String, String> expel = (_, _) -> {};
  private volatile Standing standing;

  /// One of them, as it is shown.
  ///
  /// @param things whose topics it has
  /// @param prefix of a bridge
  public record Item(
      String name,
      List<ThingId> things,
      Optional<String> prefix,
      Instant since,
      Optional<Instant> seen) {}

  /// A new one. The password is shown once and kept nowhere.
  public record Made(Item item, String password, OwnTopics topics, Optional<Family> family) {
    /// Without the password.
    @Override
    public String toString() {
      return "Made[" + item.name() + "]";
    }

    /// The steps by which it is entered in the device.
    public String setUp(String host, Optional<Integer> tls, Optional<Integer> plain) {
      var to = new Attachment(host, tls, plain, item.name(), password);
      return family
          .map(one -> one.setUp(to, topics))
          .orElseGet(() -> steward.driver.SetUp.plainly(to, topics));
    }
  }

  /// One of them, ready for being asked.
  record Known(MqttClientRow row, Bytes hash, TopicRights rights) {
    static Known of(MqttClientRow row) {
      return new Known(row, Bytes.utf8(row.hash()), new TopicRights(row.topics()));
    }

    /// Of a bridge.
    Optional<String> prefix() {
      return row.isBridge() ? Optional.of(row.whose()) : Optional.empty();
    }
  }

  /// All of them at one moment.
  private record Standing(Map<String, Known> byName, OwnedTopics owned) {
    static Standing of(Collection<Known> all) {
      var byName = new HashMap<String, Known>();
      var filters = new HashSet<String>();
      for (Known one : all) {
        byName.put(one.row.name(), one);
        filters.addAll(one.row.topics().exclusive());
      }
      return new Standing(Map.copyOf(byName), new OwnedTopics(filters));
    }
  }

  private MqttClients(MqttClientTable table, Collection<Family> families, InstantSource clock) {
    this.table = table;
    this.clock = clock;
    devices = new DeviceTopics(families);
    claims = new TopicClaims(devices.sightings());
    standing = Standing.of(table.all().stream().map(Known::of).toList());
  }

  /// Reads who has a name. Blocks.
  public static MqttClients open(
      MqttClientTable table, Collection<Family> families, InstantSource clock) {
    return new MqttClients(table, families, clock);
  }

  /// Names what ends the connections of a name, and says why.
  public void onChanged(BiConsumer<String, String> ends) {
    expel = ends;
  }

  /// Takes the things that were there before; to be called before the broker listens.
  public void begin(Collection<Thing> things) {
    things.forEach(devices::put);
    turn.run(this::settle).join();
  }

  /// Follows what the house takes; called on the house thread.
  public void follow(Entry entry) {
    boolean isNews =
        switch (entry.fact()) {
          case Fact.ThingPut(Thing thing) -> devices.put(thing);
          case Fact.ThingGone _ -> devices.remove(new ThingId(entry.subject()));
          default -> false;
        };
    if (isNews) settleSoon();
  }

  private void settleSoon() {
    if (!isSettling.compareAndSet(false, true)) return;
    var _ =
        turn.run(
                () -> {
                  isSettling.set(false);
                  return settle();
                })
            .exceptionally(fault -> {
              LOG.warn("topics on the broker are not settled yet: {}", fault.getMessage());
              isSettling.set(false);
              CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(this::settleSoon);
              return 0;
            });
  }

  /// Grants every device what its binding says now, as far as it is nobody else's, and takes the
  /// names of devices that are gone away.
  private int settle() {
    List<Udn> gone = devices.settle();
    int changes = 0;
    for (Known known : List.copyOf(standing.byName.values())) {
      if (known.row.isBridge()) continue;
      Udn root = new Udn(known.row.whose());
      if (gone.contains(root)) {
        drop(known.row.name(), "its device was removed");
        changes++;
        continue;
      }
      OwnTopics now = claims.granted(devices.wanted(root), known.row.topics(), others(root));
      if (now.equals(known.row.topics())) continue;
      MqttClientRow row = known.row.granted(now);
      table.put(row).join();
      set(row);
      expel.accept(row.name(), "its topics have changed");
      changes++;
    }
    return changes;
  }

  /// What all but this device use, by name where they have one and by what they want where not.
  private List<TopicClaims.Used> others(Udn root) {
    var used = new ArrayList<TopicClaims.Used>();
    for (Udn other : devices.devices()) {
      if (other.equals(root)) continue;
      used.add(new TopicClaims.Used(devices.name(other), devices.wanted(other).exclusive()));
    }
    for (Known known : standing.byName.values()) {
      if (known.row.whose().equals(root.value()) && !known.row.isBridge()) continue;
      used.add(new TopicClaims.Used(known.row.name(), known.row.topics().exclusive()));
    }
    return used;
  }

  private void set(MqttClientRow row) {
    var all = new HashMap<>(standing.byName);
    all.put(row.name(), Known.of(row));
    standing = Standing.of(all.values());
  }

  private void drop(String name, String why) {
    table.remove(name).join();
    var all = new HashMap<>(standing.byName);
    all.remove(name);
    standing = Standing.of(all.values());
    expel.accept(name, why);
  }

  /// Makes a name for the device of a thing.
  ///
  /// Fails with [Refusal] if there is no such thing, it has one, or its topics are not its own.
  public CompletableFuture<Made> make(ThingId id) {
    return turn.run(() -> {
      settle();
      Thing thing =
          devices
              .thing(id)
              .orElseThrow(() -> new Refusal(Why.UNKNOWN, "There is no thing '" + id + "'."));
      return makeFor(thing.udn().root());
    });
  }

  private Made makeFor(Udn root) {
    for (Known known : standing.byName.values()) {
      if (!known.row.isBridge() && known.row.whose().equals(root.value()))
        throw new Refusal(
            Why.TAKEN,
            "This device has the name '%s' already; take that away first."
                .formatted(known.row.name()));
    }
    OwnTopics wanted = devices.wanted(root);
    if (wanted.isEmpty())
      throw new Refusal(
          Why.MALFORMED, "This thing has no MQTT topics by which it can be told from others.");
    List<TopicClaims.Used> others = others(root);
    OwnTopics granted = claims.granted(wanted, OwnTopics.NONE, others);
    for (String filter : wanted.exclusive()) {
      if (granted.exclusive().contains(filter)) continue;
      throw new Refusal(
          Why.TAKEN,
          TopicClaims.other(filter, others)
              .map(who ->
                  "Its topic '%s' is also used by %s: give one of them another topic first."
                      .formatted(filter, who))
              .orElse("Its topic '" + filter + "' can be no device's own."));
    }
    String name = devices.device(root).getFirst().id().value();
    return made(Names.id(name, "device", taken(root.value())), false, root.value(), granted);
  }

  /// Makes a name for a bridge, which owns everything below a topic prefix.
  ///
  /// Fails with [Refusal] if the prefix cannot be one, or others use some of it. Devices without a
  /// name whose topics are all below it are from then on the bridge's.
  public CompletableFuture<Made> makeBridge(String prefix, Optional<String> name) {
    return turn.run(() -> {
      settle();
      checkPrefix(prefix);
      var topics = OwnTopics.of(Set.of(prefix + "/#"), Set.of(prefix + "/#"));
      String wish = name.map(Names::cleaned).orElse(prefix);
      return made(Names.id(wish, "bridge", taken(prefix)), true, prefix, topics);
    });
  }

  private void checkPrefix(String prefix) {
    if (prefix.isEmpty() || prefix.length() > PREFIX_LENGTH_MAX || !claims.isPrefix(prefix))
      throw new Refusal(
          Why.MALFORMED,
          "A prefix has 1 to %d characters, no + and no #, no slash at its end, and is neither the steward's nor the broker's nor where devices announce themselves."
              .formatted(PREFIX_LENGTH_MAX));
    for (Known known : standing.byName.values()) {
      if (known.row.topics().exclusive().stream()
          .anyMatch(new steward.driver.TopicFilter(prefix + "/#")::meets))
        throw new Refusal(
            Why.TAKEN, "'%s' has topics below this prefix.".formatted(known.row.name()));
    }
    for (Udn root : devices.devices()) {
      if (devices.below(root, prefix) == DeviceTopics.Below.PART)
        throw new Refusal(
            Why.TAKEN,
            "Some topics of %s are below this prefix and some are not, so it is no thing of this bridge."
                .formatted(devices.name(root)));
    }
  }

  /// The names that this device or bridge may not have.
  private Set<String> taken(String whose) {
    var taken = new HashSet<String>(standing.byName.keySet());
    table
        .everGiven()
        .forEach((name, of) -> {
          if (!of.equals(whose)) taken.add(name);
        });
    taken.add(ANONYMOUS);
    return taken;
  }

  private Made made(String name, boolean isBridge, String whose, OwnTopics topics) {
    if (standing.byName.size() >= CLIENTS_MAX)
      throw new Refusal(Why.LIMIT, "There are " + CLIENTS_MAX + " names on the broker already.");
    String password = Base32.of(Hashes.random(PASSWORD_BYTES));
    var row =
        new MqttClientRow(
            name, isBridge, whose, Sha256.hex(password), topics, clock.instant(), Optional.empty());
    table.put(row).join();
    set(row);
    Optional<Family> family = isBridge ? Optional.empty() : devices.family(new Udn(whose));
    return new Made(item(row), password, topics, family);
  }

  /// Takes a name away; its connections end at once.
  ///
  /// @return false if there is none
  public CompletableFuture<Boolean> remove(String name) {
    return turn.run(() -> {
      if (!standing.byName.containsKey(name)) return false;
      drop(name, "its name was taken away");
      return true;
    });
  }

  /// All of them, by name.
  public CompletableFuture<List<Item>> list() {
    return turn.run(() ->
        new TreeMap<>(standing.byName).values().stream().map(known -> item(known.row)).toList());
  }

  private Item item(MqttClientRow row) {
    var roots = new ArrayList<Udn>();
    if (!row.isBridge()) roots.add(new Udn(row.whose()));
    else
      for (Udn root : devices.devices())
        if (devices.below(root, row.whose()) == DeviceTopics.Below.ALL) roots.add(root);
    List<ThingId> things =
        roots.stream().flatMap(root -> devices.device(root).stream()).map(Thing::id).toList();
    Optional<String> prefix = row.isBridge() ? Optional.of(row.whose()) : Optional.empty();
    return new Item(row.name(), things, prefix, row.since(), row.seen());
  }

  /// The one with this name and password. Takes the same time for a name that nobody has.
  Optional<Known> authenticate(String name, byte[] password) {
    Known known = standing.byName.get(name);
    byte[] given =
        Sha256.hex(password.length <= PASSWORD_LENGTH_MAX ? password : NOBODYS)
            .getBytes(StandardCharsets.US_ASCII);
    boolean isRight = MessageDigest.isEqual(given, known == null ? NOBODYS : known.hash.toArray());
    return isRight ? Optional.ofNullable(known) : Optional.empty();
  }

  Optional<Known> find(String name) {
    return Optional.ofNullable(standing.byName.get(name));
  }

  /// The topics of all of them; another object whenever they change.
  OwnedTopics owned() {
    return standing.owned;
  }

  /// It connected just now.
  void seen(Known known) {
    Instant now = clock.instant();
    boolean isNews =
        known
            .row
            .seen()
            .map(at -> Duration.between(at, now).abs().compareTo(SEEN_EVERY) > 0)
            .orElse(true);
    if (!isNews) return;
    var _ =
        turn.run(
                () -> {
                  Known still = standing.byName.get(known.row.name());
                  if (still == null) return false;
                  MqttClientRow row = still.row.seenAt(now);
                  set(row);
                  table.put(row).join();
                  return true;
                })
            .exceptionally(_ -> false);
  }
}
