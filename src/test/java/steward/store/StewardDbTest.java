package steward.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.loop.Snapshots.Snapshot;
import steward.place.Place;
import steward.thing.Binding;
import steward.thing.Group;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;

final class StewardDbTest {
  @TempDir Path folder;

  private StewardDb open() throws IOException {
    return StewardDb.open(folder.resolve("steward.db"), InstantSource.system());
  }

  private static Thing thing(String id, int number, String udn) {
    return new Thing(
        new ThingId(id),
        number,
        new Udn(udn),
        "Name",
        "Room",
        "/device/lighting/x/y",
        "m",
        "m",
        "f",
        Binding.of("mqtt"),
        Set.of(),
        Map.of());
  }

  private static void refused(CompletableFuture<Void> change, String why) {
    assertThatThrownBy(() -> change.get(10, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void things_activities_and_settings_are_there_after_a_restart() throws Exception {
    try (var db = open()) {
      assertThat(db.isFresh()).isTrue();
      Registry registry = db.registry();
      registry.putThing(EntryJsonTest.THING).get(10, SECONDS);
      registry.putThing(EntryJsonTest.THING.named("Other", "Attic")).get(10, SECONDS);
      registry.putActivity(EntryJsonTest.ACTIVITY).get(10, SECONDS);
      registry.putActivity(EntryJsonTest.ACTIVITY.version(4, "anna")).get(10, SECONDS);
      registry.putSetting("place.zone", "Europe/Zurich").get(10, SECONDS);
      registry.ignore("tasmota:112233").get(10, SECONDS);
    }
    try (var db = open()) {
      assertThat(db.isFresh()).isFalse();
      Registry registry = db.registry();
      assertThat(registry.things()).containsExactly(EntryJsonTest.THING.named("Other", "Attic"));
      assertThat(registry.activities()).containsExactly(EntryJsonTest.ACTIVITY.version(4, "anna"));
      assertThat(registry.versions("hall-light"))
          .containsExactly(EntryJsonTest.ACTIVITY, EntryJsonTest.ACTIVITY.version(4, "anna"));
      assertThat(registry.setting("place.zone")).contains("Europe/Zurich");
      assertThat(registry.setting("house.name")).isEmpty();
      assertThat(registry.ignored()).containsExactly("tasmota:112233");
      registry.heed("tasmota:112233").get(10, SECONDS);
      assertThat(registry.ignored()).isEmpty();
      registry.removeActivity("hall-light").get(10, SECONDS);
      assertThat(registry.activities()).isEmpty();
      assertThat(registry.versions("hall-light")).hasSize(2);
    }
  }

  @Test
  void groups_and_the_place_are_there_after_a_restart() throws Exception {
    var doors = new Group("doors", "Doors", new Selector.InRoom(List.of("Hall")));
    var place =
        new Place(
            ZoneId.of("Europe/Zurich"),
            Optional.of(new Place.Spot(47.4, 8.5, 408)),
            List.of("home", "party"),
            Set.of(LocalDate.of(2026, 12, 24)),
            Set.of(MonthDay.of(1, 1)));
    try (var db = open()) {
      Registry registry = db.registry();
      assertThat(registry.place()).isEmpty();
      registry.putGroup(doors).get(10, SECONDS);
      registry.putGroup(new Group("gone", "Gone", doors.members())).get(10, SECONDS);
      registry.removeGroup("gone").get(10, SECONDS);
      registry.putPlace(Place.in(ZoneOffset.UTC)).get(10, SECONDS);
      registry.putPlace(place).get(10, SECONDS);
    }
    try (var db = open()) {
      assertThat(db.registry().groups()).containsExactly(doors);
      assertThat(db.registry().place()).contains(place);
    }
  }

  @Test
  void ids_and_numbers_are_never_reused_but_a_device_may_come_back() throws Exception {
    try (var db = open()) {
      Registry registry = db.registry();
      assertThat(registry.nextNumber()).isEqualTo(1);
      registry.putThing(thing("lamp", 1, "x:1")).get(10, SECONDS);
      registry.removeThing(new ThingId("lamp")).get(10, SECONDS);
      assertThat(registry.things()).isEmpty();
      assertThat(registry.idEverUsed(new ThingId("lamp"))).isTrue();
      assertThat(registry.idEverUsed(new ThingId("lump"))).isFalse();
      refused(registry.putThing(thing("lamp", 2, "x:2")), "the removed thing lamp has number 1");
      refused(registry.putThing(thing("lump", 1, "x:2")), "the removed thing lamp has number 1");
      registry.putThing(thing("lump", 2, "x:1")).get(10, SECONDS);
      refused(registry.putThing(thing("lamp", 1, "x:1")), "lump has number 2");
      registry.removeThing(new ThingId("lump")).get(10, SECONDS);
      registry.putThing(thing("lamp", 1, "x:1")).get(10, SECONDS);
      assertThat(registry.things()).containsExactly(thing("lamp", 1, "x:1"));
    }
    try (var db = open()) {
      assertThat(db.registry().nextNumber()).isEqualTo(3);
      assertThat(db.registry().nextNumber()).isEqualTo(4);
    }
  }

  @Test
  void the_newest_snapshot_that_can_be_read_is_found() throws Exception {
    try (var db = open()) {
      assertThat(db.snapshots().newest()).isEmpty();
      for (int i = 1; i <= 5; i++) {
        db.snapshots()
            .keep(new Snapshot(i, 1000 + i, i, 1, "{\"é\":" + "1".repeat(i * 10_000) + "}"));
      }
      db.registry().putSetting("after", "them").get(10, SECONDS);
      Snapshot newest = db.snapshots().newest().orElseThrow();
      assertThat(newest.seq()).isEqualTo(5);
      assertThat(newest.json()).hasSize(50_006);
      db.write(
              "damage",
              connection -> {
                try (var statement = connection.createStatement()) {
                  return statement.executeUpdate(
                      "update snapshot set body = zeroblob(100) where seq = 5");
                }
              })
          .get(10, SECONDS);
      assertThat(db.snapshots().newest().orElseThrow().seq()).isEqualTo(4);
      int kept =
          db.read(connection -> {
            try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from snapshot")) {
              return rows.getInt(1);
            }
          });
      assertThat(kept)
          .as("the newest, and the first of the day")
          .isEqualTo(SnapshotTable.SNAPSHOTS_MAX + 1);
    }
  }

  @Test
  void a_damaged_file_is_left_as_it_is_and_the_sentence_says_what_to_do() throws Exception {
    try (var db = open()) {
      for (int i = 1; i <= 200; i++) {
        db.registry().putThing(thing("t" + i, i, "x:" + i)).get(10, SECONDS);
      }
      db.registry().putSetting("a", "b").get(10, SECONDS);
    }
    Path file = folder.resolve("steward.db");
    byte[] bytes = Files.readAllBytes(file);
    java.util.Arrays.fill(bytes, 4096, 3 * 4096, (byte) 0x5a);
    Files.write(file, bytes);
    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedStore.class)
        .hasMessageContaining("steward.db is damaged")
        .hasMessageContaining("backups");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    Files.writeString(
        file, "this is no database at all, but some text that is long enough".repeat(99));
    assertThatThrownBy(this::open).isInstanceOf(DamagedStore.class);
  }

  @Test
  void a_row_that_cannot_be_read_is_left_out_and_noted() throws Exception {
    try (var db = open()) {
      db.registry().putThing(thing("lamp", 1, "x:1")).get(10, SECONDS);
      db.registry().putThing(thing("lump", 2, "x:2")).get(10, SECONDS);
      db.write(
              "damage",
              connection -> {
                try (var statement = connection.createStatement()) {
                  return statement.executeUpdate("update thing set json = '{}' where id = 'lamp'");
                }
              })
          .get(10, SECONDS);
      assertThat(db.registry().things()).containsExactly(thing("lump", 2, "x:2"));
      assertThat(db.health().notes().getFirst().sentence()).contains("a thing in steward.db");
    }
  }

  @Test
  void a_file_of_a_newer_steward_is_refused() throws Exception {
    try (var db = open()) {
      db.write(
              "a later schema",
              connection -> {
                try (var statement = connection.createStatement()) {
                  return statement.executeUpdate("insert into migration values (900)");
                }
              })
          .get(10, SECONDS);
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(NewerStore.class)
        .hasMessageContaining("schema 900");
  }

  @Test
  void every_older_schema_is_brought_to_the_newest() throws Exception {
    for (String ladder : new String[] {"ladder", "steward", "history"}) {
      for (int version = 0; version <= 3; version++) {
        Path file = folder.resolve(ladder + version + ".db");
        var migrations = new Migrations(ladder);
        try (Connection connection = Sqlite.write(file, true)) {
          migrations.apply(file, connection, version);
          migrations.apply(file, connection);
          migrations.apply(file, connection);
          if (ladder.equals("ladder")) assertThat(steps(connection)).isEqualTo("one two three");
        }
      }
    }
  }

  private static String steps(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select group_concat(name, ' ') from step")) {
      return rows.getString(1);
    }
  }

  @Test
  void a_copy_is_a_whole_database_and_only_the_newest_are_kept() throws Exception {
    Path copies = folder.resolve("backups");
    Files.createDirectory(copies);
    for (int i = 0; i < 9; i++)
      Files.writeString(copies.resolve("steward-2025010" + i + "-000000.db"), "");
    try (var db = open()) {
      db.registry().putThing(EntryJsonTest.THING).get(10, SECONDS);
      Path copy = db.copy(copies).get(10, SECONDS);
      try (var other = StewardDb.open(copy, InstantSource.system())) {
        assertThat(other.registry().things()).containsExactly(EntryJsonTest.THING);
      }
    }
    try (var all = Files.list(copies)) {
      assertThat(all.filter(file -> file.toString().endsWith(".db"))).hasSize(StewardDb.COPIES_MAX);
    }
  }
}
