package steward.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import steward.value.Bytes;

/// Each limit has its decision and its counter.
class LimitsTest {
  private final BrokerHouse house = new BrokerHouse();

  @AfterEach
  void end() {
    house.close();
  }

  @Test
  void one_connection_too_many_is_closed() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < BrokerHouse.LIMITS.clients(); i++)
      clients.add(RawClient.four(house.port(), "c" + i));
    try (var client = new RawClient(house.port())) {
      client.expectClosed();
    }
    assertThat(house.count(Counter.CONNECTIONS_OVER_LIMIT)).isEqualTo(1);
    clients.removeLast().close();
    Awaitility.await()
        .ignoreExceptions()
        .untilAsserted(() -> {
          try (var client = RawClient.four(house.port(), "again")) {
            client.expectNothing();
          }
        });
    for (var client : clients) client.close();
  }

  @Test
  void one_session_too_many_is_refused() throws IOException {
    for (int i = 0; i < BrokerHouse.LIMITS.sessions(); i++) {
      try (var client = new RawClient(house.port())) {
        client
            .send("10 'MQTT' 04 00 0000 'kept" + i + "'")
            .expect("20 0000")
            .send("E0")
            .expectClosed();
      }
    }
    try (var client = new RawClient(house.port())) {
      client
          .send("10 'MQTT' 05 02 0000 00 'more'")
          .expect("20 00 97 (1F 'no further session is kept')");
    }
    assertThat(house.count(Counter.SESSIONS_OVER_LIMIT)).isEqualTo(1);
  }

  @Test
  void one_subscription_too_many_is_refused() throws IOException {
    try (var client = RawClient.five(house.port(), "c")) {
      client.send("82 0001 00 '1' 00 '2' 00 '3' 00 '4' 00 '5' 00 '6' 00 '7' 00 '8' 00 '9' 00");
      client.expect("90 0001 00 00 00 00 00 00 00 00 00 97");
      client.send("82 0002 00 '1' 01").expect("90 0002 00 01");
    }
    assertThat(house.count(Counter.SUBSCRIPTIONS_OVER_LIMIT)).isEqualTo(1);
  }

  @Test
  void a_client_identifier_that_is_too_long_is_refused() throws IOException {
    try (var client = new RawClient(house.port())) {
      client
          .send(RawClient.CONNECT_4 + "'" + "x".repeat(65) + "'")
          .expect("20 0002")
          .expectClosed();
    }
  }

  @Test
  void one_retained_message_too_many_is_refused_and_the_others_can_change() throws IOException {
    try (var client = RawClient.five(house.port(), "c")) {
      for (int i = 0; i < BrokerHouse.LIMITS.retainedMessages(); i++) {
        client.send("33 'r/" + i + "' 0001 00 =x").expect("40 0001");
      }
      client
          .send("33 'r/more' 0001 00 =x")
          .expect("40 0001 97 (1F 'no further retained message is kept')");
      client.send("33 'r/1' 0001 00 =y").expect("40 0001");
      assertThat(house.count(Counter.RETAINED_OVER_LIMIT)).isEqualTo(1);
      client.send("31 'r/more' 00 =x").send("33 'r/0' 0001 00").expect("40 0001");
      client.send("33 'r/more' 0001 00 =x").expect("40 0001");
      client.send("82 0001 00 'r/more' 00").expect("90 0001 00 00").expect("31 'r/more' 00 =x");
    }
  }

  @Test
  void a_sleeping_session_keeps_only_so_many_messages() throws IOException {
    try (var client = new RawClient(house.port())) {
      client
          .send("10 'MQTT' 04 00 0000 'kept'")
          .expect("20 0000")
          .send("82 0001 'a' 01")
          .expect("90 0001 01");
    }
    Awaitility.await().until(() -> isAway("kept"));
    try (var pub = RawClient.four(house.port(), "p")) {
      for (int i = 0; i < BrokerHouse.LIMITS.queueMessages() + 5; i++)
        pub.send("32 'a' 0001 =x").expect("40 0001");
    }
    assertThat(house.count(Counter.QUEUE_OVER_LIMIT)).isEqualTo(5);
  }

  private boolean isAway(String client) {
    var isAway = new boolean[1];
    house.work(core ->
        isAway[0] =
            core.sessions.get(client).filter(session -> !session.isConnected()).isPresent());
    return isAway[0];
  }

  @Test
  void who_does_not_read_is_dropped_and_the_others_go_on() throws IOException {
    try (var slow = RawClient.five(house.port(), "slow");
        var good = RawClient.five(house.port(), "good")) {
      slow.send("82 0001 00 'a' 00").expect("90 0001 00 00");
      good.send("82 0001 00 'b' 00").expect("90 0001 00 00");
      var big = Bytes.wrap(new byte[200_000]);
      for (int i = 0; i < 200 && house.count(Counter.SLOW_CLIENTS_DROPPED) == 0; i++) {
        house.work(core -> core.publishOfHouse(Publication.of("a", big, 0, false)));
        good.send("30 'b' 00 =x").expect("30 'b' 00 =x");
      }
      assertThat(house.count(Counter.SLOW_CLIENTS_DROPPED)).isEqualTo(1);
      good.expectNothing();
    }
  }

  @Test
  void who_does_not_acknowledge_is_dropped_with_a_reason() throws IOException {
    try (var lazy = RawClient.five(house.port(), "lazy")) {
      lazy.send("82 0001 00 'a' 01").expect("90 0001 00 01");
      for (int i = 0; i < 150; i++) {
        house.work(core -> core.publishOfHouse(Publication.of("a", Bytes.utf8("x"), 1, false)));
      }
      for (int i = 0; i < BrokerHouse.LIMITS.inFlight(); i++) lazy.read();
      lazy.expectDisconnect(ReasonCode.QUOTA_EXCEEDED);
      assertThat(house.count(Counter.SLOW_CLIENTS_DROPPED)).isEqualTo(1);
    }
  }

  @Test
  void many_retained_messages_reach_a_client_that_takes_few_at_once() throws IOException {
    try (var pub = RawClient.four(house.port(), "p");
        var sub = new RawClient(house.port())) {
      for (int i = 0; i < 20; i++) pub.send("33 'r/" + i + "' 0001 =x").expect("40 0001");
      sub.send("10 'MQTT' 05 02 0000 (21 0001) 's'").read();
      sub.send("82 0001 00 '#' 01").expect("90 0001 00 01");
      for (int i = 1; i <= 20; i++) {
        assertThat(sub.read()[0]).isEqualTo((byte) 0x33);
        sub.send("40 00" + String.format("%02X", i));
      }
      sub.expectNothing();
    }
  }

  @Test
  void limits_that_make_no_sense_are_refused() {
    org.assertj.core.api.Assertions.assertThatThrownBy(() ->
            new MqttLimits(
                0, 60, 2_097_152, 100, 8_388_608, 20, 10, 5, 300, 10, 8, 20, 100_000, 10_000, 64))
        .hasMessageContaining("clients must be from 1 to 100000, not 0");
  }
}
