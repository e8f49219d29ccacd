package steward.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import steward.rights.Caller;
import steward.rights.Client;
import steward.rights.ClientId;
import steward.rights.User;
import steward.store.ClientRow;
import steward.store.CookieRow;
import steward.store.RecoveryRow;
import steward.store.SessionTable;
import steward.value.Sha256;

/// Lets clients in who show that they are these clients. Thread-safe; works on virtual threads of
/// its own, so that no caller waits.
///
/// A client shows its secret, or the mark of a browser in which it signed in before, and a code.
/// All that is wrong has one answer. Only to somebody who showed one of these two does it say more:
/// that the clocks differ, that the steward's clock is not set (then no code can be checked, but
/// recovery codes can), that people's secrets are locked.
public final class SignIn {
  /// Tries of those who are known that are worked on at once.
  static final int AT_ONCE_MAX = 32;

  /// The same of strangers, who take no place from those who are known.
  static final int STRANGERS_AT_ONCE_MAX = 8;

  private static final Duration BUSY_WAIT = Duration.ofSeconds(1);

  /// A try to sign in.
  ///
  /// @param client the client's secret as typed
  /// @param cookie the mark of this browser
  /// @param code six digits
  /// @param recovery a recovery code, instead of them
  /// @param address the other end, without its port
  public record Attempt(
      Optional<String> client,
      Optional<String> cookie,
      Optional<String> code,
      Optional<String> recovery,
      String address) {

    /// Not the secrets.
    @Override
    public String toString() {
      return "Attempt[" + address + "]";
    }
  }

  /// What became of it.
  public sealed interface Outcome {
    /// @param cookie to be set in the browser anew
    record SignedIn(User user, Client client, Sessions.Opened session, String cookie)
        implements Outcome {
      /// Not the secrets.
      @Override
      public String toString() {
        return "SignedIn[" + client.id() + "]";
      }
    }

    /// The code was right, and the session stays as it is.
    record Fresh(Instant until) implements Outcome {}

    /// Something of it is wrong, and nobody says what.
    record Refused() implements Outcome {}

    /// The code was right at another time; it will never be accepted.
    ///
    /// @param by how much later than ours the clock is that made it; negative if it is earlier
    record ClocksDiffer(Duration by) implements Outcome {}

    /// The steward does not know what time it is, so that no code can be checked.
    record ClockUnset() implements Outcome {}

    /// People's secrets need their passphrase first.
    record Locked() implements Outcome {}

    /// Too many tries.
    record TooMany(Duration retryAfter) implements Outcome {}
  }

  private static final Outcome REFUSED = new Outcome.Refused();

  private final Accounts accounts;
  private final Secrets secrets;
  private final Sessions sessions;
  private final DeviceCookies cookies;
  private volatile Runnable timeProven = () -> {};
  private final InstantSource clock;
  private final BooleanSupplier clockSet;
  private final Budgets budgets = new Budgets();
  private final BurntCodes burnt = new BurntCodes();
  private final Semaphore places = new Semaphore(AT_ONCE_MAX);
  private final Semaphore strangersPlaces = new Semaphore(STRANGERS_AT_ONCE_MAX);
  private final byte[] nobodysSecret = Totp.newSecret();

  /// @param clockSet whether house time is known
  public SignIn(
      Accounts accounts,
      Secrets secrets,
      Sessions sessions,
      SessionTable table,
      InstantSource clock,
      BooleanSupplier clockSet) {
    this.accounts = accounts;
    this.secrets = secrets;
    this.sessions = sessions;
    this.clock = clock;
    this.clockSet = clockSet;
    cookies = new DeviceCookies(table, accounts, clock);
  }

  /// Is run whenever a code is right: then the clock is, too, since the app of somebody known shows
  /// the same time. Must not block.
  public void onTimeProven(Runnable told) {
    timeProven = told;
  }

  /// Who tries.
  ///
  /// @param budget whose tries it uses
  private record Knock(String budget, Optional<ClientRow> client) {}

