package steward.hook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import steward.network.Target;
import steward.value.Malformed;

/// Where a hook sends to. Its path may hold a key, so it is shown nowhere.
///
/// @param path with its query
public record Endpoint(String host, int port, boolean tls, String path) {
  private static final int LENGTH_MAX = 1_000;

  /// Reads an address. Without TLS only within the house: a notice, and perhaps a key, would be
  /// read on its way.
  ///
  /// @throws Malformed if it is no such address; the message does not repeat it
  public static Endpoint read(String url) {
    try {
      URI uri = new URI(url);
      String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
      boolean tls = scheme.equals("https");
      boolean known = tls || scheme.equals("http") && isInHouse(host);
      boolean bare = uri.getRawUserInfo() == null && uri.getRawFragment() == null;
      if (known && bare && !host.isEmpty() && url.length() <= LENGTH_MAX) {
        String path = Optional.ofNullable(uri.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        int usual = tls ? 443 : 80;
        String bareHost = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Endpoint(bareHost, uri.getPort() < 0 ? usual : uri.getPort(), tls, path + query);
      }
    } catch (URISyntaxException _) {
      // said below
    }
    throw new Malformed(
        "/target",
        "https://HOST/PATH without a user, or http:// to a host of the home network",
        "something else");
  }

  private static boolean isInHouse(String host) {
    return host.matches("127(\\.\\d{1,3}){3}|10(\\.\\d{1,3}){3}|192\\.168(\\.\\d{1,3}){2}")
        || host.matches("172\\.(1[6-9]|2\\d|3[01])(\\.\\d{1,3}){2}")
        || host.matches("[a-z0-9-]+(\\.(local|lan|home\\.arpa|internal))?");
  }

  Target target() {
    return new Target(host, port, tls, Optional.empty());
  }

  /// What stands in the header `Host`.
  String authority() {
    boolean usual = port == (tls ? 443 : 80);
    String name = host.contains(":") ? "[" + host + "]" : host;
    return usual ? name : name + ":" + port;
  }

  /// Only the host: the rest may be a secret.
  @Override
  public String toString() {
    return host;
  }
}
