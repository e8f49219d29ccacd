package steward.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
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
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Value;

/// A driver that speaks with a device over a real line: inputs one at a time on a thread of its
/// own, wakes by the clock. What it did is kept for the test to look at. Thread-safe.
///
/// @param <S> the driver's state
public final class LiveTalk<S> implements AutoCloseable {

  private final Driver<S> driver;
  private final List<Thing> things;
  private final Line line;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, ScheduledFuture<?>> wakes = new ConcurrentHashMap<>();
  private final List<Effect> effects = new CopyOnWriteArrayList<>();
  private final AtomicLong command = new AtomicLong();
  private S state;

  private LiveTalk(Driver<S> driver, List<Thing> things, Way.At way, Vertx vertx) {
    this.driver = driver;
    this.things = things;
    this.state = driver.start();
    var outgoing = new Outgoing(vertx, Resolver.ofSystem());
    var lines =
        new OwnLines(vertx, outgoing, new Datagrams(vertx, outgoing), Purpose.THING_HERE_TOO);
    line = lines.open(way, "live", this::came, (_, _) -> {});
    give(new Input.Opened(moment()));
    wakeNow();
  }

  public static LiveTalk<?> with(Family family, List<Thing> things, Kept kept, Vertx vertx) {
    return of(family.driver(things, kept), things, (Way.At) family.way(things, kept), vertx);
  }

  public static <T> LiveTalk<T> of(Driver<T> driver, List<Thing> things, Way.At way, Vertx vertx) {
    return new LiveTalk<>(driver, things, way, vertx);
  }

  private Moment moment() {
    var random = new byte[driver.randomBytes()];
    new java.security.SecureRandom().nextBytes(random);
    return new Moment(Instant.now(), Bytes.wrap(random));
  }

  private void came(Message message) {
    give(new Input.Came(message, moment()));
  }

  private void give(Input input) {
    if (!thread.isShutdown()) thread.execute(() -> take(input));
  }

  private void take(Input input) {
    Step<S> step = driver.on(state, input);
    state = step.state();
    for (Effect effect : step.effects()) {
      effects.add(effect);
      switch (effect) {
        case Effect.Send(Message message) -> line.send(message);
        case Effect.Wake(String name, Duration after) -> wake(name, after);
        case Effect.Close _ -> line.hangUp();
        default -> {}
      }
    }
  }

  private void wake(String name, Duration after) {
    ScheduledFuture<?> older =
        wakes.put(
            name,
            thread.schedule(
                () -> take(new Input.Due(name, moment())),
                after.toMillis(),
                TimeUnit.MILLISECONDS));
    if (older != null) older.cancel(false);
  }

  /// What waits for its first time comes now.
  private void wakeNow() {
    thread.execute(() -> List.copyOf(wakes.keySet()).forEach(name -> wake(name, Duration.ZERO)));
  }

  /// What a browser of services heard.
  public void hears(Message.Seen seen) {
    came(seen);
  }

  /// @return the number of the command
  public long wants(Udn thing, Action action) {
    long number = command.incrementAndGet();
    give(new Input.Wanted(number, thing, action, moment()));
    return number;
  }

  public long wants(Action action) {
    return wants(things.getFirst().udn(), action);
  }

  public List<Effect> effects() {
    return effects;
  }

  public void forget() {
    effects.clear();
  }

  public void awaitSeen(Udn thing, Property property, Value value) {
    await(
        "a reading " + property + " = " + value.sentence(),
        effect ->
            effect instanceof Effect.Saw(var reading)
                && reading.thing().equals(thing)
                && reading.property() == property
                && reading.value().equals(value));
  }

  public void awaitSeen(Property property, Value value) {
    awaitSeen(things.getFirst().udn(), property, value);
  }

  public void awaitStood(Status.State state, String words) {
    await(
        state.label() + " with '" + words + "'",
        effect ->
            effect instanceof Effect.Stood stood
                && stood.state() == state
                && stood.reason().contains(words));
  }

  public void awaitAnswered(long number, boolean accepted, String words) {
    await(
        "an answer to " + number + " with '" + words + "'",
        effect ->
            effect instanceof Effect.Answered answered
                && answered.command() == number
                && answered.accepted() == accepted
                && answered.reason().contains(words));
  }

  public void await(String what, java.util.function.Predicate<Effect> effect) {
    Awaitility.await(what).untilAsserted(() -> assertThat(effects).as(what).anyMatch(effect));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    line.close();
  }
}
