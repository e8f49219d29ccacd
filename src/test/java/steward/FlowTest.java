package steward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Family;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Offer;
import steward.driver.Step;
import steward.drivers.tasmota.TasmotaFamily;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.sample.SampleHouse;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Outcome;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Unit;
import steward.value.Word;

/// The whole way of a message, told without a socket: thing, driver, reading, event, activity,
/// task, message, outcome.
class FlowTest {
  private static final Moment NOW = Moment.at(SampleHouse.MORNING);

  @Test
  void a_message_from_one_thing_becomes_a_confirmed_command_to_another() {
    var house = new SampleHouse();
    house.thing("motion", java.util.Set.of(Property.MOTION));
    Device kettle =
        Device.byHand(new TasmotaFamily(), Binding.of("tasmota", "topic", "kettle"), "kettle");
    house.post(new Fact.ThingPut(kettle.thing), "kettle");
    house.activity(
        """
        {"id":"coffee","name":"Coffee","when":[{"thing":"motion","property":"motion","becomes":"detected"}],
         "perform":[{"thing":"kettle","action":"turn","to":"on"}]}
        """);

    house.reports("motion", Property.MOTION, new Word("detected"));
    var command = house.sent.getFirst();
    assertThat(command.action()).isEqualTo(Action.turnOn());

    List<Message.Publish> out = kettle.wants(command.id(), command.action());
    assertThat(out.getFirst().topic()).isEqualToIgnoringCase("cmnd/kettle/POWER");
    assertThat(out.getFirst().text()).isEqualTo("ON");
    assertThat(out).noneMatch(Message.Publish::retained);
    house.handedOver(command);

    house.time.pass(Duration.ofMillis(120));
    List<Reading> readings =
        kettle.hears(Message.Publish.of("stat/kettle/RESULT", "{\"POWER\":\"ON\"}"));
    assertThat(readings)
        .extracting(Reading::property, Reading::value)
        .contains(org.assertj.core.groups.Tuple.tuple(Property.SWITCH, Word.ON));
    readings.forEach(reading ->
        house.loop.saw(
            Reading.of(reading.thing(), reading.property(), reading.value(), house.time.wall())));
    house.turn();

    assertThat(house.outcome(command.id()).state()).isEqualTo(Outcome.State.CONFIRMED);
    assertThat(house.journal.entries())
        .extracting(Entry::seq)
        .as("journal numbers have no gaps")
        .isEqualTo(
            java.util.stream.LongStream.rangeClosed(1, house.journal.last()).boxed().toList());
  }

  @Test
  void a_polled_thing_with_a_handshake_is_a_driver_with_a_state() {
    var meter = new WaterMeter(new Udn("meter:1"));
    WaterMeter.Talk talk = meter.start();

    Step<WaterMeter.Talk> step =
        meter.on(talk, new Input.Opened(new Moment(SampleHouse.MORNING, Bytes.utf8("nonce"))));
    assertThat(sent(step))
        .extracting(Message.HttpRequest::path)
        .containsExactly("/hello?nonce=nonce");

    step = meter.on(step.state(), came("hello", 200, "key-of-nonce"));
    assertThat(sent(step))
        .extracting(Message.HttpRequest::path)
        .containsExactly("/litres?key=key-of-nonce");

    step = meter.on(step.state(), came("litres", 200, "1204.5"));
    assertThat(step.effects())
        .containsExactly(
            new Effect.Saw(
                Reading.of(
                    new Udn("meter:1"),
                    Property.VOLUME_OF_WATER,
                    new Amount(1204.5, Unit.LITERS),
                    NOW.at())),
            new Effect.Wake("poll", Duration.ofSeconds(60)));

    step = meter.on(step.state(), new Input.Due("poll", NOW));
    assertThat(sent(step)).hasSize(1);

    step = meter.on(step.state(), came("litres", 401, ""));
    assertThat(step.effects()).containsExactly(new Effect.Close("the meter wants a new key"));
    assertThat(step.state()).isEqualTo(meter.start());
  }

