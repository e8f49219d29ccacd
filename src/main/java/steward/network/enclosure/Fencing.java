package steward.network.enclosure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import steward.network.enclosure.Status.Holds;
import steward.network.fence.FenceDoor;
import steward.network.fence.FenceDoor.Timed;
import steward.network.fence.FencePlan;
import steward.store.StationTable;

/// Keeps what the helper holds and what it shall hold alike, and remembers what was confirmed.
/// Thread-safe: one thing at a time; every call blocks, for at most the patience given.
final class Fencing implements AutoCloseable {
  static final Duration TRIAL = Duration.ofSeconds(60);
  private static final String CONFIRMED = "confirmed";
  private static final String TRIED = "tried";

  private final Optional<FenceDoor> door;
  private final StationTable table;
  private final InstantSource clock;
  private final Duration patience;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private List<String> held;
  private List<String> tried;
  private Optional<Tried> trial = Optional.empty();
  private String foreign = "";
  private String fault = "";

  /// Whether this steward itself heard the helper say that it holds those rows.
  private boolean sure;

  /// Whether the helper may have confirmed what was tried without our hearing of it.
  private boolean perhaps;

  private volatile Status status;

  private record Tried(String token, String by, Instant until) {}

  /// @param door none in advice mode
  /// @param patience how long the helper has for one answer
  Fencing(Optional<FenceDoor> door, StationTable table, InstantSource clock, Duration patience) {
    this.door = door;
    this.table = table;
    this.clock = clock;
    this.patience = patience;
    held = kept(CONFIRMED);
    tried = kept(TRIED);
    perhaps = !tried.isEmpty();
    status =
        door.isEmpty()
            ? Status.byHand()
            : new Status(true, Holds.UNKNOWN, false, "it was not asked yet", "", Optional.empty());
  }

  Status status() {
    return status;
  }

  /// Before a door had a WHEN it was always open; the helper reads what it kept alike.
  private List<String> kept(String name) {
    return table.plan(name).stream()
        .map(row -> row.replaceFirst("^(knock \\S+) (?=(tcp|udp) )", "$1 always "))
        .toList();
  }

  /// The rows that were confirmed last; none where nothing was.
  synchronized List<String> held() {
    return held;
  }

