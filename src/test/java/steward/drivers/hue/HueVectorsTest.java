package steward.drivers.hue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.driver.Way;
import steward.drivers.Talk;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Expectation;
import steward.thing.Message;
import steward.thing.Property;
import steward.value.Bytes;
import steward.value.Colour;
import steward.value.Malformed;

/// What the family's sheet and the captures of real bridges say, exactly.
class HueVectorsTest {
  private static final Path SHARED = Path.of("../shared/protocols/fixtures/hue");

  @Test
  void a_bridge_id_is_read_in_all_of_its_spellings() {
    for (String text :
        List.of("001788fffe123456", "001788FFFE123456", "00:17:88:ff:fe:12:34:56", "001788123456"))
      assertThat(BridgeId.of(text)).as(text).contains("001788FFFE123456");
    for (String text : List.of("", "aabbccddeeffggh", "001788fffe12345", "x".repeat(10_000)))
      assertThat(BridgeId.of(text)).as(text).isEmpty();
  }

  @Test
  void a_bridge_is_seen_by_mdns_by_ssdp_and_by_its_public_configuration() {
    var service =
        new Message.Service(
            "_hue._tcp.local",
            "Hue Bridge - 123456",
            80,
            List.of(Bytes.utf8("bridgeid=001788fffe123456"), Bytes.utf8("modelid=BSB002")));
    var ssdp =
        new Message.HttpResponse(
            "ssdp", 200, Map.of("hue-bridgeid", "001788FFFE123456"), Bytes.EMPTY);
    var config =
        new Message.HttpResponse(
            "hue-config",
            200,
            Map.of(),
            Bytes.utf8(
                "{\"name\":\"Home\",\"bridgeid\":\"001788FFFE123456\",\"modelid\":\"BSB003\",\"replacesbridgeid\":\"001788FFFE999999\",\"ipaddress\":\"203.0.113.9\"}"));
    for (Message one : List.of(service, ssdp, config)) {
      var sighting = Rig.FAMILY.sight(new Message.Seen("192.0.2.7", one)).orElseThrow();
      assertThat(sighting.device().value()).isEqualTo("hue:001788FFFE123456");
      assertThat(sighting.facts()).containsEntry("host", "192.0.2.7").doesNotContainKey("port");
    }
    Offer offer =
        Rig.FAMILY
            .sight(new Message.Seen("192.0.2.7", config))
            .flatMap(Rig.FAMILY::offer)
            .orElseThrow();
    assertThat(offer.warning()).contains("001788FFFE999999");
  }

  @Test
  void the_way_is_tls_to_a_certificate_of_that_name_three_requests_at_once() {
    var things = Talk.accepted(Rig.byHand());
    Kept kept = Kept.NOTHING.with(Way.PIN, Bytes.utf8("digest"));
    var at = (Way.At) Rig.FAMILY.way(things, kept);
    var door = at.door(Way.Door.Http.class, 443).orElseThrow();
    assertThat(door.tls())
        .isEqualTo(new Way.Tls.Pinned(Rig.ID, java.util.Optional.of(Bytes.utf8("digest"))));
    assertThat(door.atOnce()).isEqualTo(3);
    assertThat(Rig.FAMILY.prover(things, kept)).isPresent();
    assertThat(Rig.FAMILY.prover(things, Kept.NOTHING)).isEmpty();
    assertThatThrownBy(
            () -> Rig.FAMILY.byHand(Binding.of("hue", "host", "192.0.2.1", "id", "nonsense")))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("16 hexadecimal figures");
    assertThatThrownBy(() ->
            Rig.FAMILY.byHand(
                Binding.of("hue", "host", "192.0.2.1", "id", Rig.ID, "port", "70000")))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("65535");
  }

  /// The corners are those of sRGB and its white, as IEC 61966-2-1 gives them.
  @Test
  void colours_are_those_of_the_screen_they_were_picked_on() {
    assertThat(Xy.of(new Colour(0, 0)).x()).isCloseTo(0.3127, within(0.0005));
    assertThat(Xy.of(new Colour(0, 0)).y()).isCloseTo(0.3290, within(0.0005));
    assertThat(Xy.of(new Colour(0, 100)).rounded()).isEqualTo(new Xy(0.6401, 0.33));
    assertThat(Xy.of(new Colour(120, 100)).rounded()).isEqualTo(new Xy(0.3, 0.6));
    assertThat(Xy.of(new Colour(240, 100)).rounded()).isEqualTo(new Xy(0.15, 0.06));
  }