  /// Tries to sign in. Fails with what the store says where a right code cannot be kept.
  public CompletableFuture<Outcome> signIn(Attempt attempt) {
    Optional<Knock> knock = knock(attempt);
    if (knock.isPresent()) return away(places, () -> known(knock.get(), attempt));
    Optional<Duration> wait = budgets.takeStranger(attempt.address(), clock.instant());
    if (wait.isPresent()) return done(new Outcome.TooMany(wait.get()));
    return away(strangersPlaces, () -> stranger(attempt));
  }

  /// Checks a code once more for a session; a recovery code will do as well.
  ///
  /// @param token of the session
  public CompletableFuture<Outcome> fresh(String token, String typed) {
    Instant now = clock.instant();
    Optional<Sessions.Item> session = sessions.item(token);
    Optional<Caller.Known> caller = sessions.caller(token, now);
    if (session.isEmpty() || caller.isEmpty()) return done(REFUSED);
    String budget = "session " + session.get().id();
    boolean isRecovery = Base32.read(typed, RecoveryCodes.CODE_BYTES).isPresent();
    return away(
        places,
        () -> {
          var row = accounts.people().client(caller.get().client().id());
          if (row.isEmpty()) return REFUSED;
          return (isRecovery ? recovery(row.get(), typed, budget) : code(row.get(), typed, budget))
              .orElseGet(
                  () -> sessions.freshen(token).<Outcome>map(Outcome.Fresh::new).orElse(REFUSED));
        });
  }

  /// Hears strangers again after they used up what they share.
  public void openForStrangers() {
    budgets.openForStrangers();
  }

  public boolean isOpenForStrangers() {
    return budgets.isOpenForStrangers();
  }

  private static CompletableFuture<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  /// Runs what blocks.
  private static CompletableFuture<Outcome> away(Semaphore places, InTurn.Work<Outcome> work) {
    if (!places.tryAcquire()) return done(new Outcome.TooMany(BUSY_WAIT));
    var future = new CompletableFuture<Outcome>();
    Thread.startVirtualThread(() -> {
      try {
        InTurn.settle(future, work);
      } finally {
        places.release();
      }
    });
    return future;
  }

  private Optional<Knock> knock(Attempt attempt) {
    Optional<CookieRow> mark = attempt.cookie().flatMap(cookies::find);
    Optional<ClientRow> bySecret =
        attempt
            .client()
            .flatMap(typed -> Base32.read(typed, Enrolment.SECRET_BYTES))
            .flatMap(secret -> accounts.people().bySecret(Sha256.hex(secret)));
    if (mark.isEmpty() || isOfAnother(mark.get(), bySecret)) {
      return bySecret.map(row -> new Knock("client " + row.client().id(), bySecret));
    }
    Optional<ClientRow> client =
        attempt.client().isPresent() ? bySecret : accounts.people().client(mark.get().client());
    return Optional.of(new Knock("browser " + mark.get().hash(), client));
  }

  /// Somebody of the house who has got another's secret has no more tries than that secret has,
  /// however many browsers of its own it signs in.
  private static boolean isOfAnother(CookieRow mark, Optional<ClientRow> bySecret) {
    return bySecret.filter(row -> !row.client().id().equals(mark.client())).isPresent();
  }

  /// The same work as for somebody known, for nothing.
  private Outcome stranger(Attempt attempt) {
    attempt.code().ifPresent(code -> Totp.read(nobodysSecret, code, clock.instant()));
    attempt.recovery().ifPresent(_ -> RecoveryCodes.dummy(new byte[RecoveryCodes.CODE_BYTES]));
    return REFUSED;
  }

