package steward.drivers.mqttdiscovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Offer;
import steward.driver.Payload;
import steward.driver.Sighting;
import steward.thing.Binding;
import steward.thing.Message.Publish;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;

/// Whatever is announced and whatever a device sends, nothing is thrown, and what is kept stays
/// bounded.
class HostileAnnouncementTest {
  private static final Path FIXTURES = Path.of("src/test/fixtures/mqtt-discovery");
  private static final MqttDiscoveryFamily FAMILY = new MqttDiscoveryFamily();
  private static final Moment AT = Moment.at(Instant.parse("2026-11-21T18:00:00Z"));

  private static List<Publish> messages(String member) throws IOException {
    var messages = new ArrayList<Publish>();
    try (Stream<Path> files = Files.list(FIXTURES)) {
      for (Path file : files.sorted().toList()) {
        Payload json = Payload.json(Bytes.wrap(Files.readAllBytes(file))).orElseThrow();
        for (Payload one : json.at(member).items()) {
          Payload message = member.equals("announced") ? one : one.at("came");
          if (message.isObject())
            messages.add(
                Publish.of(message.at("topic").textOr(""), message.at("payload").textOr("")));
        }
      }
    }
    return messages;
  }

  private static byte[] mutated(String seed, Random random) {
    byte[] bytes = seed.getBytes(UTF_8);
    int changes = random.nextInt(6);
    for (int i = 0; i < changes && bytes.length > 1; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = java.util.Arrays.copyOf(bytes, at + 1);
        case 2 -> bytes[at] = (byte) "{}[]\",:~#+/%0eE-".charAt(random.nextInt(16));
        default -> {
          byte[] twice = java.util.Arrays.copyOf(bytes, Math.min(8_000, bytes.length * 2));
          System.arraycopy(bytes, 0, twice, twice.length / 2, twice.length - twice.length / 2);
          bytes = twice;
        }
      }
    }
    return bytes;
  }

  private static List<Thing> accepted(Offer offer) {
    var things = new ArrayList<Thing>();
    for (var one : offer.things()) {
      int number = things.size() + 1;
      things.add(one.accepted(new ThingId("t" + number), number, one.name(), "Hall"));
    }
    return things;
  }

  @Test
  void no_announcement_makes_the_family_throw_and_what_it_offers_can_be_driven()
      throws IOException {
    long seed = 20_261_122L;
    var random = new Random(seed);
    List<Publish> seeds = messages("announced");
    for (int i = 0; i < 20_000; i++) {
      Publish from = seeds.get(random.nextInt(seeds.size()));
      byte[] payload = mutated(from.text(), random);
      try {
        var message = new Publish(from.topic(), Bytes.of(payload), 0, true);
        Optional<Offer> offer = FAMILY.sight(message).flatMap(FAMILY::offer);
        if (offer.isEmpty() || offer.get().things().isEmpty()) continue;
        List<Thing> things = accepted(offer.get());
        assertThat(things.size()).isLessThanOrEqualTo(Layout.THINGS_MAX);
        FAMILY.driver(things).topics();
        FAMILY.topics(things);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "seed " + seed + ", message " + i + ": " + new String(payload, UTF_8), e);
      }
    }
  }

  @Test
  void no_message_makes_a_driver_throw_and_its_memory_stays_small() throws IOException {
    long seed = 20_261_123L;
    var random = new Random(seed);
    var known = new TreeMap<String, Sighting>();
    for (Publish message : messages("announced"))
      FAMILY
          .sight(message)
          .ifPresent(one -> known.merge(one.device().value(), one, Sighting::merge));
    List<Publish> seeds = messages("steps");
    for (Sighting sighting : known.values()) {
      var driver = new DiscoveryDriver(accepted(FAMILY.offer(sighting).orElseThrow()));
      Talk talk = Talk.NEW;
      for (int i = 0; i < 6_000; i++) {
        Publish from = seeds.get(random.nextInt(seeds.size()));
        byte[] payload = mutated(from.text(), random);
        try {
          var message = new Publish(from.topic(), Bytes.of(payload), 0, random.nextInt(3) == 0);
          var step = driver.on(talk, new Input.Came(message, AT));
          talk = step.state();
          assertThat(step.effects().size()).isLessThan(200);
        } catch (RuntimeException | StackOverflowError e) {
          throw new AssertionError(
              "seed " + seed + ", message " + i + ": " + new String(payload, UTF_8), e);
        }
      }
      assertThat(talk.said().size()).isLessThan(20);
      talk.early().values().forEach(list -> assertThat(list.size()).isLessThan(61));
    }
  }

  @Test
  void a_device_of_endless_announcements_stays_within_its_limits() {
    Sighting all = null;
    for (int i = 0; i < 2_000; i++) {
      String config =
          "{\"uniq_id\":\"u%1$d\",\"name\":\"Switch %1$d\",\"cmd_t\":\"flood/%1$d/set\",\"stat_t\":\"flood/%1$d\",\"dev\":{\"ids\":\"flood\"}}"
              .formatted(i);
      var one =
          FAMILY
              .sight(Publish.of("homeassistant/switch/flood/s" + i + "x/config", config))
              .orElseThrow();
      all = all == null ? one : all.merge(one);
    }
    assertThat(java.util.Objects.requireNonNull(all).facts().size())
        .isLessThanOrEqualTo(Sighting.FACTS_MAX);
    assertThat(all.length()).isLessThanOrEqualTo(Sighting.LENGTH_MAX);
    Offer offer = FAMILY.offer(all).orElseThrow();
    assertThat(offer.things().size()).isLessThanOrEqualTo(Layout.THINGS_MAX);
    assertThat(offer.warning()).contains("at most").hasSizeLessThanOrEqualTo(600);
  }

  @Test
  void long_and_deep_documents_and_lists_are_cut_or_left() {
    String topic = "homeassistant/climate/x/y/config";
    String modes = "\"auto\",".repeat(5_000) + "\"off\"";
    var long_ = FAMILY.sight(Publish.of(topic, "{\"modes\":[" + modes + "],\"uniq_id\":\"a\"}"));
    assertThat(long_.orElseThrow().length()).isLessThan(2_000);
    assertThat(FAMILY.sight(Publish.of(topic, "{\"a\":".repeat(500) + "1" + "}".repeat(500))))
        .isEmpty();
    assertThat(FAMILY.sight(Publish.of(topic, "{\"name\":\"" + "x".repeat(200_000) + "\"}")))
        .isEmpty();
    var wordy = "{\"val_tpl\":\"{{ value }}" + "x".repeat(20_000) + "\",\"uniq_id\":\"a\"}";
    assertThat(FAMILY.sight(Publish.of(topic, wordy)).orElseThrow().length()).isLessThan(500);
    String filters = "{\"stat_t\":\"#\",\"cmd_t\":\"a/+/b\",\"uniq_id\":\"a\"}";
    Offer offer =
        FAMILY
            .sight(Publish.of("homeassistant/switch/x/y/config", filters))
            .flatMap(FAMILY::offer)
            .orElseThrow();
    assertThat(offer.things()).isEmpty();
    assertThat(offer.warning()).contains("may be used", "may be listened to");
  }

  @Test
  void the_stewards_own_and_what_is_below_its_topics_is_ignored() {
    for (String config :
        List.of(
            "{\"uniq_id\":\"steward_1_x\",\"cmd_t\":\"a/set\"}",
            "{\"uniq_id\":\"a\",\"cmd_t\":\"steward/lock/perform\"}",
            "{\"uniq_id\":\"a\",\"stat_t\":\"steward/lock/lock\"}",
            "{\"uniq_id\":\"a\",\"cmd_t\":\"a/set\",\"o\":{\"name\":\"steward\"}}")) {
      assertThat(FAMILY.sight(Publish.of("homeassistant/switch/x/config", config))).isEmpty();
    }
  }

  @Test
  void things_stay_where_they_are_whatever_comes_first_and_a_second_of_the_same_id_is_left() {
    String dev = "\"dev\":{\"ids\":\"box\",\"name\":\"Box\"}";
    Publish inside =
        Publish.of(
            "homeassistant/sensor/box/inside/config",
            "{\"uniq_id\":\"i\",\"dev_cla\":\"temperature\",\"stat_t\":\"box/i\"," + dev + "}");
    Publish attic =
        Publish.of(
            "homeassistant/sensor/box/attic/config",
            "{\"uniq_id\":\"o\",\"dev_cla\":\"temperature\",\"stat_t\":\"box/o\"," + dev + "}");
    Publish forged =
        Publish.of(
            "homeassistant/sensor/abox/inside/config",
            "{\"uniq_id\":\"i\",\"dev_cla\":\"temperature\",\"stat_t\":\"evil/i\"," + dev + "}");
    Sighting first = FAMILY.sight(inside).orElseThrow();
    List<Thing> things = accepted(FAMILY.offer(first).orElseThrow());
    Sighting more = FAMILY.sight(attic).orElseThrow().merge(FAMILY.sight(forged).orElseThrow());
    Offer offer = FAMILY.offer(more, things).orElseThrow();
    Binding root = offer.things().getFirst().binding();
    assertThat(offer.things().getFirst().udn()).isEqualTo(new Udn("mqtt-discovery:box"));
    assertThat(root.parts()).containsKey("sensor/box/inside");
    assertThat(offer.things().get(1).udn()).isEqualTo(new Udn("mqtt-discovery:box/attic"));
    assertThat(offer.warning()).contains("unique id");
    Driver<?> driver = FAMILY.driver(accepted(offer));
    assertThat(driver.topics()).contains("box/i", "box/o").doesNotContain("evil/i");
  }

  @Test
  void remarks_reach_the_page_of_the_thing_as_a_dropped_sentence() throws IOException {
    Sighting sighting =
        messages("announced").stream()
            .filter(message -> message.topic().contains("relay8"))
            .flatMap(message -> FAMILY.sight(message).stream())
            .findFirst()
            .orElseThrow();
    var driver = new DiscoveryDriver(accepted(FAMILY.offer(sighting).orElseThrow()));
    var step = driver.on(Talk.NEW, new Input.Opened(AT));
    assertThat(step.effects())
        .anySatisfy(effect ->
            assertThat(effect)
                .isInstanceOfSatisfying(
                    Effect.Dropped.class,
                    dropped -> assertThat(dropped.sentence()).contains("not understood", "for")));
  }
}
