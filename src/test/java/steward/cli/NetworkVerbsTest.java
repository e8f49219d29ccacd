package steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of the closed network before a steward that answers by a script.
class NetworkVerbsTest {
  @TempDir Path folder;
  private FakeSteward steward;

  @BeforeEach
  void start() throws IOException {
    steward = new FakeSteward();
  }

  @AfterEach
  void stop() {
    steward.close();
  }

  @Test
  void single_entries_are_sentences_the_newest_last_and_say_how_to_go_on() {
    steward.on(
        "GET /ledger/entries?station=s_1&verdict=refused&since=2026-11-01&limit=50",
        200,
        """
        {"items":[
         {"seq":9,"kind":"flow","from":"2026-11-02T10:00:00Z","to":"2026-11-02T10:20:00Z","station":"s_1","called":"Nest",
          "host":"a.example","address":"198.51.100.7","protocol":"tcp","port":443,"verdict":"allowed","outward":true,
          "up":[3,1200],"down":[2,5000],"lane":"out to a.example port 443 (TCP)"},
         {"seq":8,"kind":"flow","from":"2026-11-02T10:00:00Z","to":"2026-11-02T10:20:00Z","station":"s_1","called":"Nest",
          "host":"","address":"198.51.100.9","protocol":"icmp","port":0,"verdict":"refused","outward":true,"up":[1,60],"down":[0,0]},
         {"seq":7,"kind":"name","from":"2026-11-02T10:00:00Z","to":"2026-11-02T10:00:00Z","station":"s_1","called":"Nest",
          "name":"evil\\u001b[31m.example","verdict":"allowed","left":true,"times":2},
         {"seq":6,"kind":"gap","from":"2026-11-01T10:00:00Z","to":"2026-11-02T10:00:00Z","station":"","called":"","why":"nobody looked"}],
         "next":6,
         "open":[{"kind":"note","from":"2026-11-02T11:00:00Z","station":"","called":"","by":"anna","sentence":"Confirmed."}]}
        """);
    Typed typed =
        Typed.at(steward, "ledger", "entries", "s_1", "--refused", "--since", "2026-11-01");
    assertThat(typed.exit()).isZero();
    assertThat(typed.lines()).hasSize(6);
    assertThat(typed.lines().get(1)).startsWith("#6").endsWith("not measured: nobody looked");
    assertThat(typed.lines().get(2))
        .endsWith("Nest  passed on: the name evil[31m.example, 2 times");
    assertThat(typed.lines().get(3)).endsWith("refused: 1 attempt to 198.51.100.9 (icmp)");
    assertThat(typed.lines().get(4))
        .endsWith(
            "a.example (tcp 443): 1.2 kB out, 5.0 kB in; its way out to a.example port 443 (TCP)");
    assertThat(typed.lines().get(5)).startsWith("(open)").endsWith("Confirmed. (anna)");
    assertThat(typed.err()).contains("--before 6");
    steward.on("GET /ledger/entries?limit=1", 200, "{\"items\":[],\"next\":null,\"open\":[]}");
    assertThat(Typed.at(steward, "ledger", "entries", "--limit", "1").out())
        .contains("There is no such entry.");
    steward.on("GET /ledger/entries?limit=2", 200, "{\"items\":[],\"next\":70,\"open\":[]}");
    Typed none = Typed.at(steward, "ledger", "entries", "--limit", "2");
    assertThat(none.out())
        .contains("among the newest; older ones may be")
        .doesNotContain("no such");
    assertThat(none.err()).contains("--before 70");
  }

  @Test
  void a_file_is_checked_without_a_house_and_each_fault_shown_in_its_line() throws IOException {
    Path file = folder.resolve("camera.json");
    Files.writeString(
        file,
        """
        {"ietf-mud:mud":{"mud-version":1,"mud-url":"http://maker.example/camera",
          "last-update":"yesterday","is-supported":true},
         "ietf-access-control-list:acls":{"acl":[]}}
        """);
    Typed typed = Typed.at(steward, "profiles", "check", file.toString());
    assertThat(typed.exit()).isEqualTo(Exit.REFUSED.code());
    assertThat(typed.err())
        .contains(
            "line 1, column 34: /ietf-mud:mud/mud-url: expected an https URL",
            "line 2, column 3: /ietf-mud:mud/last-update: expected a date and time",
            "\"last-update\":\"yesterday\",\"is-supported\":true},\n      ^");
    assertThat(steward.asked()).isEmpty();
  }

  @Test
  void stations_and_what_is_seen_of_the_network_are_told() {
    steward.on("GET /network/stations", 200, "{\"items\":[],\"next\":null}");
    assertThat(Typed.at(steward, "network", "stations").out())
        .contains("Nobody was seen there yet.");
    steward.on(
        "GET /network/advice?topology=unifi",
        200,
        """
        {"topology":"unifi","files":{},"steps":["Make a network."],"unseen":["Isolation."],
         "verified":[{"verdict":"fails","says":"It is not there."},{"verdict":"unknown","says":"Who knows."}]}
        """);
    assertThat(Typed.at(steward, "network", "advice", "--topology", "unifi").lines())
        .containsSubsequence(
            "1. Make a network.",
            "! Isolation.",
            "What this machine sees of it now:",
            "  ✗ It is not there.",
            "  ? Who knows.");
  }
}
