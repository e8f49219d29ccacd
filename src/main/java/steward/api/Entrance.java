package steward.api;

import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSession;
import steward.access.ClientKeys;
import steward.access.Gate;
import steward.access.ServerTls;
import steward.network.Rates;
import steward.rights.Caller;
import steward.rights.Decision;
import steward.rights.Target;

/// Before every route: is the request meant for us, who makes it, and may it.
///
/// A page of another site that resolves its name to this machine (DNS rebinding) is stopped by its
/// `Host`, one that posts to us by its `Origin`. Thread-safe.
public final class Entrance {
  static final String SESSION_COOKIE = "__Host-session";
  static final String DEVICE_COOKIE = "__Host-device";
  private static final String ASKING = "steward.asking";
  private static final Pattern LOOPBACK = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  private static final Pattern OWN_NAME =
      Pattern.compile("(steward|c-\\w+)\\.local", Pattern.CASE_INSENSITIVE);
  private static final String BEARER = "Bearer ";
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[[0-9a-f:.%]+]");
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "[::1]", "::1");

  /// What answers before the house has an owner, to whoever is directly attached.
  private static final Set<String> BEFORE_CLAIM =
      Set.of("/api/v1/claim", "/api/v1/claim/status", "/claim", "/api/v1/authority");

  private static final Set<String> FORWARDED =
      Set.of("forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip");

  /// How many requests strangers of one source may make: so many at once, then one after each span.
  static final int BURST = 600;

  static final Duration EVERY = Duration.ofMillis(10);
  static final int SOURCES_MAX = 4_096;

  private static final Set<String> HEALTH = Set.of("/healthz", "/readyz");

  private final Gate gate;
  private final Identity identity;
  private final Lines lines;
  private final Rates rates = new Rates(BURST, EVERY, SOURCES_MAX);
  private final LongAdder refused = new LongAdder();
  private final LongAdder limited = new LongAdder();

  Entrance(Gate gate, Identity identity, Lines lines) {
    this.gate = gate;
    this.identity = identity;
    this.lines = lines;
  }

  void mount(Router router) {
    router.route().order(-100).handler(this::check);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (lines.isOver(request.connection())) return;
    Line line = lines.begin(context);
    guard(context, line);
    if (!Framing.isPlain(request)) {
      refused.increment();
      end(context);
      return;
    }
    Optional<Problem> wrong = wrong(request, line);
    if (wrong.isPresent()) {
      refused.increment();
      ApiRouter.fail(context, wrong.get());
      return;
    }
    var asking = new Gate.Asking(caller(request, line), Gate.Face.HTTP, line.address());
    if (isAnothers(request, asking.caller())) {
      refused.increment();
      ApiRouter.fail(context, Problem.of(421, "Not here", "This name is that of another client."));
      return;
    }
    context.put(ASKING, asking);
    if (asking.caller() instanceof Caller.Stranger) {
      if (line.door() == Door.LOOPBACK) forget(context);
      stranger(context, line);
    } else {
      lines.known(request.connection());
      context.next();
    }
  }

  /// A client's host name, asked for in the handshake or by the request, is for that client and for
  /// who is still to sign in.
  private static boolean isAnothers(HttpServerRequest request, Caller caller) {
    if (!(caller instanceof Caller.Known known)) return false;
    var named = new ArrayList<String>();
    if (request.authority() != null) named.add(request.authority().host());
    SSLSession session = request.connection().sslSession();
    if (session != null) ServerTls.clientHost(session).ifPresent(named::add);
    return named.stream()
        .map(Entrance::bare)
        .filter(ClientKeys::isHost)
        .anyMatch(name -> !known.client().host().equals(Optional.of(name)));
  }

  /// What follows on the connection cannot be told from what belongs to this request.
  private void end(RoutingContext context) {
    var connection = context.request().connection();
    lines.end(connection);
    if (context.request().version() != HttpVersion.HTTP_2)
      context.response().putHeader("Connection", "close");
    context.addEndHandler(_ -> {
      var _ = connection.close();
    });
    ApiRouter.fail(context, Problem.badRequest("The request can be read in more than one way."));
  }

  /// What no browser may do with any answer, and for names of our own that no other door is opened
  /// by. Pages set a wider policy of their own.
  private static void guard(RoutingContext context, Line line) {
    var response = context.response();
    response
        .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    var authority = context.request().authority();
    boolean isSecure = line.door() == Door.TLS || line.door() == Door.CERTIFICATE;
    // A name that the configuration adds may be that of a machine with other services.
    if (isSecure && authority != null && OWN_NAME.matcher(authority.host()).matches())
      response.putHeader("Strict-Transport-Security", "max-age=31536000");
  }

  /// A session that is over would keep a browser at the machine from being at the machine.
  private static void forget(RoutingContext context) {
    if (context.request().getCookie(SESSION_COOKIE) == null) return;
    context.response().addCookie(SessionApi.cookie(SESSION_COOKIE, "").setMaxAge(0));
  }

  private void stranger(RoutingContext context, Line line) {
    if (!rates.take(line.source(), System.nanoTime())) {
      limited.increment();
      ApiRouter.fail(context, Problem.tooMany("There are too many requests from here.", 1));
      return;
    }
    String path = context.normalizedPath();
    if (identity.isClaimed() || HEALTH.contains(path)) {
      context.next();
    } else if (!identity.isAttached(line) || !isBeforeClaim(context, path)) {
      // Of a house without an owner nothing is told, not even that it is one.
      ApiRouter.fail(context, Problem.hidden());
    } else {
      context.next();
    }
  }

  private static boolean isBeforeClaim(RoutingContext context, String path) {
    if (BEFORE_CLAIM.contains(path) || path.startsWith("/ui/")) return true;
    boolean reads = context.request().method().equals(HttpMethod.GET);
    return reads
        && !path.startsWith("/api/")
        && !path.startsWith("/metrics")
        && !path.contains(".");
  }

  private Optional<Problem> wrong(HttpServerRequest request, Line line) {
    var authority = request.authority();
    if (authority == null || !isOurs(authority.host(), line)) {
      return Optional.of(Problem.of(421, "Not here", "The steward is not called by this name."));
    }
    String origin = request.getHeader("Origin");
    if (origin != null && !isSame(origin, scheme(request, line), authority.toString())) {
      return Optional.of(Problem.forbidden("A page of another origin may not call the steward."));
    }
    String site = request.getHeader("Sec-Fetch-Site");
    boolean isNavigation = "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
    boolean reads = request.method().equals(HttpMethod.GET);
    if (site != null
        && !site.equals("same-origin")
        && !site.equals("none")
        && !(reads && isNavigation)) {
      return Optional.of(Problem.forbidden("A page of another site may not call the steward."));
    }
    if (line.door() == Door.LOOPBACK && isForwarded(request)) {
      return Optional.of(Problem.forbidden("The steward is not called through a proxy here."));
    }
    return Optional.empty();
  }

  private static boolean isForwarded(HttpServerRequest request) {
    return request.headers().names().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> name.startsWith("x-forwarded") || FORWARDED.contains(name));
  }

  private boolean isOurs(String host, Line line) {
    String bare = bare(host);
    if (line.door() == Door.SOCKET) return true;
    if (isLocalName(bare))
      return line.remote().map(end -> end.address().isLoopbackAddress()).orElse(false);
    if (line.door() == Door.LOOPBACK) return false;
    return identity.isHost(bare) || isOwnAddress(bare, line);
  }

  /// A name as it is compared: also with the dot at its end it is the same.
  private static String bare(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static String scheme(HttpServerRequest request, Line line) {
    return line.door() == Door.SOCKET || !request.isSSL() ? "http" : "https";
  }

  private static boolean isLocalName(String host) {
    return LOCAL_NAMES.contains(host) || LOOPBACK.matcher(host).matches();
  }

  private static boolean isOwnAddress(String host, Line line) {
    if (!LITERAL.matcher(host).matches()) return false;
    String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    try {
      InetAddress address = InetAddress.ofLiteral(literal);
      return line.local()
          .map(end -> java.util.Arrays.equals(end.address().getAddress(), address.getAddress()))
          .orElse(false);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Another port of this machine is another origin: whatever serves it is not the steward. So is
  /// the same name without TLS: whoever sits in between may serve it.
  private static boolean isSame(String origin, String scheme, String authority) {
    try {
      var from = new URI(origin);
      return scheme.equalsIgnoreCase(from.getScheme())
          && authority.equalsIgnoreCase(from.getAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /// A certificate or a token says who it is; only a call without any may be that of the person at
  /// the machine. So no call that the steward makes for somebody can become more than that one.
  private Caller caller(HttpServerRequest request, Line line) {
    Optional<Caller.Known> certified =
        line.door() == Door.CERTIFICATE && request.connection().sslSession() != null
            ? identity.byCertificate(request.connection().sslSession())
            : Optional.empty();
    Optional<String> token = token(request);
    Optional<Caller.Known> known = token.flatMap(identity::byToken);
    if (known.isEmpty() && bearer(request).isEmpty()) known = certified;
    if (known.isPresent()) return known.get();
    boolean showsSomething = token.isPresent() || request.getHeader("Authorization") != null;
    if (showsSomething) return Caller.stranger();
    return isAtMachine(request, line) ? Caller.atMachine() : Caller.stranger();
  }

  private boolean isAtMachine(HttpServerRequest request, Line line) {
    return (line.door() == Door.LOOPBACK || line.door() == Door.SOCKET)
        && lines.isAtMachine(request.connection(), identity::isAtMachine);
  }

  /// Takes over from the server the care for a connection that becomes a WebSocket, of whose end
  /// the server says nothing more; to be run when it is closed.
  Runnable hold(HttpServerRequest request) {
    return lines.hold(request.connection());
  }

  /// Says at any time later whether who made this request may still do what it does: its session or
  /// certificate may have ended meanwhile. Thread-safe, fast.
  BooleanSupplier stay(RoutingContext context) {
    if (!(asking(context).caller() instanceof Caller.Known known)) return () -> true;
    HttpServerRequest request = context.request();
    boolean isBearer = bearer(request).isPresent();
    Optional<String> token =
        token(request).filter(one -> isBearer || identity.byToken(one).isPresent());
    var session = request.connection().sslSession();
    Supplier<Optional<Caller.Known>> now =
        token.isPresent() || session == null
            ? () -> token.flatMap(identity::byToken)
            : () -> identity.byCertificate(session);
    return () -> now.get().filter(k -> k.client().id().equals(known.client().id())).isPresent();
  }

  /// The token of the session that a request came with: what it says itself goes before what a
  /// browser adds.
  static Optional<String> token(HttpServerRequest request) {
    return bearer(request)
        .or(() -> Optional.ofNullable(request.getCookie(SESSION_COOKIE)).map(Cookie::getValue));
  }

  private static Optional<String> bearer(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(header -> header.substring(BEARER.length()).strip())
        .filter(token -> !token.isEmpty());
  }

  /// Who makes this request, as the entrance found out.
  static Gate.Asking asking(RoutingContext context) {
    Gate.Asking asking = context.get(ASKING);
    if (asking == null)
      throw new IllegalStateException("a route was reached that is not behind the entrance");
    return asking;
  }

  /// Asks the gate.
  ///
  /// @throws Problem if it says no
  void admit(Gate.Asking asking, String operation, Target target) {
    switch (gate.pass(asking, operation, target)) {
      case Decision.Allowed _ -> {}
      case Decision.SignIn _ -> throw Problem.signIn();
      case Decision.FreshCode _ -> throw Problem.freshCode();
      case Decision.Hidden _ -> throw Problem.hidden();
      case Decision.Forbidden(String why) -> throw Problem.forbidden(why);
    }
  }

  /// A guard for a route that is not in the table of operations.
  Handler<RoutingContext> guard(String operation) {
    return context -> {
      try {
        admit(asking(context), operation, Target.house());
        context.next();
      } catch (Problem problem) {
        ApiRouter.fail(context, problem);
      }
    };
  }

  Gate gate() {
    return gate;
  }

  /// What the pages must know to show the right one.
  public enum Visitor {
    /// Nobody owns the house yet.
    CLAIMS,
    /// Has to sign in.
    SIGNS_IN,
    /// Is known.
    ENTERS
  }

  /// Which page a request gets.
  public Visitor visitor(RoutingContext context) {
    if (!(asking(context).caller() instanceof Caller.Stranger)) return Visitor.ENTERS;
    return identity.isClaimed() ? Visitor.SIGNS_IN : Visitor.CLAIMS;
  }

  Map<String, Long> counters() {
    return Map.of("http.refused", refused.sum(), "http.limited", limited.sum());
  }
}
