package steward.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// MQTT 3.1 and 3.1.1, byte by byte over a real socket.
class Mqtt4Test {
  private final BrokerHouse house = new BrokerHouse();

  @AfterEach
  void end() {
    house.close();
  }

  private RawClient client(String id) throws IOException {
    return RawClient.four(house.port(), id);
  }

  @Test
  void version_3_1_is_spoken() throws IOException {
    try (var client = new RawClient(house.port())) {
      client.send("10 'MQIsdp' 03 02 003C 'old'").expect("20 0000").send("C0").expect("D0");
    }
  }

  @Test
  void another_protocol_level_is_refused_with_code_1() throws IOException {
    try (var client = new RawClient(house.port())) {
      client.send("10 'MQTT' 09 02 003C 'x'").expect("20 0001").expectClosed();
    }
  }

  @Test
  void an_empty_identifier_needs_a_clean_session() throws IOException {
    try (var client = new RawClient(house.port())) {
      client.send("10 'MQTT' 04 00 003C ''").expect("20 0002").expectClosed();
    }
    try (var client = new RawClient(house.port())) {
      client.send("10 'MQTT' 04 02 003C ''").expect("20 0000");
    }
  }

  @Test
  void a_message_goes_out_with_the_lower_qos() throws IOException {
    try (var sub = client("s");
        var pub = client("p")) {
      sub.send("82 0001 'a/+' 01 'b' 00 'c' 02").expect("90 0001 01 00 02");
      pub.send("34 'a/x' 0007 =two").expect("50 0007").send("62 0007").expect("70 0007");
      sub.expect("32 'a/x' 0001 =two").send("40 0001");
      pub.send("32 'b' 0008 =one").expect("40 0008");
      sub.expect("30 'b' =one");
      pub.send("30 'c' =zero");
      sub.expect("30 'c' =zero");
    }
  }

  @Test
  void qos_2_is_delivered_once_however_often_it_is_sent() throws IOException {
    try (var sub = client("s");
        var pub = client("p")) {
      sub.send("82 0001 'a' 02").expect("90 0001 02");
      pub.send("34 'a' 0007 =x").expect("50 0007");
      pub.send("3C 'a' 0007 =x").expect("50 0007");
      pub.send("62 0007").expect("70 0007").send("62 0007").expect("70 0007");
      sub.expect("34 'a' 0001 =x")
          .send("50 0001")
          .expect("62 0001")
          .send("70 0001")
          .expectNothing();
      assertThat(house.count(Counter.DUPLICATES_IGNORED)).isEqualTo(1);
      pub.send("34 'a' 0007 =y").expect("50 0007");
      sub.expect("34 'a' 0002 =y");
    }
  }

  @Test
  void messages_of_qos_2_stay_in_order() throws IOException {
    try (var sub = client("s");
        var pub = client("p")) {
      sub.send("82 0001 'a' 02").expect("90 0001 02");
      for (int i = 1; i <= 9; i++) pub.send("34 'a' 000" + i + " 0" + i);
      for (int i = 1; i <= 9; i++) pub.expect("50 000" + i);
      for (int i = 1; i <= 9; i++) sub.expect("34 'a' 000" + i + " 0" + i);
    }
  }

  @Test
  void a_retained_message_is_sent_to_who_comes_later_until_it_is_cleared() throws IOException {
    try (var pub = client("p")) {
      pub.send("33 'r/1' 0001 =kept").expect("40 0001");
      try (var sub = client("s")) {
        sub.send("82 0001 'r/#' 01")
            .expect("90 0001 01")
            .expect("33 'r/1' 0001 =kept")
            .send("40 0001");
        pub.send("31 'r/1' =new");
        sub.expect("30 'r/1' =new");
        pub.send("31 'r/1'");
        sub.expect("30 'r/1'");
      }
      try (var late = client("l")) {
        late.send("82 0001 '#' 00").expect("90 0001 00").expectNothing();
      }
    }
  }

  @Test
  void wildcards_at_the_first_level_do_not_match_dollar_topics() throws IOException {
    try (var sub = client("s")) {
      sub.send("82 0001 '#' 00 '+/x' 00").expect("90 0001 00 00");
      house.work(core ->
          core.publishOfHouse(Publication.of("$SYS/x", steward.value.Bytes.utf8("v"), 0, false)));
      sub.expectNothing();
    }
  }

