package steward.drivers.shelly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Payload;
import steward.drivers.Talk;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Udn;
import steward.value.Bytes;

/// What real devices answered, and what hostile ones may.
class ShellyRepliesTest {
  private static final Path SHARED = Path.of("../shared/protocols/fixtures/shelly");
  private static final String MAC = "C4D5E6F70809";
  private static final String WHO =
      "{\"id\":1,\"src\":\"x\",\"result\":{\"mac\":\"C4D5E6F70809\",\"app\":\"P\",\"ver\":\"1\"}}";
  private static final String STATUS =
      "{\"method\":\"NotifyFullStatus\",\"params\":{\"switch:0\":{\"output\":true,\"apower\":1.5,"
          + "\"voltage\":230.1,\"aenergy\":{\"total\":5}},\"input:0\":{\"state\":false},"
          + "\"cover:0\":{\"state\":\"open\",\"current_pos\":40},\"light:0\":{\"brightness\":5},"
          + "\"em:0\":{\"a_act_power\":5},\"wifi\":{\"rssi\":-50}}}";

  @Test
  void one_of_the_first_generation_is_found_and_says_what_to_do_and_is_asked_nothing() {
    var family = new ShellyFamily();
    String body =
        "{\"type\":\"SHPLG-S\",\"mac\":\"A0B1C2D3E4F5\",\"auth\":false,"
            + "\"fw\":\"20230101-000000/v1.14.0-gabcdef0\"}";
    var answer = new Message.HttpResponse("shelly-who", 200, Map.of(), Bytes.utf8(body));
    var sighting = family.sight(new Message.Seen("192.0.2.7", 80, answer)).orElseThrow();
    var offer = family.offer(sighting).orElseThrow();
    assertThat(offer.warning()).contains("first generation", "MQTT");
    assertThat(offer.things().getFirst().model()).isEqualTo("SHPLG-S");
    assertThat(offer.things().getFirst().firmware()).isEqualTo("v1.14.0");
    var talk = Talk.with(family, offer, Kept.NOTHING);
    assertThat(talk.opened()).singleElement().isInstanceOf(Effect.Stood.class);
    assertThat(talk.wants(Action.turnOn()))
        .singleElement()
        .matches(effect -> effect instanceof Effect.Answered(_, boolean taken, _) && !taken);
  }

