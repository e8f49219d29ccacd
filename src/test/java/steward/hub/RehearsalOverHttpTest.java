package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse.Reply;
import steward.sim.FakePlug;
import steward.value.Tree;

/// Findings, rehearsals, why-not and cases over HTTP, on what a plug really did.
final class RehearsalOverHttpTest {
  private static final String NEVER_ON =
      """
      {"name":"Never on","when":[{"thing":"kettle","property":"switch","becomes":"on"}],
       "perform":[{"thing":"kettle","action":"turn","to":"off"}]}
      """;
  private static final String ALWAYS_ON =
      """
      {"name":"Always on","when":[{"thing":"kettle","property":"switch","becomes":"off"}],
       "perform":[{"thing":"kettle","action":"turn","to":"on"}]}
      """;

  @TempDir Path home;

  private final Vertx vertx = Vertx.vertx();
  private RunningHouse steward;
  private FakePlug plug;

  @BeforeEach
  void begin() {
    steward = RunningHouse.on(home);
    plug = RunningHouse.get(FakePlug.start(vertx, "127.0.0.1", steward.house.mqttPort(), "kettle"));
    String key = "tasmota:" + plug.look().mac();
    await().until(() -> steward.get("/inbox").text().contains(key));
    steward.ask("POST", "/inbox/" + key + "/accept", "{\"id\":\"kettle\",\"room\":\"Kitchen\"}");
    await().until(() -> steward.get("/things/kettle").text().contains("\"present\""));
  }

  @AfterEach
  void end() {
    plug.close();
    steward.close();
    RunningHouse.get(vertx.close());
  }

  private void pressed() {
    assertThat(steward.ask("PUT", "/activities/never-on", NEVER_ON).status()).isEqualTo(201);
    plug.press();
    await()
        .until(() ->
            steward
                .get("/journal?limit=1&kind=outcome&subject=kettle")
                .text()
                .contains("\"confirmed\""));
  }

  private static List<String> lines(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().get("lines").items().stream()
        .map(line -> line.get("who").text() + " " + line.get("kind").text())
        .toList();
  }

  private Reply rehearse(String more) {
    String from = Instant.now().minusSeconds(3600).toString();
    return steward.ask(
        "POST", "/activities/never-on/rehearse", "{\"from\":\"" + from + "\"" + more + "}");
  }

  @Test
  void a_loop_is_refused_unless_it_is_forced_and_is_shown_then() {
    Reply made = steward.ask("PUT", "/activities/never-on", NEVER_ON);
    assertThat(made.json().get("findings").items()).isEmpty();
    Reply refused = steward.ask("PUT", "/activities/always-on", ALWAYS_ON);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("set each other off").doesNotContain("..");
    assertThat(refused.json().get("findings").items()).hasSize(1);
    assertThat(steward.get("/activities/always-on").status()).isEqualTo(404);
    Reply forced = steward.ask("PUT", "/activities/always-on?force=true", ALWAYS_ON);
    assertThat(forced.status()).isEqualTo(201);
    assertThat(forced.json().get("findings").items()).hasSize(1);
    Tree found = steward.get("/findings").json().get("items").items().getFirst();
    assertThat(found.get("kind").text()).isEqualTo("loop");
    assertThat(found.get("example").items()).hasSize(2);
  }

  @Test
  void an_invariant_is_kept_and_holds_for_every_later_change() {
    String never =
        "{\"items\":[{\"never\":{\"thing\":\"kettle\",\"action\":\"turn\",\"to\":\"on\"}}]}";
    assertThat(steward.ask("PUT", "/invariants", never).status()).isEqualTo(200);
    assertThat(steward.get("/invariants").json().get("items").items()).hasSize(1);
    assertThat(steward.ask("PUT", "/activities/always-on", ALWAYS_ON).text())
        .contains("breaks a rule of the house");
    assertThat(steward.ask("PUT", "/activities/never-on", NEVER_ON).status()).isEqualTo(201);
    assertThat(steward.ask("PUT", "/invariants", "{\"items\":[{\"never\":{}}]}").status())
        .isEqualTo(422);
  }

