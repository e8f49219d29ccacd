package steward.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whatever a client sends costs at most its own connection.
class BadPacketsTest {
  static final List<String> OF_4 =
      List.of(
          "10 'MQTT' 04 EE 003C 'id' 'will' 'gone' 'user' 'secret'",
          "32 'a/b' 0001 =payload",
          "40 0001",
          "50 0001",
          "62 0001",
          "70 0001",
          "82 0001 'a/#' 01 'b' 00",
          "A2 0001 'a/#' 'b'",
          "C0",
          "E0");
  static final List<String> OF_5 =
      List.of(
          "10 'MQTT' 05 EE 003C (11 0000003C 21 0005 27 00010000 22 0003 17 01 26 'k' 'v') 'id'"
              + " (18 00000001 01 01 02 00000009 03 'text' 08 'reply' 09 0001 07) 'will' 'gone' 'user' 'secret'",
          "34 'a/b' 0001 (01 01 02 00000009 23 0001 08 'reply' 09 0001 07 26 'k' 'v') =payload",
          "40 0001 10 (1F 'reason' 26 'k' 'v')",
          "50 0001 00 (1F 'reason')",
          "62 0001 92 (1F 'reason')",
          "70 0001 00 00",
          "82 0001 (0B 8001 26 'k' 'v') 'a/#' 2D 'b' 00",
          "A2 0001 (26 'k' 'v') 'a/#' 'b'",
          "C0",
          "E0 04 (11 0000003C 1F 'bye')",
          "F0 18 (15 'method' 16 0001 07)");

  private final BrokerHouse house = new BrokerHouse();

  @AfterEach
  void end() {
    house.close();
  }

  @Test
  void every_packet_cut_at_every_byte_is_refused_or_understood_but_never_more() {
    for (var packets : List.of(OF_4, OF_5)) {
      var version = packets.equals(OF_5) ? Version.MQTT_5 : Version.MQTT_3_1_1;
      for (String text : packets) {
        byte[] body = Hex.bytes(text);
        assertThat(decoded(version, body)).as(text).isTrue();
        for (int length = 1; length < body.length; length++)
          decoded(version, Arrays.copyOf(body, length));
        for (int more = 1; more < 4; more++) {
          boolean endsOpen = text.startsWith("3") || text.startsWith("8") || text.startsWith("A");
          if (!endsOpen)
            assertThat(decoded(version, Arrays.copyOf(body, body.length + more)))
                .as(text)
                .isFalse();
        }
      }
    }
  }

  /// Whether the packet was understood; anything but a packet or a [PacketException] fails the
  /// test.
  private static boolean decoded(Version version, byte[] packet) {
    try {
      PacketDecoder.decode(version, packet[0] & 0xFF, new ByteCursor(packet, 1, packet.length));
      return true;
    } catch (PacketException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return false;
    }
  }

