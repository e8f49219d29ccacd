package steward.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import steward.activity.Activity;
import steward.activity.text.ActivityText;
import steward.activity.text.ActivityWriter;
import steward.activity.text.GroupText;
import steward.activity.text.PlaceText;
import steward.place.Place;
import steward.thing.Group;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;

/// The accepted things, their groups, the activities with all their versions, the place, what was
/// set aside in the inbox, and settings.
///
/// Thread-safe. Changes complete when they are committed, in the order in which they were asked
/// for; questions see what is committed. A row that cannot be read is left out and noted, so that
/// one of them never keeps the house from starting.
public final class Registry {
  private final StewardDb db;
  private final AtomicInteger lastNumber;

  Registry(StewardDb db) {
    this.db = db;
    lastNumber = new AtomicInteger(db.read(Registry::greatestNumber));
  }

  private static int greatestNumber(Connection connection) throws SQLException {
    try (PreparedStatement max = connection.prepareStatement("select max(number) from thing");
        ResultSet rows = max.executeQuery()) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  /// The things, in order of their numbers.
  public List<Thing> things() {
    return things("select json from thing where removed = 0 order by number");
  }

  private List<Thing> things(String select, String... arguments) {
    return documents(select, arguments).stream()
        .flatMap(
            json -> db.readable("a thing", () -> ThingJson.read(JsonDocument.read(json))).stream())
        .toList();
  }

  /// Keeps a thing, new or changed.
  ///
  /// Fails with [IllegalArgumentException] if its id was used for another device before, or its
  /// number or device is another thing's: ids and numbers are never reused, but a device that comes
  /// back may have its own again.
  public CompletableFuture<Void> putThing(Thing thing) {
    return putThings(List.of(thing));
  }

  /// Keeps several things, all or none.
  public CompletableFuture<Void> putThings(List<Thing> things) {
    return db.write(
            things.size() == 1 ? "the thing " + things.getFirst().id() : things.size() + " things",
            connection -> {
              for (Thing thing : things) put(connection, thing);
              return things.size();
            })
        .thenAccept(_ -> {});
  }

  private static void put(Connection connection, Thing thing) throws SQLException {
    refuseReuse(connection, thing);
    try (PreparedStatement put =
        connection.prepareStatement(
            """
            insert into thing (id, number, udn, json, removed) values (?1, ?2, ?3, ?4, 0)
            on conflict (id) do update set number = ?2, udn = ?3, json = ?4, removed = 0\
            """)) {
      put.setString(1, thing.id().value());
      put.setInt(2, thing.number());
      put.setString(3, thing.udn().value());
      put.setString(4, json(ThingJson.write(thing)));
      put.executeUpdate();
    }
  }

  private static void refuseReuse(Connection connection, Thing thing) throws SQLException {
    try (PreparedStatement others =
        connection.prepareStatement(
            """
            select id, number, udn, removed from thing
            where id = ?1 and udn <> ?3 or id <> ?1 and (number = ?2 or udn = ?3 and removed = 0)\
            """)) {
      others.setString(1, thing.id().value());
      others.setInt(2, thing.number());
      others.setString(3, thing.udn().value());
      try (ResultSet rows = others.executeQuery()) {
        if (!rows.next()) return;
        throw new IllegalArgumentException(
            "%s (number %d, %s) cannot be kept: %s%s has number %d and is %s"
                .formatted(
                    thing.id(),
                    thing.number(),
                    thing.udn(),
                    rows.getInt(4) == 1 ? "the removed thing " : "",
                    rows.getString(1),
                    rows.getInt(2),
                    rows.getString(3)));
      }
    }
  }

  /// Removes a thing; its id and number stay taken.
  public CompletableFuture<Void> removeThing(ThingId id) {
    return change("the removal of " + id, "update thing set removed = 1 where id = ?", id.value());
  }

  /// The next free number of a thing. Each call gives another.
  public int nextNumber() {
    return lastNumber.incrementAndGet();
  }

  /// Whether a thing has, or once had, this id.
  public boolean idEverUsed(ThingId id) {
    return db.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement("select 1 from thing where id = ?")) {
        select.setString(1, id.value());
        try (ResultSet rows = select.executeQuery()) {
          return rows.next();
        }
      }
    });
  }

  /// What this device was when it was last removed; none where it is there, or never was.
  public Optional<Thing> removed(Udn device) {
    return things(
            """
            select json from thing where udn = ?1 and removed = 1
            and not exists (select 1 from thing where udn = ?1 and removed = 0)
            order by number desc\
            """,
            device.value())
        .stream()
        .findFirst();
  }

  /// The device that a thing of this id is, or once was.
  public Optional<Udn> deviceOf(ThingId id) {
    return documents("select udn from thing where id = ?", id.value()).stream()
        .findFirst()
        .map(Udn::new);
  }

  /// The thing that has, or once had, this number.
  public Optional<ThingId> holderOf(int number) {
    return documents("select id from thing where number = cast(? as integer)", number + "").stream()
        .findFirst()
        .map(ThingId::new);
  }

  /// The greatest number that a thing has or had, or that was given by [#nextNumber].
  public int greatestNumber() {
    return lastNumber.get();
  }

  /// Numbers up to this one are not given by [#nextNumber] any more.
  public void passOver(int number) {
    lastNumber.accumulateAndGet(number, Math::max);
  }

  /// Completes when all that was asked for before is on the disk, or was said not to be.
  public CompletableFuture<Void> caughtUp() {
    return db.write("nothing", _ -> 0).thenAccept(_ -> {});
  }

  /// The activities as they stand, in order of their ids.
  public List<Activity> activities() {
    return activities("select json from activity order by id");
  }

  /// All versions that an activity ever had, oldest first; also of one that was removed.
  public List<Activity> versions(String id) {
    return activities("select json from activity_version where id = ? order by version", id);
  }

  private List<Activity> activities(String sql, String... arguments) {
    return documents(sql, arguments).stream()
        .flatMap(json ->
            db.readable("an activity", () -> ActivityText.kept(JsonDocument.read(json))).stream())
        .toList();
  }

  /// Keeps an activity, new or changed, and this version of it.
  public CompletableFuture<Void> putActivity(Activity activity) {
    String json = json(ActivityWriter.write(activity));
    return db.write(
            "the activity " + activity.id(),
            connection -> {
              for (String table : List.of("activity", "activity_version")) {
                try (PreparedStatement put =
                    connection.prepareStatement(
                        "insert or replace into "
                            + table
                            + " (id, version, json) values (?, ?, ?)")) {
                  put.setString(1, activity.id());
                  put.setInt(2, activity.version());
                  put.setString(3, json);
                  put.executeUpdate();
                }
              }
              return 1;
            })
        .thenAccept(_ -> {});
  }

  /// Removes an activity; its versions stay.
  public CompletableFuture<Void> removeActivity(String id) {
    return change("the removal of " + id, "delete from activity where id = ?", id);
  }

  /// The groups of things, in order of their ids.
  public List<Group> groups() {
    return documents("select json from thing_group order by id").stream()
        .flatMap(
            json -> db.readable("a group", () -> GroupText.kept(JsonDocument.read(json))).stream())
        .toList();
  }

  /// Keeps a group, new or changed.
  public CompletableFuture<Void> putGroup(Group group) {
    return change(
        "the group " + group.id(),
        "insert or replace into thing_group (id, json) values (?, ?)",
        group.id(),
        json(GroupText.write(group)));
  }

  public CompletableFuture<Void> removeGroup(String id) {
    return change("the removal of " + id, "delete from thing_group where id = ?", id);
  }

  /// Where and what the house is, if somebody said it.
  public Optional<Place> place() {
    return documents("select json from place").stream()
        .flatMap(json ->
            db.readable("the place", () -> PlaceText.kept(JsonDocument.read(json))).stream())
        .findFirst();
  }

  public CompletableFuture<Void> putPlace(Place place) {
    return change(
        "the place",
        "insert or replace into place (number, json) values (1, ?)",
        json(PlaceText.write(place)));
  }

  /// The keys of what a person set aside in the inbox.
  public Set<String> ignored() {
    return new LinkedHashSet<>(documents("select key from inbox_ignored order by key"));
  }

  public CompletableFuture<Void> ignore(String key) {
    return change("what is set aside", "insert or ignore into inbox_ignored (key) values (?)", key);
  }

  public CompletableFuture<Void> heed(String key) {
    return change("what is set aside", "delete from inbox_ignored where key = ?", key);
  }

  /// A setting that is kept, such as the name of the house.
  public Optional<String> setting(String key) {
    return documents("select value from setting where key = ?", key).stream().findFirst();
  }

  public CompletableFuture<Void> putSetting(String key, String value) {
    return change(
        "the setting " + key,
        "insert or replace into setting (key, value) values (?, ?)",
        key,
        value);
  }

  private CompletableFuture<Void> change(String what, String sql, String... arguments) {
    return db.write(
            what,
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < arguments.length; i++) statement.setString(i + 1, arguments[i]);
                return statement.executeUpdate();
              }
            })
        .thenAccept(_ -> {});
  }

  private List<String> documents(String sql, String... arguments) {
    return db.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        for (int i = 0; i < arguments.length; i++) select.setString(i + 1, arguments[i]);
        try (ResultSet rows = select.executeQuery()) {
          var documents = new ArrayList<String>();
          while (rows.next()) documents.add(rows.getString(1));
          return documents;
        }
      }
    });
  }

  private static String json(Map<String, Object> document) {
    return new JsonBytes(512).tree(document).toString();
  }
}