  @Test
  void what_it_would_have_done_stands_beside_what_it_did() {
    pressed();
    assertThat(lines(rehearse(""))).containsExactly("both firing", "both command");
    assertThat(lines(rehearse(",\"without\":true"))).containsExactly("did firing", "did command");
    String draft = NEVER_ON.replace("\"becomes\":\"on\"", "\"becomes\":\"on\",\"for\":\"10m\"");
    assertThat(lines(rehearse(",\"activity\":" + draft)))
        .containsExactly("did firing", "did command");
    assertThat(rehearse(",\"to\":\"2020-01-01T00:00:00Z\"").status()).isEqualTo(422);
  }

  @Test
  void why_not_is_worked_out_of_any_entry() {
    pressed();
    int off =
        steward.get("/journal?kind=reading&subject=kettle").json().get("items").items().stream()
            .filter(entry -> entry.get("sentence").text().contains("switch off"))
            .mapToInt(entry -> (int) entry.get("seq").number())
            .max()
            .orElseThrow();
    Tree why = steward.get("/activities/never-on/why-not?at=" + off).json();
    assertThat(why.get("fired").truth()).isFalse();
    assertThat(why.get("sentences").items().getFirst().text())
        .isEqualTo("None of its events came.");
    assertThat(why.get("edges").items().getFirst().get("came").truth()).isFalse();
    assertThat(steward.get("/activities/never-on/why-not").status()).isEqualTo(200);
  }

  @Test
  void a_case_stays_with_the_house_and_tells_when_an_activity_does_otherwise() {
    pressed();
    String from = Instant.now().minusSeconds(3600).toString();
    Reply kept =
        steward.ask(
            "POST",
            "/activities/never-on/cases",
            "{\"name\":\"a-press\",\"from\":\"" + from + "\"}");
    assertThat(kept.status()).as(kept.text()).isEqualTo(201);
    assertThat(kept.json().get("expected").items()).hasSize(2);
    assertThat(home.resolve("cases/a-press.json"))
        .satisfies(file -> assertThat(Files.exists(file)).isTrue());
    assertThat(ran().get("good").truth()).isTrue();
    String other = NEVER_ON.replace("\"becomes\":\"on\"", "\"becomes\":\"on\",\"for\":\"10m\"");
    assertThat(steward.ask("PUT", "/activities/never-on", other).status()).isEqualTo(200);
    assertThat(ran().get("good").truth()).isFalse();
    assertThat(ran().get("missing").items()).hasSize(2);
    Tree listed = steward.get("/cases").json().get("items").items().getFirst();
    assertThat(listed.get("name").text()).isEqualTo("a-press");
    assertThat(steward.ask("DELETE", "/cases/a-press", "").status()).isEqualTo(204);
    assertThat(steward.ask("DELETE", "/cases/a-press", "").status()).isEqualTo(404);
    assertThat(steward.get("/cases").json().get("items").items()).isEmpty();
  }

  @Test
  void the_journal_says_how_far_it_reaches_and_what_is_not_under_way_is_not_ended() {
    assertThat(steward.ask("PUT", "/activities/never-on", NEVER_ON).status()).isEqualTo(201);
    Tree progress = steward.get("/activities/never-on/rehearse").json();
    assertThat(progress.get("running").truth()).isFalse();
    assertThat(Instant.parse(progress.get("reaches").text())).isBefore(Instant.now());
    assertThat(steward.ask("DELETE", "/activities/never-on/rehearse", "").status()).isEqualTo(409);
    Reply all = steward.ask("POST", "/activities/never-on/rehearse", "{}");
    assertThat(all.json().get("begins").text()).isEqualTo(progress.get("reaches").text());
  }

  @Test
  void a_draft_is_looked_at_as_text_and_its_faults_stand_at_their_line() {
    String draft = "name: Loop\nperform:\n  - {thing: kettle, action: turn, to: up}\n";
    Reply faulty =
        steward.ask("POST", "/findings?id=draft", draft, "Content-Type", "application/yaml");
    assertThat(faulty.status()).isEqualTo(422);
    assertThat(faulty.json().get("errors").items().getFirst().get("line").number()).isEqualTo(3);
    Reply good =
        steward.ask(
            "POST",
            "/findings?id=draft",
            draft.replace("up", "on"),
            "Content-Type",
            "application/yaml");
    assertThat(good.json().get("items").items()).isEmpty();
  }

  private Tree ran() {
    return steward.ask("POST", "/cases/run", "{}").json().get("items").items().getFirst();
  }
}