  @Test
  void a_kept_session_gets_what_came_while_it_was_away() throws IOException {
    try (var sub = new RawClient(house.port())) {
      sub.send("10 'MQTT' 04 00 003C 'kept'")
          .expect("20 0000")
          .send("82 0001 'a' 01")
          .expect("90 0001 01")
          .send("E0");
      sub.expectClosed();
    }
    try (var pub = client("p")) {
      pub.send("32 'a' 0001 =one")
          .expect("40 0001")
          .send("30 'a' =zero")
          .send("32 'a' 0002 =two")
          .expect("40 0002");
    }
    try (var sub = new RawClient(house.port())) {
      sub.send("10 'MQTT' 04 00 003C 'kept'").expect("20 0100");
      sub.expect("32 'a' 0001 =one").expect("32 'a' 0002 =two").send("40 0002");
      sub.expectNothing();
    }
    try (var sub = new RawClient(house.port())) {
      sub.send("10 'MQTT' 04 00 003C 'kept'")
          .expect("20 0100")
          .expect("3A 'a' 0001 =one")
          .send("40 0001");
    }
    try (var sub = new RawClient(house.port())) {
      sub.send("10 'MQTT' 04 02 003C 'kept'").expect("20 0000").expectNothing();
    }
  }

  @Test
  void a_release_is_repeated_after_the_connection_was_lost() throws IOException {
    try (var sub = new RawClient(house.port());
        var pub = client("p")) {
      sub.send("10 'MQTT' 04 00 003C 'kept'")
          .expect("20 0000")
          .send("82 0001 'a' 02")
          .expect("90 0001 02");
      pub.send("34 'a' 0001 =x").expect("50 0001");
      sub.expect("34 'a' 0001 =x").send("50 0001").expect("62 0001");
    }
    try (var sub = new RawClient(house.port())) {
      sub.send("10 'MQTT' 04 00 003C 'kept'")
          .expect("20 0100")
          .expect("62 0001")
          .send("70 0001")
          .expectNothing();
    }
  }

  @Test
  void a_kept_session_ends_after_its_time() throws IOException {
    try (var sub = new RawClient(house.port())) {
      sub.send("10 'MQTT' 04 00 003C 'kept'").expect("20 0000").send("E0").expectClosed();
    }
    house.pass(Duration.ofDays(7).plusSeconds(1));
    assertThat(house.count(Counter.EXPIRED_SESSIONS)).isEqualTo(1);
    try (var sub = new RawClient(house.port())) {
      sub.send("10 'MQTT' 04 00 003C 'kept'").expect("20 0000");
    }
  }

  @Test
  void a_second_connection_takes_the_session_over() throws IOException {
    try (var first = client("same");
        var second = client("same")) {
      first.expectClosed();
      second.expectNothing();
      assertThat(house.count(Counter.TAKEN_OVER)).isEqualTo(1);
    }
  }

  @Test
  void a_will_is_published_when_the_connection_breaks_but_not_after_a_goodbye() throws IOException {
    try (var sub = client("s")) {
      sub.send("82 0001 'will/+' 01").expect("90 0001 01");
      try (var polite = new RawClient(house.port())) {
        polite
            .send("10 'MQTT' 04 06 003C 'polite' 'will/1' 'gone'")
            .expect("20 0000")
            .send("E0")
            .expectClosed();
      }
      try (var rude = new RawClient(house.port())) {
        rude.send("10 'MQTT' 04 2E 003C 'rude' 'will/2' 'gone'").expect("20 0000");
      }
      sub.expect("32 'will/2' 0001 =gone");
    }
    try (var late = client("l")) {
      late.send("82 0001 'will/2' 00").expect("90 0001 00").expect("31 'will/2' =gone");
    }
  }

  @Test
  void silence_beyond_one_and_a_half_keep_alives_ends_the_connection() throws IOException {
    try (var client = new RawClient(house.port())) {
      client.send("10 'MQTT' 04 02 000A 'quiet'").expect("20 0000");
      house.pass(Duration.ofSeconds(14));
      client.expectNothing();
      house.pass(Duration.ofSeconds(16));
      client.expectClosed();
      assertThat(house.count(Counter.KEEP_ALIVE_TIMEOUTS)).isEqualTo(1);
    }
  }

