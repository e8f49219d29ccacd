package steward.drivers.mqttdiscovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import steward.driver.Offer;
import steward.driver.Payload;
import steward.driver.Sighting;
import steward.thing.Message.Publish;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;

/// What real senders announce, where the shared fixtures are beside this tree: all of it is read.
class SharedCorpusTest {
  private static final Path FOLDER = Path.of("../shared/protocols/fixtures/mqtt-discovery");
  private static final MqttDiscoveryFamily FAMILY = new MqttDiscoveryFamily();

  @BeforeAll
  static void look() {
    assumeTrue(Files.isDirectory(FOLDER), "skipped: " + FOLDER + " is not there");
  }

  private static List<Publish> messages(String file) throws IOException {
    var messages = new ArrayList<Publish>();
    for (String line : Files.readAllLines(FOLDER.resolve(file), UTF_8)) {
      Payload json = Payload.json(Bytes.utf8(line)).orElse(Payload.MISSING);
      messages.add(
          new Publish(
              json.at("topic").textOr(""), Bytes.utf8(json.at("payload").textOr("")), 1, true));
    }
    return messages;
  }

  private static List<Offer> offers(List<Publish> messages) {
    var known = new TreeMap<String, Sighting>();
    for (Publish message : messages)
      FAMILY
          .sight(message)
          .ifPresent(one -> known.merge(one.device().value(), one, Sighting::merge));
    return known.values().stream().map(FAMILY::offer).flatMap(Optional::stream).toList();
  }

  private static List<Thing> accepted(Offer offer) {
    var things = new ArrayList<Thing>();
    for (var one : offer.things()) {
      var id = new ThingId("t" + (things.size() + 1));
      things.add(one.accepted(id, things.size() + 1, one.name(), "Hall"));
    }
    return things;
  }

  @Test
  void every_device_of_zigbee2mqtt_is_offered_driven_and_speaks_only_understood_templates()
      throws IOException {
    List<Publish> messages = messages("zigbee2mqtt-2.14.1.jsonl");
    List<Offer> offers = offers(messages);
    long devices = messages.stream().map(m -> m.topic().split("/", -1)[2]).distinct().count();
    assertThat((long) offers.size()).isEqualTo(devices);
    for (Offer offer : offers) {
      assertThat(offer.warning()).doesNotContain("not understood");
      if (offer.things().isEmpty()) continue;
      var driver = FAMILY.driver(accepted(offer));
      assertThat(driver.topics()).as(offer.name()).isNotEmpty();
    }
    assertThat(offers).filteredOn(offer -> !offer.things().isEmpty()).hasSizeGreaterThan(50);
  }

  @Test
  void what_was_seen_in_the_wild_is_read_and_tasmota_left_alone() throws IOException {
    List<Publish> messages = messages("wild.jsonl");
    List<Offer> offers = offers(messages);
    List<String> names = offers.stream().map(offer -> offer.device().value()).toList();
    assertThat(names)
        .contains("mqtt-discovery:78E36D645710", "mqtt-discovery:zigbee2mqtt_0x04cf8cdf3c763c2b")
        .noneMatch(name -> name.contains("D04DF5") || name.contains("C523C3"))
        .noneMatch(name -> name.contains("C50D2A") || name.contains("04504D"));
  }
}
