package steward.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steward.thing.Message;

/// MQTT 5, byte by byte over a real socket.
class Mqtt5Test {
  /// What every CONNACK says: receive maximum 10, packets up to 2 MiB, five topic aliases.
  private static final String USUAL = "21 000A 27 00200000 22 0005";

  private final BrokerHouse house = new BrokerHouse();

  @AfterEach
  void end() {
    house.close();
  }

  private RawClient client(String id) throws IOException {
    return RawClient.five(house.port(), id);
  }

  private RawClient raw() throws IOException {
    return new RawClient(house.port());
  }

  @Test
  void the_connack_says_what_differs_from_the_usual() throws IOException {
    try (var client = raw()) {
      client.send("10 'MQTT' 05 02 003C 00 'c'").expect("20 00 00 (" + USUAL + ")");
    }
    try (var client = raw()) {
      client.send("10 'MQTT' 05 02 FFFF (11 FFFFFFFF) 'c'");
      client.expect("20 00 00 (11 00093A80 " + USUAL + " 13 0E10)");
    }
  }

  @Test
  void an_identifier_is_assigned_to_who_has_none() throws IOException {
    try (var client = raw()) {
      client.send("10 'MQTT' 05 02 003C 00 ''");
      assertThat(new String(client.read(), java.nio.charset.StandardCharsets.ISO_8859_1))
          .contains("auto-");
    }
  }

  @Test
  void a_newer_version_is_refused() throws IOException {
    try (var client = raw()) {
      client.send("10 'MQTT' 06 02 003C 00 ''").expect("20 0001").expectClosed();
    }
  }

  @Test
  void an_authentication_method_is_refused() throws IOException {
    try (var client = raw()) {
      client.send("10 'MQTT' 05 02 003C (15 'SCRAM') 'c'");
      assertThat(client.read()[3]).isEqualTo((byte) 0x8C);
      client.expectClosed();
    }
  }

  @Test
  void properties_are_forwarded_as_they_were_written() throws IOException {
    String all = "01 01 03 'text/plain' 08 'answer/here' 09 0002 CAFE 26 'a' 'b' 26 'a' 'c'";
    try (var sub = client("s");
        var old = RawClient.four(house.port(), "old");
        var pub = client("p")) {
      sub.send("82 0001 00 'a' 01").expect("90 0001 00 01");
      old.send("82 0001 'a' 00").expect("90 0001 00");
      pub.send("32 'a' 0001 (" + all + ") =x").expect("40 0001");
      sub.expect("32 'a' 0001 (" + all + ") =x");
      old.expect("30 'a' =x");
    }
  }

  @Test
  void the_house_gets_the_response_topic_and_answers_with_the_correlation_data() throws Exception {
    house.broker.subscribe("ask", 1);
    try (var client = client("c")) {
      client.send("82 0001 00 'answer' 01").expect("90 0001 00 01");
      client.send("30 'ask' (08 'answer' 09 0002 CAFE) =?");
      var from = house.origins.take();
      assertThat(from.wantsAnswer()).isTrue();
      house.broker.answer(from, Message.Publish.of(from.responseTopic(), "yes"));
      client.expect("30 'answer' (09 0002 CAFE) =yes");
    }
  }

  @Test
  void topic_aliases_work_in_both_directions() throws IOException {
    try (var sub = raw();
        var pub = client("p")) {
      sub.send("10 'MQTT' 05 02 0000 (22 0001) 's'").read();
      sub.send("82 0001 00 '#' 00").expect("90 0001 00 00");
      pub.send("30 'a/long/topic' (23 0005) =1")
          .send("30 '' (23 0005) =2")
          .send("30 'other' 00 =3");
      sub.expect("30 'a/long/topic' (23 0001) =1")
          .expect("30 '' (23 0001) =2")
          .expect("30 'other' 00 =3");
      pub.send("30 'changed' (23 0005) =4").send("30 '' (23 0005) =5");
      sub.expect("30 'changed' 00 =4").expect("30 'changed' 00 =5");
    }
  }

  @Test
  void an_alias_that_does_not_exist_ends_the_connection() throws IOException {
    for (var wrong : new String[] {"(23 0006)", "(23 0000)"}) {
      try (var client = client("c")) {
        client.send("30 'a' " + wrong + " =x").expectDisconnect(ReasonCode.TOPIC_ALIAS_INVALID);
      }
    }
    try (var client = client("c")) {
      client.send("30 '' (23 0001) =x").expectDisconnect(ReasonCode.PROTOCOL_ERROR);
    }
  }

  @Test
  void no_more_is_sent_than_the_client_receives_at_once() throws IOException {
    try (var sub = raw();
        var pub = client("p")) {
      sub.send("10 'MQTT' 05 02 0000 (21 0002) 's'").read();
      sub.send("82 0001 00 'a' 01").expect("90 0001 00 01");
      for (int i = 1; i <= 4; i++) pub.send("32 'a' 0001 00 0" + i).expect("40 0001");
      sub.expect("32 'a' 0001 00 01").expect("32 'a' 0002 00 02").expectNothing();
      sub.send("40 0001").expect("32 'a' 0003 00 03").expectNothing();
      sub.send("40 0003").expect("32 'a' 0004 00 04").expectNothing();
    }
  }

