package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.HookCaller;
import steward.sim.SimIfttt;
import steward.sim.SimPhone;
import steward.sim.SimWithings;
import steward.value.Tree;

/// IFTTT, Withings and a phone behave as they were seen to, and the house stays honest.
class SimulatedCallersTest {
  @TempDir Path home;

  private HookHouse house;
  private HookCaller caller;

  @BeforeEach
  void begin() {
    house = new HookHouse(home);
    caller = new HookCaller(house.running().house.vertx(), house.port());
  }

  @AfterEach
  void end() {
    caller.close();
    house.close();
  }

  private String performed(String thing, String text) {
    var reply =
        house
            .running()
            .ask(
                "POST",
                "/things/" + thing + "/perform?wait=5s",
                "{\"action\":\"notify\",\"text\":\"" + text + "\"}");
    return reply.json().get("outcome").text() + ": " + reply.json().get("reason").text();
  }

  @Test
  void ifttt_always_congratulates_and_the_house_never_says_done() {
    try (var ifttt = new SimIfttt(house.running().house.vertx(), "the-key-of-the-account")) {
      int port = RunningHouse.get(ifttt.start());
      String base = "http://127.0.0.1:" + port + "/trigger/";
      house.make(
          "{\"kind\":\"ifttt\",\"name\":\"Nobody\",\"target\":\"%sno_applet/with/key/the-key-of-the-account\"}"
              .formatted(base));
      house.make(
          "{\"kind\":\"ifttt\",\"name\":\"Wrong\",\"target\":\"%sx/with/key/wrong-key-of-it\"}"
              .formatted(base));

      assertThat(performed("nobody", "hello"))
          .startsWith("unobservable")
          .contains("took it in (200)")
          .contains("cannot be known");
      assertThat(ifttt.taken())
          .singleElement()
          .asString()
          .matches("\\{\"value1\":\"hello\",\"value2\":\"msg_[0-9a-f]{32}\"}");
      assertThat(performed("wrong", "hello")).startsWith("refused").contains("401");
      assertThat(house.running().get("/webhooks").text()).doesNotContain("the-key-of-the-account");
      assertThat(house.running().get("/journal?limit=500").text())
          .doesNotContain("the-key-of-the-account");
      assertThat(house.running().get("/things/nobody/messages").text())
          .doesNotContain("the-key-of-the-account");
    }
  }

  @Test
  void an_applet_that_calls_back_twice_is_heard_once_and_a_broken_body_is_refused() {
    Tree bed = house.make("{\"kind\":\"ifttt\",\"name\":\"Bed\"}");
    try (var ifttt = new SimIfttt(house.running().house.vertx(), "key-key-key-key-1")) {
      int port = RunningHouse.get(ifttt.start());
      house.make(
          "{\"kind\":\"ifttt\",\"name\":\"Out\",\"target\":\"http://127.0.0.1:%d/trigger/bed/with/key/key-key-key-key-1\"}"
              .formatted(port));
      ifttt.applet(
          "bed",
          new SimIfttt.Applet(
              caller,
              bed.get("path").text(),
              Map.of(
                  "x-STEWARD-secret", bed.get("secret").text(), "Content-Type", "application/json"),
              "{\"event\":\"bed_in\",\"who\":\"{{value1}}\",\"id\":\"{{value2}}\"}",
              2,
              Duration.ofMillis(20)));

      assertThat(performed("out", "Tom")).startsWith("unobservable");
      await().untilAsserted(() -> assertThat(house.value("bed", "bed")).isEqualTo("in"));
      await().untilAsserted(() -> assertThat(counter("webhooks.in.repeated")).isEqualTo(1));
      assertThat(house.readings("bed", "called")).hasSize(1);
      assertThat(house.running().get("/webhooks").text())
          .contains("the applet ran: it called back after");

      performed("out", "Tom \\\"the cat\\\" Smith");
      await().untilAsserted(() -> assertThat(counter("webhooks.in.refused")).isPositive());
      assertThat(house.readings("bed", "called")).hasSize(1);
    }
  }

  private long counter(String name) {
    return (long) house.running().get("/health").json().get("counters").get(name).number();
  }

  @Test
  void withings_swaps_and_repeats_its_notices_and_the_last_word_is_the_newest() {
    Tree made = house.make("{\"kind\":\"withings\",\"name\":\"Mat\"}");
    var withings = new SimWithings(caller, made.get("path").text(), "12345");
    assertThat(RunningHouse.get(withings.subscribe())).isTrue();
    long now = Instant.now().getEpochSecond();
    withings.bed(true, now - 300);
    withings.bed(false, now - 130);

    var said = RunningHouse.get(withings.send(1, 0, 0, 1));

    assertThat(said).allMatch(one -> one.status() == 200);
    assertThat(withings.isSubscribed()).isTrue();
    assertThat(house.value("mat", "bed")).isEqualTo("out");
    house.running().ask("DELETE", "/webhooks/mat", "");
    withings.bed(true, now);
    RunningHouse.get(withings.send(0, 0, 0, 0));
    assertThat(withings.isSubscribed()).isFalse();
  }

  @Test
  void a_phone_sends_its_queue_in_a_burst_and_no_position_is_kept_anywhere() {
    Tree made =
        house.make(
            """
            {"kind":"owntracks","id":"phone","name":"Phone",
             "sheet":{"user":"jane","device":"phone","zone":"48.2 16.37 100"}}\
            """);
    String path = made.get("path").text();
    String secret = made.get("secret").text();
    var phone = new SimPhone(caller, path, "jane", "phone", secret);
    long now = Instant.now().getEpochSecond();
    assertThat(RunningHouse.get(phone.say(SimPhone.location(48.2, 16.37, -1, now - 9000))))
        .isTrue();
    assertThat(house.value("phone", "presence")).isEqualTo("present");

    phone.offline(true);
    for (int i = 0; i < 200; i++)
      RunningHouse.get(
          phone.say(SimPhone.location(48.765432, 16.567891, 12, now - 8000 + i * 30L)));
    RunningHouse.get(phone.say(SimPhone.transition("enter", "Home", now - 60)));
    assertThat(RunningHouse.get(phone.burst(7))).isTrue();
    assertThat(phone.queued()).isZero();
    assertThat(house.value("phone", "presence")).isEqualTo("present");
    assertThat(house.value("phone", "batteryLevel")).isEqualTo("64.0");
    phone.offline(false);
    RunningHouse.get(phone.say("{\"_type\":\"lwt\",\"tst\":" + now + "}"));
    assertThat(house.value("phone", "presence")).isEqualTo("present");

    assertThat(house.call("POST", path, "{}", "Authorization", "Basic bm90OnJpZ2h0").status())
        .isEqualTo(401);
    var stranger = new SimPhone(caller, path, "ben", "phone", secret);
    assertThat(RunningHouse.get(stranger.say(SimPhone.location(48.2, 16.37, 1, now)))).isFalse();
    for (String place :
        java.util.List.of("/journal?limit=500", "/things/phone/messages", "/things"))
      assertThat(house.running().get(place).text())
          .doesNotContain("48.765")
          .doesNotContain("16.567");
  }
}
