package steward.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The pages on a router: at every path that is a page of its own the document that fits the
/// caller, the assets below `/ui/VERSION/`, and nothing else. Any other path is left to the routes
/// that come after.
///
/// Thread-safe: all content is made once, in the constructor, and never changes. Nothing blocks.
public final class WebPages {
  /// Paths of pages; the script in the index draws the page that the path names.
  static final List<String> PAGES =
      List.of(
          "/",
          "/rooms/:room",
          "/things/:thing",
          "/activities",
          "/activities/:activity",
          "/activities/:activity/rehearse",
          "/activities/:activity/past",
          "/activities/:activity/versions",
          "/groups",
          "/groups/:group",
          "/place",
          "/house-rules",
          "/cases",
          "/ready-made",
          "/inbox",
          "/by-hand",
          "/journal",
          "/why/:seq",
          "/health",
          "/people",
          "/people/:user",
          "/clients/:client",
          "/me",
          "/notices",
          "/audit",
          "/callers",
          "/rights",
          "/network",
          "/network/stations/:station",
          "/network/grades",
          "/network/wifi",
          "/ledger",
          "/ledger/entries",
          "/ledger/statement");

  /// The page of the first contact by its own name; there is none once the house has an owner.
  static final String CLAIM = "/claim";

  /// How to install the house's certificate, for everybody and every system.
  static final String TRUST = "/trust";

  private static final String A_YEAR = "public, max-age=31536000, immutable";
  private static final String ASK_FIRST = "no-cache";

  private final Assets assets = Assets.read();
  private final Map<String, String> guards = guards(assets.importMapHash());

  /// Mounts the pages for a house that shows them to whoever comes.
  public WebPages(Router router) {
    this(router, _ -> Face.APP);
  }

  /// Mounts the pages. Nothing is served for paths that are not listed here.
  ///
  /// @param door says for each request to a page which one the caller gets; must not block
  public WebPages(Router router, Function<RoutingContext, Face> door) {
    for (String page : PAGES) {
      router.get(page).handler(c -> document(c, door.apply(c)));
      router.head(page).handler(c -> document(c, door.apply(c)));
    }
    both(router, CLAIM).handler(c -> claim(c, door.apply(c)));
    both(router, TRUST).handler(c -> trust(c, door.apply(c)));
    router.get("/ui/*").handler(this::file);
    router.head("/ui/*").handler(this::file);
  }

  /// One route for both methods: where it passes on, nothing else answers that the method is wrong.
  private static Route both(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
  }

  private void document(RoutingContext context, Face face) {
    Document document =
        switch (face) {
          case APP -> Document.APP;
          case SIGN_IN -> Document.SIGN_IN;
          case CLAIM -> Document.CLAIM;
        };
    answer(context, assets.document(document), ASK_FIRST);
  }

  private void claim(RoutingContext context, Face face) {
    if (face == Face.CLAIM) document(context, face);
    else notHere(context);
  }

  private void trust(RoutingContext context, Face face) {
    if (face == Face.CLAIM) document(context, face);
    else answer(context, assets.document(Document.TRUST), ASK_FIRST);
  }

  private void file(RoutingContext context) {
    String path = context.normalizedPath();
    String base = assets.base() + "/";
    Optional<Asset> found =
        path.startsWith(base) ? assets.file(path.substring(base.length())) : Optional.empty();
    found.ifPresentOrElse(asset -> answer(context, asset, A_YEAR), () -> notHere(context));
  }

  private void notHere(RoutingContext context) {
    var response = guarded(context.response()).setStatusCode(404);
    response.putHeader(HttpHeaders.CACHE_CONTROL, ASK_FIRST);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
    var _ = response.end("There is no such file. A reload fetches the present pages.\n");
  }

  private void answer(RoutingContext context, Asset asset, String cache) {
    boolean zip = acceptsGzip(context.request().getHeader(HttpHeaders.ACCEPT_ENCODING));
    var response = guarded(context.response());
    response.putHeader(HttpHeaders.ETAG, asset.tag(zip));
    response.putHeader(HttpHeaders.CACHE_CONTROL, cache);
    response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (matches(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), asset.tag(zip))) {
      var _ = response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, asset.type());
    if (zip) response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    var body = zip ? asset.zipped() : asset.plain();
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    boolean head = context.request().method().equals(HttpMethod.HEAD);
    var _ = head ? response.end() : response.end(body);
  }

  private HttpServerResponse guarded(HttpServerResponse response) {
    guards.forEach(response::putHeader);
    return response;
  }

  private static boolean acceptsGzip(@Nullable String header) {
    return header != null
        && header.contains("gzip")
        && !header.matches(".*gzip;\\s*q=0(\\.0*)?\\b.*");
  }

  private static boolean matches(@Nullable String header, String tag) {
    if (header == null) return false;
    for (String one : header.split(",", 32)) {
      String bare = one.strip();
      if (bare.equals(tag) || bare.equals("W/" + tag) || bare.equals("*")) return true;
    }
    return false;
  }

  /// What the browser must not do with these pages, whatever text a device sends.
  private static Map<String, String> guards(String importMapHash) {
    String policy =
        String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self' '" + importMapHash + "'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "font-src 'none'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html");
    return Map.of(
        "Content-Security-Policy", policy,
        "X-Content-Type-Options", "nosniff",
        "Referrer-Policy", "no-referrer",
        "Cross-Origin-Opener-Policy", "same-origin",
        "Cross-Origin-Resource-Policy", "same-origin",
        "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()");
  }
}