  @Test
  void every_colour_that_is_asked_for_is_confirmed_by_what_the_lamp_makes_of_it() {
    var lamp = Rig.running().thing("lamp-1");
    for (Gamut gamut : List.of(Gamut.A, Gamut.B, Gamut.C)) {
      var binding = lamp.binding().with(Catalogue.GAMUT, gamut.text());
      var other =
          lamp.described(
              new steward.thing.Description(
                  lamp.udn(),
                  "l",
                  lamp.kind(),
                  "m",
                  "m",
                  "f",
                  binding,
                  lamp.observes(),
                  lamp.abilities()));
      for (int hue = 0; hue < 360; hue += 7) {
        for (int saturation = 0; saturation <= 100; saturation += 10) {
          var colour = new Colour(hue, saturation);
          Xy sent = Expectations.xy(other, colour);
          assertThat(gamut.clamp(sent).rounded())
              .as("%s stays in the triangle", colour)
              .satisfies(xy ->
                  assertThat(Math.hypot(xy.x() - sent.x(), xy.y() - sent.y())).isLessThan(0.0003));
          var report =
              (Expectation.Report)
                  Expectations.of(other, new Action.Put(ActionKind.COLOUR, colour));
          var said = new Xy(sent.x() + 0.0003, sent.y() - 0.0003).colour();
          assertThat(report.accepted().admits(sent.colour())).as("%s", colour).isTrue();
          assertThat(report.accepted().admits(said)).as("%s, told as %s", colour, said).isTrue();
        }
      }
    }
  }

  @Test
  void a_gamut_survives_its_binding_and_nonsense_is_none() {
    assertThat(Gamut.read(Gamut.B.text())).contains(Gamut.B);
    for (String text : List.of("", "1 2 3", "0 0 0 0 0 0", "a b c d e f", "9 9 1 1 2 2"))
      assertThat(Gamut.read(text)).as(text).isEmpty();
  }

  @Test
  void light_levels_are_lux() {
    Rig rig = Rig.running();
    rig.event(
        "1:0",
        Rig.update(
            "{\"id\":\"lux-1\",\"type\":\"light_level\",\"light\":{\"light_level\":20001,\"light_level_valid\":true}}"));
    assertThat(rig.told("sensor", Property.LIGHT)).containsExactly("100");
  }

  @Test
  void a_real_home_is_read_whole() throws IOException {
    Path file = SHARED.resolve("clip_v2/resources_home_a.json");
    Assumptions.assumeTrue(
        Files.isRegularFile(file), "the shared captures are not beside this clone");
    String data = Files.readString(file);
    Rig rig = Rig.running("{\"errors\":[],\"data\":" + data + "}");
    Map<String, Long> kinds =
        rig.talk.things().stream()
            .collect(
                Collectors.groupingBy(
                    t -> t.kind().replaceFirst("/device/", ""), Collectors.counting()));
    assertThat(kinds)
        .containsEntry("gateway/hue/bridge", 1L)
        .containsEntry("lighting/hue/room", 1L)
        .containsEntry("lighting/hue/zone", 1L)
        .containsEntry("sensor/hue/motion", 1L)
        .containsEntry("sensor/hue/button", 7L);
    assertThat(
            kinds.getOrDefault("lighting/hue/bulb", 0L) + kinds.getOrDefault("switch/hue/plug", 0L))
        .isEqualTo(6);
    assertThat(rig.talk.readings()).hasSizeGreaterThan(20);
    assertThat(rig.talk.readings()).noneMatch(r -> r.property().isMomentary());
  }

  @Test
  void a_real_stream_is_read() throws IOException {
    Path file = SHARED.resolve("sse/stream_a.txt");
    Assumptions.assumeTrue(
        Files.isRegularFile(file), "the shared captures are not beside this clone");
    int envelopes = 0;
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("data: ")) continue;
      var read = Clip.envelopes(line.substring(6)).orElseThrow();
      envelopes += read.size();
      assertThat(read).allMatch(one -> one.type().equals("update"));
      for (var one : read) assertThat(one.data()).allMatch(part -> Resource.read(part).isPresent());
    }
    assertThat(envelopes).isEqualTo(3);
  }
}
