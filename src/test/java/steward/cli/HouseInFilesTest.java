package steward.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse;
import steward.value.Bytes;

/// A whole house as a folder of files: out of one steward, into another, and out again.
final class HouseInFilesTest {
  @TempDir Path folder;

  private Typed at(RunningHouse house, String... words) {
    return Typed.with(Map.of("STEWARD_URL", house.url("")), false, words);
  }

  private static Map<String, String> tree(Path root) throws IOException {
    var all = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        all.put(root.relativize(file).toString(), Files.readString(file));
    }
    return all;
  }

  @Test
  void out_of_one_house_and_into_another_and_out_again_gives_the_same_bytes() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    byte[] tar;
    try (var house = RunningHouse.on(folder.resolve("a"))) {
      house.claim("Alice");
      Furniture.into(house);
      Typed out = at(house, "export", first.toString());
      assertThat(out.exit()).as(out.err()).isZero();
      assertThat(out.err()).contains("1 clients are not in it");
      assertThat(at(house, "export", first.toString()).out()).contains("0 written, 0 taken away");
      assertThat(tree(first).keySet())
          .containsExactly(
              "activities/off.yaml",
              "activities/tea.yaml",
              "callers/bell.yaml",
              "cases/an-evening.json",
              "groups/downstairs.yaml",
              "house.yaml",
              "invariants.yaml",
              "place.yaml",
              "profiles/mine.json",
              "things/bell.yaml",
              "things/kettle.yaml",
              "things/lamp.yaml",
              "things/pump.yaml",
              "users/alice.yaml",
              "users/bea.yaml",
              "users/guest-of-ours.yaml");
      assertThat(Files.readString(first.resolve("activities/tea.yaml")))
          .startsWith("id: tea\nname: \"Tea: at five\"\nowner: local\nwhen:\n");
      tar = piped(house, new byte[0], "export", "-").bytes().toArray();
      Typed again = at(house, "import", first.toString());
      assertThat(again.out()).contains("Nothing to do");
    }
    into(first, second, tar);
    try (var house = RunningHouse.on(folder.resolve("b"))) {
      assertThat(house.get("/activities/tea").json().get("version").number()).isEqualTo(1);
      assertThat(house.get("/webhooks").text()).contains("bell");
    }
  }

  private void into(Path first, Path second, byte[] tar) throws IOException {
    try (var house = RunningHouse.on(folder.resolve("b"))) {
      house.claim("Alice");
      Typed rehearsed = at(house, "import", first.toString(), "--dry-run");
      assertThat(rehearsed.exit()).as(rehearsed.err()).isZero();
      assertThat(rehearsed.out())
          .contains("+ Adds the thing “lamp in the hall” (lamp) in Hall, tasmota by the topic lamp")
          .contains("+ Adds the user “Bea” (bea), resident: invited only")
          .contains("nobody can call it until you give it a secret")
          .contains("~ Changes the place: zone Europe/Zurich")
          .contains("+ Adds the activity “Tea: at five” (tea), armed, of local: When");
      assertThat(house.get("/things").json().get("items").items()).isEmpty();
      assertThat(at(house, "import", first.toString()).exit()).isEqualTo(Exit.USAGE.code());
      Piped brought = piped(house, tar, "import", "-", "--yes");
      assertThat(brought.exit()).as(brought.err()).isZero();
      await().until(() -> house.get("/things/lamp").status() == 200);
      assertThat(at(house, "export", second.toString()).exit()).isZero();
      assertThat(tree(second)).isEqualTo(tree(first));
      assertThat(house.get("/users/bea").json().get("clients").number()).isZero();
      assertThat(house.get("/audit").text()).contains("importHouse");
      assertThat(house.get("/journal?kind=note").text()).contains("brought in from its folder");
      // A number that came with a thing is not given to another.
      Furniture.asked(
          house,
          "POST",
          "/things",
          "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"x\"},\"id\":\"x\"}");
      assertThat(house.get("/things").json().get("items").items())
          .extracting(thing -> thing.get("number").number())
          .hasSize(5)
          .doesNotHaveDuplicates();
      assertThat(at(house, "import", first.toString()).out()).contains("Nothing to do");
    }
  }

  private record Piped(int exit, Bytes bytes, String err) {}

  private static Piped piped(RunningHouse house, byte[] in, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var streams =
        new Embedded.Streams(
            new ByteArrayInputStream(in),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false);
    int exit = new Embedded(new Embedded.Target(house.url(""), "")).run(streams, List.of(words));
    return new Piped(
        exit, Bytes.wrap(out.toByteArray()), err.toString(UTF_8) + out.toString(UTF_8));
  }

  private void is(RunningHouse house, Path root, String path, String text, String... told)
      throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    String before = Files.exists(file) ? Files.readString(file) : "";
    Files.writeString(file, text);
    Typed typed = at(house, "import", root.toString(), "--yes");
    assertThat(typed.exit()).as(path + typed.out() + typed.err()).isEqualTo(Exit.NOT_TAKEN.code());
    assertThat(typed.out() + typed.err()).as(path).contains(told);
    if (before.isEmpty()) Files.delete(file);
    else Files.writeString(file, before);
  }

  @Test
  void what_is_malformed_hostile_or_taken_is_refused_and_nothing_is_done() throws IOException {
    Path root = folder.resolve("out");
    try (var house = RunningHouse.on(folder.resolve("c"))) {
      house.claim("Alice");
      Furniture.into(house);
      assertThat(at(house, "export", root.toString()).exit()).isZero();
      long seq = (long) house.get("/health").json().get("seq").number();
      Map<String, String> good = tree(root);
      String lamp = Objects.requireNonNull(good.get("things/lamp.yaml"));
      is(
          house,
          root,
          "things/lamp.yaml",
          lamp.replace("name: lamp in the hall", "nmae: lamp in the hall"),
          "things/lamp.yaml, line ",
          "nmae",
          "^^^^");
      is(house, root, "things/lamp.yaml", lamp.replace("udn: ", "udn: x"), "the device that has");
      is(house, root, "things/lamp2.yaml", lamp.replace("id: lamp", "id: lamp2"), "is not 'lamp'");
      is(house, root, "things/hall.yaml", lamp, "the name of its file, hall");
      is(house, root, "notes/x.yaml", "a: 1\n", "a file of a house");
      is(house, root, "things/place.yaml", lamp.replace("id: lamp", "id: place"), "another id");
      is(
          house,
          root,
          "users/eve.yaml",
          "id: eve\nname: Eve\nrole: god\n",
          "users/eve.yaml, line 3");
      is(
          house,
          root,
          "activities/bad.yaml",
          "id: bad\nname: Bad\nowner: nobody\nperform:\n  - {thing: lamp, action: turn, to: off}\n",
          "activities/bad.yaml, line 3, column 8",
          "a user of this folder or house");
      is(
          house,
          root,
          "activities/bad.yaml",
          "id: bad\nname: Bad\nowner: bea\nperform:\n  - {thing: lmap, action: turn, to: off}\n",
          "activities/bad.yaml, line 5, column 13",
          "did you mean 'lamp'",
          "--force");
      is(
          house,
          root,
          "codes/lamp.yaml",
          "device: \"tasmota:lamp\"\ncodes: {password: aGVsbG8=}\n",
          "codes/lamp.yaml");
      is(house, root, "groups/bomb.yaml", "a: &a [x, x]\nb: [*a, *a]\n", "no anchors");
      is(house, root, "place.yaml", "zone: Europe/Zurih\n", "place.yaml, line 1, column 7");
      is(house, root, "cases/x.json", "{\"name\": ", "cases/x.json, line 1");
      profiles(house, root, Objects.requireNonNull(good.get("profiles/mine.json")));
      is(house, root, "house.yaml", "steward-house: 99\n", "house.yaml, line 1, column 16");
      hostile(house, root);
      assertThat(tree(root)).isEqualTo(good);
      assertThat((long) house.get("/health").json().get("seq").number()).isEqualTo(seq);
    }
  }

  private void profiles(RunningHouse house, Path root, String mine) throws IOException {
    String wild = mine.replace("data.meethue.com", "*");
    is(house, root, "profiles/mine.json", wild, "profiles/mine.json/", "dst-dnsname");
    is(house, root, "profiles/other.json", mine, "the name of its file");
    String hue = mine.replace("\"id\" : \"mine\"", "\"id\" : \"hue\"");
    is(house, root, "profiles/hue.json", hue, "another id than one of the program's profiles");
  }

  private void hostile(RunningHouse house, Path root) throws IOException {
    Path link = root.resolve("things/link.yaml");
    Files.createSymbolicLink(link, root.resolve("place.yaml"));
    assertThat(at(house, "import", root.toString()).err()).contains("is a link or no plain file");
    Files.delete(link);
    for (String path : List.of("../evil.yaml", "/etc/passwd", "things/../../x.yaml")) {
      var tar = new ByteArrayOutputStream();
      Tar.write(Map.of("house.yaml", "steward-house: 1\n".getBytes(UTF_8), path, new byte[1]), tar);
      assertThat(piped(house, tar.toByteArray(), "import", "-", "--yes").err())
          .contains("a file of a house");
    }
    assertThat(piped(house, new byte[512 * 3 + 1], "import", "-", "--yes").exit()).isNotZero();
    assertThat(piped(house, "no tar at all".repeat(80).getBytes(UTF_8), "import", "-").err())
        .contains("make one with 'tar");
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("letter.txt"), "Dear aunt");
    assertThat(at(house, "export", other.toString()).err()).contains("is no export of a house");
  }
}
