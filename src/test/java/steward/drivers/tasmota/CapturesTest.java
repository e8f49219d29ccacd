package steward.drivers.tasmota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Offer;
import steward.driver.Payload;
import steward.driver.Sighting;
import steward.value.Bytes;

/// Real captures, where they lie beside the repository (or where `steward.captures` says); they are
/// not part of it.
class CapturesTest {
  private static Path folder() {
    String named = System.getProperty("steward.captures", "");
    if (!named.isEmpty()) return Path.of(named, "tasmota");
    Path here = Path.of("").toAbsolutePath();
    for (Path up = here; up != null; up = up.getParent()) {
      Path beside = up.resolve("shared/protocols/fixtures/tasmota");
      if (Files.isDirectory(beside)) return beside;
    }
    return here.resolve("no-captures");
  }

  private static List<Payload> lines(String file) throws IOException {
    Path path = folder().resolve(file);
    assumeTrue(
        Files.exists(path), "skipped: no captures beside the repository, looked for " + path);
    return Files.readAllLines(path).stream()
        .map(line -> Payload.json(Bytes.utf8(line)).orElseThrow())
        .toList();
  }

  @Test
  void every_captured_announcement_gives_the_relays_that_another_program_finds()
      throws IOException {
    Map<String, Sighting> known = new LinkedHashMap<>();
    for (Payload line : lines("discovery.jsonl")) {
      String topic = line.at("topic").textOr("");
      Sighting sighting =
          Stage.sighted(topic, line.at("payload").textOr(""))
              .orElseThrow(() -> new AssertionError(topic));
      known.merge(sighting.device().value(), sighting, Sighting::merge);
    }
    String expected = Files.readString(folder().resolve("discovery.expected.json"));
    for (Payload one : Payload.json(Bytes.utf8(expected)).orElseThrow().items()) {
      String topic = one.at("topic").textOr("");
      Payload entities = one.at("entities");
      if (!entities.isObject()) continue;
      Optional<Offer> offer =
          Optional.ofNullable(known.get("tasmota:" + topic.split("/", -1)[2]))
              .flatMap(Stage.FAMILY::offer);
      assertThat(
              things(
                  offer,
                  "/device/switch/tasmota/o",
                  "/device/switch/tasmota/s",
                  "/device/switch/tasmota/meter"))
          .as("switches of " + topic)
          .isEqualTo(entities.at("switch").wholeOr(0));
      assertThat(things(offer, "/device/lighting/"))
          .as("lights of " + topic)
          .isEqualTo(entities.at("light").wholeOr(0));
    }
  }

  private static int things(Optional<Offer> offer, String... kinds) {
    if (offer.isEmpty()) return 0;
    return (int)
        offer.get().things().stream()
            .filter(thing -> java.util.Arrays.stream(kinds).anyMatch(thing.kind()::startsWith))
            .count();
  }

  @Test
  void every_captured_value_that_has_a_property_is_read() throws IOException {
    var unread = new ArrayList<String>();
    for (String file :
        List.of(
            "doc_messages.jsonl",
            "sensor_shapes.jsonl",
            "telemetry_2017_onwards.jsonl",
            "shutter_run.jsonl")) {
      for (Payload line : lines(file)) {
        Payload payload = line.at("payload");
        if (!payload.text().isPresent()) continue;
        Payload document = Payload.json(Bytes.utf8(payload.textOr(""))).orElse(Payload.MISSING);
        Stage stage = Stage.byHand("topic", "x").open();
        hear(stage, payload.textOr(""));
        Stage taught = taught(stage);
        hear(taught, payload.textOr(""));
        long dropped = taught.effects.stream().filter(e -> e instanceof Effect.Dropped).count();
        boolean reads = !taught.readings().isEmpty() || dropped > 0;
        if (!reads && !Quantities.pathsIn(document).isEmpty()) unread.add(payload.textOr(""));
      }
    }
    assertThat(unread).isEmpty();
  }

  private static void hear(Stage stage, String payload) {
    stage.hears("tele/x/SENSOR", payload.getBytes(StandardCharsets.UTF_8), false);
  }

  /// The conversation as it begins anew when the house has taken in what was learnt.
  private static Stage taught(Stage stage) {
    for (Effect effect : stage.effects) {
      if (effect instanceof Effect.Learnt(Offer offer)) return Stage.found(offer).open();
    }
    return stage;
  }

  @Test
  void a_captured_boot_is_followed() throws IOException {
    Stage stage = Stage.byHand("topic", "tasmota01", "fulltopic", "%topic%/%prefix%/").open();
    var readings = new ArrayList<String>();
    for (Payload line : lines("boot_session_7.1.1.jsonl")) {
      stage.hears(
          line.at("topic").textOr(""),
          line.at("payload").textOr("").getBytes(StandardCharsets.UTF_8),
          line.at("retain").isTrue());
      readings.addAll(stage.readings());
    }
    assertThat(readings).containsExactly("switch = on", "switch = on");
    assertThat(stage.talk().plan().profile().fact("firmware", "")).isEqualTo("7.1.1(tasmota)");
  }
}
