package steward.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steward.driver.Family;
import steward.driver.Sighting;
import steward.drivers.mqttdiscovery.MqttDiscoveryFamily;
import steward.drivers.plain.PlainFamily;
import steward.drivers.tasmota.TasmotaFamily;
import steward.thing.Binding;
import steward.thing.Message.Publish;
import steward.thing.Udn;

/// The simulated house speaks over real sockets, moves through its day, and obeys.
class SimulatedHouseTest {
  private static Vertx vertx;
  private static Mosquitto broker;
  private Listener listener;
  private SimulatedHouse house;

  @BeforeAll
  static void startBroker() throws IOException {
    assumeTrue(Mosquitto.isInstalled(), "needs Mosquitto: apt-get install mosquitto");
    vertx = Vertx.vertx();
    broker = Mosquitto.start();
  }

  @AfterAll
  static void stopBroker() throws IOException {
    if (broker == null) return;
    vertx.close().await();
    broker.close();
  }

  @BeforeEach
  void startHouse() {
    listener = new Listener(vertx, broker.port);
    house = SimulatedHouse.start(vertx, "127.0.0.1", broker.port, SimSettings.stepped(7)).await();
  }

  @AfterEach
  void stopHouse() {
    house.close().await();
    listener.close();
  }

  private void step(int seconds) {
    for (int i = 0; i < seconds; i++) house.step(Duration.ofSeconds(1)).await();
  }

  @Test
  void about_a_hundred_things_in_eight_rooms_are_connected_and_can_be_accepted() {
    assertThat(house.connected()).isEqualTo(house.size());
    assertThat(house.things()).hasSizeBetween(95, 110);
    assertThat(house.rooms()).hasSize(8);
    assertThat(house.things().stream().map(SimThing::room).collect(Collectors.toSet()))
        .isEqualTo(Set.copyOf(house.rooms()));
    assertThat(house.things()).extracting(SimThing::id).doesNotHaveDuplicates();
    assertThat(house.things()).extracting(SimThing::udn).doesNotHaveDuplicates();
  }

  @Test
  void every_home_made_thing_has_a_sheet_that_the_plain_family_reads_and_matches_what_it_says() {
    var family = new PlainFamily();
    Set<String> topics = new HashSet<>();
    for (SimThing thing : house.things()) {
      if (thing.byHand().isEmpty()) continue;
      Binding sheet = thing.byHand().get();
      var offer = family.byHand(sheet);
      assertThat(offer.device()).isEqualTo(thing.udn());
      var accepted = offer.things().getFirst().accepted(thing.id(), 1, thing.name(), thing.room());
      topics.addAll(family.driver(List.of(accepted)).topics());
    }
    step(2);
    await()
        .untilAsserted(() ->
            assertThat(topicsHeard())
                .containsAll(topics.stream().filter(t -> !t.endsWith("/action")).toList()));
  }

  @Test
  void what_tasmota_devices_announce_is_what_the_tasmota_family_offers_and_people_accept() {
    step(3);
    long devices =
        house.things().stream()
            .filter(thing -> thing.udn().family().equals("tasmota"))
            .map(thing -> thing.udn().root())
            .distinct()
            .count();
    await()
        .until(() ->
            topicsHeard().stream()
                    .filter(topic -> topic.matches("tasmota/discovery/.*/sensors"))
                    .count()
                == devices);

    var family = new TasmotaFamily();
    assertThat(offered(family)).isEqualTo(announcing(family));
  }

  @Test
  void what_zigbee_devices_and_the_speaker_announce_is_offered_in_the_convention() {
    var family = new MqttDiscoveryFamily();
    step(2);
    await()
        .untilAsserted(() -> {
          house.step(Duration.ofMillis(200)).await();
          assertThat(offered(family)).isEqualTo(announcing(family));
        });
    assertThat(announcing(family)).hasSizeGreaterThan(20);
  }

  private List<String> offered(Family family) {
    var known = new TreeMap<String, Sighting>();
    for (Publish message : listener.heard()) {
      family
          .sight(message)
          .ifPresent(sighting -> known.merge(sighting.device().value(), sighting, Sighting::merge));
    }
    return known.values().stream()
        .flatMap(sighting -> family.offer(sighting).stream())
        .flatMap(offer -> offer.things().stream())
        .map(description -> description.udn().value())
        .sorted()
        .toList();
  }

  private List<String> announcing(Family family) {
    return house.things().stream()
        .map(thing -> thing.udn())
        .filter(udn -> udn.family().equals(family.name()))
        .map(Udn::value)
        .sorted()
        .toList();
  }

