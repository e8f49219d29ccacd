package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse.Reply;
import steward.sim.FakePlug;
import steward.value.Tree;

/// The language of activities as a user meets it over HTTP: groups, the place, texts in YAML,
/// versions, taking back, and messages that no driver knows.
class RulesOverHttpTest {
  private static final String ZURICH =
      """
      {"zone":"Europe/Zurich","latitude":47.4,"longitude":8.5,"height":408,
       "modes":["home","party"],"holidays":["2026-12-24"],"yearly":["--01-01"]}\
      """;

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

  private void thing(String id, String room) {
    String body =
        """
        {"family":"tasmota","binding":{"topic":"%1$s"},"id":"%1$s","name":"%1$s","room":"%2$s"}\
        """
            .formatted(id, room);
    assertThat(steward.ask("POST", "/things", body).status()).isEqualTo(201);
  }

  private FakePlug plug(String id) {
    thing(id, "Kitchen");
    var look = FakePlug.Look.of(id).asBare();
    return RunningHouse.get(FakePlug.start(vertx, "127.0.0.1", steward.house.mqttPort(), look));
  }

  private MqttClient client() {
    MqttClient client = MqttClient.create(vertx);
    RunningHouse.get(client.connect(steward.house.mqttPort(), "127.0.0.1"));
    return client;
  }

  private Reply put(String path, String body) {
    return steward.ask("PUT", path, body);
  }

  private Reply yaml(String id, String text) {
    return steward.ask("PUT", "/activities/" + id, text, "Content-Type", "application/yaml");
  }

  private static List<String> texts(Tree list) {
    return list.items().stream().map(Tree::text).toList();
  }

  @Test
  void a_group_says_who_is_in_it_now_and_lives_as_long_as_it_is_named() {
    thing("lamp", "Kitchen");
    thing("radio", "Hall");
    String rule = "{\"name\":\"Kitchen things\",\"members\":{\"room\":\"Kitchen\"}}";
    Reply made = put("/groups/kitchen", rule);
    assertThat(made.status()).isEqualTo(201);
    assertThat(texts(made.json().get("things"))).containsExactly("lamp");
    thing("oven", "Kitchen");
    Reply group = steward.get("/groups/kitchen");
    assertThat(texts(group.json().get("things"))).containsExactly("lamp", "oven");
    assertThat(put("/groups/kitchen", group.text()).status()).isEqualTo(200);
    assertThat(steward.ask("GET", "/groups/kitchen", "", "Accept", "application/yaml").text())
        .contains("members: {room: Kitchen}");

    String off =
        """
        {"name":"Off","perform":[{"things":{"group":"kitchen"},"action":"turn","to":"off"}]}\
        """;
    assertThat(put("/activities/off", off).status()).isEqualTo(201);
    Reply kept = steward.ask("DELETE", "/groups/kitchen", "");
    assertThat(kept.status()).isEqualTo(409);
    assertThat(kept.text()).contains("the activity off");
    assertThat(steward.ask("DELETE", "/activities/off", "").status()).isEqualTo(204);
    assertThat(steward.ask("DELETE", "/groups/kitchen", "").status()).isEqualTo(204);
    assertThat(steward.get("/groups").json().get("items").items()).isEmpty();
    assertThat(steward.get("/groups/kitchen").status()).isEqualTo(404);
  }