  @Test
  void changed_at_random_a_packet_is_refused_or_understood() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int round = 0; round < 200_000; round++) {
      boolean isFive = random.nextBoolean();
      var packets = isFive ? OF_5 : OF_4;
      byte[] packet = Hex.bytes(packets.get(random.nextInt(packets.size())));
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        packet[random.nextInt(packet.length)] = (byte) random.nextInt();
      }
      try {
        decoded(isFive ? Version.MQTT_5 : Version.MQTT_3_1_1, packet);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", round " + round + ": " + Hex.shown(packet), e);
      }
    }
  }

  @Test
  void the_broker_goes_on_whatever_strangers_send() throws IOException {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    try (var sub = RawClient.five(house.port(), "witness")) {
      sub.send("82 0001 00 'witness' 01").expect("90 0001 00 01");
      for (int round = 0; round < 300; round++) {
        boolean isFive = random.nextBoolean();
        var packets = isFive ? OF_5 : OF_4;
        try (var client = new RawClient(house.port())) {
          if (random.nextInt(4) > 0)
            client.send((isFive ? RawClient.CONNECT_5 : RawClient.CONNECT_4) + "'bad'");
          for (int i = 0; i < 3; i++) {
            byte[] packet = Hex.packet(packets.get(random.nextInt(packets.size())));
            packet[random.nextInt(packet.length)] = (byte) random.nextInt();
            client.sendRaw(Arrays.copyOf(packet, packet.length - random.nextInt(3)));
          }
        } catch (IOException _) {
          // closed while we were writing
        }
      }
      assertThat(house.count(Counter.FAULTS)).as("seed " + seed).isZero();
      sub.send("32 'witness' 0009 00 =alive")
          .expect("32 'witness' 0001 00 =alive")
          .expect("40 0009");
    }
  }

  private void refused(ReasonCode reason, String packet) throws IOException {
    try (var client = RawClient.five(house.port(), "bad")) {
      client.send(packet).expectDisconnect(reason);
    }
    assertThat(house.metrics.read()).containsKey("closed-" + reason.word());
  }

  @Test
  void each_fault_has_its_reason_code() throws IOException {
    refused(ReasonCode.MALFORMED_PACKET, "36 'a' 0001 00");
    refused(ReasonCode.MALFORMED_PACKET, "32 'a' 0000 00");
    refused(ReasonCode.MALFORMED_PACKET, "38 'a' 00");
    refused(ReasonCode.MALFORMED_PACKET, "30 0001");
    refused(ReasonCode.MALFORMED_PACKET, "30 FFFF =a");
    refused(ReasonCode.MALFORMED_PACKET, "30 0002 C080 00");
    refused(ReasonCode.MALFORMED_PACKET, "30 0003 EDA080 00");
    refused(ReasonCode.MALFORMED_PACKET, "30 0003 610062 00");
    refused(ReasonCode.MALFORMED_PACKET, "30 'a' 7F");
    refused(ReasonCode.MALFORMED_PACKET, "30 'a' (7E 00)");
    refused(ReasonCode.MALFORMED_PACKET, "80 0001 00 'a' 00");
    refused(ReasonCode.MALFORMED_PACKET, "82 0001 00 'a' 03");
    refused(ReasonCode.MALFORMED_PACKET, "82 0001 00 'a' 40");
    refused(ReasonCode.MALFORMED_PACKET, "C0 00");
    refused(ReasonCode.MALFORMED_PACKET, "00");
    refused(ReasonCode.TOPIC_NAME_INVALID, "30 'a/+' 00");
    refused(ReasonCode.TOPIC_NAME_INVALID, "30 'a/#' 00");
    refused(ReasonCode.TOPIC_NAME_INVALID, "30 'a' (08 'b/#')");
    refused(ReasonCode.PROTOCOL_ERROR, "30 '' 00");
    refused(ReasonCode.PROTOCOL_ERROR, "30 'a' (0B 01)");
    refused(ReasonCode.PROTOCOL_ERROR, "30 'a' (01 02)");
    refused(ReasonCode.PROTOCOL_ERROR, "30 'a' (03 'x' 03 'y')");
    refused(ReasonCode.PROTOCOL_ERROR, "30 'a' (11 00000001)");
    refused(ReasonCode.PROTOCOL_ERROR, "82 0001 (0B 00) 'a' 00");
    refused(ReasonCode.PROTOCOL_ERROR, "82 0001 00 'a' 30");
    refused(ReasonCode.PROTOCOL_ERROR, "82 0001 00");
    refused(ReasonCode.PROTOCOL_ERROR, "A2 0001 00");
    refused(ReasonCode.PROTOCOL_ERROR, "20 00 00 00");
    refused(ReasonCode.PROTOCOL_ERROR, "90 0001 00 00");
    refused(ReasonCode.PROTOCOL_ERROR, "D0");
    refused(ReasonCode.PROTOCOL_ERROR, "F0 18 00");
    refused(ReasonCode.PROTOCOL_ERROR, RawClient.CONNECT_5 + "'twice'");
  }

  @Test
  void a_remaining_length_of_five_bytes_is_malformed() throws IOException {
    try (var client = RawClient.five(house.port(), "c")) {
      client.sendRaw(Hex.bytes("30 FFFFFFFF01")).expectDisconnect(ReasonCode.MALFORMED_PACKET);
    }
  }

  @Test
  void a_bad_connect_only_closes() throws IOException {
    for (String bad :
        List.of(
            "10 'MQTT' 04 03 003C 'x'",
            "10 'MQTT' 04 1E 003C 'x' 'w' 'm'",
            "10 'MQTT' 04 22 003C 'x'",
            "10 'MQTT' 04 42 003C 'x' 'p'",
            "10 'MQTT' 04 06 003C 'x' 'w/#' 'm'",
            "10 'HTTP' 04 02 003C 'x'",
            "10 'MQTT' 05 02 003C (21 0000) 'x'",
            "10 'MQTT' 05 02 003C (27 00000000) 'x'",
            "10 'MQTT' 05 02 003C (16 0001 07) 'x'",
            "10 'MQTT' 04 02 003C 0005 =x")) {
      try (var client = new RawClient(house.port())) {
        client.send(bad).expectClosed();
      }
    }
    for (String first : List.of("32 'a' 0001", "C0", "E0", "=GET")) {
      try (var client = new RawClient(house.port())) {
        client.sendRaw(Hex.bytes(first)).expectClosed();
      }
    }
  }

  @Test
  void topics_beyond_the_limits_are_refused_and_the_connection_stays() throws IOException {
    try (var five = RawClient.five(house.port(), "5");
        var four = RawClient.four(house.port(), "4")) {
      for (String topic :
          List.of("x".repeat(301), "ä".repeat(151), "/".repeat(10), "y".repeat(65_535))) {
        four.send("32 '" + topic + "' 0001").expect("40 0001");
        four.send("82 0002 '" + topic + "' 00").expect("90 0002 80");
        five.send("82 0002 00 '" + topic + "' 00").expect("90 0002 00 8F");
        five.send("32 '" + topic + "' 0001 00");
        assertThat(five.read()[4]).isEqualTo((byte) 0x90);
      }
      four.send("34 '$SYS/x' 0003").expect("50 0003").send("62 0003").expect("70 0003");
      assertThat(house.count(Counter.TOPIC_OVER_LIMIT)).isEqualTo(9);
    }
  }

  @Test
  void payloads_may_be_empty_or_anything() throws Exception {
    house.broker.subscribe("#", 0);
    try (var client = RawClient.four(house.port(), "c")) {
      client.send("30 'a'").send("30 'b' FFFEC000");
      assertThat(house.nextHeard().payload().isEmpty()).isTrue();
      assertThat(house.nextHeard().payload().length()).isEqualTo(4);
    }
  }
}
