package steward.notice;

import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import steward.access.Accounts;
import steward.access.DeviceSecrets;
import steward.discovery.Numbers;
import steward.link.Directory;
import steward.loop.HouseLoop;
import steward.loop.Sender;
import steward.network.Outgoing;
import steward.rights.User;
import steward.store.NoticeTable;
import steward.task.Command;
import steward.thing.ActionKind;
import steward.thing.Channel;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Malformed;

/// All by which people are told, put together. Thread-safe.
public final class Reporting implements Sender {
  private final Directory directory;
  private final Reaches reaches;
  private final Persons persons;
  private final Notices notices;
  private final Messenger messenger;
  private final Set<Channel> servers;

  /// What it is built on.
  ///
  /// @param links who takes the commands of devices
  /// @param numbers gives the persons' things their numbers
  /// @param titles what a notice is about, by who asked for it
  /// @param discretion what a person may not be told
  public record Parts(
      Vertx vertx,
      Outgoing outgoing,
      HouseLoop loop,
      Sender links,
      Directory directory,
      Numbers numbers,
      Accounts accounts,
      DeviceSecrets secrets,
      NoticeTable table,
      Titles titles,
      Discretion discretion) {}

  /// What a notice is about, by the principal who asked for it.
  public interface Titles {
    String of(String principal);
  }

  /// Why a person may not be told this; empty if it may.
  public interface Discretion {
    Optional<String> obstacle(User person, String text);
  }

  /// The owner's servers, and how patient the house is with them.
  ///
  /// @param mail none where the house has no mail server
  public record Servers(
      Optional<Smtp.Settings> mail, Optional<Ntfy.Settings> ntfy, Postbox.Settings patience) {}

  /// Reads what people were told before. Blocks.
  ///
  /// @throws Malformed if the address of a server may not be used
  public Reporting(Parts parts, Servers servers) {
    directory = parts.directory();
    var carriers = new EnumMap<Channel, Carrier>(Channel.class);
    servers
        .mail()
        .ifPresent(
            mail -> carriers.put(Channel.MAIL, new Smtp(parts.vertx(), parts.outgoing(), mail)));
    servers
        .ntfy()
        .ifPresent(
            ntfy -> carriers.put(Channel.NTFY, new Ntfy(parts.vertx(), parts.outgoing(), ntfy)));
    this.servers = Set.copyOf(carriers.keySet());
    reaches = new Reaches(parts.secrets());
    notices = Notices.open(parts.table(), servers.patience().clock());
    persons =
        new Persons(
            parts.accounts(),
            directory,
            parts.numbers(),
            parts.loop(),
            reaches,
            this.servers,
            notices::forget);
    messenger =
        new Messenger(
            new Messenger.House(
                parts.loop(),
                parts.links(),
                persons,
                reaches,
                parts.titles(),
                parts.discretion(),
                servers.patience()),
            notices,
            carriers);
  }

  /// Makes the people things of the house, and takes up what was left undone; once the house runs
  /// and its things are known.
  public void begin() {
    persons.begin();
    messenger.begin();
  }

  @Override
  public void send(Command command, Thing thing) {
    messenger.send(command, thing);
  }

  @Override
  public void withdraw(Command command, Thing thing) {
    messenger.withdraw(command, thing);
  }

  public Notices notices() {
    return notices;
  }

  /// The thing that stands for a user, if it is a person.
  public Optional<Thing> person(User user) {
    return persons.thing(user.id().value());
  }

  public Reach reach(User user) {
    return reaches.of(user.id().value());
  }

  /// The ways that lead to a person now.
  public Set<Channel> ways(User user) {
    return reach(user).ways(servers);
  }

  /// The ways for which the house has what they need, with the name of the server where there is
  /// one.
  public Map<Channel, String> servers() {
    var all = new EnumMap<Channel, String>(Channel.class);
    EnumSet.of(Channel.PAGE, Channel.THINGS).forEach(way -> all.put(way, ""));
    all.putAll(messenger.servers());
    return all;
  }

  /// Says anew how a person is reached; done when it is on the disk and the house knows it.
  ///
  /// @throws Malformed if it names what is not there or cannot tell anything
  public CompletableFuture<Void> put(User user, Reach reach) {
    check(reach.phones(), "/phones", "a thing that tells its presence", Reporting::isPhone);
    check(reach.things(), "/things", "a thing that can say or notify", Reporting::tells);
    return reaches.put(user.id().value(), reach).thenCompose(_ -> persons.look());
  }

  private void check(List<ThingId> ids, String at, String expected, Predicate<Thing> fits) {
    for (int i = 0; i < ids.size(); i++) {
      Optional<Thing> thing = directory.thing(ids.get(i)).filter(Thing::isDevice).filter(fits);
      if (thing.isEmpty()) throw new Malformed(at + "/" + i, expected, "'" + ids.get(i) + "'");
    }
  }

  public static boolean isPhone(Thing thing) {
    return thing.observes().contains(Property.PRESENCE);
  }

  public static boolean tells(Thing thing) {
    return thing.can(ActionKind.NOTIFY) || thing.can(ActionKind.SAY);
  }

  public Map<String, Long> counters() {
    var all = new TreeMap<>(notices.counters());
    all.putAll(messenger.counters());
    return all;
  }
}
