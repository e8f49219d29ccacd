package steward.access;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import steward.rights.Client;
import steward.store.StewardDb;

/// All of access over a real database in a folder, with a clock set by hand; can be closed and
/// opened again, as a steward is restarted.
final class Household implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  final Path home;
  final HandClock clock;
  final StewardDb db;
  final Secrets secrets;
  final Accounts accounts;
  final Sessions sessions;
  final SignIn signIn;
  final Claim claim;
  volatile boolean clockSet = true;
  volatile long nanos = 1;

  private Household(Path home, HandClock clock) throws IOException {
    this.home = home;
    this.clock = clock;
    Files.createDirectories(home.resolve("keys"));
    db = StewardDb.open(home.resolve("steward.db"), clock);
    secrets = Secrets.open(home);
    accounts = Accounts.open(home, db.accounts(), secrets, clock);
    sessions = Sessions.open(db.sessions(), accounts, clock);
    signIn = new SignIn(accounts, secrets, sessions, db.sessions(), clock, () -> clockSet);
    claim = Claim.open(home, accounts, clock, () -> nanos);
  }

  static Household open(Path home) throws IOException {
    return new Household(home, new HandClock(NOON));
  }

  Household restarted() throws IOException {
    close();
    return new Household(home, clock);
  }

  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(20, SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new IllegalStateException(e.getCause());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  Claim.Wish wish(String code) {
    return new Claim.Wish(
        code, "Alice", "Alice's laptop", ZoneId.of("Europe/Vienna"), Optional.empty());
  }

  /// Claims the house for Alice.
  Enrolment claimed() {
    String code = claim.offer().orElseThrow().code();
    return ((Claim.Outcome.Done) get(claim.claim(wish(code)))).enrolment();
  }

  /// The code that an authenticator app shows now.
  String code(Enrolment enrolment) {
    return code(enrolment, clock.instant());
  }

  static String code(Enrolment enrolment, Instant at) {
    String uri = enrolment.uri();
    String base32 = uri.substring(uri.indexOf("secret=") + 7, uri.indexOf("&issuer"));
    return Totp.code(Base32.read(base32, Totp.SECRET_BYTES).orElseThrow(), Totp.step(at));
  }

  static SignIn.Attempt attempt(String client, String code) {
    return attempt(client, code, "192.168.1.20");
  }

  static SignIn.Attempt attempt(String client, String code, String address) {
    return new SignIn.Attempt(
        Optional.of(client), Optional.empty(), Optional.of(code), Optional.empty(), address);
  }

  static SignIn.Attempt withCookie(String cookie, String code) {
    return new SignIn.Attempt(
        Optional.empty(), Optional.of(cookie), Optional.of(code), Optional.empty(), "10.0.0.7");
  }

  static SignIn.Attempt recovery(String client, String recovery) {
    return new SignIn.Attempt(
        Optional.of(client), Optional.empty(), Optional.empty(), Optional.of(recovery), "10.0.0.7");
  }

  SignIn.Outcome signIn(SignIn.Attempt attempt) {
    return get(signIn.signIn(attempt));
  }

  /// Signs in with the code of this moment.
  SignIn.Outcome.SignedIn in(Enrolment enrolment) {
    return (SignIn.Outcome.SignedIn) signIn(attempt(enrolment.secret(), code(enrolment)));
  }

  Enrolment client(Client of, String name, Client.Kind kind) {
    return get(accounts.addClient(of.user(), name, kind));
  }

  @Override
  public void close() {
    db.close();
  }
}
