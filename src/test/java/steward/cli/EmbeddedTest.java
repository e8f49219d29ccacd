package steward.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asking as a client: with a token and a code, from another machine or inside the steward.
class EmbeddedTest {
  @TempDir Path folder;

  private FakeSteward steward;

  @BeforeEach
  void start() throws IOException {
    steward = new FakeSteward();
    steward.on("GET /things", 200, "{\"items\":[],\"next\":null}");
    steward.on("POST /session/fresh", 200, "{}");
  }

  @AfterEach
  void stop() {
    steward.close();
  }

  private Typed inside(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var streams =
        new Embedded.Streams(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false);
    int exit = new Embedded(new Embedded.Target(steward.url(), "abc")).run(streams, List.of(words));
    return new Typed(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void a_token_comes_from_a_file_or_a_variable_and_goes_with_every_request() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "from-file\n");
    var here = Map.of("STEWARD_URL", steward.url(), "STEWARD_TOKEN", "from-variable");

    assertThat(Typed.with(here, false, "things").exit()).isZero();
    assertThat(Typed.with(here, false, "things", "--token-file", file.toString()).exit()).isZero();
    assertThat(Typed.at(steward, "things").exit()).isZero();
    assertThat(steward.bearers())
        .containsExactly("Bearer from-variable", "Bearer from-file", "null");
  }

  @Test
  void a_token_is_never_sent_in_the_open() {
    var there = Map.of("STEWARD_URL", "http://192.0.2.1:8887", "STEWARD_TOKEN", "secret");
    var typed = Typed.with(there, false, "things");
    assertThat(typed.exit()).isEqualTo(Exit.USAGE.code());
    assertThat(typed.err()).contains("not sent to http://192.0.2.1:8887 in the open");
    assertThat(typed.err()).doesNotContain("secret");
  }

  @Test
  void a_fresh_code_is_shown_once_before_the_command() {
    assertThat(inside("things", "--code", "123 456").exit()).isZero();
    assertThat(steward.asked())
        .containsExactly("POST /session/fresh {\"code\":\"123456\"}", "GET /things");
    assertThat(steward.bearers()).containsOnly("Bearer abc");
    assertThat(inside("things", "--code", "12345").err()).contains("expected six digits");
  }

  @Test
  void a_refusal_is_told_also_where_something_was_sent() {
    steward.on("POST /inbox/x%3A1/ignore", 401, "{\"detail\":\"Sign in first.\"}");
    steward.on("POST /session/fresh", 401, "{\"detail\":\"Sign in first.\"}");
    var typed = inside("things", "--code", "123456");
    assertThat(typed.err()).contains("Sign in first.");
    assertThat(typed.exit()).isEqualTo(Exit.NOT_TAKEN.code());
  }

  @Test
  void inside_there_is_no_other_steward_no_file_and_nothing_of_the_machine() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "name: TopSecret\n");
    for (var words :
        List.of(
            List.of("run"),
            List.of("doctor"),
            List.of("help", "run"),
            List.of("things", "--url", "http://192.0.2.1"),
            List.of("things", "--token-file", file.toString()),
            List.of("activities", "check", file.toString()),
            List.of("things", "@" + file),
            List.of("nonsense"))) {
      var typed = inside(words.toArray(String[]::new));
      assertThat(typed.exit()).as(words.toString()).isNotZero();
      assertThat(typed.out() + typed.err()).doesNotContain("TopSecret");
    }
    assertThat(inside("help").out())
        .contains("things")
        .doesNotContain("doctor")
        .doesNotContain("demo");
  }
}
