package steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
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
  void starting_a_house_gets_its_options() {
    var started = new ArrayList<Object>();
    Typed.with(
        started,
        Map.of("STEWARD_HOME", "/srv/house"),
        false,
        "run",
        "--set",
        "a=b",
        "--set",
        "c=d");
    Typed.with(
        started,
        Map.of(),
        false,
        "demo",
        "--seed",
        "7",
        "--speed",
        "60",
        "--http-port",
        "0",
        "--keep");
    Typed.with(started, Map.of(), false, "aot-train");

    assertThat(started)
        .containsExactly(
            new Commands.Run(Path.of("/srv/house"), List.of("a=b", "c=d")),
            new Commands.Demo(List.of(), true, 7, 60, List.of("http.port=0")),
            new Commands.Train(List.of()));
    assertThat(((Commands.Demo) started.get(1)).sets("http.port")).isTrue();
  }

  @Test
  void the_doctor_says_what_to_do() throws IOException {
    Files.writeString(folder.resolve("steward.db"), "not a database at all");
    Files.writeString(folder.resolve("steward.yaml"), "http:\n  prot: 1\n");

    var typed =
        Typed.with(
            Map.of("STEWARD_URL", steward.url()), false, "doctor", "--home", folder.toString());

    assertThat(typed.exit()).isEqualTo(Exit.UNSOUND.code());
    assertThat(typed.out())
        .contains(
            "✓ java",
            "✗ steward.db    it is no database",
            "did you mean 'http.port'?",
            "✗ steward");
    Files.delete(folder.resolve("steward.db"));
    Files.delete(folder.resolve("steward.yaml"));
    steward.on("GET /health", 200, "{\"state\":\"green\",\"parts\":[]}");
    typed =
        Typed.with(
            Map.of("STEWARD_URL", steward.url()),
            false,
            "doctor",
            "--home",
            folder.toString(),
            "--json");
    assertThat(typed.exit()).isZero();
    assertThat(Json.read(typed.out())).asString().contains("sound=true");
  }

  @Test
  void what_is_mistyped_is_one_sentence_with_the_nearest_name() {
    assertThat(Typed.with(Map.of(), false, "thigns").err())
        .isEqualTo(
            "steward: there is no command 'thigns'; did you mean 'things'?; see 'steward --help'\n");
    assertThat(Typed.with(Map.of(), false, "things", "--romo").err())
        .contains("there is no option '--romo'; did you mean '--room'?");
    assertThat(Typed.with(Map.of(), false, "demo", "--speed", "x").exit())
        .isEqualTo(Exit.USAGE.code());
  }

  @Test
  void help_teaches_and_hides_what_is_for_the_launcher() {
    var all = Typed.with(Map.of(), false, "--help");
    assertThat(all.exit()).isZero();
    assertThat(all.out())
        .contains("perform", "steward demo", "Examples:")
        .doesNotContain("aot-train");
    assertThat(Typed.with(Map.of(), false, "help", "perform").out())
        .contains("steward perform hall-lamp dim 45 --wait 10s", "22 silent");
    assertThat(Typed.with(Map.of(), false).out()).isEqualTo(all.out());
    assertThat(Typed.with(Map.of(), false, "--version").out()).startsWith("steward ");
  }

  @ParameterizedTest
  @CsvSource({"bash", "zsh"})
  void completion_knows_every_command_and_option(String shell) {
    var typed = Typed.with(Map.of(), false, "completion", shell);
    assertThat(typed.exit()).isZero();
    assertThat(typed.out()).contains("--room", "activities", "disarm", "complete -F");
  }
}