  @Test
  void who_sends_more_than_we_receive_at_once_is_closed() throws IOException {
    try (var pub = client("p")) {
      for (int i = 1; i <= 10; i++) pub.send("34 'a' 00" + String.format("%02X", i) + " 00").read();
      pub.send("34 'a' 000B 00").expectDisconnect(ReasonCode.RECEIVE_MAXIMUM_EXCEEDED);
    }
  }

  @Test
  void a_packet_larger_than_the_client_takes_is_not_sent() throws IOException {
    try (var sub = raw();
        var pub = client("p")) {
      sub.send("10 'MQTT' 05 02 0000 (27 00000014) 's'").read();
      sub.send("82 0001 00 'a' 01").expect("90 0001 00 01");
      pub.send("32 'a' 0001 00 =12345678901234")
          .expect("40 0001")
          .send("32 'a' 0002 00 =ok")
          .expect("40 0002");
      sub.expect("32 'a' 0002 00 =ok");
      assertThat(house.count(Counter.PACKET_TOO_LARGE_FOR_CLIENT)).isEqualTo(1);
    }
  }

  @Test
  void subscription_identifiers_tell_which_filters_matched() throws IOException {
    try (var client = client("c")) {
      client.send("82 0001 (0B 07) 'a/#' 00").expect("90 0001 00 00");
      client.send("82 0002 (0B FFFF7F) 'a/b' 00").expect("90 0002 00 00");
      client.send("30 'a/c' 00 =x").expect("30 'a/c' (0B 07) =x");
      client.send("30 'a/b' 00 =x");
      byte[] both = client.read();
      assertThat(Hex.shown(both)).contains("0b 07").contains("0b ff ff 7f");
    }
  }

  @Test
  void no_local_keeps_a_client_from_hearing_itself() throws IOException {
    try (var client = client("c");
        var other = client("o")) {
      client
          .send("82 0001 00 'a' 04")
          .expect("90 0001 00 00")
          .send("30 'a' 00 =own")
          .expectNothing();
      other.send("30 'a' 00 =other");
      client.expect("30 'a' 00 =other");
    }
  }

  @Test
  void retain_handling_and_retain_as_published() throws IOException {
    try (var pub = client("p");
        var client = client("c")) {
      pub.send("31 'r' 00 =kept").expectNothing();
      client.send("82 0001 00 'r' 20").expect("90 0001 00 00").expectNothing();
      client.send("82 0002 00 'r' 10").expect("90 0002 00 00").expectNothing();
      client.send("82 0003 00 'r' 00").expect("90 0003 00 00").expect("31 'r' 00 =kept");
      client.send("A2 0004 00 'r'").expect("B0 0004 00 00");
      client.send("82 0005 00 'r' 18").expect("90 0005 00 00").expect("31 'r' 00 =kept");
      pub.send("31 'r' 00 =new");
      client.expect("31 'r' 00 =new");
    }
  }

  @Test
  void the_members_of_a_share_take_turns() throws IOException {
    try (var one = client("1");
        var two = client("2");
        var pub = client("p")) {
      one.send("82 0001 00 '$share/g/a/+' 01").expect("90 0001 00 01");
      two.send("82 0001 00 '$share/g/a/+' 01").expect("90 0001 00 01");
      for (int i = 0; i < 4; i++) pub.send("30 'a/b' 00 0" + i).expectNothing();
      one.expect("30 'a/b' 00 00").expect("30 'a/b' 00 02").expectNothing();
      two.expect("30 'a/b' 00 01").expect("30 'a/b' 00 03").expectNothing();
      two.send("E0").expectClosed();
      pub.send("30 'a/b' 00 09");
      one.expect("30 'a/b' 00 09");
    }
  }

  @Test
  void a_malformed_share_is_refused() throws IOException {
    try (var client = client("c")) {
      client.send("82 0001 00 '$share//a' 00 '$share/g' 00 '$share/+/a' 00 '$share/g/' 00");
      client.expect("90 0001 00 8F 8F 8F 8F");
      client.send("82 0002 00 '$share/g/a' 04").expectDisconnect(ReasonCode.PROTOCOL_ERROR);
    }
  }

