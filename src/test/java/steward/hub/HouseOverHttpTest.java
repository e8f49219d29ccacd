package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse.Reply;
import steward.sim.FakePlug;
import steward.value.Bytes;
import steward.value.Tree;

/// The main flow as a user lives it, over the embedded broker.
class HouseOverHttpTest {
  @TempDir Path home;

  private final Vertx vertx = Vertx.vertx();
  private RunningHouse steward;

  @BeforeEach
  void begin() {
    steward = RunningHouse.on(home);
  }

  @AfterEach
  void end() {
    steward.close();
    RunningHouse.get(vertx.close());
  }

  private FakePlug plug(String topic) {
    return RunningHouse.get(FakePlug.start(vertx, "127.0.0.1", steward.house.mqttPort(), topic));
  }

  /// A plug that was found and accepted under its topic as id.
  private FakePlug accepted(String topic) {
    FakePlug plug = plug(topic);
    String key = "tasmota:" + plug.look().mac();
    await().until(() -> steward.get("/inbox").text().contains(key));
    Reply reply =
        steward.ask(
            "POST", "/inbox/" + key + "/accept", "{\"id\":\"" + topic + "\",\"room\":\"Kitchen\"}");
    assertThat(reply.status()).isEqualTo(201);
    await()
        .until(() ->
            steward
                .get("/things/" + topic)
                .json()
                .get("status")
                .get("state")
                .text()
                .equals("present"));
    return plug;
  }

  private Reply perform(String thing, String to) {
    return steward.ask(
        "POST",
        "/things/" + thing + "/perform?wait=10s",
        "{\"action\":\"turn\",\"to\":\"" + to + "\"}");
  }

