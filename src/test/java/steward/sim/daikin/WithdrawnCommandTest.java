package steward.sim.daikin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse;
import steward.loop.Fact;
import steward.sim.daikin.DaikinDevice.Firmware;
import steward.task.Retry;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Outcome;
import steward.value.Amount;
import steward.value.Word;

/// An adapter that is slow gets several commands quickly: what the house calls expired or
/// superseded meanwhile does not reach it afterwards.
class WithdrawnCommandTest {
  private static final String THING = "attic";
  private static final Duration USUAL = Duration.ofSeconds(30);

  @TempDir Path home;

  private static long wants(RunningHouse house, ActionKind kind, String word, Duration valid)
      throws Exception {
    return asks(house, new Action.Put(kind, new Word(word)), valid);
  }

  private static long asks(RunningHouse house, Action action, Duration valid) throws Exception {
    var fact = new Fact.Wanted(action, Retry.NEVER, valid, "");
    return house.house.loop().ask(fact, THING, "local").get(60, TimeUnit.SECONDS);
  }

  private static Outcome.State outcome(RunningHouse house, long command) throws Exception {
    return house
        .house
        .loop()
        .query(now -> now.tasks().command(command).orElseThrow().outcome().state())
        .get(60, TimeUnit.SECONDS);
  }

  private static void becomes(RunningHouse house, long command, Outcome.State state) {
    await().untilAsserted(() -> assertThat(outcome(house, command)).isEqualTo(state));
  }

  @Test
  void what_expired_or_was_superseded_while_it_waited_never_arrives() throws Exception {
    Vertx vertx = Vertx.vertx();
    var device = new DaikinDevice(vertx, "127.0.72.6", 0, Drive.MAC, Firmware.CLASSIC, 12);
    try (device;
        var house = RunningHouse.on(home)) {
      device.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
      var made =
          house.ask(
              "POST",
              "/things",
              """
              {"family":"daikin","id":"attic","name":"Attic","room":"Attic","binding":{
              "host":"127.0.72.6","port":"%d","mac":"%s"}}\
              """
                  .formatted(device.port(), Drive.MAC));
      assertThat(made.status()).as(made.text()).isBetween(200, 202);
      await()
          .untilAsserted(() ->
              assertThat(house.ask("GET", "/things/attic", "").text()).contains("\"special\""));
      device.slow(Duration.ofMillis(400), Duration.ofMillis(50));
      long first = wants(house, ActionKind.MODE, "cool", USUAL);
      long expires = wants(house, ActionKind.SPECIAL, "powerful", Duration.ofMillis(50));
      long older = asks(house, new Action.Put(ActionKind.HEAT, Amount.celsius(19)), USUAL);
      long newer = asks(house, new Action.Put(ActionKind.HEAT, Amount.celsius(23)), USUAL);
      long last = wants(house, ActionKind.FAN, "silent", USUAL);
      becomes(house, expires, Outcome.State.EXPIRED);
      becomes(house, older, Outcome.State.SUPERSEDED);
      becomes(house, first, Outcome.State.CONFIRMED);
      becomes(house, newer, Outcome.State.CONFIRMED);
      becomes(house, last, Outcome.State.CONFIRMED);
      assertThat(device.see(AirUnit::specials)).as("what expired").isEmpty();
      assertThat(device.<Double>see(AirUnit::goal)).isEqualTo(23);
      assertThat(device.<String>see(AirUnit::fan)).isEqualTo("silent");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }
}