  @Test
  void a_message_expires_and_otherwise_tells_what_is_left() throws IOException {
    try (var sub = raw()) {
      sub.send("10 'MQTT' 05 02 0000 (11 00000E10) 's'").read();
      sub.send("82 0001 00 'a' 01").expect("90 0001 00 01").send("E0").expectClosed();
    }
    try (var pub = client("p")) {
      pub.send("32 'a' 0001 (02 0000000A) =short").expect("40 0001");
      pub.send("33 'a' 0002 (02 00000064) =long").expect("40 0002");
    }
    house.pass(Duration.ofSeconds(30));
    try (var sub = raw()) {
      sub.send("10 'MQTT' 05 00 0000 (11 00000E10) 's'").read();
      sub.expect("32 'a' 0002 (02 00000046) =long").send("40 0002").expectNothing();
      house.pass(Duration.ofSeconds(71));
      sub.send("82 0002 00 'a' 01").expect("90 0002 00 01").expectNothing();
    }
  }

  @Test
  void a_session_ends_when_it_said_it_would() throws IOException {
    try (var client = raw()) {
      client.send("10 'MQTT' 05 02 0000 (11 0000003C) 's'").read();
    }
    house.pass(Duration.ofSeconds(50));
    try (var client = raw()) {
      client
          .send("10 'MQTT' 05 00 0000 (11 0000003C) 's'")
          .expect("20 01 00 (" + USUAL + " 13 0E10)");
      client.send("E0 00 (11 00000001)").expectClosed();
    }
    house.pass(Duration.ofSeconds(2));
    try (var client = raw()) {
      client.send("10 'MQTT' 05 00 0000 00 's'").expect("20 00 00 (" + USUAL + " 13 0E10)");
      client.send("E0 00 (11 00000001)").expectDisconnect(ReasonCode.PROTOCOL_ERROR);
    }
  }

  @Test
  void a_will_waits_for_its_delay_and_is_dropped_when_the_client_comes_back() throws IOException {
    String connect =
        "10 'MQTT' 05 04 0000 (11 00000E10) 'w' (18 0000000A 26 'a' 'b') 'will' 'gone'";
    try (var sub = client("s")) {
      sub.send("82 0001 00 'will' 00").expect("90 0001 00 00");
      try (var client = raw()) {
        client.send(connect).read();
      }
      awaitGone(1);
      house.pass(Duration.ofSeconds(9));
      sub.expectNothing();
      try (var client = raw()) {
        client.send(connect).read();
        house.pass(Duration.ofSeconds(5));
        sub.expectNothing();
      }
      awaitGone(1);
      house.pass(Duration.ofSeconds(11));
      sub.expect("30 'will' (26 'a' 'b') =gone");
    }
  }

  private void awaitGone(int clients) {
    org.awaitility.Awaitility.await()
        .until(() -> {
          house.work(Core::tick);
          return house.metrics.read().getOrDefault("clients", -1L) == clients;
        });
  }

  @Test
  void a_goodbye_may_ask_for_the_will() throws IOException {
    try (var sub = client("s");
        var client = raw()) {
      sub.send("82 0001 00 'will' 00").expect("90 0001 00 00");
      client.send("10 'MQTT' 05 06 0000 00 'w' 00 'will' 'gone'").read();
      client.send("E0 04").expectClosed();
      sub.expect("30 'will' 00 =gone");
    }
  }

  @Test
  void who_is_replaced_is_told_so() throws IOException {
    try (var first = client("same");
        var second = client("same")) {
      first.expectDisconnect(ReasonCode.SESSION_TAKEN_OVER);
      second.expectNothing();
    }
  }

  @Test
  void a_client_that_wants_no_reasons_gets_none() throws IOException {
    try (var client = raw()) {
      client.send("10 'MQTT' 05 02 0000 (17 00) 's'").read();
      client.send("32 '$mine' 0001 00").expect("40 0001 90");
    }
    try (var client = client("s")) {
      client
          .send("32 '$mine' 0001 00")
          .expect("40 0001 90 (1F 'topics that begin with $ belong to the broker')");
    }
  }

  @Test
  void an_unknown_identifier_is_answered_so() throws IOException {
    try (var client = client("c")) {
      client.send("62 0009").expect("70 0009 92").send("50 0009").expect("62 0009 92");
      client.send("A2 0001 00 'never'").expect("B0 0001 00 11");
    }
  }

  @Test
  void a_payload_of_a_mebibyte_passes_and_one_too_large_does_not() throws IOException {
    try (var sub = client("s");
        var pub = client("p")) {
      sub.send("82 0001 00 'big' 01").expect("90 0001 00 01");
      var big = new byte[1 << 20];
      Arrays.fill(big, (byte) 'x');
      var writer = new PacketWriter();
      var message = Publication.of("big", steward.value.Bytes.wrap(big), 1, false);
      writer.publish(
          message,
          new PacketWriter.Delivery(
              Version.MQTT_5, 1, false, false, 9, 0, true, java.util.List.of()),
          0);
      pub.sendRaw(writer.take()).expect("40 0009");
      assertThat(sub.read()).hasSize((1 << 20) + 12);
      pub.sendRaw(Hex.bytes("30 FFFFFF7F 0003 =big")).expectDisconnect(ReasonCode.PACKET_TOO_LARGE);
    }
  }
}