  @Test
  void a_plug_is_found_accepted_asked_and_confirmed() {
    try (FakePlug plug = accepted("kettle")) {
      Reply reply = perform("kettle", "on");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().get("outcome").text()).isEqualTo("confirmed");
      assertThat(plug.isOn()).isTrue();
      assertThat(plug.commands()).noneMatch(command -> command.retained());
    }
  }

  @Test
  void silence_and_refusal_are_told_as_they_are() {
    try (FakePlug plug = accepted("kettle")) {
      plug.behave(FakePlug.Manner.IGNORES);
      assertThat(perform("kettle", "on").json().get("outcome").text()).isEqualTo("silent");
      plug.behave(FakePlug.Manner.REFUSES);
      assertThat(perform("kettle", "on").json().get("outcome").text()).isEqualTo("refused");
    }
  }

  @Test
  void an_activity_by_curl_turns_the_plug_off_and_says_why() {
    try (FakePlug plug = accepted("kettle")) {
      Reply made =
          steward.ask(
              "PUT",
              "/activities/never-on",
              """
              {"name":"Never on","when":[{"thing":"kettle","property":"switch","becomes":"on"}],
               "perform":[{"thing":"kettle","action":"turn","to":"off"}]}
              """);
      assertThat(made.status()).isEqualTo(201);
      plug.press();
      await().until(() -> !plug.isOn() && !plug.commands().isEmpty());
      await()
          .until(() ->
              steward
                  .get("/journal?limit=1&kind=outcome&subject=kettle")
                  .text()
                  .contains("\"confirmed\""));

      int seq = (int) last("kind=outcome&subject=kettle").get("seq").number();
      Tree why = steward.get("/journal/" + seq + "/why").json();
      assertThat(why.get("chain").items())
          .extracting(entry -> entry.get("kind").text())
          .contains("outcome", "reading", "command", "firing");
      assertThat(why.get("sentence").text()).contains("Never on");
    }
  }

  private Tree last(String query) {
    return steward.get("/journal?limit=1&" + query).json().get("items").items().getFirst();
  }

  @Test
  void a_bare_device_is_brought_in_by_hand() {
    var look = FakePlug.Look.of("barn").asBare();
    try (FakePlug plug =
        RunningHouse.get(FakePlug.start(vertx, "127.0.0.1", steward.house.mqttPort(), look))) {
      Reply reply =
          steward.ask(
              "POST",
              "/things",
              "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"barn\"},\"id\":\"barn\",\"name\":\"Barn\",\"room\":\"Yard\"}");
      assertThat(reply.status()).isEqualTo(201);
      assertThat(perform("barn", "on").json().get("outcome").text()).isEqualTo("confirmed");
      assertThat(plug.isOn()).isTrue();
    }
  }

  @Test
  void the_same_key_asks_once() {
    try (FakePlug plug = accepted("kettle")) {
      for (int i = 0; i < 2; i++) {
        steward.ask(
            "POST",
            "/things/kettle/perform?wait=5s",
            "{\"action\":\"turn\",\"to\":\"on\"}",
            "Idempotency-Key",
            "k");
      }
      assertThat(plug.commands().stream().filter(command -> command.text().equalsIgnoreCase("ON")))
          .hasSize(1);
    }
  }

  @Test
  void everything_is_there_again_after_a_restart() {
    accepted("kettle").close();
    steward.ask(
        "PUT",
        "/activities/a",
        "{\"name\":\"A\",\"perform\":[{\"thing\":\"kettle\",\"action\":\"turn\",\"to\":\"on\"}]}");
    steward.ask("PATCH", "/things/kettle", "{\"name\":\"My kettle\"}");
    steward.close();
    steward = RunningHouse.on(home);
    assertThat(steward.get("/things/kettle").json().get("name").text()).isEqualTo("My kettle");
    assertThat(steward.get("/activities/a").json().get("version").number()).isEqualTo(1);
    assertThat(steward.ask("DELETE", "/things/kettle", "").status()).isEqualTo(204);
    assertThat(steward.get("/activities/a").json().get("problem").text()).contains("kettle");
    assertThat(
            steward
                .ask(
                    "POST",
                    "/things",
                    "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"x\"},\"id\":\"kettle\"}")
                .status())
        .as("an id is never used again")
        .isEqualTo(422);
  }

  @Test
  void only_local_hosts_and_own_origins_are_answered() {
    assertThat(steward.ask("GET", "/house", "", "Origin", "https://evil.example").status())
        .isEqualTo(403);
    assertThat(steward.ask("GET", "/house", "", "Origin", "http://127.0.0.1:1").status())
        .isEqualTo(403);
    assertThat(steward.ask("GET", "/house", "", "Origin", steward.url("")).status()).isEqualTo(200);
    assertThat(steward.ask("GET", "/house", "", "X-Forwarded-For", "10.0.0.1").status())
        .isEqualTo(403);
  }

  @Test
  void faults_say_what_which_and_what_was_expected() {
    accepted("kettle").close();
    var cases =
        Map.of(
            "{\"name\":\"x\",\"perform\":[{\"thing\":\"gone\",\"action\":\"turn\",\"to\":\"on\"}]}",
                "/perform/0/thing",
            "{\"name\":\"x\",\"perform\":[{\"thing\":\"kettle\",\"action\":\"fly\"}]}",
                "/perform/0/action",
            "{\"name\":\"x\",\"perform\":[{\"thing\":\"kettle\",\"action\":\"turn\",\"to\":\"up\"}]}",
                "/perform/0/to",
            "{\"name\":\"x\",\"when\":[{\"cron\":\"61 * * * *\"}],\"perform\":[{\"wait\":\"1s\"}]}",
                "/when/0/cron",
            "{\"name\":\"x\",\"when\":[{\"at\":\"25:00\"}],\"perform\":[{\"wait\":\"1s\"}]}",
                "/when/0/at",
            "{\"name\":\"x\",\"typo\":1,\"perform\":[{\"wait\":\"1s\"}]}", "/typo",
            "{\"name\":\"x\",\"perform\":[]}", "/perform",
            "{\"name\":\"\",\"perform\":[{\"wait\":\"1s\"}]}", "/name");
    cases.forEach((body, at) -> {
      Reply reply = steward.ask("PUT", "/activities/x", body);
      assertThat(reply.status()).as(body).isEqualTo(422);
      assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
      Tree fault = reply.json().get("errors").items().getFirst();
      assertThat(fault.get("at").text()).isEqualTo(at);
      assertThat(fault.get("expected").text()).isNotBlank();
    });
    assertThat(steward.ask("PUT", "/activities/x", "{\"name\"").json().get("detail").text())
        .contains("line 1");
    assertThat(steward.ask("PUT", "/activities/x", "[".repeat(2000)).status()).isEqualTo(400);
    assertThat(steward.get("/activities").json().get("items").items()).isEmpty();
    assertThat(steward.ask("PUT", "/house", "{}").status()).isEqualTo(405);
    assertThat(steward.get("/nowhere").status()).isEqualTo(404);
    assertThat(steward.ask("POST", "/things/kettle/perform", "x".repeat(300_000)).status())
        .isEqualTo(413);
  }

  @Test
  void two_devices_on_one_topic_are_warned_of() {
    var one = new FakePlug.Look("AABBCC000001", "same", "One", false);
    var two = new FakePlug.Look("AABBCC000002", "same", "Two", false);
    int port = steward.house.mqttPort();
    try (FakePlug a = RunningHouse.get(FakePlug.start(vertx, "127.0.0.1", port, one));
        FakePlug b = RunningHouse.get(FakePlug.start(vertx, "127.0.0.1", port, two))) {
      assertThat(a.isConnected() && b.isConnected()).isTrue();
      await()
          .untilAsserted(
              () -> assertThat(steward.get("/inbox").json().get("items").items()).hasSize(2));
      assertThat(steward.get("/inbox").json().get("items").items())
          .allMatch(item -> item.get("warning").text().contains("topic “same” too"));
    }
  }

  @Test
  void hostile_messages_cost_only_themselves() {
    try (FakePlug plug = accepted("kettle")) {
      var bodies =
          List.of(
              "",
              "{",
              "[".repeat(5_000),
              "{\"POWER\":7}",
              "{\"POWER\":\"ON\"",
              "\u0000\u0001",
              "null",
              "{\"ENERGY\":{\"Power\":1e308,\"Voltage\":-1}}",
              "x".repeat(1 << 20));
      for (String body : bodies) {
        for (String topic :
            List.of(
                "stat/kettle/RESULT",
                "tele/kettle/SENSOR",
                "tele/kettle/STATE",
                "stat/kettle/POWER",
                "tasmota/discovery/" + plug.look().mac() + "/config",
                "tele/kettle/LWT")) {
          plug.publish(topic, Bytes.utf8(body), false);
        }
        plug.publish(
            "stat/kettle/RESULT", Bytes.of(new byte[] {(byte) 0xff, (byte) 0xfe, 0}), false);
      }
      plug.publish("tele/kettle/LWT", Bytes.utf8("Online"), true);
      await()
          .untilAsserted(() ->
              assertThat(perform("kettle", "on").json().get("outcome").text())
                  .isEqualTo("confirmed"));
      Tree health = steward.get("/health").json();
      assertThat(health.get("counters").get("house.faults").number()).isZero();
    }
  }

  @Test
  void a_discovery_that_changes_its_mind_is_followed() {
    try (FakePlug plug = accepted("kettle")) {
      String config =
          """
          {"ip":"127.0.0.1","dn":"Other","fn":["Other"],"mac":"%s","md":"Other model","ty":0,"if":0,"ofln":"Offline",
           "onln":"Online","state":["OFF","ON","TOGGLE","HOLD"],"sw":"15.0.0","t":"kettle","ft":"%%prefix%%/%%topic%%/",
           "tp":["cmnd","stat","tele"],"rl":[1,1,0,0,0,0,0,0],"so":{"30":0},"lk":0,"lt_st":0,"ver":1}
          """
              .formatted(plug.look().mac());
      plug.publish("tasmota/discovery/" + plug.look().mac() + "/config", Bytes.utf8(config), true);
      await()
          .until(
              () -> steward.get("/things/kettle").json().get("model").text().equals("Other model"));
      assertThat(steward.get("/things/kettle").json().get("room").text()).isEqualTo("Kitchen");
      await()
          .untilAsserted(() ->
              assertThat(steward.get("/inbox").json().get("items").items())
                  .as("its second relay")
                  .hasSize(1));
      plug.publish("tasmota/discovery/" + plug.look().mac() + "/config", Bytes.EMPTY, true);
      await()
          .untilAsserted(
              () -> assertThat(steward.get("/inbox").json().get("items").items()).isEmpty());
      assertThat(steward.get("/things/kettle").status())
          .as("what a person accepted stays")
          .isEqualTo(200);
    }
  }

  @Test
  void every_answer_is_as_the_openapi_document_says() {
    accepted("kettle").close();
    steward.ask(
        "PUT",
        "/activities/a",
        "{\"name\":\"A\",\"perform\":[{\"thing\":\"kettle\",\"action\":\"turn\",\"to\":\"on\"}]}");
    perform("kettle", "off");
    Tree document = steward.get("/openapi.json").json();
    var shapes = new Shapes(document);
    for (String path :
        List.of("/house", "/things", "/families", "/inbox", "/activities", "/journal", "/health")) {
      shapes.check(path, "get", steward.get(path));
    }
    shapes.check("/things/{id}", "get", steward.get("/things/kettle"));
    shapes.check("/things/{id}/messages", "get", steward.get("/things/kettle/messages"));
    shapes.check(
        "/things/{id}/history", "get", steward.get("/things/kettle/history?property=power"));
    shapes.check("/activities/{id}", "get", steward.get("/activities/a"));
    shapes.check("/journal/{seq}", "get", steward.get("/journal/2"));
    shapes.check("/journal/{seq}/why", "get", steward.get("/journal/2/why"));
    shapes.check("/things/{id}/perform", "post", perform("kettle", "on"));
    assertThat(document.get("paths").object()).hasSizeGreaterThan(18);
  }

  @Test
  void health_and_metrics_answer_machines() {
    assertThat(steward.get("/healthz").text()).isEqualTo("ok\n");
    assertThat(steward.get("/readyz").status()).isEqualTo(200);
    assertThat(steward.get("/metrics").text()).contains("# TYPE steward_journal_seq gauge");
    steward.ask(
        "POST", "/things", "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"f\"},\"id\":\"f\"}");
    await().until(() -> steward.get("/health").json().get("state").text().equals("green"));
  }
}
