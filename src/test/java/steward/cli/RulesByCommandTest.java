package steward.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse;
import steward.sim.FakePlug;
import steward.value.Tree;

/// Groups, the place and all that is asked of activities, typed as a person types it, at a house
/// whose plug is real enough.
final class RulesByCommandTest {
  private static final String NEVER_ON =
      """
      id: never-on
      name: Never on
      when:
        - {thing: kettle, property: switch, becomes: on}
      perform:
        - {thing: kettle, action: turn, to: off}
      """;

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private RunningHouse house;
  private FakePlug plug;

  @BeforeEach
  void begin() {
    house = RunningHouse.on(folder.resolve("home"));
    plug = RunningHouse.get(FakePlug.start(vertx, "127.0.0.1", house.house.mqttPort(), "kettle"));
    String key = "tasmota:" + plug.look().mac();
    await().until(() -> typed("inbox").out().contains(key));
    assertThat(typed("inbox", "accept", key, "--id", "kettle", "--room", "Kitchen").exit())
        .isZero();
    await().until(() -> house.get("/things/kettle").text().contains("\"present\""));
  }

  @AfterEach
  void end() {
    plug.close();
    house.close();
    RunningHouse.get(vertx.close());
  }

  private Typed typed(String... words) {
    return Typed.with(Map.of("STEWARD_URL", house.url("")), false, words);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private void is(Exit exit, Typed typed, String... told) {
    assertThat(typed.exit()).as(typed.out() + typed.err()).isEqualTo(exit.code());
    assertThat(typed.out() + typed.err()).contains(told);
  }

  private static Tree json(Typed typed) {
    return Tree.of(Json.read(typed.out()));
  }

  @Test
  void groups_and_the_place_are_shown_changed_and_refused_with_their_lines() throws IOException {
    is(Exit.DONE, typed("groups"), "No groups yet");
    String kitchen = file("kitchen.yaml", "name: Kitchen things\nmembers: {room: Kitchen}\n");
    is(Exit.DONE, typed("groups", "put", kitchen), "kitchen-things: kettle");
    is(Exit.DONE, typed("groups"), "kitchen-things  Kitchen things  kettle");
    is(Exit.DONE, typed("groups", "show", "kitchen-things"), "\"kettle\"");
    String wrong = file("wrong.yaml", "name: Wrong\nmembers: [ketle]\n");
    is(Exit.NOT_TAKEN, typed("groups", "put", wrong), "line 2, column 11", "'kettle'", "^^^^^");
    is(Exit.NOT_TAKEN, typed("groups", "put", file("list.yaml", "- a\n")), "expected a group");
    is(Exit.NOT_FOUND, typed("groups", "show", "nothing"), "no group 'nothing'");
    is(Exit.NOT_FOUND, typed("groups", "delete", "nothing"), "no group 'nothing'");
    is(Exit.DONE, typed("groups", "delete", "kitchen-things"), "Removed.");
    is(
        Exit.DONE,
        typed(
            "place", "set", "--zone", "Europe/Zurich", "--latitude", "47.4", "--longitude", "8.5"),
        "Europe/Zurich");
    is(
        Exit.DONE,
        typed("place", "set", "--mode", "home", "--mode", "night", "--yearly", "12-25"),
        "home, night",
        "--12-25");
    is(Exit.DONE, typed("place"), "47.4, 8.5, 0 m");
    assertThat(json(typed("place", "--json")).get("modes").items()).hasSize(2);
    is(Exit.NOT_TAKEN, typed("place", "set", "--zone", "Europe/Zurih"), "Europe/Zurich");
    is(Exit.USAGE, typed("place", "set", "--latitude", "north"), "--latitude: expected a number");
    is(Exit.NOT_TAKEN, typed("place", "set", "--holiday", "christmas"), "a day such as");
    is(Exit.USAGE, typed("place", "set"), "give what to change");
  }

  @Test
  void an_activity_is_started_from_a_ready_made_one_checked_kept_rehearsed_and_asked_why_not()
      throws IOException {
    String never = file("never.yaml", NEVER_ON);
    String later = file("later.yaml", NEVER_ON.replace("becomes: on}", "becomes: on, for: 10m}"));
    fromReadyMade();
    withAnother(never);
    rehearsed(later);
    askedWhyNot();
    kept(later);
    proved(never);
  }

  private void fromReadyMade() throws IOException {
    is(Exit.DONE, typed("activities", "ready-made"), "everyone-away", "some things are not here");
    is(Exit.DONE, typed("place", "set", "--zone", "Europe/Zurich"), "Europe/Zurich");
    is(
        Exit.DONE,
        typed("activities", "ready-made", "everyone-away"),
        "--fill things=…",
        "room:Kitchen");
    is(
        Exit.NOT_FOUND,
        typed("activities", "ready-made", "everyone-awy"),
        "did you mean 'everyone-away'");
    is(
        Exit.NOT_TAKEN,
        typed("activities", "ready-made", "everyone-away", "--fill", "things=ketle"),
        "did you mean 'kettle'");
    Typed filled = typed("activities", "ready-made", "everyone-away", "--fill", "things=kettle");
    is(Exit.DONE, filled, "id: everyone-away", "things: [kettle]");
    is(
        Exit.DONE,
        typed("activities", "add", file("away.yaml", filled.out())),
        "everyone-away, version 1");
  }

  private void withAnother(String never) throws IOException {
    is(Exit.DONE, typed("activities", "check", never), "It can be added.");
    is(Exit.DONE, typed("activities", "add", never), "never-on, version 1");
    is(Exit.DONE, typed("activities", "check"), "There is nothing to find.");
    plug.press();
    await()
        .until(() ->
            house
                .get("/journal?limit=1&kind=outcome&subject=kettle")
                .text()
                .contains("\"confirmed\""));
  }

  private void rehearsed(String later) throws IOException {
    is(
        Exit.DONE,
        typed("activities", "rehearse", "never-on", "--from", "1d"),
        "= ",
        "entries of the journal");
    is(Exit.DONE, typed("activities", "rehearse", "never-on", "--without"), "- ");
    is(Exit.DONE, typed("activities", "rehearse", "never-on", "--file", later), "- ");
    assertThat(json(typed("activities", "rehearse", "never-on", "--json")).get("lines").items())
        .hasSize(2);
    is(Exit.NOT_FOUND, typed("activities", "rehearse", "nothing"), "no activity 'nothing'");
    is(
        Exit.USAGE,
        typed("activities", "rehearse", "never-on", "--from", "yesterday"),
        "--from: expected a moment");
    String bad =
        file("bad.yaml", NEVER_ON.replace("thing: kettle, action", "thing: ketle, action"));
    is(
        Exit.NOT_TAKEN,
        typed("activities", "rehearse", "never-on", "--file", bad),
        "line 6, column 13",
        "^^^^^");
  }

  private void askedWhyNot() throws IOException {
    is(
        Exit.DONE,
        typed("activities", "why-not", "never-on"),
        "None of its events came.",
        "did not come: ");
    is(Exit.NOT_FOUND, typed("activities", "why-not", "nothing"), "no activity 'nothing'");
    is(
        Exit.NOT_FOUND,
        typed("activities", "why-not", "never-on", "--at", "999999"),
        "no entry of the journal");
    is(Exit.USAGE, typed("activities", "why-not", "never-on", "--at", "x"), "--at");
  }

  private void kept(String later) throws IOException {
    is(Exit.DONE, typed("activities", "test"), "No case is kept yet.");
    is(Exit.DONE, typed("activities", "keep", "never-on", "a-press"), "Kept, with", "fires");
    is(Exit.NOT_TAKEN, typed("activities", "keep", "never-on", "A Press!"), "1 to 40 of a-z");
    is(Exit.NOT_FOUND, typed("activities", "keep", "nothing", "x"), "no activity");
    is(Exit.DONE, typed("activities", "test"), "as kept  a-press");
    is(Exit.DONE, typed("activities", "add", later), "never-on, version 2");
    is(Exit.FAILED, typed("activities", "test"), "differs  a-press");
    assertThat(typed("activities", "test", "--json").exit()).isEqualTo(Exit.FAILED.code());
  }

  private void proved(String never) throws IOException {
    String always =
        file(
            "always.yaml",
            NEVER_ON
                .replace("ever-on", "ever-off")
                .replace("becomes: on", "becomes: off")
                .replace("to: off", "to: on"));
    is(Exit.DONE, typed("activities", "add", never), "version 3");
    is(Exit.NOT_TAKEN, typed("activities", "add", always), "set each other off");
    is(Exit.DONE, typed("activities", "add", always, "--force"), "error: ");
    is(Exit.FAILED, typed("activities", "check"), "error: ");
    is(Exit.FAILED, typed("activities", "check", "--json"), "\"loop\"");
  }

  @Test
  void each_teaches_itself_and_is_coloured_only_where_that_is_seen() throws IOException {
    for (String verb : List.of("rehearse", "why-not", "keep", "test", "check", "ready-made"))
      is(Exit.DONE, typed("activities", verb, "--help"), "Examples:", "steward activities " + verb);
    for (String verb : List.of("groups", "place", "export", "import"))
      is(Exit.DONE, typed(verb, "--help"), "Examples:", "steward " + verb);
    typed("activities", "add", file("never.yaml", NEVER_ON));
    var coloured =
        Typed.with(Map.of("STEWARD_URL", house.url("")), true, "activities", "why-not", "never-on");
    assertThat(coloured.exit()).isZero();
    assertThat(typed("activities", "why-not", "never-on").out()).doesNotContain("\u001b");
  }
}
