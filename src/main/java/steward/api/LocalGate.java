package steward.api;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// The one gate before every route while there are no clients yet: only a local `Host`, and no
/// foreign `Origin`.
///
/// A page of another site that resolves its name to this machine (DNS rebinding) is stopped by the
/// first, one that posts to us by the second.
final class LocalGate {
  private LocalGate() {}

  static void mount(Router router) {
    router.route().order(-100).handler(LocalGate::check);
  }

  private static void check(RoutingContext context) {
    var authority = context.request().authority();
    String origin = context.request().getHeader("Origin");
    if (authority == null || !isLocal(authority.host())) {
      ApiRouter.fail(
          context,
          Problem.forbidden("The steward answers only to a local Host until clients are known."));
    } else if (origin != null && !isSame(origin, authority.toString())) {
      ApiRouter.fail(
          context, Problem.forbidden("A page of another origin may not call the steward."));
    } else if (context.request().getHeader("X-Forwarded-For") != null
        || context.request().getHeader("Forwarded") != null) {
      ApiRouter.fail(context, Problem.forbidden("The steward is not called through a proxy."));
    } else {
      context.next();
    }
  }

  static boolean isLocal(String host) {
    String bare = host.toLowerCase(Locale.ROOT);
    return bare.equals("localhost")
        || bare.equals("[::1]")
        || bare.equals("::1")
        || bare.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /// Another port of this machine is another origin: whatever serves it is not the steward.
  private static boolean isSame(String origin, String authority) {
    try {
      URI uri = new URI(origin);
      return isLocal(Optional.ofNullable(uri.getHost()).orElse(""))
          && authority.equalsIgnoreCase(uri.getAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
