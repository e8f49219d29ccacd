package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import steward.value.Tree;

/// Devices with names of their own on the broker of a whole house, played by `mosquitto_pub` and
/// `mosquitto_sub` over TLS and without.
@Timeout(120)
class BrokerNamesTest {
  private static final Path PUB = Path.of("/usr/bin/mosquitto_pub");

  @TempDir Path home;
  private RunningHouse house;
  private Path authority;
  private final List<Process> running = new ArrayList<>();

  /// What the API shows once.
  private record Shown(String name, String password, int tls, String setUp) {}

  @BeforeEach
  void begin() throws IOException {
    assumeTrue(Files.isExecutable(PUB), "mosquitto-clients is not installed");
    Files.createDirectories(home.resolve("keys"));
    Files.writeString(home.resolve("keys/claimed"), "for a test\n");
    house =
        RunningHouse.on(
            home,
            "https.port=0",
            "https.certificate-port=off",
            "https.listen=loopback",
            "mqtt.tls-port=0");
    authority = home.resolve("authority.crt");
    Files.writeString(authority, house.ask("GET", "/api/v1/authority", "").text());
  }

  @AfterEach
  void end() {
    running.forEach(Process::destroyForcibly);
    if (house != null) house.close();
  }

  private String thing(String key) {
    String body =
        """
        {"family":"plain","id":"%1$s","name":"%1$s","room":"Hall","binding":{"key":"%1$s",
         "observe.switch":"hall/%1$s/state","online":"hall/%1$s/there","perform.turn":"hall/%1$s/set %%"}}\
        """
            .formatted(key);
    var reply = house.ask("POST", "/things", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return key;
  }

  private Shown named(String body) {
    var reply = house.ask("POST", "/mqtt/clients", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    Tree json = reply.json();
    return new Shown(
        json.get("name").text(),
        json.get("password").text(),
        json.get("ports").get("mqtts").whole(1, 65_535),
        json.get("setup").text());
  }

  private Shown namedFor(String thing) {
    return named("{\"thing\":\"" + thing + "\"}");
  }

  private Process run(String program, int port, String... words) throws IOException {
    var command =
        new ArrayList<>(List.of("stdbuf", "-oL", program, "-h", "127.0.0.1", "-p", "" + port));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    running.add(process);
    return process;
  }

  private Process secure(String program, Shown as, String... words) throws IOException {
    var all =
        new ArrayList<>(
            List.of(
                "--cafile",
                authority.toString(),
                "-V",
                "mqttv5",
                "-u",
                as.name,
                "-P",
                as.password));
    all.addAll(List.of(words));
    return run(program, as.tls, all.toArray(String[]::new));
  }

  private static String ended(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
    return process.exitValue() + " " + said;
  }

  private String switchOf(String thing) {
    Tree value = house.get("/things/" + thing).json().get("properties").get("switch").get("value");
    return String.valueOf(value.node());
  }

  private void awaitSwitch(String thing, String value) {
    Awaitility.await().untilAsserted(() -> assertThat(switchOf(thing)).isEqualTo(value));
  }

  @Test
  void a_device_reports_and_is_asked_over_tls_with_its_own_name() throws Exception {
    thing("door");
    var door = namedFor("door");
    assertThat(door.name).isEqualTo("door");
    assertThat(door.password).matches("[A-Z2-7]{26}");
    assertThat(door.setUp).contains("hall/door/set", door.password, door.tls + " with TLS");
    var asked = secure("mosquitto_sub", door, "-t", "hall/door/set", "-C", "1", "-W", "20");
    assertThat(ended(secure("mosquitto_pub", door, "-q", "1", "-t", "hall/door/state", "-m", "on")))
        .startsWith("0 ");
    awaitSwitch("door", "on");
    Awaitility.await()
        .untilAsserted(() -> {
          house.ask("POST", "/things/door/perform?wait=1s", "{\"action\":\"turn\",\"to\":\"off\"}");
          assertThat(asked.isAlive()).isFalse();
        });
    assertThat(ended(asked)).isEqualTo("0 off\n");
    Tree item = house.get("/mqtt/clients").json().get("items").items().getFirst();
    assertThat(item.get("things").items().getFirst().text()).isEqualTo("door");
  }

  @Test
  void a_device_cannot_speak_for_another_nor_hear_it() throws Exception {
    thing("door");
    thing("lamp");
    var door = namedFor("door");
    namedFor("lamp");
    assertThat(ended(secure("mosquitto_pub", door, "-q", "1", "-t", "hall/lamp/state", "-m", "on")))
        .contains("Not authorized");
    assertThat(ended(secure("mosquitto_sub", door, "-t", "hall/#", "-C", "1", "-W", "20")))
        .contains("denied");
    assertThat(ended(secure("mosquitto_sub", door, "-t", "#", "-C", "1", "-W", "20")))
        .contains("denied");
    // nobody without a name speaks for it either, even on this machine
    run("mosquitto_pub", house.house.mqttPort(), "-q", "1", "-t", "hall/lamp/state", "-m", "on")
        .waitFor();
    ended(secure("mosquitto_pub", door, "-q", "1", "-t", "hall/door/state", "-m", "on"));
    awaitSwitch("door", "on");
    assertThat(switchOf("lamp")).isEqualTo("null");
    Awaitility.await()
        .untilAsserted(() -> {
          String audit = house.get("/audit?operation=mqttPublish&limit=50").text();
          assertThat(audit).contains("device/door", "topic/hall/lamp/state", "device/anonymous");
        });
  }

  @Test
  void a_will_to_a_foreign_topic_is_not_published() throws Exception {
    thing("door");
    thing("lamp");
    var door = namedFor("door");
    var lamp = namedFor("lamp");
    for (var one : List.of(door, lamp)) {
      var dying =
          secure(
              "mosquitto_sub",
              one,
              "-d",
              "-t",
              "hall/" + one.name + "/set",
              "--will-topic",
              "hall/lamp/state",
              "--will-payload",
              one.name.equals(lamp.name) ? "off" : "on");
      awaitSaid(dying, "CONNACK");
      dying.destroyForcibly();
    }
    awaitSwitch("lamp", "off");
    assertThat(house.get("/journal?limit=200").text()).doesNotContain("lamp/switch=on");
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(house.get("/audit?operation=mqttPublish&limit=50").text())
                .contains("device/door"));
  }

  private static void awaitSaid(Process process, String word) throws IOException {
    var said = new StringBuilder();
    while (said.indexOf(word) < 0) {
      int one = process.getInputStream().read();
      if (one < 0) throw new AssertionError("it ended: " + said);
      said.append((char) one);
    }
  }

  @Test
  void whoever_loses_its_name_is_sent_away_and_stays_out() throws Exception {
    thing("door");
    var door = namedFor("door");
    var hearing = secure("mosquitto_sub", door, "-d", "-t", "hall/door/set");
    awaitSaid(hearing, "SUBACK");
    assertThat(house.ask("DELETE", "/mqtt/clients/door", "").status()).isEqualTo(204);
    // mosquitto_sub of MQTT 5 ends when it is sent away.
    assertThat(hearing.waitFor(60, TimeUnit.SECONDS)).as("sent away").isTrue();
    assertThat(ended(secure("mosquitto_pub", door, "-t", "hall/door/state", "-m", "on")))
        .doesNotStartWith("0");
    assertThat(house.ask("DELETE", "/mqtt/clients/door", "").status()).isEqualTo(404);
    // The same device may have its name again, with another password.
    assertThat(namedFor("door").password).isNotEqualTo(door.password);
  }

  @Test
  void a_wrong_password_and_an_unknown_name_are_told_the_same_and_no_name_is_refused_over_tls()
      throws Exception {
    thing("door");
    var door = namedFor("door");
    var wrong = new Shown("door", "A".repeat(26), door.tls, "");
    var unknown = new Shown("nobody", door.password, door.tls, "");
    String first = ended(secure("mosquitto_pub", wrong, "-t", "hall/door/state", "-m", "on"));
    String second = ended(secure("mosquitto_pub", unknown, "-t", "hall/door/state", "-m", "on"));
    assertThat(first).isEqualTo(second).doesNotStartWith("0");
    String none =
        ended(
            run("mosquitto_pub", door.tls, "--cafile", authority.toString(), "-t", "x", "-m", "y"));
    assertThat(none).doesNotStartWith("0");
    // Guessing slows down only who guesses: the device at the same address comes in at once.
    for (int i = 0; i < 15; i++)
      secure("mosquitto_pub", wrong, "-t", "hall/door/state", "-m", "on");
    assertThat(ended(secure("mosquitto_pub", door, "-q", "1", "-t", "hall/door/state", "-m", "on")))
        .startsWith("0 ");
    String plain =
        ended(
            run(
                "mosquitto_pub",
                house.house.mqttPort(),
                "-u",
                "door",
                "-P",
                door.password,
                "-q",
                "1",
                "-t",
                "hall/door/state",
                "-m",
                "off"));
    assertThat(plain).startsWith("0 ");
  }

  @Test
  void a_bridge_owns_its_prefix_and_nothing_else() throws Exception {
    thing("door");
    var bridge = named("{\"prefix\":\"zigbee2mqtt\"}");
    assertThat(bridge.name).isEqualTo("zigbee2mqtt");
    assertThat(
            ended(secure("mosquitto_pub", bridge, "-q", "1", "-t", "zigbee2mqtt/a/b", "-m", "x")))
        .startsWith("0 ")
        .doesNotContain("Not authorized");
    assertThat(
            ended(secure("mosquitto_pub", bridge, "-q", "1", "-t", "hall/door/state", "-m", "on")))
        .contains("Not authorized");
    for (String bad :
        List.of(
            "steward",
            "steward/x",
            "$SYS",
            "a/#",
            "+",
            "#",
            "tasmota",
            "zigbee2mqtt/a",
            "a/",
            "/")) {
      var reply = house.ask("POST", "/mqtt/clients", "{\"prefix\":\"" + bad + "\"}");
      assertThat(reply.status()).as(bad).isBetween(400, 499);
    }
    assertThat(house.ask("POST", "/mqtt/clients", "{\"prefix\":\"a\\u0000b\"}").status())
        .isBetween(400, 499);
    // All topics of the door are below "hall", so it is that bridge's.
    var homes = named("{\"prefix\":\"hall\",\"name\":\"My <b>bridge</b>\"}");
    assertThat(homes.name).isEqualTo("my-b-bridge-b");
    assertThat(house.ask("POST", "/mqtt/clients", "{\"thing\":\"door\"}").status()).isEqualTo(409);
  }

  private String announces(Shown who, String place, String json) throws Exception {
    return ended(
        secure("mosquitto_pub", who, "-q", "1", "-r", "-t", "homeassistant/" + place, "-m", json));
  }

  @Test
  void a_bridge_announces_what_has_its_topics_below_its_prefix_and_nothing_else() throws Exception {
    var bridge = named("{\"prefix\":\"zigbee2mqtt\"}");
    var other = named("{\"prefix\":\"openmqtt\"}");
    String plug =
        "{\"~\":\"%1$s/plug\",\"name\":\"Plug\",\"uniq_id\":\"0x0a_switch\",\"stat_t\":\"~\",\"cmd_t\":\"%2$s\","
            + "\"availability\":[{\"topic\":\"%1$s/bridge/state\"}],"
            + "\"device\":{\"identifiers\":[\"zigbee2mqtt_0x0a\"],\"name\":\"Plug\"}}";
    String own = plug.formatted("zigbee2mqtt", "~/set");
    String place = "switch/0x0a/switch/config";
    assertThat(announces(bridge, place, plug.formatted("zigbee2mqtt", "hall/door/set")))
        .contains("Not authorized");
    assertThat(announces(bridge, place, "no json")).contains("Not authorized");
    assertThat(announces(bridge, place, own)).startsWith("0 ").doesNotContain("Not authorized");
    Awaitility.await().until(() -> house.get("/inbox").text().contains("Plug"));

    assertThat(announces(other, place, plug.formatted("openmqtt", "~/set")))
        .as("in the place of another's announcement")
        .contains("Not authorized");
    assertThat(announces(other, place, "")).as("to take it back").contains("Not authorized");
    assertThat(announces(other, "switch/0x0b/switch/config", own)).contains("Not authorized");
    assertThat(announces(bridge, place, "")).startsWith("0 ").doesNotContain("Not authorized");
    assertThat(
            ended(secure("mosquitto_sub", bridge, "-E", "-q", "1", "-t", "homeassistant/status")))
        .as("it may hear that it is to announce again")
        .startsWith("0 ");
  }

  @Test
  void passwords_are_nowhere_in_the_home_folder() throws Exception {
    thing("door");
    var door = namedFor("door");
    ended(secure("mosquitto_pub", door, "-q", "1", "-t", "hall/door/state", "-m", "on"));
    house.close();
    try (var files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains(door.password)).as(file.toString()).isFalse();
      }
    }
  }

  @Test
  void names_and_topics_are_there_after_a_restart() throws Exception {
    thing("door");
    var door = namedFor("door");
    house.close();
    house = RunningHouse.on(home, "https.listen=loopback", "mqtt.tls-port=" + door.tls);
    ended(secure("mosquitto_pub", door, "-q", "1", "-t", "hall/door/state", "-m", "on"));
    awaitSwitch("door", "on");
    house.ask("DELETE", "/things/door", "");
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(house.get("/mqtt/clients").json().get("items").items()).isEmpty());
  }
}