  private Set<String> topicsHeard() {
    return listener.heard().stream().map(Publish::topic).collect(Collectors.toSet());
  }

  @Test
  void a_tasmota_device_boots_in_the_order_of_the_firmware_and_announces_itself() {
    step(2);
    String mac = udn("kettle").substring("tasmota:".length());
    String topic = "tasmota_" + mac.substring(6);
    await().until(() -> listener.last("tasmota/discovery/" + mac + "/sensors").isPresent());

    List<String> order =
        listener.heard().stream()
            .filter(m -> !m.retained())
            .map(Publish::topic)
            .filter(t -> t.contains(topic) || t.contains(mac))
            .distinct()
            .toList();
    assertThat(order)
        .containsExactly(
            "tele/" + topic + "/LWT",
            "cmnd/" + topic + "/POWER",
            "tele/" + topic + "/INFO1",
            "tele/" + topic + "/INFO2",
            "tele/" + topic + "/INFO3",
            "stat/" + topic + "/RESULT",
            "stat/" + topic + "/POWER",
            "tele/" + topic + "/STATE",
            "tele/" + topic + "/SENSOR",
            "tasmota/discovery/" + mac + "/config",
            "tasmota/discovery/" + mac + "/sensors");
    assertThat(listener.last("tele/" + topic + "/SENSOR").orElseThrow()).contains("\"Power\": 0,");
    assertThat(listener.last("tasmota/discovery/" + mac + "/config").orElseThrow())
        .startsWith("{\"ip\":\"")
        .contains("\"dn\":\"Kettle\"", "\"rl\":[1,0,0,0,0,0,0,0]", "\"ver\":1}");
  }

  @Test
  void every_document_is_json_but_those_that_are_meant_not_to_be() {
    step(45);
    await().until(() -> listener.heard().size() > 500);

    for (Publish message : listener.heard()) {
      String topic = message.topic();
      boolean json =
          topic.endsWith("/STATE")
              || topic.endsWith("/SENSOR")
              || topic.endsWith("/RESULT")
              || topic.startsWith("tasmota/discovery/")
              || topic.startsWith("house/") && topic.endsWith("/state")
              || topic.startsWith("zigbee2mqtt/")
              || topic.startsWith("homeassistant/") && !message.text().isEmpty();
      if (json) {
        assertThat(new io.vertx.core.json.JsonObject(message.text())).as(topic).isNotNull();
      }
    }
  }

  @Test
  void a_lamp_obeys_and_its_room_gets_lighter() {
    step(1);
    String topic = topicOf("bedside-right");
    listener.forget();

    obeyed(
        "cmnd/" + topic + "/Dimmer",
        "80",
        "stat/" + topic + "/RESULT",
        "{\"POWER\":\"ON\",\"Dimmer\":80");
    obeyed("cmnd/" + topic + "/POWER", "off", "stat/" + topic + "/POWER", "OFF");
    obeyed(
        "cmnd/" + topic + "/Nonsense",
        "1",
        "stat/" + topic + "/RESULT",
        "{\"Command\":\"Unknown\",\"Input\":\"NONSENSE\"}");
    obeyed(
        "cmnd/" + topic + "/Dimmer",
        "many",
        "stat/" + topic + "/RESULT",
        "{\"Command\":\"Error\"}");
  }

  @Test
  void a_colour_is_kept_whether_given_as_hue_or_as_red_green_and_blue() {
    step(1);
    String topic = topicOf("floor-lamp");

    obeyed(
        "cmnd/" + topic + "/HSBColor",
        "120,100,50",
        "stat/" + topic + "/RESULT",
        "\"HSBColor\":\"120,100,50\"");
    assertThat(listener.last("stat/" + topic + "/RESULT").orElseThrow())
        .contains("\"Color\":\"0080000000\"");
    obeyed(
        "cmnd/" + topic + "/Color",
        "#FF8000",
        "stat/" + topic + "/RESULT",
        "\"HSBColor\":\"30,100,100\"");
    obeyed("cmnd/" + topic + "/CT", "400", "stat/" + topic + "/RESULT", "\"CT\":400");
  }

  @Test
  void a_shutter_runs_and_says_where_it_is_until_it_has_arrived() {
    step(1);
    String topic = topicOf("living-shutter");
    obeyed(
        "cmnd/" + topic + "/ShutterPosition1",
        "30",
        "stat/" + topic + "/RESULT",
        "\"Direction\":1,\"Target\":30");
    step(6);

    await()
        .until(() ->
            listener
                .last("stat/" + topic + "/RESULT")
                .orElse("")
                .contains("{\"Position\":30,\"Direction\":0"));
  }

