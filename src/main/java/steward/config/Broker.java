package steward.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// The address of an MQTT broker that is already there: `mqtt://user@host:port` or `mqtts://…`.
///
/// @param user empty for a broker that asks for none
public record Broker(boolean tls, String user, String host, int port) {
  private static final int PORT_PLAIN = 1883;
  private static final int PORT_TLS = 8883;

  /// Reads the URL; empty if it is none, or carries a password, which belongs into a file.
  public static Optional<Broker> parse(String text) {
    try {
      var uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme());
      boolean tls = scheme.equals("mqtts");
      String host = uri.getHost();
      if (host == null || !(tls || scheme.equals("mqtt"))) return Optional.empty();
      String path = uri.getPath();
      if (!(path.isEmpty() || path.equals("/"))
          || uri.getQuery() != null
          || uri.getFragment() != null) {
        return Optional.empty();
      }
      String user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
      if (user.contains(":") || uri.getPort() == 0 || uri.getPort() > 65_535)
        return Optional.empty();
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      int port = uri.getPort() > 0 ? uri.getPort() : tls ? PORT_TLS : PORT_PLAIN;
      return Optional.of(new Broker(tls, user, bare, port));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /// What a person reads: without the user's name.
  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return (tls ? "mqtts://" : "mqtt://") + shown + ":" + port;
  }
}
