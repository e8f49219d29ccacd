package steward.hub;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import steward.access.DeviceSecrets;
import steward.api.People;
import steward.config.Config;
import steward.discovery.Numbers;
import steward.folder.HouseFolder;
import steward.link.DriverHost;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.House;
import steward.loop.HouseLoop;
import steward.loop.PlaceThing;
import steward.place.Place;
import steward.store.CaseFiles;
import steward.store.FileJournal;
import steward.store.HistoryDb;
import steward.store.HistoryKeep;
import steward.store.HomeFolder;
import steward.store.JournalKeep;
import steward.store.Registry;
import steward.store.StateSnapshots;
import steward.store.StewardDb;
import steward.thing.Group;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;

/// Everything that is kept in the home folder, opened and closed in order.
final class Storage implements Numbers {
  private static final String HOUSE_ID = "house.uuid";

  private final HomeFolder home;
  private final FileJournal journal;
  private final StewardDb db;
  private final HistoryDb history;
  private final StateSnapshots snapshots;

  private Storage(HomeFolder home, FileJournal journal, StewardDb db, HistoryDb history) {
    this.home = home;
    this.journal = journal;
    this.db = db;
    this.history = history;
    this.snapshots = new StateSnapshots(db.snapshots());
  }

  /// Opens what is there and makes what is not.
  static Storage open(Config config) throws IOException {
    HomeFolder home = HomeFolder.open(config.home());
    InstantSource clock = InstantSource.system();
    // The database unpacks its native part while the journal is read.
    var opening =
        CompletableFuture.supplyAsync(() -> database(home, clock), Thread::startVirtualThread);
    try {
      var keep = new JournalKeep(config.journal().keep(), config.journal().bytesMax());
      FileJournal journal = FileJournal.open(home.journal(), keep, clock);
      var hours = HistoryKeep.DEFAULT.hours();
      var days = config.history().keep();
      var historyKeep = new HistoryKeep(days, hours.compareTo(days) < 0 ? days : hours);
      StewardDb db = opening.join();
      db.copyDaily(home.backups());
      HistoryDb history = HistoryDb.open(home.history(), journal, historyKeep, clock);
      return new Storage(home, journal, db, history);
    } catch (CompletionException e) {
      home.close();
      if (e.getCause() instanceof IOException cause) throw cause;
      throw e;
    } catch (IOException e) {
      home.close();
      throw e;
    }
  }

  private static StewardDb database(HomeFolder home, InstantSource clock) {
    try {
      return StewardDb.open(home.database(), clock);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  FileJournal journal() {
    return journal;
  }

  HistoryDb history() {
    return history;
  }

  StewardDb db() {
    return db;
  }

  StateSnapshots snapshots() {
    return snapshots;
  }

  private Registry registry() {
    return db.registry();
  }

  /// What the configuration knows, where there is neither a snapshot nor a whole journal.
  void intoHouse(House house) {
    registry().things().forEach(house.board()::put);
    registry().groups().forEach(house.membership()::put);
    registry().place().ifPresent(house::put);
    registry().activities().forEach(activity -> house.engine().put(activity, 0));
  }

  /// Follows the house's entries: configuration into `steward.db`, measurements into `history.db`.
  void follow(Entry entry) {
    switch (entry.fact()) {
      case Fact.Read _ -> history.record(entry);
      case Fact.ThingPut(Thing thing) -> counted(registry().putThing(thing));
      case Fact.ThingGone _ -> counted(registry().removeThing(new ThingId(entry.subject())));
      case Fact.ActivityPut put -> counted(registry().putActivity(put.activity()));
      case Fact.ActivityGone _ -> counted(registry().removeActivity(entry.subject()));
      case Fact.GroupPut(Group group) -> counted(registry().putGroup(group));
      case Fact.GroupGone _ -> counted(registry().removeGroup(entry.subject()));
      case Fact.Settled(Place place) -> counted(registry().putPlace(place));
      default -> {}
    }
  }

  /// Nobody waits for this write: the journal has it already, and the database says itself when it
  /// cannot keep up.
  private static void counted(CompletableFuture<Void> write) {
    var _ = write.exceptionally(_ -> null);
  }

  @Override
  public int next() {
    return registry().nextNumber();
  }

  @Override
  public boolean wasUsed(ThingId id) {
    return id.equals(PlaceThing.ID) || registry().idEverUsed(id);
  }

  @Override
  public Optional<Thing> former(Udn device) {
    return registry().removed(device);
  }

  @Override
  public void keepAside(Set<String> udns) {
    udns.forEach(udn -> counted(registry().ignore(udn)));
  }

  Optional<String> setting(String key) {
    return registry().setting(key);
  }

  void putSetting(String key, String value) {
    counted(registry().putSetting(key, value));
  }

  /// The house's random number, made when it is first asked for.
  UUID houseId() {
    return setting(HOUSE_ID)
        .map(UUID::fromString)
        .orElseGet(() -> {
          UUID made = UUID.randomUUID();
          putSetting(HOUSE_ID, made.toString());
          return made;
        });
  }

  /// The house as a folder of files.
  HouseFolder folder(
      HouseLoop loop,
      DriverHost host,
      People people,
      DeviceSecrets secrets,
      HookDoor hooks,
      Settling settling,
      CaseFiles cases,
      ProfilesDoor profiles) {
    return new HouseFolder(
        new HouseFolder.Parts(
            loop,
            host,
            registry(),
            people.accounts(),
            secrets,
            hooks.hooks(),
            cases,
            profiles.book(),
            () -> db.stations().all().size(),
            settling::fixedZone));
  }

  Set<String> aside() {
    return registry().ignored();
  }

  /// The last thing to do: everything is written, the home is free.
  void close() {
    history.close();
    journal.close();
    db.close();
    try {
      home.close();
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(Storage.class)
          .warn("the home folder's lock could not be released", e);
    }
  }
}
