package steward.sim.daikin;

import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Moment;
import steward.driver.Step;
import steward.driver.Way;
import steward.drivers.Talk;
import steward.drivers.daikin.DaikinFamily;
import steward.link.line.Line;
import steward.link.line.OwnLines;
import steward.network.Datagrams;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.Resolver;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Thing;
import steward.value.Bytes;

/// The real driver of one adapter on a real line, with nothing of the house around it. Thread-safe.
final class Drive<S> implements AutoCloseable {
  static final String MAC = "A0B1C2D3E4F5";

  private final Vertx vertx;
  private final Driver<S> driver;
  private final Line line;
  private final Thing thing;
  private final Map<String, Long> wakes = new HashMap<>();
  private final Map<Property, String> seen = new HashMap<>();
  private final Map<Long, String> outcomes = new TreeMap<>();
  private final Map<String, Bytes> kept = new TreeMap<>();
  private final List<String> learnt = new ArrayList<>();
  private S state;
  private String stood = "";
  private long commands;

  private Drive(Vertx vertx, DaikinDevice device, Driver<S> driver, Thing thing, Kept kept) {
    this.vertx = vertx;
    this.driver = driver;
    this.thing = thing;
    this.state = driver.start();
    var outgoing = new Outgoing(vertx, Resolver.ofSystem());
    var lines =
        new OwnLines(vertx, outgoing, new Datagrams(vertx, outgoing), Purpose.THING_HERE_TOO);
    line =
        lines.open(
            (Way.At) new DaikinFamily().way(List.of(thing), kept),
            "daikin:" + device.address(),
            message -> take(new Input.Came(message, moment())),
            (name, secret) -> keep(name, secret));
  }

  /// Opens a way to the adapter; `secrets` by name.
  static Drive<?> of(Vertx vertx, DaikinDevice device, Map<String, String> secrets) {
    var binding =
        Binding.of(
            "daikin",
            "host",
            device.address(),
            "mac",
            MAC,
            "port",
            secrets.containsKey("key") ? "1" : String.valueOf(device.port()),
            "tls-port",
            String.valueOf(device.port()),
            "skyfi-port",
            String.valueOf(device.port()));
    var family = new DaikinFamily();
    var things = Talk.accepted(family.byHand(binding));
    var bytes = new TreeMap<String, Bytes>();
    secrets.forEach((name, text) -> bytes.put(name, Bytes.utf8(text)));
    var kept = new Kept(bytes);
    var drive = new Drive<>(vertx, device, family.driver(things, kept), things.getFirst(), kept);
    drive.take(new Input.Opened(drive.moment()));
    return drive;
  }

  private Moment moment() {
    return new Moment(Instant.now(), Bytes.wrap(new byte[driver.randomBytes()]));
  }

  private synchronized void keep(String name, Bytes secret) {
    kept.put(name, secret);
  }

  private synchronized void take(Input input) {
    Step<S> step = driver.on(state, input);
    state = step.state();
    for (Effect effect : step.effects()) {
      switch (effect) {
        case Effect.Send(Message message) -> line.send(message);
        case Effect.Wake(String name, var after) -> wake(name, Math.max(1, after.toMillis()));
        case Effect.Saw(var reading) -> seen.put(reading.property(), reading.value().scalar());
        case Effect.Stood stand -> stood = stand.state().label() + ": " + stand.reason();
        case Effect.Answered(long command, boolean accepted, String reason) ->
            outcomes.put(command, (accepted ? "accepted: " : "refused: ") + reason);
        case Effect.Unsent(long command, String why) -> outcomes.put(command, "unsent: " + why);
        case Effect.Keep(String name, Bytes secret, _) -> kept.put(name, secret);
        case Effect.Learnt(var offer) -> learnt.add(offer.things().getFirst().model());
        case Effect.Remember _ -> {}
        case Effect.Goes _, Effect.Waits _, Effect.Proved _, Effect.Close _, Effect.Dropped _ -> {}
      }
    }
  }

  private void wake(String name, long millis) {
    Long older = wakes.remove(name);
    if (older != null) vertx.cancelTimer(older);
    wakes.put(name, vertx.setTimer(millis, _ -> take(new Input.Due(name, moment()))));
  }

  synchronized long wants(Action action) {
    take(new Input.Wanted(++commands, thing.udn(), action, moment()));
    return commands;
  }

  synchronized String saw(Property property) {
    return seen.getOrDefault(property, "");
  }

  synchronized String outcome(long command) {
    return outcomes.getOrDefault(command, "");
  }

  synchronized String stood() {
    return stood;
  }

  synchronized Bytes kept(String name) {
    return kept.getOrDefault(name, Bytes.EMPTY);
  }

  synchronized List<String> learnt() {
    return List.copyOf(learnt);
  }

  @Override
  public synchronized void close() {
    wakes.values().forEach(vertx::cancelTimer);
    line.close();
  }
}
