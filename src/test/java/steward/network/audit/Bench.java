package steward.network.audit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import steward.driver.Way;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.Resolver;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;

/// What the tests of the checks share: a clock that only pauses move, connections that are counted,
/// devices and a memory in lists.
final class Bench implements InstantSource {
  static final Instant BEGIN = Instant.parse("2026-06-01T12:00:00Z");

  final Vertx vertx = Vertx.vertx();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private Instant now = BEGIN;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  /// Real connections to this machine.
  Touch sockets() {
    var outgoing = new Outgoing(vertx, Resolver.ofSystem());
    return counted(new OutgoingTouch(vertx, outgoing, Purpose.THING_HERE_TOO, this));
  }

  private Touch counted(Touch inner) {
    return new Touch() {
      @Override
      public Reply touch(
          String host, int port, Bytes send, Predicate<Bytes> enough, Duration within)
          throws InterruptedException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
          return inner.touch(host, port, send, enough, within);
        } finally {
          atOnce.decrementAndGet();
        }
      }
    };
  }

  Prober prober(Touch touch) {
    return new Prober(touch, this, this::pass);
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  static Subject subject(String family, Way way, String... dangers) {
    return new Subject(
        new ThingId("the-" + family),
        new Udn(family + ":1"),
        "The " + family,
        "Hall",
        family,
        "Maker",
        "Model",
        "1.0",
        Optional.of(way),
        Set.of(),
        Set.of(dangers));
  }

  static Way.At at(String host, Way.Door... doors) {
    return new Way.At(host, List.of(doors));
  }

  /// Devices as a list, in a house of the north.
  record Listed(List<Subject> all, Set<ThingId> ill) implements Devices {
    @Override
    public Optional<Subject> carrying(ThingId thing) {
      return all.stream().filter(one -> one.id().equals(thing)).findFirst();
    }

    @Override
    public OptionalDouble latitude() {
      return OptionalDouble.of(52);
    }

    @Override
    public OptionalDouble celsiusOutside() {
      return OptionalDouble.empty();
    }
  }

  /// Keeps what a store would, as text would keep it.
  static final class Kepts implements Memory {
    final List<Kept> written = new ArrayList<>();
    private final Map<Udn, Kept> kept = new HashMap<>();

    @Override
    public synchronized Map<Udn, Kept> all() {
      return Map.copyOf(kept);
    }

    @Override
    public synchronized CompletableFuture<Void> put(Udn device, Kept now) {
      Kept read = KeptForm.readable(steward.value.Tree.of(KeptForm.of(now))).orElseThrow();
      written.add(read);
      kept.put(device, read);
      return CompletableFuture.completedFuture(null);
    }
  }

  void close() throws Exception {
    await(vertx.close());
  }
}
