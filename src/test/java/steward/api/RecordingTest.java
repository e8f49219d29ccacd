package steward.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import steward.driver.Clear;
import steward.drivers.kasa.KasaFamily;
import steward.drivers.shelly.ShellyFamily;
import steward.link.MessageRing.Line;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;
import steward.value.Tree;

/// What a recording tells of messages that are no text.
class RecordingTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

  private static Thing thing() {
    var binding = Binding.of("shelly", "host", "192.168.1.20", "mac", "A0B1C2D30001");
    var offer = new ShellyFamily().byHand(binding);
    return offer.things().getFirst().accepted(new ThingId("plug"), 1, "Plug", "Hall");
  }

  private static Map<String, Object> recorded(
      Function<Message, Optional<Clear>> clear, Message... messages) {
    var lines = java.util.Arrays.stream(messages).map(m -> new Line(AT, true, m)).toList();
    return new Recording(new Blanks(List.of("owners-password")), clear).of(thing(), lines);
  }

  @Test
  void a_binary_message_that_nobody_can_open_is_left_out_and_that_is_said() {
    byte[] envelope = {1, 2, (byte) 0xfe, 4, 5, 6, 7, (byte) 0x80};
    var made =
        recorded(
            _ -> Optional.empty(),
            new Message.HttpResponse("request", 200, Map.of(), Bytes.wrap(envelope)),
            new Message.Datagram(80, Bytes.wrap(envelope)),
            new Message.HttpResponse("info", 200, Map.of(), Bytes.utf8("{\"on\":true}")));
    assertThat((List<?>) made.get("steps")).hasSize(2);
    assertThat(String.valueOf(made.get("left")))
        .contains("the answer to request of 8 bytes", "a datagram of 8 bytes");
    assertThat(made.toString()).doesNotContain(HexFormat.of().formatHex(envelope));
  }

  @Test
  void what_the_family_can_open_is_looked_through_and_closed_again() {
    var family = new KasaFamily();
    String said = "{\"ssid\":\"Home net\",\"password\":\"owners-password\",\"relay_state\":1}";
    Message frame =
        family.clear(new Message.TcpFrame(9999, Bytes.EMPTY)).orElseThrow().veiled().apply(said);
    var made = recorded(family::clear, frame);
    Tree came = Tree.of(made).get("steps").items().getLast().get("came");
    byte[] body = HexFormat.of().parseHex(came.get("hex").text());
    var read = family.clear(new Message.TcpFrame(9999, Bytes.wrap(body))).orElseThrow();
    assertThat(read.text()).isEqualTo("{\"ssid\":\"***\",\"password\":\"***\",\"relay_state\":1}");
    assertThat((List<?>) made.get("left")).isEmpty();
  }
}
