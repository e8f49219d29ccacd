package steward.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import steward.thing.Channel;

/// What goes to one server: one at a time, tried again with ever longer pauses as long as it was
/// surely not delivered, and never again once it may have been. Thread-safe.
///
/// At most [#WAITING_MAX] wait; the oldest is then given up.
public final class Postbox {
  static final int WAITING_MAX = 100;

  /// The pauses between the tries, give or take a fifth.
  public static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1));

  private static final Duration ASKED_MAX = Duration.ofHours(1);

  private final Channel way;
  private final Carrier carrier;
  private final Desk desk;
  private final Settings settings;
  private final Deque<Letter> ready = new ArrayDeque<>();
  private final List<Letter> pausing = new ArrayList<>();
  private boolean busy;

  /// Who follows the letters.
  interface Desk {
    /// A letter came to this fate; done when it is on the disk.
    CompletableFuture<Void> came(long notice, Channel way, Fate fate);
  }

  /// @param later runs a task after a time; what it gives back cancels it
  /// @param pauses between the tries
  public record Settings(
      InstantSource clock,
      RandomGenerator random,
      BiFunction<Duration, Runnable, Runnable> later,
      List<Duration> pauses) {
    public Settings {
      pauses = List.copyOf(pauses);
    }
  }

  /// Guarded by the box.
  private static final class Letter {
    private final Notice notice;
    private final String to;
    private Fate fate;

    private Letter(Notice notice, String to, Fate fate) {
      this.notice = notice;
      this.to = to;
      this.fate = fate;
    }
  }

  Postbox(Channel way, Carrier carrier, Desk desk, Settings settings) {
    this.way = way;
    this.carrier = carrier;
    this.desk = desk;
    this.settings = settings;
  }

  /// Takes a notice for this address.
  void post(Notice notice, String to) {
    Optional<Letter> dropped = Optional.empty();
    synchronized (this) {
      if (ready.size() + pausing.size() >= WAITING_MAX) {
        Letter oldest = pausing.isEmpty() ? ready.poll() : pausing.removeFirst();
        dropped = Optional.ofNullable(oldest);
      }
      ready.add(new Letter(notice, to, notice.fate(way)));
    }
    dropped.ifPresent(letter -> {
      String why = WAITING_MAX + " wait for this server, and it was the oldest";
      var _ = came(letter, letter.fate.end(Fate.State.GIVEN_UP, why));
    });
    next();
  }

  private void next() {
    Letter letter;
    synchronized (this) {
      if (busy) return;
      letter = ready.poll();
      if (letter == null) return;
      busy = true;
    }
    // On the disk before it leaves: after a sudden end nobody sends it a second time.
    var _ =
        came(letter, letter.fate.sending())
            .handle((_, fault) -> {
              if (fault != null) {
                result(letter, Verdict.later("the disk does not take it"));
                return false;
              }
              var _ =
                  carrier
                      .carry(letter.notice, letter.to)
                      .onComplete(
                          verdict -> result(letter, verdict),
                          e -> result(letter, Verdict.later(String.valueOf(e.getMessage()))));
              return true;
            });
  }

  private void result(Letter letter, Verdict verdict) {
    Fate fate = letter.fate;
    var _ =
        switch (verdict) {
          case Verdict.Taken(String why) -> came(letter, fate.end(Fate.State.TAKEN, why));
          case Verdict.Refused(String why) -> came(letter, fate.end(Fate.State.REFUSED, why));
          case Verdict.Unsure(String why) -> came(letter, fate.end(Fate.State.UNSURE, why));
          case Verdict.Later(String why, Duration asked) -> again(letter, why, asked);
        };
    synchronized (this) {
      busy = false;
    }
    next();
  }

  private CompletableFuture<Void> again(Letter letter, String why, Duration asked) {
    int tries = letter.fate.tries();
    if (tries > settings.pauses().size()) {
      return came(letter, letter.fate.end(Fate.State.GIVEN_UP, why));
    }
    Duration pause = settings.pauses().get(tries - 1);
    double spread = 0.8 + 0.4 * settings.random().nextDouble();
    Duration wait = Duration.ofMillis(Math.max(1, (long) (pause.toMillis() * spread)));
    Duration bounded = asked.compareTo(ASKED_MAX) > 0 ? ASKED_MAX : asked;
    Duration longest = wait.compareTo(bounded) < 0 ? bounded : wait;
    Instant next = settings.clock().instant().plus(longest);
    synchronized (this) {
      pausing.add(letter);
    }
    var _ = settings.later().apply(longest, () -> awake(letter));
    return came(letter, letter.fate.waiting(why, next));
  }

  private void awake(Letter letter) {
    synchronized (this) {
      // It may have been given up meanwhile.
      if (!pausing.remove(letter)) return;
      ready.add(letter);
    }
    next();
  }

  private CompletableFuture<Void> came(Letter letter, Fate fate) {
    letter.fate = fate;
    return desk.came(letter.notice.id(), way, fate);
  }

  String server() {
    return carrier.server();
  }

  synchronized int waiting() {
    return ready.size() + pausing.size();
  }
}
