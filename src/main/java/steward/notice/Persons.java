package steward.notice;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.access.Accounts;
import steward.discovery.Numbers;
import steward.link.Directory;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.PersonThing;
import steward.rights.Role;
import steward.rights.User;
import steward.rights.UserId;
import steward.thing.Channel;
import steward.thing.Thing;
import steward.thing.ThingId;

/// Keeps a thing for each person of the house, so that activities can name it. Thread-safe.
final class Persons {
  private static final Logger LOG = LoggerFactory.getLogger(Persons.class);
  private static final Set<Role> PEOPLE =
      EnumSet.of(Role.MASTER, Role.RESIDENT, Role.GUEST, Role.MONITOR);

  private final Accounts accounts;
  private final Directory directory;
  private final Numbers numbers;
  private final HouseLoop loop;
  private final Reaches reaches;
  private final Set<Channel> servers;
  private final Consumer<String> gone;
  private final ReentrantLock turn = new ReentrantLock(true);

  /// @param servers the ways for which the house has a server
  /// @param gone is told of a user who is there no more
  Persons(
      Accounts accounts,
      Directory directory,
      Numbers numbers,
      HouseLoop loop,
      Reaches reaches,
      Set<Channel> servers,
      Consumer<String> gone) {
    this.accounts = accounts;
    this.directory = directory;
    this.numbers = numbers;
    this.loop = loop;
    this.reaches = reaches;
    this.servers = Set.copyOf(servers);
    this.gone = gone;
  }

  /// Follows who the people are, from now on.
  void begin() {
    accounts.onChanged(() -> {
      var _ = look();
    });
    look().join();
  }

  /// Makes the things what the people are; done when the house took it.
  CompletableFuture<Void> look() {
    return CompletableFuture.runAsync(
            () -> {
              turn.lock();
              try {
                agree();
              } finally {
                turn.unlock();
              }
            },
            Thread::startVirtualThread)
        .exceptionally(e -> {
          LOG.warn("the people of the house are not things of it yet", e);
          return null;
        });
  }

  private void agree() {
    List<User> people = accounts.users().stream().filter(Persons::isPerson).toList();
    Set<String> ids = people.stream().map(user -> user.id().value()).collect(Collectors.toSet());
    for (Thing thing : List.copyOf(directory.things())) {
      if (!PersonThing.is(thing) || ids.contains(PersonThing.user(thing))) continue;
      reaches.forget(PersonThing.user(thing));
      gone.accept(PersonThing.user(thing));
      loop.taken(new Fact.ThingGone(), thing.id().value(), "steward").join();
    }
    for (User user : people) {
      Optional<Thing> known = thing(user.id().value());
      Thing now = thing(user, known);
      if (!known.equals(Optional.of(now)))
        loop.taken(new Fact.ThingPut(now), now.id().value(), "steward").join();
    }
  }

  static boolean isPerson(User user) {
    return PEOPLE.contains(user.role());
  }

  /// The thing that stands for a user.
  Optional<Thing> thing(String user) {
    return directory.thing(PersonThing.udn(user));
  }

  Optional<User> user(String id) {
    return ThingId.isSlug(id) ? accounts.user(new UserId(id)) : Optional.empty();
  }

  private Thing thing(User user, Optional<Thing> known) {
    Reach reach = reaches.of(user.id().value());
    return PersonThing.of(
        known.map(Thing::id).orElseGet(() -> id(user)),
        known.map(Thing::number).orElseGet(numbers::next),
        user.id().value(),
        user.name(),
        user.role().label(),
        reach.phones(),
        reach.things(),
        reach.ways(servers),
        reach.usual());
  }

  /// The user's own id, unless a device had it first.
  private ThingId id(User user) {
    String wanted = user.id().value();
    Predicate<ThingId> free = id -> directory.thing(id).isEmpty() && !numbers.wasUsed(id);
    var own = new ThingId(wanted);
    if (free.test(own)) return own;
    String stem = wanted.substring(0, Math.min(wanted.length(), 30));
    for (int n = 1; ; n++) {
      var other =
          new ThingId(
              "person-" + stem.substring(0, Math.min(stem.length(), 28)) + (n > 1 ? "-" + n : ""));
      if (free.test(other)) return other;
    }
  }
}
