package steward.api;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether a request can be read in one way only: two programs that read the same bytes differently
/// are what smuggled requests live on.
final class Framing {
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

  private Framing() {}

  static boolean isPlain(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll("Host");
    if (hosts.size() > 1 || BAD_ESCAPE.matcher(request.uri()).find()) return false;
    if (request.version() == HttpVersion.HTTP_2) return isSecondHostSame(request, hosts);
    List<String> codings = request.headers().getAll("Transfer-Encoding");
    boolean isOneCoding =
        codings.isEmpty()
            || codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked");
    boolean isOneLength = request.headers().getAll("Content-Length").size() <= 1;
    boolean isOneOfBoth = codings.isEmpty() || !request.headers().contains("Content-Length");
    return isOneCoding && isOneLength && isOneOfBoth && isTargetSame(request);
  }

  private static boolean isSecondHostSame(HttpServerRequest request, List<String> hosts) {
    var authority = request.authority();
    return hosts.isEmpty()
        || authority != null && hosts.getFirst().equalsIgnoreCase(authority.toString());
  }

  /// A target with a name of its own must have the one of the `Host`.
  private static boolean isTargetSame(HttpServerRequest request) {
    String target = request.uri();
    if (target.startsWith("/")) return true;
    try {
      @Nullable String named = new URI(target).getAuthority();
      var authority = request.authority();
      return named != null && authority != null && named.equalsIgnoreCase(authority.toString());
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
