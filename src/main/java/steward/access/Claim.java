package steward.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.rights.Client;
import steward.rights.User;
import steward.store.AccountTable;

/// How a house gets its first owner. Thread-safe.
///
/// Possible only while `keys/claimed` is absent, for 30 minutes after the start or [#reopen], with
/// a setup code of eight digits that stands on the console and in `claim.txt`, and is void after
/// five failures. Of all that try at once one becomes the owner; a claim that fails leaves nothing.
/// Whether the one who asks is on a home network is for the gate to say.
public final class Claim {
  public static final Duration WINDOW = Duration.ofMinutes(30);
  public static final int FAILURES_MAX = 5;
  static final int CODE_DIGITS = 8;
  private static final int CODES = 100_000_000;
  private static final String OWNER = "Owner";
  private static final Logger LOG = LoggerFactory.getLogger(Claim.class);

  /// A setup code, for the console and nobody else.
  ///
  /// @param until when it ends, by the steward's clock as it is now
  public record Offer(String code, Instant until) {
    /// Not the code.
    @Override
    public String toString() {
      return "Offer[until " + until + "]";
    }
  }

  /// Where a house is, in degrees.
  public record Spot(double latitude, double longitude) {
    public Spot {
      if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
        throw new IllegalArgumentException(
            "a place has -90 to 90 and -180 to 180 degrees, not %s and %s"
                .formatted(latitude, longitude));
    }
  }

  /// What somebody asks who wants to be the owner.
  ///
  /// @param code the setup code as typed
  /// @param user the owner's name
  /// @param client the name of what is used to claim, such as `Alice's laptop`
  public record Wish(String code, String user, String client, ZoneId zone, Optional<Spot> spot) {
    /// Not the code.
    @Override
    public String toString() {
      return "Wish[" + user + "]";
    }
  }

  /// What became of it.
  public sealed interface Outcome {
    /// The house has its owner.
    record Done(User user, Client client, Enrolment enrolment) implements Outcome {}

    /// @param left tries that this code still has
    record WrongCode(int left) implements Outcome {}

    /// There is no code now: its time is over, or it was tried too often.
    record Closed() implements Outcome {}

    /// The house has an owner.
    record Taken() implements Outcome {}
  }

  /// A code and what is left of it.
  ///
  /// @param end of its window, by the clock that is never set
  private record Open(String code, long end, int left) {}

  private final Path note;
  private final ClaimMark mark;
  private final Accounts accounts;
  private final AccountTable table;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final InTurn turns = new InTurn();
  private final List<Consumer<Outcome.Done>> watchers = new CopyOnWriteArrayList<>();
  private volatile boolean claimed;
  private volatile Optional<Open> open = Optional.empty();

  private Claim(Path home, Accounts accounts, InstantSource clock, LongSupplier nanos) {
    note = home.resolve("claim.txt");
    mark = new ClaimMark(home);
    this.accounts = accounts;
    this.table = accounts.table();
    this.clock = clock;
    this.nanos = nanos;
    claimed = mark.isThere();
  }

  /// Looks whether the house has an owner; if not, opens the first window.
  ///
  /// @throws IOException if `claim.txt` cannot be written
  public static Claim open(Path home, Accounts accounts, InstantSource clock) throws IOException {
    return open(home, accounts, clock, System::nanoTime);
  }

  /// @param nanos time that goes on evenly when the wall clock is set, as it is on small boards
  ///   shortly after their start
  static Claim open(Path home, Accounts accounts, InstantSource clock, LongSupplier nanos)
      throws IOException {
    var claim = new Claim(home, accounts, clock, nanos);
    if (claim.claimed) Files.deleteIfExists(claim.note);
    else claim.reopen();
    return claim;
  }

  /// Whether the house has an owner. Once true, always true.
  public boolean isClaimed() {
    return claimed;
  }

  /// The code that would be taken now; for the console only.
  public Optional<Offer> offer() {
    Instant now = clock.instant();
    return live().map(one -> new Offer(one.code, now.plusNanos(one.end - nanos.getAsLong())));
  }

  /// Whether a claim is possible now.
  public boolean isOpen() {
    return live().isPresent();
  }

  private Optional<Open> live() {
    if (claimed) return Optional.empty();
    return open.filter(one -> one.left > 0 && one.end - nanos.getAsLong() > 0);
  }