  private <T> T asked(Callable<T> call) throws IOException {
    var answer = calls.submit(call);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) throw io;
      throw new IOException("its answer cannot be read: " + e.getCause(), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("the steward stops", e);
    }
  }

  private Holds look(FenceDoor at) throws IOException {
    FenceDoor.State state = asked(at::state);
    foreign =
        state.isChanged()
            ? "Somebody else changed the rules of the fence: what holds now is not what was confirmed. Put it back with 'network again'."
            : "";
    fault = Says.whole(state.fault());
    if (fault.isEmpty() && !state.stopped().isEmpty())
      fault = "Programs of the fence do not run: " + String.join(", ", state.stopped()) + ".";
    if (state.isTrial()) {
      trial =
          trial
              .filter(one -> one.token.equals(state.token()))
              .or(() -> Optional.of(new Tried(state.token(), "", clock.instant().plus(TRIAL))));
      return Holds.TRIAL;
    }
    trial = Optional.empty();
    return state.isConfirmed() ? Holds.CONFIRMED : Holds.NOTHING;
  }

  private void tell(Holds holds, String trouble) {
    status =
        new Status(
            true,
            holds,
            true,
            trouble.isEmpty() ? fault : trouble,
            foreign,
            trial.map(one -> new Status.Trial(one.by, one.until)));
  }

  private void away(IOException e) {
    sure = false;
    status = new Status(true, status.holds(), false, sentence(e), foreign, status.trial());
  }

  private static String sentence(IOException e) {
    return String.valueOf(e.getMessage());
  }

  /// Looks how the helper is, and changes things and lanes where it holds others than it shall.
  ///
  /// @param wanted none where no plan can be made; asked when it is this one's turn, so that an
  ///   older plan never follows a newer
  /// @return whether it holds what it shall
  synchronized boolean keep(Supplier<Optional<FencePlan>> wanted) {
    if (door.isEmpty()) return false;
    FenceDoor at = door.get();
    try {
      Holds holds = look(at);
      tell(holds, "");
      if (holds != Holds.CONFIRMED) return false;
    } catch (IOException e) {
      away(e);
      return false;
    }
    Optional<FencePlan> shall = wanted.get();
    if (shall.isEmpty()) return false;
    List<String> rows = shall.get().rows();
    // A change would also hide what others changed: that waits for 'again'.
    if (rows.equals(held) && (sure || !foreign.isEmpty())) return true;
    if (Difference.ground(held).equals(Difference.ground(rows)))
      return change(at, shall.get(), rows);
    return perhaps
        && Difference.ground(tried).equals(Difference.ground(rows))
        && isThere(at, shall.get(), rows);
  }

  /// Whether what was tried was confirmed all the same: the helper takes a change on no other
  /// ground than the one that it holds.
  private boolean isThere(FenceDoor at, FencePlan shall, List<String> rows) {
    perhaps = false;
    Status before = status;
    boolean done = change(at, shall, rows);
    if (!done) status = before;
    return done;
  }

  private boolean change(FenceDoor at, FencePlan shall, List<String> rows) {
    try {
      asked(() -> {
        at.change(shall);
        return rows;
      });
      held = rows;
      sure = true;
      var _ = table.keepPlan(CONFIRMED, rows, clock.instant());
      return true;
    } catch (IOException e) {
      // It may be a word of refusal, or the end of the helper: the next look tells.
      status = status.troubled("The helper refused a change of the fence: " + sentence(e) + ".");
      return false;
    }
  }

  /// Tries a plan; it goes back by itself unless it is confirmed.
  ///
  /// @return the word that confirms it
  /// @throws IOException with the helper's sentence
  synchronized String apply(FencePlan plan, String by) throws IOException {
    FenceDoor at = door.orElseThrow(() -> new IOException("there is no helper in advice mode"));
    tried = plan.rows();
    table.keepPlan(TRIED, tried, clock.instant()).join();
    String token = asked(() -> at.apply(plan, TRIAL));
    trial = Optional.of(new Tried(token, by, clock.instant().plus(TRIAL)));
    tell(Holds.TRIAL, "");
    return token;
  }

  /// Whether this is who tried it, with the word; where the steward was started again meanwhile,
  /// the word alone must do.
  synchronized boolean mayConfirm(String token, String by) {
    return trial
        .filter(one -> one.by.isEmpty() || one.by.equals(by))
        .filter(one -> alike(one.token, token))
        .isPresent();
  }

  /// The word of what this client tries; empty where it tries nothing.
  synchronized String wordOf(String by) {
    return trial.filter(one -> !by.isEmpty() && one.by.equals(by)).map(Tried::token).orElse("");
  }

  private static boolean alike(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }

  synchronized void confirm(String token) throws IOException {
    FenceDoor at = door.orElseThrow(() -> new IOException("there is no helper in advice mode"));
    perhaps = true;
    asked(() -> {
      at.confirm(token);
      return token;
    });
    perhaps = false;
    held = tried;
    sure = true;
    trial = Optional.empty();
    table.keepPlan(CONFIRMED, held, clock.instant()).join();
    var _ = table.keepPlan(TRIED, List.of(), clock.instant());
    tell(Holds.CONFIRMED, "");
  }

  /// Puts back what was before the trial.
  ///
  /// @return whether there was one
  synchronized boolean back() throws IOException {
    if (door.isEmpty() || trial.isEmpty()) return false;
    FenceDoor at = door.get();
    String token = trial.get().token;
    asked(() -> {
      at.back(token);
      return token;
    });
    trial = Optional.empty();
    tell(asked(at::state).isConfirmed() ? Holds.CONFIRMED : Holds.NOTHING, "");
    return true;
  }

  /// Puts the confirmed plan in force once more, after somebody else changed the rules.
  synchronized void again() throws IOException {
    FenceDoor at = door.orElseThrow(() -> new IOException("there is no helper in advice mode"));
    asked(() -> {
      at.again();
      return held;
    });
    tell(look(at), "");
  }

  synchronized void begin(Timed what, String id, Duration time) throws IOException {
    FenceDoor at = door.orElseThrow(() -> new IOException("there is no helper in advice mode"));
    asked(() -> {
      at.begin(what, id, time);
      return id;
    });
  }

  synchronized void end(Timed what, String id) throws IOException {
    FenceDoor at = door.orElseThrow(() -> new IOException("there is no helper in advice mode"));
    asked(() -> {
      at.end(what, id);
      return id;
    });
  }

  @Override
  public void close() {
    calls.shutdownNow();
  }
}
