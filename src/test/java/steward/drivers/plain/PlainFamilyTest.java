package steward.drivers.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Step;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Expectation;
import steward.thing.Message.Publish;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Colour;
import steward.value.Malformed;
import steward.value.Word;

/// A sheet is read, drives its thing both ways, and says what is wrong with it.
class PlainFamilyTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Binding LOCK =
      Binding.of(
          "plain",
          "key",
          "front-door",
          "online",
          "home/door/availability online offline",
          "observe.lock",
          "home/door/state /lock LOCKED=locked UNLOCKED=unlocked",
          "observe.batteryLevel",
          "home/door/state /battery *100",
          "perform.lock",
          "home/door/set {\"state\":\"LOCK\"}",
          "perform.unlock",
          "home/door/set {\"state\":\"UNLOCK\"}",
          "confirm.lock",
          "lock locked 20s",
          "ask",
          "home/door/get {\"state\":\"\"}");
  private static final Binding LAMP =
      Binding.of(
          "plain",
          "key",
          "lamp",
          "observe.switch",
          "home/lamp/state /state AN=on AUS=off",
          "observe.level",
          "home/lamp/state /brightness *0.5",
          "observe.colour",
          "home/lamp/state /color",
          "perform.turn",
          "home/lamp/set {\"state\":\"%\"}",
          "perform.dim",
          "home/lamp/set {\"brightness\":%}",
          "perform.colour",
          "home/lamp/set {\"color\":{\"hue\":%h,\"saturation\":%s}}",
          "perform.say",
          "home/lamp/say {\"text\":\"%\",\"volume\":\"50%%\"}");

  private final PlainFamily family = new PlainFamily();

  @Test
  void a_lock_reports_and_its_command_is_confirmed_by_its_report() {
    var door = new Conversation(LOCK);

    assertThat(door.opened()).containsExactly("send home/door/get {\"state\":\"\"}");
    assertThat(door.came("home/door/availability", "online", true))
        .containsExactly("present", "send home/door/get {\"state\":\"\"}");
    assertThat(door.came("home/door/state", "{\"lock\":\"LOCKED\",\"battery\":0.87}", false))
        .containsExactly("lock = locked", "batteryLevel = 87 %");
    assertThat(door.wanted(new Action.Plain(ActionKind.UNLOCK)))
        .containsExactly("send home/door/set {\"state\":\"UNLOCK\"}");
    assertThat(door.expectation(new Action.Plain(ActionKind.LOCK)))
        .isEqualTo(
            new Expectation.Report(
                Property.LOCK,
                new Expectation.Accepted.OneOf(List.of(new Word("locked"))),
                Duration.ofSeconds(20)));
    assertThat(door.came("home/door/availability", "offline", true)).containsExactly("absent");
  }

  @Test
  void words_and_factors_of_the_observed_property_are_applied_backwards_to_its_action() {
    var lamp = new Conversation(LAMP);

    assertThat(lamp.wanted(Action.turnOn()))
        .containsExactly("send home/lamp/set {\"state\":\"AN\"}");
    assertThat(lamp.wanted(new Action.Put(ActionKind.DIM, Amount.percentage(45))))
        .containsExactly("send home/lamp/set {\"brightness\":90}");
    assertThat(lamp.wanted(new Action.Put(ActionKind.COLOUR, new Colour(120, 80))))
        .containsExactly("send home/lamp/set {\"color\":{\"hue\":120,\"saturation\":80}}");
    assertThat(
            lamp.came(
                "home/lamp/state",
                "{\"state\":\"an\",\"brightness\":90,\"color\":{\"hue\":120,\"saturation\":80}}",
                false))
        .containsExactly(
            "present", "switch = on", "level = 45 %", "colour = hue 120°, saturation 80 %");
  }

  @Test
  void a_text_is_escaped_where_the_template_is_json_and_a_doubled_percent_sign_is_one() {
    var lamp = new Conversation(LAMP);

    assertThat(lamp.wanted(new Action.Tell(ActionKind.SAY, "he said \"%h\"\n")))
        .containsExactly(
            "send home/lamp/say {\"text\":\"he said \\\"%h\\\"\\u000a\",\"volume\":\"50%\"}");
  }

  private static String turning(Thing thing) {
    return Objects.requireNonNull(thing.abilities().get(ActionKind.TURN))
        .parameter()
        .orElseThrow()
        .type()
        .expected();
  }

  @Test
  void a_toggle_is_offered_only_when_the_sheet_has_a_line_for_it() {
    Thing lamp = thing(LAMP);
    Thing toggler = thing(LAMP.with("perform.turn.toggle", "home/lamp/set TOGGLE"));

    assertThat(turning(lamp)).isEqualTo("on or off");
    assertThat(turning(toggler)).isEqualTo("on, off or toggle");
    assertThat(family.expectation(toggler, new Action.Turn(Action.Turn.To.TOGGLE)))
        .isInstanceOf(Expectation.Unobservable.class);
  }

  @Test
  void what_the_broker_kept_of_a_thing_that_is_gone_is_stale_and_a_kept_press_is_no_press() {
    Binding button =
        Binding.of(
            "plain",
            "key",
            "b",
            "online",
            "b/there",
            "observe.button",
            "b/state /action",
            "observe.batteryLevel",
            "b/state /battery");
    var pressed = new Conversation(button);

    pressed.came("b/there", "offline", true);
    assertThat(
            pressed.effects(
                pressed.publish("b/state", "{\"action\":\"single\",\"battery\":50}", true)))
        .singleElement()
        .satisfies(effect ->
            assertThat(((Effect.Saw) effect).reading().quality()).isEqualTo(Quality.STALE));
    assertThat(pressed.came("b/there", "online", true)).containsExactly("present");
    assertThat(pressed.came("b/state", "{\"action\":\"single\"}", false))
        .containsExactly("button = single");
  }

  @Test
  void a_thing_without_availability_is_gone_when_it_is_silent_for_too_long() {
    var meter =
        new Conversation(
            Binding.of("plain", "key", "m", "quiet", "15m", "observe.temperature", "m/t"));

    assertThat(meter.came("m/t", "21.5", false))
        .containsExactly("present", "wake quiet after 15m", "temperature = 21.5 °C");
    assertThat(meter.take(new Input.Due("quiet", Moment.at(NOON)))).containsExactly("absent");
    assertThat(meter.came("m/t", "21,5", false))
        .containsExactly("present", "wake quiet after 15m", "dropped");
  }

  @Test
  void lines_can_be_given_as_one_text_and_empty_fields_of_a_form_are_ignored() {
    var offer =
        family.byHand(
            Binding.of(
                "plain",
                "key",
                "sky",
                "online",
                "",
                "lines",
                "observe.light = sky/lux\n\nkind = /device/sensor/plain/light"));

    assertThat(offer.things().getFirst().kind()).isEqualTo("/device/sensor/plain/light");
    assertThat(offer.things().getFirst().binding().parts())
        .containsOnlyKeys("key", "observe.light", "kind");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key|Front Door|/binding/key|1 to 40 of a-z",
        "observe.lock|home/+/x|/binding/observe.lock|without + and #",
        "observe.lock|steward/door/lock|/binding/observe.lock|not the steward's own",
        "observe.lock|home/x LOCKED=shut|/binding/observe.lock|locked, unlocked",
        "observe.lock|home/x *10|/binding/observe.lock|only for a number",
        "observe.level|home/x *ten|/binding/observe.level|a number behind",
        "observe.warmt|home/x|/binding/observe.warmt|a property of the dictionary",
        "perform.look|home/x|/binding/perform.look|one of turn",
        "perform.dim|home/x full|/binding/perform.dim|one % for the value",
        "perform.lock|home/x %|/binding/perform.lock|without %",
        "perform.lock.on|home/x|/binding/perform.lock.on|takes none",
        "perform.turn.blink|home/x|/binding/perform.turn.blink|on, off or toggle",
        "confirm.dim|level|/binding/confirm.dim|a part perform.dim",
        "confirm.lock|temperature|/binding/confirm.lock|a property that the sheet observes",
        "confirm.lock|lock 1h|/binding/confirm.lock|up to 10m",
        "range.lock|1 2|/binding/range.lock|takes a number",
        "quiet|often|/binding/quiet|a span",
        "kind|lock|/binding/kind|/device/motive/plain/lock",
        "online|home/x on|/binding/online|two words",
        "colour|red|/binding/colour|a part of a sheet"
      })
  void an_error_names_the_part_and_what_was_expected(
      String part, String line, String at, String expected) {
    Malformed malformed =
        catchThrowableOfType(Malformed.class, () -> family.byHand(LOCK.with(part, line)));

    assertThat(malformed.faults().getFirst().at()).isEqualTo(at);
    assertThat(malformed.faults().getFirst().expected()).contains(expected);
  }

  @Test
  void an_empty_sheet_is_refused() {
    assertThatThrownBy(() -> family.byHand(Binding.of("plain", "key", "x")))
        .hasMessageContaining("at least one");
    assertThatThrownBy(() -> family.byHand(Binding.of("plain", "observe.light", "x/y")))
        .hasMessageContaining("/binding/key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"lock\":",
        "{\"lock\":\"LOCKED\"",
        "[]",
        "{\"lock\":{\"a\":1}}",
        "{\"lock\":null}",
        "{\"lock\":\"OPEN\"}",
        "{\"battery\":\"NaN\"}",
        "{\"battery\":1e400}",
        "{\"battery\":1000}",
        "''",
        "null"
      })
  void what_makes_no_sense_is_no_reading(String payload) {
    var door = new Conversation(LOCK);

    assertThat(door.came("home/door/state", payload, false)).isSubsetOf("dropped");
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4"})
  void hostile_payloads_never_throw(long seed) {
    var chance = new Random(seed);
    byte[] good =
        "{\"state\":\"AN\",\"brightness\":90,\"color\":{\"hue\":120,\"saturation\":80}}"
            .getBytes(StandardCharsets.UTF_8);
    var lamp = new Conversation(LAMP);
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = java.util.Arrays.copyOf(good, chance.nextInt(good.length + 1));
      for (int flips = chance.nextInt(6); flips > 0 && bad.length > 0; flips--)
        bad[chance.nextInt(bad.length)] = (byte) chance.nextInt();
      lamp.take(
          new Input.Came(new Publish("home/lamp/state", Bytes.of(bad), 0, false), Moment.at(NOON)));
    }
    lamp.came("home/lamp/state", "[".repeat(60_000), false);
    assertThat(lamp.came("home/lamp/state", new String(good, StandardCharsets.UTF_8), false))
        .contains("switch = on");
  }

  @Test
  void a_word_without_a_line_is_refused_by_the_sheet() {
    var fan =
        new Conversation(
            Binding.of(
                "plain", "key", "f", "perform.fan.off", "f/set 0", "perform.fan.low", "f/set 1"));

    assertThat(fan.wanted(new Action.Put(ActionKind.FAN, new Word("low"))))
        .containsExactly("send f/set 1");
    assertThat(fan.wanted(new Action.Put(ActionKind.FAN, new Word("high"))))
        .containsExactly("refused its sheet has no line to fan to high");
  }

  private Thing thing(Binding binding) {
    return family.byHand(binding).things().getFirst().accepted(new ThingId("x"), 1, "X", "Hall");
  }

  /// A driver with its state, and its effects as readable lines.
  private final class Conversation {
    private final Thing thing;
    private final Driver<Status.State> driver;
    private Status.State state;

    @SuppressWarnings("unchecked")
    Conversation(Binding binding) {
      thing = thing(binding);
      driver = (Driver<Status.State>) family.driver(List.of(thing));
      state = driver.start();
    }

    Expectation expectation(Action action) {
      return family.expectation(thing, action);
    }

    List<String> opened() {
      return take(new Input.Opened(Moment.at(NOON)));
    }

    Input publish(String topic, String payload, boolean retained) {
      return new Input.Came(new Publish(topic, Bytes.utf8(payload), 0, retained), Moment.at(NOON));
    }

    List<String> came(String topic, String payload, boolean retained) {
      return take(publish(topic, payload, retained));
    }

    List<String> wanted(Action action) {
      return take(new Input.Wanted(7, thing.udn(), action, Moment.at(NOON)));
    }

    List<Effect> effects(Input input) {
      Step<Status.State> step = driver.on(state, input);
      state = step.state();
      return step.effects();
    }

    List<String> take(Input input) {
      var lines = new ArrayList<String>();
      for (Effect effect : effects(input)) {
        lines.add(
            switch (effect) {
              case Effect.Send(Publish(String topic, Bytes payload, _, _)) ->
                  "send " + topic + " " + payload.text();
              case Effect.Send send -> send.toString();
              case Effect.Wake(String name, Duration after) ->
                  "wake " + name + " after " + steward.value.Span.text(after);
              case Effect.Saw saw ->
                  saw.reading().property() + " = " + saw.reading().value().sentence();
              case Effect.Stood stood -> stood.state().label();
              case Effect.Answered answered ->
                  (answered.accepted() ? "accepted " : "refused ") + answered.reason();
              case Effect.Keep _,
                  Effect.Remember _,
                  Effect.Close _,
                  Effect.Learnt _,
                  Effect.Waits _,
                  Effect.Goes _,
                  Effect.Unsent _,
                  Effect.Proved _ ->
                  effect.toString();
              case Effect.Dropped _ -> "dropped";
            });
      }
      return lines;
    }
  }
}