  @Test
  void a_connection_that_says_nothing_is_closed() throws IOException {
    try (var client = new RawClient(house.port())) {
      Awaitility.await().until(() -> house.count(Counter.CONNECTIONS) == 1);
      house.pass(Duration.ofSeconds(11));
      client.expectClosed();
      assertThat(house.count(Counter.CONNECT_TIMEOUTS)).isEqualTo(1);
    }
  }

  @Test
  void after_unsubscribing_nothing_comes() throws IOException {
    try (var client = client("c")) {
      client
          .send("82 0001 'a' 00")
          .expect("90 0001 00")
          .send("A2 0002 'a' 'never'")
          .expect("B0 0002");
      client.send("30 'a' =x").expectNothing();
    }
  }

  @Test
  void overlapping_subscriptions_bring_a_message_once_with_the_highest_qos() throws IOException {
    try (var client = client("c")) {
      client.send("82 0001 'a/#' 00 'a/b' 01 '+/b' 00").expect("90 0001 00 01 00");
      client
          .send("32 'a/b' 0009 =x")
          .expect("32 'a/b' 0001 =x")
          .expect("40 0009")
          .send("40 0001")
          .expectNothing();
    }
  }

  @Test
  void a_filter_that_cannot_be_is_refused_alone() throws IOException {
    try (var client = client("c")) {
      client.send("82 0001 'a/#/b' 00 'a+' 01 'ok' 02 '' 00").expect("90 0001 80 80 02 80");
    }
  }

  @Test
  void packets_may_come_in_single_bytes_or_many_at_once() throws IOException {
    try (var client = new RawClient(house.port())) {
      for (byte b : Hex.packet("10 'MQTT' 04 02 003C 'slow'")) client.sendRaw(new byte[] {b});
      client.expect("20 0000");
      var all = new java.io.ByteArrayOutputStream();
      all.writeBytes(Hex.packet("82 0001 'a' 00"));
      for (int i = 0; i < 50; i++) all.writeBytes(Hex.packet("30 'a' =x"));
      client.sendRaw(all.toByteArray()).expect("90 0001 00");
      for (int i = 0; i < 50; i++) client.expect("30 'a' =x");
    }
  }

  @Test
  void the_house_hears_and_speaks() throws Exception {
    house.broker.subscribe("tele/#", 1);
    try (var client = client("plug")) {
      client.send("82 0001 'cmnd/#' 01").expect("90 0001 01");
      client.send("32 'tele/x/STATE' 0001 =on").expect("40 0001");
      var heard = house.nextHeard();
      assertThat(heard.topic()).isEqualTo("tele/x/STATE");
      assertThat(heard.text()).isEqualTo("on");
      assertThat(house.origins.take().peer().clientId()).isEqualTo("plug");
      house.broker.publish(steward.thing.Message.Publish.of("cmnd/x/POWER", "OFF"));
      client.expect("30 'cmnd/x/POWER' =OFF");
      house.broker.publish(steward.thing.Message.Publish.of("tele/own", "echo"));
      client.expectNothing();
      assertThat(house.heardSoFar()).isEmpty();
    }
  }

  @Test
  void the_house_gets_retained_messages_when_it_subscribes() throws Exception {
    try (var client = client("c")) {
      client.send("33 'r/1' 0001 =kept").expect("40 0001");
    }
    house.broker.subscribe("r/+", 0);
    assertThat(house.nextHeard().retained()).isTrue();
  }

  @Test
  void a_listener_that_fails_hurts_nobody() throws IOException {
    house.broker.listen((_, _) -> {
      throw new IllegalStateException("on purpose");
    });
    house.broker.subscribe("#", 0);
    try (var client = client("c")) {
      client
          .send("82 0001 'a' 00")
          .expect("90 0001 00")
          .send("32 'a' 0001 =x")
          .expect("30 'a' =x")
          .expect("40 0001");
      assertThat(house.count(Counter.LISTENER_FAILURES)).isEqualTo(1);
    }
  }
}