  @Test
  void a_group_that_holds_itself_or_names_what_is_not_there_is_refused() {
    thing("lamp", "Kitchen");
    put("/groups/one", "{\"name\":\"One\",\"members\":[\"lamp\"]}");
    put("/groups/two", "{\"name\":\"Two\",\"members\":{\"group\":\"one\"}}");
    Reply cycle = put("/groups/one", "{\"name\":\"One\",\"members\":{\"group\":\"two\"}}");
    assertThat(cycle.status()).isEqualTo(422);
    assertThat(cycle.text()).contains("does not hold itself");
    Reply unknown = put("/groups/one", "{\"name\":\"One\",\"members\":[\"lmp\"]}");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.text()).contains("did you mean 'lamp'?");
  }

  @Test
  void the_place_is_kept_and_gives_windows_of_the_sun_a_meaning() {
    thing("lamp", "Kitchen");
    assertThat(put("/place", ZURICH).status()).isEqualTo(200);
    assertThat(steward.get("/house").json().get("zone").text()).isEqualTo("Europe/Zurich");
    Tree place = steward.get("/things/place").json();
    assertThat(place.get("properties").get("houseMode").get("value").text()).isEqualTo("home");
    assertThat(place.get("properties").has("sun")).isTrue();
    assertThat(steward.ask("DELETE", "/things/place", "").status()).isEqualTo(409);

    Reply dusk =
        put(
            "/activities/dusk",
            """
            {"name":"Dusk","when":[{"at":"sunset-30m"}],"if":{"between":["sunset-1h","23:00"]},
             "perform":[{"thing":"lamp","action":"turn","to":"on"}]}\
            """);
    assertThat(dusk.status()).isEqualTo(201);
    assertThat(dusk.json().get("words").text()).contains("sunset").endsWith(".");

    Reply mode =
        steward.ask(
            "POST", "/things/place/perform?wait=10s", "{\"action\":\"mode\",\"to\":\"party\"}");
    assertThat(mode.json().get("outcome").text()).isEqualTo("confirmed");
  }

  @Test
  void a_place_that_cannot_be_is_refused_at_the_member() {
    assertThat(put("/place", "{\"zone\":\"Europe/Zurick\"}").text())
        .contains("/zone", "did you mean 'Europe/Zurich'?");
    assertThat(put("/place", "{\"zone\":\"UTC\",\"latitude\":91,\"longitude\":0}").text())
        .contains("/latitude", "from -90 to 90");
    assertThat(put("/place", "{\"zone\":\"UTC\",\"latitude\":9}").status()).isEqualTo(422);
    assertThat(put("/place", "{\"zone\":\"UTC\",\"modes\":[]}").text()).contains("1 to 20 modes");
    assertThat(put("/place", "{\"zone\":\"UTC\",\"holidays\":[\"2026-02-30\"]}").text())
        .contains("/holidays/0");
    assertThat(put("/place", "{\"zone\":\"UTC\",\"town\":\"Rome\"}").text()).contains("/town");
  }

  @Test
  void groups_and_the_place_survive_a_lost_journal_and_snapshot() throws IOException {
    thing("lamp", "Kitchen");
    put("/groups/kitchen", "{\"name\":\"Kitchen\",\"members\":{\"room\":\"Kitchen\"}}");
    put("/place", ZURICH);
    Tree place = steward.get("/place").json();
    steward.close();
    try (Stream<Path> files = Files.walk(home.resolve("journal"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) Files.delete(file);
    }
    Sql.run(home.resolve("steward.db"), "delete from snapshot");
    steward = RunningHouse.on(home);
    assertThat(steward.get("/place").json()).isEqualTo(place);
    assertThat(texts(steward.get("/groups/kitchen").json().get("things"))).containsExactly("lamp");
    assertThat(steward.get("/house").json().get("zone").text()).isEqualTo("Europe/Zurich");
    await().until(() -> steward.get("/things/place").text().contains("\"present\""));
  }

  @Test
  void an_activity_in_yaml_comes_back_as_it_was_and_a_fault_has_its_line_and_carets() {
    thing("lamp", "Kitchen");
    String text =
        """
        name: Night
        when:
          - {at: "22:30"}
        perform:
          - {thing: %s, action: turn, to: off}
        """;
    Reply wrong = yaml("night", text.formatted("lmp"));
    assertThat(wrong.status()).isEqualTo(422);
    Tree fault = wrong.json().get("errors").items().getFirst();
    assertThat(fault.get("at").text()).isEqualTo("/perform/0/thing");
    assertThat((int) fault.get("line").number()).isEqualTo(5);
    assertThat((int) fault.get("column").number()).isEqualTo(13);
    assertThat(fault.get("shown").text()).contains("^^^", "did you mean 'lamp'?");
    assertThat(yaml("night", "name: [").status()).isEqualTo(422);

    assertThat(yaml("night", text.formatted("lamp")).status()).isEqualTo(201);
    Reply read = steward.ask("GET", "/activities/night", "", "Accept", "application/yaml");
    assertThat(read.header("content-type")).startsWith("application/yaml");
    assertThat(read.text()).contains("id: night", "22:30");
    assertThat(yaml("night", read.text()).status()).isEqualTo(200);
    Tree json = steward.get("/activities/night").json();
    assertThat(json.get("version").number()).isEqualTo(2);
    assertThat(json.get("words").text()).startsWith("When ");
  }

  @Test
  void every_version_is_kept_and_an_older_one_can_be_restored() {
    thing("lamp", "Kitchen");
    String body =
        "{\"name\":\"%s\",\"perform\":[{\"thing\":\"lamp\",\"action\":\"turn\",\"to\":\"on\"}]}";
    put("/activities/light", body.formatted("First"));
    put("/activities/light", body.formatted("Second"));
    List<Tree> versions = steward.get("/activities/light/versions").json().get("items").items();
    assertThat(versions)
        .extracting(one -> one.get("name").text())
        .containsExactly("Second", "First");
    Reply restored = steward.ask("POST", "/activities/light/restore", "{\"version\":1}");
    assertThat(restored.json().get("name").text()).isEqualTo("First");
    assertThat(restored.json().get("version").number()).isEqualTo(3);
    assertThat(steward.ask("POST", "/activities/light/restore", "{\"version\":9}").status())
        .isEqualTo(422);
    steward.ask("DELETE", "/activities/light", "");
    await()
        .until(() ->
            steward.get("/activities/light/versions").json().get("items").items().size() == 3);
    Reply back = steward.ask("POST", "/activities/light/restore", "{\"version\":2}");
    assertThat(back.status()).isEqualTo(201);
    assertThat(back.json().get("armed").truth()).isFalse();
    assertThat(back.json().get("version").number()).isEqualTo(4);
  }

  @Test
  void what_a_firing_did_is_taken_back_by_hand() {
    try (FakePlug plug = plug("lamp")) {
      perform("lamp", "off");
      put(
          "/activities/light",
          """
          {"name":"Light","perform":[{"thing":"lamp","action":"turn","to":"on"}]}\
          """);
      assertThat(steward.ask("POST", "/activities/light/undo", "").status()).isEqualTo(409);
      steward.ask("POST", "/activities/light/start", "");
      await().until(plug::isOn);
      await()
          .until(() ->
              steward
                  .get("/journal?limit=1&kind=outcome&subject=lamp")
                  .text()
                  .contains("confirmed"));
      Reply undone = steward.ask("POST", "/activities/light/undo", "{}");
      assertThat(undone.status()).isEqualTo(200);
      await().until(() -> !plug.isOn());
      assertThat(steward.ask("POST", "/activities/light/undo", "").status()).isEqualTo(409);
    }
  }

  private void perform(String thing, String to) {
    String path = "/things/" + thing + "/perform?wait=10s";
    Reply reply = steward.ask("POST", path, "{\"action\":\"turn\",\"to\":\"" + to + "\"}");
    assertThat(reply.json().get("outcome").text()).isEqualTo("confirmed");
  }

  @Test
  void a_message_that_no_driver_knows_comes_in_and_another_goes_out() {
    MqttClient client = client();
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    client.publishHandler(message -> heard.add(message.topicName() + " " + message.payload()));
    RunningHouse.get(client.subscribe("garden/#", 1));
    Reply made =
        yaml(
            "pump",
            """
            name: Pump
            when:
              - {topic: garden/+/state, pointer: /on, is: "true"}
            perform:
              - {publish: garden/pump/set, payload: '{"minutes":5}'}
            """);
    assertThat(made.status()).isEqualTo(201);
    RunningHouse.get(publish(client, "garden/pump/state", "{\"on\":true}"));
    await().until(() -> heard.contains("garden/pump/set {\"minutes\":5}"));

    // None of these is one: another value, a text that is none, one that is too long.
    RunningHouse.get(publish(client, "garden/pump/state", "{\"on\":false}"));
    RunningHouse.get(
        client.publish(
            "garden/x/state",
            Buffer.buffer(new byte[] {(byte) 0xff}),
            MqttQoS.AT_LEAST_ONCE,
            false,
            false));
    RunningHouse.get(publish(client, "garden/x/state", "x".repeat(5_000)));
    RunningHouse.get(publish(client, "garden/pump/state", "{\"on\":true}"));
    await()
        .until(() -> heard.stream().filter(one -> one.startsWith("garden/pump/set")).count() == 2);
    assertThat(steward.get("/journal?kind=message").json().get("items").items()).hasSize(3);

    steward.ask("POST", "/activities/pump/arm", "{\"armed\":false}");
    RunningHouse.get(publish(client, "garden/pump/state", "{\"on\":true}"));
    RunningHouse.get(publish(client, "garden/end", "1"));
    await().until(() -> heard.contains("garden/end 1"));
    assertThat(steward.get("/journal?kind=message").json().get("items").items()).hasSize(3);
    RunningHouse.get(client.disconnect());
  }

  private static io.vertx.core.Future<Integer> publish(
      MqttClient client, String topic, String text) {
    return client.publish(topic, Buffer.buffer(text), MqttQoS.AT_LEAST_ONCE, false, false);
  }

  @Test
  void no_activity_publishes_or_hears_on_the_topics_of_a_thing() {
    try (FakePlug plug = plug("lamp")) {
      yaml(
          "sly",
          """
          name: Sly
          when:
            - {topic: stat/lamp/RESULT}
            - {topic: go}
          perform:
            - {publish: cmnd/lamp/POWER, payload: "ON"}
            - {publish: stat/lamp/POWER, payload: "ON"}
          """);
      perform("lamp", "off");
      assertThat(steward.get("/journal?kind=message").json().get("items").items()).isEmpty();
      MqttClient client = client();
      RunningHouse.get(publish(client, "go", ""));
      await()
          .until(() ->
              steward.get("/journal?kind=note&subject=sly").json().get("items").items().size()
                  == 2);
      assertThat(steward.get("/journal?kind=note&subject=sly").text())
          .contains("could not publish on cmnd/lamp/POWER", "stat/lamp/POWER");
      assertThat(plug.isOn()).isFalse();
      RunningHouse.get(client.disconnect());
    }
  }
}
