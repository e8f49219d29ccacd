package steward.hub;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.access.Accounts;
import steward.api.ProfilesApi;
import steward.config.Config;
import steward.driver.Family;
import steward.link.DriverHost;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.network.enclosure.Enclosure;
import steward.network.enclosure.Station;
import steward.network.fence.Lane;
import steward.network.ledger.Ledger;
import steward.network.profile.NewWish;
import steward.network.profile.Passage;
import steward.network.profile.Profile;
import steward.network.profile.ProfileBook;
import steward.network.profile.Wanted;
import steward.notice.Reporting;
import steward.rights.User;
import steward.task.Retry;
import steward.task.TaskRunner;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Thing;
import steward.thing.ThingId;

/// What each kind of thing may reach, and the alert when one wants more: it is written to the
/// journal, and the masters of the house are told. It opens nothing. Thread-safe.
final class ProfilesDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProfilesDoor.class);
  private static final Duration EVERY = Duration.ofMinutes(2);

  /// A proposal looks at as long as a station is learnt; for news the last day is enough.
  private static final Duration LEARNT = Duration.ofDays(14);

  private static final Duration NEWS = Duration.ofDays(1);
  private static final String SUBJECT = "network";

  private final ProfileBook book;
  private final DriverHost host;
  private final HouseLoop loop;
  private final Reporting reporting;
  private final Accounts accounts;
  private final Map<String, Family> families;
  private final InstantSource clock;
  private final BiFunction<Duration, Runnable, Runnable> later;
  private final LongAdder told = new LongAdder();
  private volatile Supplier<List<Station>> stations = List::of;
  private volatile Function<String, List<Wanted>> wanted = _ -> List.of();
  private volatile Function<String, List<Wanted>> lately = _ -> List.of();
  private volatile BiFunction<String, Instant, Duration> unmeasured = (_, _) -> Duration.ZERO;
  private volatile boolean closed;

  ProfilesDoor(
      Path home,
      List<Family> families,
      DriverHost host,
      HouseLoop loop,
      Reporting reporting,
      Accounts accounts,
      InstantSource clock,
      BiFunction<Duration, Runnable, Runnable> later) {
    book = new ProfileBook(home);
    book.troubles().forEach(LOG::warn);
    this.host = host;
    this.loop = loop;
    this.reporting = reporting;
    this.accounts = accounts;
    this.families = families.stream().collect(Collectors.toMap(Family::name, one -> one));
    this.clock = clock;
    this.later = later;
    lookLater();
  }

  static ProfilesDoor of(
      Config config,
      List<Family> families,
      DriverHost host,
      HouseLoop loop,
      Reporting reporting,
      Doorkeeper doorkeeper,
      BiFunction<Duration, Runnable, Runnable> later) {
    return new ProfilesDoor(
        config.home(),
        families,
        host,
        loop,
        reporting,
        doorkeeper.people().accounts(),
        InstantSource.system(),
        later);
  }

  ProfileBook book() {
    return book;
  }

  /// The stations are those of this enclosure, which is told what to suggest for them; what they
  /// want is known from this ledger.
  void between(Enclosure enclosure, CompletableFuture<Ledger> ledger, Supplier<ZoneId> zone) {
    around(enclosure::stations);
    enclosure.suggestBy(this::suggested);
    var ofLate = new WantsSeen(ledger, zone, clock, LEARNT);
    watch(ofLate, new WantsSeen(ledger, zone, clock, NEWS));
    unmeasured = ofLate::unmeasured;
  }

  void watch(Function<String, List<Wanted>> ofLate, Function<String, List<Wanted>> ofTheLastDay) {
    wanted = ofLate;
    lately = ofTheLastDay;
  }

  void around(Supplier<List<Station>> all) {
    stations = all;
  }

  /// What the API's operations about profiles are built on.
  ProfilesApi api() {
    return new ProfilesApi(
        new ProfilesApi.Parts(
            book,
            () -> stations.get(),
            id -> wanted.apply(id),
            this::unmeasured,
            this::thing,
            this::isThroughCloud,
            clock));
  }

  private Optional<Thing> thing(ThingId id) {
    return host.directory().thing(id);
  }

  private boolean isThroughCloud(String family) {
    return Optional.ofNullable(families.get(family)).flatMap(Family::cloud).isPresent();
  }

  private Optional<Profile> profile(Station station) {
    return book.of(station, station.thing().flatMap(this::thing));
  }

  /// What its profile proposes at first.
  List<Lane> suggested(Station station) {
    return profile(station).map(Profile::lanes).orElse(List.of());
  }

  /// What is open while it is being brought in, and closes by itself.
  List<Lane> whileBroughtIn(Station station) {
    return profile(station).map(Profile::whileBroughtIn).orElse(List.of());
  }

  /// What it was seen to want of late.
  List<Wanted> wanted(String station) {
    return wanted.apply(station);
  }

  /// How long of the time since then nobody can tell what it wanted.
  Duration unmeasured(String station, Instant since) {
    return unmeasured.apply(station, since);
  }

  /// The hosts among these that its profile does not name; empty where it has no profile.
  Optional<List<String>> beyond(Station station, List<Wanted> all) {
    return profile(station).map(one -> beyond(one, all));
  }

  private static List<String> beyond(Profile profile, List<Wanted> all) {
    List<Lane> known = profile.passages().stream().map(Passage::lane).toList();
    return all.stream()
        .map(Wanted::host)
        .filter(host -> known.stream().noneMatch(lane -> leads(lane, host)))
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean leads(Lane lane, String host) {
    if (!(lane instanceof Lane.Out out)) return false;
    String name = out.host().name();
    return host.equals(name) || out.host().zone() && host.endsWith("." + name);
  }

  private void lookLater() {
    if (closed) return;
    var _ =
        later.apply(
            EVERY,
            () ->
                Thread.startVirtualThread(() -> {
                  try {
                    look();
                  } catch (RuntimeException e) {
                    LOG.warn("what things want could not be looked at: {}", e.getMessage());
                  } finally {
                    lookLater();
                  }
                }));
  }

  /// Looks whether somebody wants more than before. Blocks.
  void look() {
    List<Station> all = stations.get();
    var there = new TreeSet<>(all.stream().map(Station::id).toList());
    var looks =
        all.stream()
            .filter(one -> one.standing() == Station.Standing.ENCLOSED)
            .map(one ->
                new ProfileBook.Look(one.id(), one.lanes(), lately.apply(one.id()), firmware(one)))
            .toList();
    for (NewWish wish : book.look(there, looks, clock.instant())) tell(wish, all);
  }

  private String firmware(Station station) {
    return station.thing().flatMap(this::thing).map(Thing::firmware).orElse("");
  }

  private void tell(NewWish wish, List<Station> all) {
    Optional<Station> station =
        all.stream().filter(one -> one.id().equals(wish.station())).findFirst();
    Optional<Thing> thing = station.flatMap(Station::thing).flatMap(this::thing);
    String name =
        thing
            .map(Thing::name)
            .or(() -> station.map(Station::called).filter(called -> !called.isEmpty()))
            .orElse(wish.station());
    String sentence = wish.says(name);
    told.increment();
    loop.post(
        new Fact.Noted(sentence), thing.map(one -> one.id().value()).orElse(SUBJECT), "steward");
    var notice =
        new Fact.Wanted(
            new Action.Tell(ActionKind.NOTIFY, sentence), Retry.NEVER, TaskRunner.VALID_USUAL, "");
    for (User user : accounts.users())
      if (user.isMaster())
        reporting.person(user).ifPresent(one -> loop.post(notice, one.id().value(), "steward"));
  }

  /// How many wishes were told.
  Map<String, Long> counters() {
    return Map.of("networkWishes", told.sum());
  }

  @Override
  public void close() {
    closed = true;
  }
}