  private Outcome known(Knock knock, Attempt attempt) {
    if (knock.client().isEmpty()) {
      var wait = budgets.take(knock.budget(), Budgets.Try.CODE, clock.instant());
      return wait.<Outcome>map(Outcome.TooMany::new).orElseGet(() -> stranger(attempt));
    }
    ClientRow row = knock.client().get();
    boolean isRecovery = attempt.recovery().isPresent();
    Optional<Outcome> refused =
        isRecovery
            ? recovery(row, attempt.recovery().get(), knock.budget())
            : code(row, attempt.code().orElse(""), knock.budget());
    return refused.orElseGet(() -> letIn(row, isRecovery, attempt));
  }

  private Outcome letIn(ClientRow row, boolean isRecovery, Attempt attempt) {
    ClientId id = row.client().id();
    Optional<Caller.Known> caller = accounts.caller(id, Optional.empty());
    if (caller.isEmpty()) return REFUSED;
    var via = isRecovery ? Sessions.Via.RECOVERY : Sessions.Via.BROWSER;
    Sessions.Opened session =
        sessions.open(caller.get().client(), via, attempt.address(), true).join();
    String cookie = cookies.issue(id, attempt.cookie()).join();
    // Whoever was suspended meanwhile is out again: the revoking did not see this session.
    if (accounts.caller(id, Optional.empty()).isEmpty()) {
      sessions.end(session.item().id()).join();
      return REFUSED;
    }
    accounts.seen(id);
    budgets.openForStrangers();
    return new Outcome.SignedIn(caller.get().user(), caller.get().client(), session, cookie);
  }

  /// Opens a session for the client of a claim, as if it had signed in.
  public CompletableFuture<Outcome> signInClaimed(Client client, String address) {
    return away(
        places,
        () -> {
          var caller = accounts.caller(client.id(), Optional.empty());
          if (caller.isEmpty()) return REFUSED;
          var session = sessions.open(client, Sessions.Via.CLAIM, address, true).join();
          String cookie = cookies.issue(client.id(), Optional.empty()).join();
          return new Outcome.SignedIn(caller.get().user(), client, session, cookie);
        });
  }

  /// @return why a code is not accepted; nothing if it is
  private Optional<Outcome> code(ClientRow row, String typed, String budget) {
    if (secrets.isLocked()) return Optional.of(new Outcome.Locked());
    if (!clockSet.getAsBoolean()) return Optional.of(new Outcome.ClockUnset());
    Instant now = clock.instant();
    Optional<Duration> wait = budgets.take(budget, Budgets.Try.CODE, now);
    if (wait.isPresent()) return wait.map(Outcome.TooMany::new);
    ClientId id = row.client().id();
    return switch (Totp.read(accounts.codes(row).orElse(nobodysSecret), typed, now)) {
      case Totp.Reading.Wrong _ -> Optional.of(REFUSED);
      case Totp.Reading.OtherClock(long step, Duration by) ->
          Optional.of(
              isOut(id) || !burnt.add(id, step, now) ? REFUSED : new Outcome.ClocksDiffer(by));
      case Totp.Reading.Right(long step) -> {
        if (isOut(id) || burnt.contains(id, step) || !accounts.table().step(id, step).join())
          yield Optional.of(REFUSED);
        budgets.succeeded(budget, Budgets.Try.CODE);
        timeProven.run();
        yield Optional.empty();
      }
    };
  }

  private boolean isOut(ClientId id) {
    return accounts.caller(id, Optional.empty()).isEmpty();
  }

  /// @return why a recovery code is not accepted; nothing if it is
  private Optional<Outcome> recovery(ClientRow row, String typed, String budget) {
    Instant now = clock.instant();
    Optional<Duration> wait = budgets.take(budget, Budgets.Try.RECOVERY, now);
    if (wait.isPresent()) return wait.map(Outcome.TooMany::new);
    ClientId id = row.client().id();
    Optional<RecoveryRow> code = RecoveryCodes.find(typed, accounts.table().recovery(id));
    if (code.isEmpty() || isOut(id)) return Optional.of(REFUSED);
    if (!accounts.table().useRecovery(id, code.get(), now).join()) return Optional.of(REFUSED);
    budgets.succeeded(budget, Budgets.Try.RECOVERY);
    return Optional.empty();
  }
}