  @Test
  void nonsense_from_a_polled_thing_is_no_reading() {
    var meter = new WaterMeter(new Udn("meter:1"));
    var known = new WaterMeter.Talk("k");
    for (String body : List.of("", "NaN", "-1", "1e99", "<html>", "12,5")) {
      assertThat(meter.on(known, came("litres", 200, body)).effects())
          .as(body)
          .noneMatch(e -> e instanceof Effect.Saw);
    }
  }

  private static Input came(String name, int status, String body) {
    return new Input.Came(new Message.HttpResponse(name, status, Map.of(), Bytes.utf8(body)), NOW);
  }

  private static List<Message.HttpRequest> sent(Step<?> step) {
    return step.effects().stream()
        .flatMap(effect ->
            effect instanceof Effect.Send(Message.HttpRequest request)
                ? java.util.stream.Stream.of(request)
                : java.util.stream.Stream.empty())
        .toList();
  }

  /// A water meter that is asked over HTTP: it gives a key for a nonce, and its count for the key.
  private record WaterMeter(Udn udn) implements Driver<WaterMeter.Talk> {

    /// The key, or an empty text before the handshake.
    record Talk(String key) {}

    @Override
    public Talk start() {
      return new Talk("");
    }

    @Override
    public int randomBytes() {
      return 5;
    }

    @Override
    public Step<Talk> on(Talk talk, Input input) {
      return switch (input) {
        case Input.Opened opened ->
            Step.of(talk, get("hello", "/hello?nonce=" + opened.moment().random().text()));
        case Input.Came(Message.HttpResponse answer, Moment moment) ->
            answered(talk, answer, moment);
        case Input.Due _ -> Step.of(talk, get("litres", "/litres?key=" + talk.key()));
        case Input.Came _, Input.Lost _, Input.Wanted _, Input.Withdrawn _ -> Step.of(talk);
      };
    }

    private Step<Talk> answered(Talk talk, Message.HttpResponse answer, Moment moment) {
      if (answer.status() == 401)
        return Step.of(start(), new Effect.Close("the meter wants a new key"));
      if (answer.name().equals("hello")) {
        var known = new Talk(answer.body().text());
        return Step.of(known, get("litres", "/litres?key=" + known.key()));
      }
      var again = new Effect.Wake("poll", Duration.ofSeconds(60));
      try {
        var litres = new Amount(Double.parseDouble(answer.body().text()), Unit.LITERS);
        return Property.VOLUME_OF_WATER.admits(litres)
            ? Step.of(
                talk,
                new Effect.Saw(Reading.of(udn, Property.VOLUME_OF_WATER, litres, moment.at())),
                again)
            : Step.of(talk, again);
      } catch (IllegalArgumentException _) {
        return Step.of(talk, again);
      }
    }

    private static Effect get(String name, String path) {
      return new Effect.Send(Message.HttpRequest.get(name, 80, path));
    }
  }

  /// A device with its driver's state, moved by hand.
  private static final class Device {
    final Thing thing;
    private final Driver<Object> driver;
    private Object state;

    @SuppressWarnings("unchecked")
    private Device(Thing thing, Driver<?> driver) {
      this.thing = thing;
      this.driver = (Driver<Object>) driver;
      this.state = this.driver.start();
      step(new Input.Opened(NOW));
    }

    static Device byHand(Family family, Binding binding, String id) {
      Offer offer = family.byHand(binding);
      Thing thing = offer.things().getFirst().accepted(new ThingId(id), 1, id, "Kitchen");
      return new Device(thing, family.driver(List.of(thing)));
    }

    private List<Effect> step(Input input) {
      Step<Object> step = driver.on(state, input);
      state = step.state();
      return step.effects();
    }

    List<Message.Publish> wants(long command, Action action) {
      var out = new ArrayList<Message.Publish>();
      for (Effect effect : step(new Input.Wanted(command, thing.udn(), action, NOW))) {
        if (effect instanceof Effect.Send(Message.Publish publish)) out.add(publish);
      }
      return out;
    }

    List<Reading> hears(Message message) {
      var readings = new ArrayList<Reading>();
      for (Effect effect : step(new Input.Came(message, NOW))) {
        if (effect instanceof Effect.Saw(Reading reading)) readings.add(reading);
      }
      return readings;
    }
  }
}
