package steward.drivers.kasa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Moment;
import steward.driver.Step;
import steward.driver.Turns;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Bytes;

/// Answers that are cut, changed, too long or made up: nothing is thrown, nothing grows, and a
/// command is never said to be taken by an answer that does not say so.
class HostileKasaTest {
  private static final int ROUNDS = 4_000;
  private static final int EFFECTS_MAX = 80;
  private static final String STRIP =
      "{\"system\":{\"get_sysinfo\":{\"deviceId\":\"8006\",\"mac\":\"50:C7:BF:00:00:01\",\"model\":\"HS300(US)\","
          + "\"feature\":\"TIM:ENE\",\"mic_type\":\"IOT.SMARTPLUGSWITCH\",\"rssi\":-50,\"err_code\":0,"
          + "\"children\":[{\"id\":\"00\",\"state\":1,\"alias\":\"a\"},{\"id\":\"01\",\"state\":0,\"alias\":\"b\"}]}},"
          + "\"emeter\":{\"get_realtime\":{\"power_mw\":1,\"voltage_mv\":230000,\"current_ma\":1,"
          + "\"total_wh\":4,\"err_code\":0}}}";
  private static final String BULB =
      "{\"system\":{\"get_sysinfo\":{\"mic_mac\":\"50C7BF000001\",\"model\":\"KL130(EU)\",\"mic_type\":\"IOT.SMARTBULB\","
          + "\"is_color\":1,\"is_variable_color_temp\":1,\"light_state\":{\"on_off\":1,\"hue\":120,"
          + "\"saturation\":75,\"color_temp\":0,\"brightness\":50},\"err_code\":0}}}";
  private static final String TAPO =
      "{\"result\":{\"mac\":\"50-C7-BF-00-00-01\",\"type\":\"SMART.TAPOBULB\",\"model\":\"L530\",\"nickname\":\"TA==\","
          + "\"device_on\":true,\"brightness\":50,\"hue\":1,\"saturation\":2,\"color_temp\":2700,"
          + "\"color_temp_range\":[2500,6500]},\"error_code\":0}";
  private static final String ORDER = "{\"system\":{\"set_relay_state\":{\"err_code\":0}}}";
  private static final String[] SEEDS = {
    STRIP, BULB, TAPO, ORDER, "{}", "[]", "null", "{\"system\":7}"
  };
  private static final String[] PIECES = {
    "null",
    "-1",
    "1e400",
    "\"\"",
    "{}",
    "[",
    "\\u0000",
    "9999999999999999999",
    "true",
    "\"ON\"",
    "\"err_code\":-3",
    "\u202e",
    "NaN",
    "{\"a\":".repeat(40)
  };

  private static Thing thing() {
    var profile =
        new Iot(true)
            .profile(steward.driver.Payload.json(Bytes.utf8(BULB)).orElseThrow())
            .orElseThrow();
    var binding = steward.thing.Binding.of("kasa", "host", "192.0.2.7");
    return Offers.of(profile, binding, "")
        .things()
        .getFirst()
        .accepted(new ThingId("t1"), 1, "Lamp", "Hall");
  }

