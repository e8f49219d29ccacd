package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.FakePlug;
import steward.sim.Mosquitto;
import steward.value.Tree;
import tools.jackson.databind.json.JsonMapper;

/// The house's own topics on its broker, read and asked with `mosquitto_sub`, `mosquitto_pub` and
/// `mosquitto_rr` by people's clients of several rights.
@Timeout(120)
class HouseTopicsTest {
  private static final String CLAIMED = "steward/house/claimed";

  @TempDir Path home;
  private final Vertx vertx = Vertx.vertx();
  private final List<Process> running = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  // Each story begins it with settings of its own.
  @SuppressWarnings("NullAway.Init")
  private RunningHouse house;

  /// A client's name and password on the broker.
  private record Shown(String name, String password) {
    static final Shown NOBODY = new Shown("", "");
  }

  private void begin(String... settings) throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/mosquitto_rr")), "mosquitto-clients is not installed");
    Files.createDirectories(home.resolve("keys"));
    Files.writeString(home.resolve("keys/claimed"), "for a test\n");
    house = RunningHouse.on(home, settings);
    open.add(house);
  }

  @AfterEach
  void end() throws Exception {
    running.forEach(Process::destroyForcibly);
    for (AutoCloseable one : open.reversed()) one.close();
    RunningHouse.get(vertx.close());
  }

  private Shown client(String user, String role, String more) {
    String wish = "{\"name\":\"%s\",\"role\":\"%s\"%s}".formatted(user, role, more);
    String id = house.ask("POST", "/users", wish).json().get("id").text();
    var made = house.ask("POST", "/users/" + id + "/clients", "{\"name\":\"Program\"}");
    return password(made.json().get("client").get("id").text());
  }

  private Shown password(String client) {
    var reply = house.ask("PUT", "/clients/" + client + "/mqtt-password", "");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return new Shown(reply.json().get("name").text(), reply.json().get("password").text());
  }

  private Process run(String program, int port, Shown as, String... words) throws IOException {
    var command =
        new ArrayList<>(List.of("stdbuf", "-oL", program, "-h", "127.0.0.1", "-p", "" + port));
    if (!as.name.isEmpty()) command.addAll(List.of("-u", as.name, "-P", as.password));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    running.add(process);
    return process;
  }

  private Process run(String program, Shown as, String... words) throws IOException {
    return run(program, house.house.mqttPort(), as, words);
  }

  private static String ended(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
    return said;
  }

  /// All that is retained for this one: the word that the house is claimed is asked for once more,
  /// and comes last.
  private String retained(Shown as, String filter) throws Exception {
    Process hears = run("mosquitto_sub", as, "-v", "-t", filter, "-t", CLAIMED, "-W", "60");
    var said = new StringBuilder();
    String last = CLAIMED + " true";
    int left = filter.startsWith("homeassistant") ? 1 : 2;
    while (left > 0) {
      String line = hears.inputReader().readLine();
      assertThat(line).as(said.toString()).isNotNull();
      said.append(line).append('\n');
      if (line.equals(last)) left--;
    }
    hears.destroy();
    return said.toString();
  }

  private void thing(String id, String room) {
    String body =
        """
        {"family":"plain","id":"%1$s","name":"%1$s","room":"%2$s","binding":{"key":"%1$s",
         "observe.switch":"hall/%1$s/state","observe.temperature":"hall/%1$s/warm",
         "online":"hall/%1$s/there","perform.turn":"hall/%1$s/set %%"}}\
        """
            .formatted(id, room);
    assertThat(house.ask("POST", "/things", body).status()).isEqualTo(201);
  }

  private void say(String topic, String payload) throws Exception {
    ended(run("mosquitto_pub", Shown.NOBODY, "-q", "1", "-t", topic, "-m", payload));
  }

  private static Tree json(String text) {
    return Tree.of(JsonMapper.shared().readValue(text, Object.class));
  }

  @Test
  void each_reads_what_it_may_see_and_nothing_else() throws Exception {
    begin("mqtt.announce=on");
    thing("lamp", "Hall");
    thing("cot", "Nursery");
    say("hall/lamp/state", "on");
    say("hall/lamp/warm", "21.5");
    say("hall/cot/state", "off");
    Shown anna = client("Anna", "resident", "");
    Shown guest = client("Gus", "guest", ",\"rooms\":[\"Hall\"]");
    await()
        .untilAsserted(() ->
            assertThat(retained(anna, "steward/#"))
                .contains("steward/lamp/switch on\n", "steward/lamp/temperature 21.5\n")
                .contains("steward/cot/switch off\n", "steward/lamp/available online\n")
                .contains("steward/house/claimed true\n", "steward/house/running online\n"));
    // What devices say themselves is nobody's whose rights are looked at.
    ended(run("mosquitto_pub", Shown.NOBODY, "-r", "-t", "hall/cot/note", "-m", "on"));
    assertThat(retained(guest, "#"))
        .contains("steward/lamp/switch on\n", "steward_")
        .doesNotContain("cot");
    assertThat(retained(anna, "homeassistant/#")).contains("/switch/config", "_cot");
    assertThat(ended(run("mosquitto_sub", guest, "-t", "steward/cot/switch", "-W", "5")))
        .contains("denied");
    assertThat(ended(run("mosquitto_sub", Shown.NOBODY, "-t", "steward/#", "-W", "5")))
        .contains("denied");
    assertThat(retained(Shown.NOBODY, "homeassistant/#")).doesNotContain("steward_");
    assertThat(ended(run("mosquitto_sub", anna, "-t", "hall/#", "-W", "5"))).contains("denied");

    // live, and the same thing in another room a moment later
    Process hears = run("mosquitto_sub", guest, "-v", "-t", "steward/+/switch", "-C", "3");
    assertThat(hears.inputReader().readLine()).isEqualTo("steward/lamp/switch on");
    say("hall/cot/state", "on");
    say("hall/lamp/state", "off");
    assertThat(hears.inputReader().readLine()).isEqualTo("steward/lamp/switch off");
    house.ask("PATCH", "/things/cot", "{\"room\":\"Hall\"}");
    say("hall/cot/state", "off");
    assertThat(hears.inputReader().readLine()).isEqualTo("steward/cot/switch off");

    assertThat(house.ask("DELETE", "/things/cot", "").status()).isBetween(200, 204);
    await().untilAsserted(() -> assertThat(retained(anna, "#")).doesNotContain("cot"));
    assertThat(house.get("/inbox").text()).doesNotContain("lamp");
  }

  private FakePlug kettle() throws IOException {
    begin();
    FakePlug plug =
        RunningHouse.get(FakePlug.start(vertx, "127.0.0.1", house.house.mqttPort(), "kettle"));
    open.add(plug);
    String key = "tasmota:" + plug.look().mac();
    await().until(() -> house.get("/inbox").text().contains(key));
    house.ask("POST", "/inbox/" + key + "/accept", "{\"id\":\"kettle\",\"room\":\"Kitchen\"}");
    await().until(() -> house.get("/things/kettle").text().contains("\"state\":\"present\""));
    return plug;
  }

  private static String awaitSaid(Process process, String word) throws IOException {
    String line = process.inputReader().readLine();
    while (line != null && !line.contains(word)) line = process.inputReader().readLine();
    assertThat(line).as("the line with " + word).isNotNull();
    return line;
  }

  private static String turn(String to) {
    return "{\"action\":\"turn\",\"to\":\"" + to + "\",\"key\":\"k1\"}";
  }

  private String asks(Shown who, String body) throws Exception {
    return ended(
        run(
            "mosquitto_rr",
            who,
            "-V",
            "mqttv5",
            "-q",
            "1",
            "-t",
            "steward/kettle/perform",
            "-D",
            "publish",
            "correlation-data",
            "abc",
            "-F",
            "%D %p",
            "-W",
            "20",
            "-e",
            "steward/reply/" + who.name + "/1",
            "-m",
            body));
  }

  @Test
  void the_claim_is_told_and_before_it_nothing_else() throws Exception {
    house = OwnedHouse.open(home);
    open.add(house);
    Process hears = run("mosquitto_sub", Shown.NOBODY, "-v", "-t", CLAIMED, "-W", "60");
    assertThat(hears.inputReader().readLine()).isEqualTo(CLAIMED + " false");
    for (String filter : List.of("steward/#", "steward/house/running"))
      assertThat(ended(run("mosquitto_sub", Shown.NOBODY, "-V", "mqttv5", "-t", filter, "-W", "5")))
          .contains("denied");
    var claimed =
        Wire.ask(
            Wire.tls(house.house.port("https")),
            "POST",
            "/api/v1/claim",
            OwnedHouse.wish(OwnedHouse.code(house), "Alice"));
    assertThat(claimed.status()).isEqualTo(201);
    assertThat(hears.inputReader().readLine()).isEqualTo(CLAIMED + " true");
  }

  @Test
  void a_command_is_answered_where_its_asker_wants_it_and_passes_the_gate() throws Exception {
    FakePlug plug = kettle();
    Shown anna = client("Anna", "resident", "");
    Shown wall = client("Wall", "monitor", "");
    Process outcomes =
        run("mosquitto_sub", wall, "-V", "mqttv311", "-t", "steward/+/outcome", "-q", "1", "-d");
    awaitSaid(outcomes, "SUBACK");
    var said = outcomes.inputReader();
    String answer = asks(anna, turn("on")).strip();
    assertThat(answer).startsWith("abc {");
    assertThat(json(answer.substring(4)).get("thing").text()).isEqualTo("kettle");
    await().until(plug::isOn);
    var told = new ArrayList<Tree>();
    while (told.isEmpty() || !told.getLast().get("final").truth()) {
      String line = said.readLine();
      if (line.startsWith("{")) told.add(json(line));
    }
    assertThat(told.getLast().get("outcome").text()).isEqualTo("confirmed");
    assertThat(told.getLast().get("key").text()).isEqualTo("k1");
    await()
        .untilAsserted(() ->
            assertThat(house.get("/audit?operation=perform&limit=10").text())
                .contains(anna.name, "\"face\":\"mqtt\"", "thing/kettle"));
  }

  @Test
  void who_may_not_or_may_no_more_is_refused() throws Exception {
    FakePlug plug = kettle();
    Shown anna = client("Anna", "resident", "");
    Shown wall = client("Wall", "monitor", "");
    for (String bad : List.of("{\"action\":\"fly\"}", "no json", "{\"action\":\"turn\",\"x\":1}"))
      assertThat(asks(anna, bad)).contains("\"outcome\":\"refused\"");
    String[] words = {
      "-V", "mqttv5", "-q", "1", "-t", "steward/kettle/perform", "-m", turn("on"), "-r"
    };
    assertThat(ended(run("mosquitto_pub", wall, Arrays.copyOf(words, words.length - 1))))
        .contains("Not authorized");
    assertThat(ended(run("mosquitto_pub", anna, words)))
        .as("a command is not retained")
        .contains("Not authorized");
    assertThat(plug.isOn()).isFalse();

    String client = anna.name.substring(anna.name.indexOf('/') + 1);
    Process hearing = run("mosquitto_sub", anna, "-V", "mqttv5", "-d", "-t", "steward/#");
    awaitSaid(hearing, "SUBACK");
    house.ask("DELETE", "/clients/" + client, "");
    assertThat(hearing.waitFor(60, TimeUnit.SECONDS)).as("sent away").isTrue();
    assertThat(ended(run("mosquitto_pub", anna, "-t", "steward/kettle/perform", "-m", "{}")))
        .contains("bad user name");
  }

  @Test
  void on_an_external_broker_it_is_there_when_asked_for_and_takes_no_commands() throws Exception {
    assumeTrue(Mosquitto.isInstalled(), "Mosquitto is not installed");
    Mosquitto broker = Mosquitto.start();
    open.add(broker);
    begin(
        "mqtt.port=off",
        "mqtt.external=mqtt://127.0.0.1:" + broker.port,
        "mqtt.publish=on",
        "mqtt.announce=on");
    thing("lamp", "Hall");
    Process hears =
        run("mosquitto_sub", broker.port, Shown.NOBODY, "-v", "-t", "steward/#", "-W", "30");
    var lines = new ArrayList<String>();
    while (!lines.contains("steward/lamp/switch on")) {
      if (lines.contains("steward/lamp/available offline"))
        ended(run("mosquitto_pub", broker.port, Shown.NOBODY, "-t", "hall/lamp/state", "-m", "on"));
      lines.add(hears.inputReader().readLine());
    }
    assertThat(lines).contains("steward/house/running online");
    ended(
        run(
            "mosquitto_pub",
            broker.port,
            Shown.NOBODY,
            "-q",
            "1",
            "-t",
            "steward/lamp/perform",
            "-m",
            "{\"action\":\"turn\",\"to\":\"off\"}"));
    assertThat(house.get("/inbox").text()).doesNotContain("lamp");
    house.close();
    String line = hears.inputReader().readLine();
    while (!line.equals("steward/house/running offline")) {
      assertThat(line).doesNotContain("outcome");
      line = hears.inputReader().readLine();
    }
  }
}
