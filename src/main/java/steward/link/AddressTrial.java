package steward.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Moment;
import steward.driver.Step;
import steward.driver.Way;
import steward.link.line.Line;
import steward.link.line.OwnLines;
import steward.loop.Time;
import steward.thing.Message;

/// One attempt to find out whether a device at an address is the one that we know. Whatever it
/// reports meanwhile is not believed. Thread-safe.
///
/// @param <S> the state of the prover's conversation
final class AddressTrial<S> {
  private static final Duration WITHIN = Duration.ofSeconds(15);
  private static final Logger LOG = LoggerFactory.getLogger(AddressTrial.class);

  private final Driver<S> prover;
  private final Time time;
  private final BiFunction<Duration, Runnable, Runnable> later;
  private final CompletableFuture<Optional<String>> proof = new CompletableFuture<>();
  private final List<Runnable> wakes = new ArrayList<>();
  private @Nullable Line line;
  private S state;

  private AddressTrial(
      Driver<S> prover, Time time, BiFunction<Duration, Runnable, Runnable> later) {
    this.prover = prover;
    this.time = time;
    this.later = later;
    this.state = prover.start();
  }

  static <S> AddressTrial<S> of(
      Driver<S> prover, Time time, BiFunction<Duration, Runnable, Runnable> later) {
    return new AddressTrial<>(prover, time, later);
  }

  /// Begins; completes when the device proved itself, ended the conversation, or took too long.
  synchronized CompletableFuture<Optional<String>> over(OwnLines lines, Way.At way, String owner) {
    line = lines.open(way, owner, this::came, (_, _) -> {});
    wakes.add(later.apply(WITHIN, () -> end(Optional.empty())));
    step(new Input.Opened(moment()));
    return proof;
  }

  private Moment moment() {
    return Moments.of(prover, time.wall());
  }

  private synchronized void came(Message message) {
    step(new Input.Came(message, moment()));
  }

  private synchronized void due(String name) {
    step(new Input.Due(name, moment()));
  }

  private void step(Input input) {
    if (proof.isDone()) return;
    Step<S> step;
    try {
      step = prover.on(state, input);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn("a proof of identity failed", e);
      end(Optional.empty());
      return;
    }
    state = step.state();
    for (Effect effect : step.effects()) {
      switch (effect) {
        case Effect.Send(Message message) -> {
          if (line != null) line.send(message);
        }
        case Effect.Wake(String name, Duration after) ->
            wakes.add(later.apply(after, () -> due(name)));
        case Effect.Proved(String how) -> end(Optional.of(how));
        case Effect.Close _ -> end(Optional.empty());
        case Effect.Saw _,
            Effect.Stood _,
            Effect.Answered _,
            Effect.Waits _,
            Effect.Goes _,
            Effect.Unsent _,
            Effect.Keep _,
            Effect.Remember _,
            Effect.Learnt _,
            Effect.Dropped _ -> {}
      }
    }
  }

  private synchronized void end(Optional<String> how) {
    if (!proof.complete(how)) return;
    wakes.forEach(Runnable::run);
    if (line != null) line.close();
  }
}
