package steward.drivers.tasmota;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Offer;
import steward.driver.Sighting;
import steward.driver.Step;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Reading;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;

/// A conversation with one device, told input by input. Confined to its test.
final class Stage {
  static final TasmotaFamily FAMILY = new TasmotaFamily();
  private static final Instant AT = Instant.parse("2026-11-21T18:00:00Z");

  private final Driver<Talk> driver;
  final List<Thing> things;
  private Talk talk;
  List<Effect> effects = List.of();

  private Stage(Offer offer) {
    var accepted = new ArrayList<Thing>();
    for (var description : offer.things()) {
      int number = accepted.size() + 1;
      accepted.add(
          description.accepted(new ThingId("t" + number), number, description.name(), "Hall"));
    }
    things = List.copyOf(accepted);
    driver = (TasmotaDriver) FAMILY.driver(things);
    talk = driver.start();
  }

  static Stage byHand(String... binding) {
    return new Stage(FAMILY.byHand(Binding.of("tasmota", binding)));
  }

  static Stage found(Offer offer) {
    return new Stage(offer);
  }

  static Optional<Offer> offered(String mac, String config, String sensors) {
    Optional<Sighting> first = sighted("tasmota/discovery/" + mac + "/config", config);
    Optional<Sighting> second = sighted("tasmota/discovery/" + mac + "/sensors", sensors);
    if (first.isEmpty()) return Optional.empty();
    return FAMILY.offer(second.map(first.get()::merge).orElse(first.get()));
  }

  static Optional<Sighting> sighted(String topic, String payload) {
    return FAMILY.sight(new Message.Publish(topic, Bytes.utf8(payload), 0, true));
  }

  List<Effect> on(Input input) {
    Step<Talk> step = driver.on(talk, input);
    talk = step.state();
    effects = step.effects();
    return effects;
  }

  Stage open() {
    on(new Input.Opened(Moment.at(AT)));
    return this;
  }

  Stage hears(String topic, String payload) {
    on(new Input.Came(Message.Publish.of(topic, payload), Moment.at(AT)));
    return this;
  }

  Stage hears(String topic, byte[] payload, boolean retained) {
    on(new Input.Came(new Message.Publish(topic, Bytes.of(payload), 0, retained), Moment.at(AT)));
    return this;
  }

  Stage due(String name) {
    on(new Input.Due(name, Moment.at(AT)));
    return this;
  }

  Stage wants(long command, Action action) {
    on(new Input.Wanted(command, things.getFirst().udn(), action, Moment.at(AT)));
    return this;
  }

  /// The messages of the last step, `topic payload`.
  List<String> sent() {
    var sent = new ArrayList<String>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Send(Message.Publish publish)) {
        sent.add((publish.topic() + " " + publish.text()).strip());
      }
    }
    return sent;
  }

  /// The readings of the last step, `property = value`.
  List<String> readings() {
    var readings = new ArrayList<String>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Saw(Reading reading)) {
        readings.add(reading.property() + " = " + reading.value().sentence());
      }
    }
    return readings;
  }

  Talk talk() {
    return talk;
  }
}