  private static Bytes mutated(Random random) {
    var text = new StringBuilder(SEEDS[random.nextInt(SEEDS.length)]);
    for (int n = random.nextInt(4); n > 0 && !text.isEmpty(); n--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.setLength(at);
        case 1 -> text.setCharAt(at, (char) random.nextInt(300));
        case 2 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 3 -> text.deleteCharAt(at);
        default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 30)));
      }
    }
    if (random.nextInt(200) == 0) text.append(" ".repeat(70_000));
    return Bytes.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Input input(Random random, Thing thing, int round) {
    byte[] chance = new byte[32];
    random.nextBytes(chance);
    var moment = new Moment(Instant.EPOCH.plusSeconds(round), Bytes.wrap(chance));
    byte[] noise = new byte[random.nextInt(100)];
    random.nextBytes(noise);
    return switch (random.nextInt(9)) {
      case 0 -> new Input.Opened(moment);
      case 1 -> new Input.Due(List.of("poll", "meter", "late", "?").get(random.nextInt(4)), moment);
      case 2 -> new Input.Wanted(round, thing.udn(), action(random), moment);
      case 3 ->
          new Input.Came(
              new Message.Failed(
                  List.of("tcp:9999", "handshake1", "request").get(random.nextInt(3)),
                  Message.Failed.Why.values()[random.nextInt(5)],
                  "x"),
              moment);
      case 4 ->
          new Input.Came(
              new Message.HttpResponse(
                  List.of("handshake1", "handshake2", "request").get(random.nextInt(3)),
                  List.of(200, 403, 500).get(random.nextInt(3)),
                  java.util.Map.of("set-cookie", "TP_SESSIONID=x"),
                  random.nextBoolean() ? Bytes.wrap(new byte[48]) : Bytes.wrap(noise)),
              moment);
      case 5 -> new Input.Came(new Message.TcpFrame(9999, Bytes.wrap(noise)), moment);
      default -> new Input.Came(new Message.TcpFrame(9999, Xor.encrypt(mutated(random))), moment);
    };
  }

  private static Action action(Random random) {
    return random.nextBoolean()
        ? Action.turnOn()
        : new Action.Put(ActionKind.DIM, Amount.percentage(random.nextInt(101)));
  }

  @Test
  void no_answer_breaks_the_driver_or_makes_it_grow() {
    for (int seed = 0; seed < 12; seed++) {
      var random = new Random(seed);
      Thing thing = thing();
      Driver<Talk> driver = new KasaDriver(Device.of(List.of(thing), Kept.NOTHING));
      Talk talk = driver.start();
      for (int round = 0; round < ROUNDS; round++) {
        Input input = input(random, thing, round);
        Step<Talk> step = driver.on(talk, input);
        talk = step.state();
        assertThat(step.effects()).hasSizeLessThan(EFFECTS_MAX);
        assertThat(talk.turns().waiting()).hasSizeLessThanOrEqualTo(Turns.WAITING_MAX);
        assertThat(talk.known().toMeter()).hasSizeLessThanOrEqualTo(Profile.OUTLETS_MAX);
        if (input instanceof Input.Wanted) {
          assertThat(step.effects())
              .anyMatch(e ->
                  e instanceof Effect.Waits
                      || e instanceof Effect.Unsent
                      || e instanceof Effect.Answered);
        }
      }
    }
  }

  @Test
  void a_mutated_answer_to_an_order_is_never_a_wrong_success() {
    var random = new Random(42);
    var dialect = new Iot(true);
    Profile plug = Sightings.bare("50C7BF000001", "HS100(UK)", false);
    var order = dialect.order(plug, Optional.empty(), Action.turnOn()).orElseThrow();
    for (int i = 0; i < 20_000; i++) {
      Bytes answer = mutated(random);
      var json = steward.driver.Payload.json(answer).filter(p -> p.isObject());
      if (json.isEmpty() || dialect.refusal(order, json.get()).isPresent()) continue;
      assertThat(json.get().at("system").at("set_relay_state").isMissing()).isFalse();
    }
  }

  @Test
  void datagrams_of_any_kind_are_read_or_left() {
    var random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      Bytes text = mutated(random);
      Bytes body =
          random.nextBoolean()
              ? Xor.encrypt(text)
              : Knock.packet(1, 2, text.length() > 60_000 ? Bytes.EMPTY : text);
      var seen = new Message.Seen("192.0.2.9", new Message.Datagram(9999, body));
      var offer = Sightings.of(seen).flatMap(Sightings::offer);
      assertThat(offer.map(o -> o.things().size()).orElse(0))
          .isLessThanOrEqualTo(Profile.OUTLETS_MAX + 1);
    }
  }
}