  /// Makes a new code with a window of its own; the one before ends.
  ///
  /// @throws Refusal if the house has an owner
  /// @throws IOException if `claim.txt` cannot be written; then there is no code
  public synchronized Offer reopen() throws IOException {
    if (claimed) throw new Refusal(Refusal.Why.TAKEN, "This house has an owner.");
    open = Optional.empty();
    String code = String.format(Locale.ROOT, "%08d", Hashes.RANDOM.nextInt(CODES));
    var offer = new Offer(code, clock.instant().plus(WINDOW));
    PrivateFiles.write(
        note,
        "Setup code of this steward: %s\nGood until %s, for five tries.\n"
            .formatted(code, offer.until));
    open = Optional.of(new Open(code, nanos.getAsLong() + WINDOW.toNanos(), FAILURES_MAX));
    CompletableFuture.delayedExecutor(WINDOW.toSeconds() + 1, TimeUnit.SECONDS)
        .execute(this::dropNoteOfPast);
    return offer;
  }

  private synchronized void dropNoteOfPast() {
    if (live().isEmpty()) dropNote();
  }

  private void dropNote() {
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      LOG.warn("{} could not be removed; its code is void: {}", note.getFileName(), e.getMessage());
    }
  }

  /// Is told once, when the house has got its owner.
  public void onClaimed(Consumer<Outcome.Done> watcher) {
    watchers.add(watcher);
  }

  /// Tries to claim the house. Fails with a [Refusal] if a name cannot be used, which uses up no
  /// try, or with what the store says.
  public CompletableFuture<Outcome> claim(Wish wish) {
    return turns.run(() -> {
      Optional<Outcome> refused = check(wish.code);
      if (refused.isPresent()) return refused.get();
      return done(wish);
    });
  }

  private synchronized Optional<Outcome> check(String typed) {
    if (claimed) return Optional.of(new Outcome.Taken());
    Optional<Open> now = live();
    if (now.isEmpty()) return Optional.of(new Outcome.Closed());
    Open one = now.get();
    if (isSame(one.code, typed)) return Optional.empty();
    int left = one.left - 1;
    open = Optional.of(new Open(one.code, one.end, left));
    if (left == 0) dropNote();
    return Optional.of(new Outcome.WrongCode(left));
  }

  private static boolean isSame(String code, String typed) {
    String digits = typed.length() > 4 * CODE_DIGITS ? "" : typed.replaceAll("[ -]", "");
    return MessageDigest.isEqual(
        code.getBytes(StandardCharsets.US_ASCII), digits.getBytes(StandardCharsets.UTF_8));
  }

  private Outcome done(Wish wish) {
    if (table.isClaimOpen()) table.undoClaim(ClaimMark.SETTINGS).join();
    Enrolment enrolment =
        accounts.claim(wish.user, wish.client, (user, made) -> keep(wish, user, made)).join();
    claimed = true;
    open = Optional.empty();
    dropNote();
    User user = accounts.user(enrolment.client().user()).orElseThrow();
    var done = new Outcome.Done(user, enrolment.client(), enrolment);
    for (var watcher : watchers) tell(watcher, done);
    return done;
  }

  private static void tell(Consumer<Outcome.Done> watcher, Outcome.Done done) {
    try {
      watcher.accept(done);
    } catch (RuntimeException e) {
      LOG.error("a part of the steward did not hear that the house was claimed", e);
    }
  }

  private void keep(Wish wish, User user, NewClient made) {
    table.claim(user, made.row(), made.recovery(), settings(wish)).join();
    try {
      mark.make(clock.instant());
    } catch (IOException e) {
      table.undoClaim(ClaimMark.SETTINGS).join();
      throw new CompletionException(
          new IOException("the house was not claimed, since keys/claimed cannot be written", e));
    }
    // If it is not kept, the next start sees both the mark and the file, and does it.
    var _ = table.finishClaim().exceptionally(_ -> null);
  }

  private static Map<String, String> settings(Wish wish) {
    var settings = new HashMap<String, String>();
    settings.put("place.zone", wish.zone.getId());
    wish.spot.ifPresent(spot -> {
      settings.put("place.latitude", Double.toString(spot.latitude));
      settings.put("place.longitude", Double.toString(spot.longitude));
    });
    return settings;
  }

  /// For whoever sits at the machine when all tokens are lost: a new client of a master, or of a
  /// new master if there is none. Nothing else changes; what was lost should be revoked then.
  public CompletableFuture<Enrolment> recover() {
    if (!claimed)
      return CompletableFuture.failedFuture(
          new Refusal(
              Refusal.Why.UNKNOWN, "This house has no owner yet: claim it with its setup code."));
    String day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    return accounts
        .recover(OWNER, "Recovered " + day)
        .thenApply(enrolment -> {
          LOG.warn(
              "the client {} was made at the machine to recover this house",
              enrolment.client().id());
          return enrolment;
        });
  }
}
