package steward.api;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import steward.access.Claim;
import steward.access.SignIn.Outcome.SignedIn;
import steward.rights.Caller;
import steward.rights.User;
import steward.value.Bytes;
import steward.value.Tree;

/// The first contact, the way back when all tokens are lost, and the house's authority.
final class ClaimApi {
  private final People people;
  private final PeopleJson json;
  private final Entrance entrance;
  private final SessionApi sessions;

  ClaimApi(People people, Entrance entrance, SessionApi sessions) {
    this.people = people;
    this.json = new PeopleJson(people);
    this.entrance = entrance;
    this.sessions = sessions;
  }

  List<Operation> operations() {
    return List.of(
        new Operation(
            "POST",
            "/claim",
            "claim",
            "Become the owner of a house that has none",
            List.of(),
            "Claim",
            Map.of(201, "Claimed"),
            this::claim),
        Operation.get(
            "/claim/status",
            "claimStatus",
            "Whether the house can be claimed now; not there once it has an owner",
            "ClaimStatus",
            this::status),
        new Operation(
            "POST",
            "/claim/reopen",
            "reopenClaim",
            "Make a new setup code, at the machine",
            List.of(),
            "",
            Map.of(200, "ClaimStatus"),
            this::reopen),
        new Operation(
            "POST",
            "/recover",
            "recover",
            "Make a new client of a master, at the machine",
            List.of(),
            "",
            Map.of(201, "Enrolled"),
            this::recover),
        new Operation(
            "POST",
            "/unlock",
            "unlock",
            "Open people's secrets with their passphrase, at the machine",
            List.of(),
            "Passphrase",
            Map.of(204, ""),
            this::unlock),
        new Operation(
            "PUT",
            "/passphrase",
            "lockSecrets",
            "Put people's secrets under a passphrase; an empty one takes it away",
            List.of(),
            "Passphrase",
            Map.of(204, ""),
            this::passphrase),
        Operation.get(
            "/authority",
            "authority",
            "The house's certificate authority, PEM",
            "Text",
            this::authority));
  }

  private CompletableFuture<Answer> claim(Request request) {
    if (people.claim().isClaimed()) throw Problem.hidden();
    Tree body =
        request.body().only(Set.of("code", "user", "client", "zone", "latitude", "longitude"));
    Claim.Wish wish = wish(body);
    return people.claim().claim(wish).thenCompose(outcome -> claimed(request, outcome));
  }

  private static Claim.Wish wish(Tree body) {
    return new Claim.Wish(
        body.get("code").text(40),
        body.get("user").text(User.NAME_LENGTH_MAX),
        body.get("client").text(User.NAME_LENGTH_MAX),
        zone(body.get("zone")),
        spot(body));
  }

  private static ZoneId zone(Tree text) {
    try {
      return ZoneId.of(text.text(60));
    } catch (DateTimeException _) {
      throw text.wrong("a time zone such as Europe/Vienna");
    }
  }

  private static Optional<Claim.Spot> spot(Tree body) {
    if (!body.has("latitude") && !body.has("longitude")) return Optional.empty();
    try {
      return Optional.of(
          new Claim.Spot(body.get("latitude").number(), body.get("longitude").number()));
    } catch (IllegalArgumentException _) {
      throw body.get("latitude").wrong("degrees from -90 to 90 and -180 to 180");
    }
  }

  private CompletableFuture<Answer> claimed(Request request, Claim.Outcome outcome) {
    return switch (outcome) {
      case Claim.Outcome.Done done -> {
        yield people
            .signIn()
            .signInClaimed(done.client(), request.asking().address())
            .thenApply(entered -> {
              if (entered instanceof SignedIn in) sessions.setCookies(request, in);
              return Answer.of(201, document(done));
            });
      }
      case Claim.Outcome.WrongCode(int left) -> {
        entrance.gate().note(request.asking(), "claim", "house", "failed", "wrong setup code");
        throw Problem.forbidden(
            left > 0
                ? "That is not the setup code. " + left + " more tries are left for it."
                : "That is not the setup code, and it is void now: at the machine, 'steward setup-code' makes a new one.");
      }
      case Claim.Outcome.Closed _ -> {
        entrance.gate().note(request.asking(), "claim", "house", "failed", "closed");
        throw Problem.forbidden(
            "The house cannot be claimed now: its time is over, or there were too many tries. At the machine, 'steward setup-code' or a restart opens it again.");
      }
      case Claim.Outcome.Taken _ -> throw Problem.hidden();
    };
  }

  private Map<String, Object> document(Claim.Outcome.Done done) {
    var caller = new Caller.Known(done.user(), done.client(), Optional.empty());
    var all = new LinkedHashMap<String, Object>();
    all.put("user", json.user(done.user(), caller));
    all.putAll(json.enrolled(done.enrolment(), caller));
    return all;
  }

  private CompletableFuture<Answer> status(Request request) {
    if (people.claim().isClaimed()) throw Problem.hidden();
    return Answer.now(Answer.ok(statusJson()));
  }

  private Map<String, @Nullable Object> statusJson() {
    var status = new LinkedHashMap<String, @Nullable Object>();
    status.put("claimed", false);
    status.put("open", people.claim().isOpen());
    status.put("until", people.claim().offer().map(o -> Json.instant(o.until())).orElse(null));
    status.put("attached", true);
    return status;
  }

  private CompletableFuture<Answer> reopen(Request request) {
    if (people.claim().isClaimed())
      throw Problem.conflict("The house has an owner; 'steward recover' makes a new client.");
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            people.claim().reopen();
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          return Answer.ok(statusJson());
        },
        Thread::startVirtualThread);
  }

  private CompletableFuture<Answer> recover(Request request) {
    if (!people.claim().isClaimed())
      throw Problem.conflict("The house has no owner yet: claim it first.");
    return people
        .claim()
        .recover()
        .thenApply(enrolment -> Answer.of(201, json.enrolled(enrolment, request.caller())));
  }

  private CompletableFuture<Answer> unlock(Request request) {
    String passphrase = request.body().only(Set.of("passphrase")).get("passphrase").text(200);
    return CompletableFuture.supplyAsync(
        () -> {
          if (!people.secrets().unlock(passphrase))
            throw Problem.forbidden("That is not the passphrase.");
          return Answer.none();
        },
        Thread::startVirtualThread);
  }

  private CompletableFuture<Answer> passphrase(Request request) {
    String passphrase = request.body().only(Set.of("passphrase")).get("passphrase").text(200);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            if (passphrase.isEmpty()) people.secrets().removePassphrase();
            else people.secrets().setPassphrase(passphrase);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          return Answer.none();
        },
        Thread::startVirtualThread);
  }

  private CompletableFuture<Answer> authority(Request request) {
    String pem = people.packages().authority().orElseThrow(Problem::hidden);
    return Answer.now(
        Answer.file("application/x-x509-ca-cert", "steward-house.crt", Bytes.utf8(pem)));
  }
}