  private static List<Path> files() throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(SHARED), "the shared fixtures are not beside this tree");
    try (Stream<Path> all = Files.list(SHARED)) {
      return all.filter(f -> f.getFileName().toString().startsWith("gen2_")).sorted().toList();
    }
  }

  @Test
  void real_devices_are_found_and_read() throws IOException {
    List<Path> files = files();
    assertThat(files).hasSizeGreaterThan(3);
    for (Path file : files) {
      Payload all = Payload.json(Bytes.wrap(Files.readAllBytes(file))).orElseThrow();
      var udn = new Udn("shelly:AABBCCDDEEFF");
      Shape shape = Shape.of(all.at("status"));
      Plan plan = Plan.of(udn, shape);
      Report.Read read = Report.of(all.at("status"), plan, Instant.EPOCH);
      assertThat(read.dropped()).as("%s", file).isEmpty();
      assertThat(read.readings()).as("%s", file).isNotEmpty();
      Shape model = Shape.model(all.at("shelly").at("app").textOr(""));
      assertThat(shape.words()).as("%s has what its model has", file).containsAll(model.words());
    }
  }

  @Test
  void four_channels_are_four_things_and_four_inputs() throws IOException {
    Path file =
        files().stream().filter(f -> f.toString().contains("4PM")).findFirst().orElseThrow();
    Payload all = Payload.json(Bytes.wrap(Files.readAllBytes(file))).orElseThrow();
    Plan plan = Plan.of(new Udn("shelly:AABBCCDDEEFF"), Shape.of(all.at("status")));
    assertThat(plan.parts()).hasSize(8);
    assertThat(plan.part("switch:3").orElseThrow().observes())
        .contains(Property.SWITCH, Property.POWER, Property.ENERGY);
  }

  private static Talk<?> connected() {
    var family = new ShellyFamily();
    var offer =
        family.byHand(
            Binding.of(
                "shelly", "host", "192.0.2.7", "mac", MAC, "has", "switch:0 switch:0.meter"));
    Talk<?> talk = Talk.with(family, offer, Kept.NOTHING.with("password", Bytes.utf8("secret")));
    talk.opened();
    talk.next();
    talk.came(new Message.Opened("rpc"));
    talk.came(new Message.WebSocketText("rpc", WHO));
    return talk;
  }

  private static String mutated(String text, Random random) {
    byte[] bytes = Bytes.utf8(text).toArray();
    for (int i = 0; i < 1 + random.nextInt(6); i++)
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
    return Bytes.of(java.util.Arrays.copyOf(bytes, length)).text();
  }

  @Test
  void nothing_that_comes_makes_it_throw_or_grow() {
    var random = new Random(77);
    Talk<?> talk = connected();
    for (int i = 0; i < 3000; i++) {
      talk.came(new Message.WebSocketText("rpc", mutated(STATUS, random)));
      talk.came(
          new Message.HttpResponse(
              "rpc:" + random.nextInt(5), 200, Map.of(), Bytes.utf8(mutated(WHO, random))));
      assertThat(talk.effects()).hasSizeLessThan(120);
    }
    assertThat(talk.state().toString()).hasSizeLessThan(8000);
    talk.came(new Message.WebSocketText("rpc", "[".repeat(100_000)));
    talk.came(new Message.WebSocketText("rpc", "x".repeat(Payload.BYTES_MAX + 1)));
    assertThat(talk.effects()).singleElement().isInstanceOf(Effect.Dropped.class);
  }

  @Test
  void no_mutated_answer_is_taken_for_a_success() {
    var random = new Random(78);
    for (int i = 0; i < 1500; i++) {
      Talk<?> talk = connected();
      talk.wants(Action.turnOn());
      String error = "{\"id\":3,\"src\":\"x\",\"error\":{\"code\":-109,\"message\":\"locked\"}}";
      String text = mutated(error, random);
      talk.came(new Message.WebSocketText("rpc", text));
      boolean accepted =
          talk.effects().stream().anyMatch(e -> e instanceof Effect.Answered a && a.accepted());
      if (accepted) assertThat(text).contains("\"result\"");
      assertThat(talk.readings()).isEmpty();
    }
  }

  @Test
  void a_notification_in_vain_does_not_switch_what_is_not_there() {
    Talk<?> talk = connected();
    talk.came(
        new Message.WebSocketText(
            "rpc",
            "{\"method\":\"NotifyStatus\",\"params\":{\"switch:0\":{\"output\":\"yes\","
                + "\"apower\":1e300},\"switch:5\":{\"output\":true}}}"));
    assertThat(talk.readings()).isEmpty();
    assertThat(talk.effects()).filteredOn(e -> e instanceof Effect.Dropped).hasSize(2);
  }

  @Test
  void only_the_second_generation_announces_itself_as_ours() {
    var family = new ShellyFamily();
    var first = new Message.Service("_http._tcp.local", "shellyplug-s-AABBCC", 80, List.of());
    assertThat(family.sight(new Message.Seen("192.0.2.9", first))).isEmpty();
    var other =
        new Message.Service(
            "_http._tcp.local", "printer-aabbccddeeff", 80, List.of(Bytes.utf8("gen=2")));
    assertThat(family.sight(new Message.Seen("192.0.2.9", other))).isEmpty();
    var answer =
        new Message.HttpResponse(
            "shelly-who",
            200,
            Map.of(),
            Bytes.utf8("{\"mac\":\"AABBCCDDEEFF\",\"gen\":2,\"app\":\"Plus1\",\"ver\":\"1.0\"}"));
    assertThat(family.sight(new Message.Seen("192.0.2.9", answer)).orElseThrow().facts())
        .containsEntry("host", "192.0.2.9")
        .containsEntry("mac", "AABBCCDDEEFF");
  }

  @Test
  void neither_driver_nor_state_shows_the_password() {
    Talk<?> talk = connected();
    assertThat(talk.state().toString()).doesNotContain("secret");
  }
}
