package steward.api;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import steward.access.Sessions;
import steward.access.SignIn;
import steward.access.SignIn.Outcome;
import steward.rights.Caller;
import steward.rights.Client;
import steward.rights.Target;
import steward.value.Tree;

/// Sign in and out, who one is, a fresh code, and the list of sessions.
final class SessionApi {
  /// As long as browsers keep one at most.
  private static final Duration COOKIE_AGE = Duration.ofDays(400);

  private static final int SECRET_LENGTH_MAX = 80;

  private final People people;
  private final PeopleJson json;
  private final Entrance entrance;
  private final BooleanSupplier claimed;

  SessionApi(People people, Entrance entrance, BooleanSupplier claimed) {
    this.people = people;
    this.json = new PeopleJson(people);
    this.entrance = entrance;
    this.claimed = claimed;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("/session", "getSession", "Who one is", "Session", this::get),
        new Operation(
            "POST",
            "/session",
            "signIn",
            "Sign in with a code or a recovery code",
            List.of(),
            "SignIn",
            Map.of(200, "Session"),
            this::signIn),
        new Operation(
            "DELETE",
            "/session",
            "signOut",
            "End one's session",
            List.of(),
            "",
            Map.of(204, ""),
            this::signOut),
        new Operation(
            "POST",
            "/session/fresh",
            "freshCode",
            "Enter a code once more",
            List.of(),
            "Code",
            Map.of(200, "Session"),
            this::fresh),
        Operation.get(
                "/sessions", "listSessions", "Sessions that are open", "SessionList", this::list)
            .with(new Operation.Query("user", "string", "of this user only")),
        new Operation(
            "DELETE",
            "/sessions/{id}",
            "endSession",
            "End a session",
            List.of(),
            "",
            Map.of(204, ""),
            this::end,
            this::ofSession));
  }

  private CompletableFuture<Answer> get(Request request) {
    return Answer.now(Answer.ok(json.session(request.caller(), claimed.getAsBoolean())));
  }

  private CompletableFuture<Answer> signIn(Request request) {
    Tree body = request.body().only(Set.of("client", "code", "recovery"));
    var attempt =
        new SignIn.Attempt(
            text(body, "client"),
            cookie(request, Entrance.DEVICE_COOKIE),
            text(body, "code"),
            text(body, "recovery"),
            request.asking().address());
    return people.signIn().signIn(attempt).thenApply(outcome -> answer(request, "signIn", outcome));
  }

  private static Optional<String> text(Tree body, String key) {
    return body.find(key).map(tree -> tree.text(SECRET_LENGTH_MAX)).filter(t -> !t.isBlank());
  }

  private static Optional<String> cookie(Request request, String name) {
    return Optional.ofNullable(request.context().request().getCookie(name)).map(Cookie::getValue);
  }

  private CompletableFuture<Answer> fresh(Request request) {
    String code = request.body().only(Set.of("code")).get("code").text(SECRET_LENGTH_MAX);
    return session(request)
        .thenCompose(token -> people.signIn().fresh(token, code))
        .thenApply(outcome -> answer(request, "freshCode", outcome));
  }

  /// The token of the session, which a client that came with its certificate only gets here.
  private CompletableFuture<String> session(Request request) {
    if (request.token().flatMap(people.sessions()::item).isPresent())
      return CompletableFuture.completedFuture(request.token().get());
    Caller.Known known =
        request
            .caller()
            .known()
            .orElseThrow(() -> Problem.conflict("At the machine no code is asked for."));
    return people
        .sessions()
        .open(known.client(), Sessions.Via.CERTIFICATE, request.asking().address(), false)
        .thenApply(opened -> {
          request.context().response().addCookie(cookie(Entrance.SESSION_COOKIE, opened.token()));
          return opened.token();
        });
  }

  /// The answer to a try, which is noted whether it was right or not.
  Answer answer(Request request, String operation, Outcome outcome) {
    return switch (outcome) {
      case Outcome.SignedIn in -> {
        var caller = new Caller.Known(in.user(), in.client(), Optional.empty());
        var asking =
            new steward.access.Gate.Asking(
                caller, request.asking().face(), request.asking().address());
        entrance.gate().note(asking, operation, "client/" + in.client().id(), "allowed", "");
        setCookies(request, in);
        yield Answer.ok(json.session(known(in), claimed.getAsBoolean()));
      }
      case Outcome.Fresh _ -> {
        Caller now =
            request
                .token()
                .flatMap(token -> people.sessions().caller(token, entrance.gate().now()))
                .<Caller>map(caller -> caller)
                .orElse(request.caller());
        yield Answer.ok(json.session(now, claimed.getAsBoolean()));
      }
      case Outcome.Refused _ ->
          throw failed(request, operation, Problem.signIn("That is not right."));
      case Outcome.ClocksDiffer(Duration by) ->
          throw failed(request, operation, Problem.signIn(clocks(by)));
      case Outcome.ClockUnset _ ->
          throw failed(
              request,
              operation,
              Problem.signIn(
                  "The steward does not know what time it is, so it can check no code. A recovery code works, or set the clock at the machine."));
      case Outcome.Locked _ ->
          throw failed(
              request,
              operation,
              Problem.signIn(
                  "People's secrets are locked since the start: unlock them at the machine with 'steward unlock'. A recovery code works."));
      case Outcome.TooMany(Duration after) ->
          throw failed(
              request,
              operation,
              Problem.tooMany(
                  "There were too many tries. Wait a moment; a browser that has signed in before is never kept waiting by others.",
                  Math.clamp(after.plusMillis(999).toSeconds(), 1, 86_400)));
    };
  }

  private Caller.Known known(Outcome.SignedIn in) {
    return people
        .sessions()
        .caller(in.session().token(), entrance.gate().now())
        .orElse(new Caller.Known(in.user(), in.client(), Optional.empty()));
  }

  private static String clocks(Duration by) {
    return "That code is of another time: the clock of your device is %d seconds %s. Set it by the network, then try the next code."
        .formatted(Math.abs(by.toSeconds()), by.isNegative() ? "late" : "early");
  }

  private Problem failed(Request request, String operation, Problem problem) {
    entrance.gate().note(request.asking(), operation, "nothing", "failed", problem.detail());
    return problem;
  }

  void setCookies(Request request, Outcome.SignedIn in) {
    var response = request.context().response();
    response.addCookie(cookie(Entrance.SESSION_COOKIE, in.session().token()));
    response.addCookie(cookie(Entrance.DEVICE_COOKIE, in.cookie()));
  }

  static Cookie cookie(String name, String value) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setSecure(true)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setMaxAge(COOKIE_AGE.toSeconds());
  }

  private CompletableFuture<Answer> signOut(Request request) {
    Optional<Sessions.Item> item = request.token().flatMap(people.sessions()::item);
    if (item.isEmpty()) return Answer.now(Answer.none());
    request.context().response().addCookie(cookie(Entrance.SESSION_COOKIE, "").setMaxAge(0));
    return people.sessions().end(item.get().id()).thenApply(_ -> Answer.none());
  }

  private CompletableFuture<Answer> list(Request request) {
    boolean all = entrance.gate().judge().seesPeople(request.caller());
    Optional<String> wanted = request.query("user");
    Optional<String> self = request.token().flatMap(people.sessions()::item).map(Sessions.Item::id);
    var items =
        people.sessions().all().stream()
            .filter(item -> all || isOwn(request.caller(), item))
            .filter(item -> wanted.isEmpty() || owner(item).equals(wanted))
            .map(item -> json(item, self))
            .toList();
    return Answer.now(Answer.ok(Json.list(items, null)));
  }

  private boolean isOwn(Caller caller, Sessions.Item item) {
    return caller
        .known()
        .filter(known -> owner(item).filter(known.user().id().value()::equals).isPresent())
        .isPresent();
  }

  private Optional<String> owner(Sessions.Item item) {
    return people.accounts().client(item.client()).map(client -> client.user().value());
  }

  private Map<String, Object> json(Sessions.Item item, Optional<String> self) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", item.id());
    line.put("client", item.client().value());
    line.put("user", owner(item).orElse(""));
    line.put("via", item.via().label());
    line.put("since", Json.instant(item.since()));
    line.put("seen", Json.instant(item.seen()));
    item.until().ifPresent(until -> line.put("until", Json.instant(until)));
    line.put("address", item.address());
    line.put("self", self.filter(item.id()::equals).isPresent());
    return line;
  }

  private CompletableFuture<Target> ofSession(Request request) {
    Target target =
        people
            .sessions()
            .find(request.part("id"))
            .flatMap(item -> people.accounts().client(item.client()))
            .<Target>map((Client client) -> new Target.OneClient(client.id(), client.user()))
            .orElse(Target.nothing());
    return CompletableFuture.completedFuture(target);
  }

  private CompletableFuture<Answer> end(Request request) {
    return people
        .sessions()
        .end(request.part("id"))
        .thenApply(was -> {
          if (!was) throw Problem.notFound("session", request.part("id"));
          return Answer.none();
        });
  }
}
