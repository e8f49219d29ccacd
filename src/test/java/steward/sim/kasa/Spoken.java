package steward.sim.kasa;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Family;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Moment;
import steward.driver.Step;
import steward.driver.Way;
import steward.link.line.Line;
import steward.link.line.OwnLines;
import steward.network.Datagrams;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.Resolver;
import steward.thing.Action;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Thing;
import steward.value.Bytes;
import steward.value.Value;

/// A driver over the real line to a simulated device: what it says is kept for the test to look at.
/// The driver is stepped under this object's lock.
final class Spoken<S> implements AutoCloseable {
  private final Vertx vertx;
  private final Driver<S> driver;
  private final List<Thing> things;
  private final Line line;
  private final Random random = new Random(7);
  private final Map<String, Long> wakes = new HashMap<>();
  private final List<Effect> effects = new CopyOnWriteArrayList<>();
  private S state;
  private long command;
  private boolean closed;

  private Spoken(Vertx vertx, Driver<S> driver, List<Thing> things, Way.At way) {
    this.vertx = vertx;
    this.driver = driver;
    this.things = things;
    state = driver.start();
    var outgoing = new Outgoing(vertx, Resolver.ofSystem());
    var lines =
        new OwnLines(vertx, outgoing, new Datagrams(vertx, outgoing), Purpose.THING_HERE_TOO);
    line = lines.open(way, "test", this::came, (_, _) -> {});
  }

  static Spoken<?> with(Vertx vertx, Family family, List<Thing> things, Kept kept) {
    return begin(vertx, family.driver(things, kept), things, (Way.At) family.way(things, kept));
  }

  static Spoken<?> prover(Vertx vertx, Family family, List<Thing> things, Kept kept) {
    Driver<?> prover = family.prover(things, kept).orElseThrow();
    return begin(vertx, prover, things, (Way.At) family.way(things, kept));
  }

  private static <S> Spoken<S> begin(
      Vertx vertx, Driver<S> driver, List<Thing> things, Way.At way) {
    var spoken = new Spoken<>(vertx, driver, things, way);
    spoken.take(new Input.Opened(spoken.moment()));
    return spoken;
  }

  private Moment moment() {
    byte[] bytes = new byte[driver.randomBytes()];
    random.nextBytes(bytes);
    return new Moment(Instant.now(), Bytes.wrap(bytes));
  }

  private void came(Message message) {
    take(new Input.Came(message, moment()));
  }

  private synchronized void take(Input input) {
    if (closed) return;
    Step<S> step = driver.on(state, input);
    state = step.state();
    effects.addAll(step.effects());
    for (Effect effect : step.effects()) {
      switch (effect) {
        case Effect.Send(Message message) -> line.send(message);
        case Effect.Wake(String name, Duration after) -> wake(name, after);
        case Effect.Close _ -> line.hangUp();
        default -> {}
      }
    }
  }

  private void wake(String name, Duration after) {
    Long older =
        wakes.put(
            name,
            vertx.setTimer(
                Math.max(1, after.toMillis()), _ -> take(new Input.Due(name, moment()))));
    if (older != null) vertx.cancelTimer(older);
  }

  /// The next poll is due now.
  void poll() {
    take(new Input.Due("poll", moment()));
  }

  /// A person wants this of the thing of this number, from 0.
  ///
  /// @return the number of the command
  synchronized long wants(int thing, Action action) {
    take(new Input.Wanted(++command, things.get(thing).udn(), action, moment()));
    return command;
  }

  List<Effect> effects() {
    return List.copyOf(effects);
  }

  void forget() {
    effects.clear();
  }

  /// The last value that the thing of this number reported.
  Optional<Value> last(int thing, Property property) {
    var found = new ArrayList<Value>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Saw(var reading)
          && reading.property() == property
          && reading.thing().equals(things.get(thing).udn())) {
        found.add(reading.value());
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
  }

  /// How the first thing stands, by the last word about it.
  String standing() {
    String last = "";
    for (Effect effect : effects) {
      if (effect instanceof Effect.Stood(var udn, var now, String reason)
          && udn.equals(things.getFirst().udn())) {
        last = now.label() + ": " + reason;
      }
    }
    return last;
  }

  @Override
  public synchronized void close() {
    closed = true;
    wakes.values().forEach(vertx::cancelTimer);
    line.close();
  }
}