  @Test
  void settings_that_change_the_wire_change_it() {
    step(1);
    String study = topicOf("study-lamp");
    obeyed("cmnd/" + study + "/POWER", "ON", "stat/" + study + "/POWER", "EIN");
    String porch = topicOf("porch-lamp");
    obeyed("home/do/" + porch + "/POWER", "ON", "home/is/" + porch + "/POWER", "ON");
    String oven = topicOf("oven");
    obeyed("cmnd/" + oven + "/Power", "0", "stat/" + oven + "/POWER", "OFF");
    assertThat(listener.texts("stat/" + oven + "/POWER")).contains("{\"POWER\":\"OFF\"}");
    String bath = topicOf("bathroom-lamp");
    obeyed("cmnd/" + bath + "/POWER", "1", "stat/" + bath + "/POWER1", "ON");
  }

  @Test
  void people_wake_up_cook_leave_and_come_back_within_a_day() {
    step(75); // until about ten to eight
    await()
        .until(() ->
            listener.texts("zigbee2mqtt/Kitchen smoke alarm").stream()
                .anyMatch(t -> t.contains("\"smoke\":true")));
    await()
        .untilAsserted(() -> {
          assertThat(listener.texts("zigbee2mqtt/Front door"))
              .anyMatch(text -> text.contains("\"contact\":false"));
          assertThat(listener.texts("tele/" + topicOf("kettle") + "/SENSOR"))
              .anyMatch(text -> text.matches(".*\"Power\": 20\\d\\d,.*"));
          assertThat(listener.texts("house/hall/anna-phone/state"))
              .contains("{\"where\":\"away\"}");
        });
    assertThat(house.time().getHour()).isEqualTo(7);

    step(360); // until two
    await().until(() -> listener.last("house/hall/ben-phone/state").orElse("").contains("away"));
    step(380); // until half past eight in the evening
    await().until(() -> listener.last("house/hall/leo-phone/state").orElse("").contains("home"));
    await()
        .until(() ->
            listener.texts("tele/" + topicOf("television") + "/SENSOR").stream()
                .anyMatch(text -> text.contains("\"Power\": 105,")));
  }

  @Test
  void a_device_that_loses_its_network_is_spoken_for_by_its_will_and_comes_back() {
    step(1);
    String topic = topicOf("kettle");
    house.device("kettle").hold();
    await().until(() -> listener.last("tele/" + topic + "/LWT").orElse("").equals("Offline"));

    house.device("kettle").release();
    await().until(() -> listener.last("tele/" + topic + "/LWT").orElse("").equals("Online"));
  }

  @Test
  void a_device_that_lies_says_that_it_obeys_and_does_not() {
    step(1);
    String topic = topicOf("kitchen-lamp");
    house.device("kitchen-lamp").lie(true);
    obeyed("cmnd/" + topic + "/POWER", "ON", "stat/" + topic + "/POWER", "ON");
    listener.forget();
    obeyed("cmnd/" + topic + "/STATE", "", "stat/" + topic + "/RESULT", "\"POWER\":\"OFF\"");
  }

  @Test
  void a_press_is_told_once() {
    step(1);
    house.device("doorbell").press();
    house.device("hall-panel").press();
    house.device("bedside-button").press();

    await().until(() -> listener.texts("house/garden/doorbell/action").equals(List.of("single")));
    await()
        .until(() ->
            listener.texts("zigbee2mqtt/Bedroom/Bedside button").stream()
                    .filter(text -> text.contains("\"action\":\"single\""))
                    .count()
                == 1);
    await()
        .until(() ->
            listener
                .texts("stat/" + topicOf("hall-panel") + "/RESULT")
                .contains("{\"Button1\":{\"Action\":\"SINGLE\"}}"));
  }

  /// Sends a command and lets time pass until the answer is heard.
  private void obeyed(String command, String argument, String topic, String answer) {
    listener.say(command, argument);
    await()
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> {
          house.step(Duration.ofMillis(200)).await();
          assertThat(listener.texts(topic)).anyMatch(text -> text.contains(answer));
        });
  }

  private String udn(String id) {
    return house.things().stream()
        .filter(thing -> thing.id().value().equals(id))
        .findFirst()
        .orElseThrow()
        .udn()
        .value();
  }

  private String topicOf(String id) {
    return "tasmota_" + udn(id).substring("tasmota:".length() + 6);
  }
}
