package steward.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// The address of the owner's own mail server: `smtp://user@host:port` where the connection becomes
/// encrypted after the greeting (STARTTLS), `smtps://…` where it is from the beginning.
///
/// @param user empty for a server that asks for none
public record MailServer(boolean tls, String user, String host, int port) {
  private static final int PORT_STARTTLS = 587;
  private static final int PORT_TLS = 465;

  /// Reads the URL; empty if it is none, or carries a password, which belongs into a file. An `@`
  /// in the user's name is written `%40`.
  public static Optional<MailServer> parse(String text) {
    try {
      var uri = new URI(text);
      boolean tls = "smtps".equals(uri.getScheme());
      String host = uri.getHost();
      if (host == null || !(tls || "smtp".equals(uri.getScheme()))) return Optional.empty();
      String path = uri.getPath();
      boolean bare =
          (path.isEmpty() || path.equals("/"))
              && uri.getQuery() == null
              && uri.getFragment() == null;
      String user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
      boolean fits = user.indexOf(':') < 0 && user.chars().allMatch(c -> c > ' ' && c < 0x7f);
      if (!bare || !fits || uri.getPort() == 0 || uri.getPort() > 65_535) return Optional.empty();
      String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      int port = uri.getPort() > 0 ? uri.getPort() : tls ? PORT_TLS : PORT_STARTTLS;
      return Optional.of(new MailServer(tls, user, name, port));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /// What a person reads: without the user's name.
  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return (tls ? "smtps://" : "smtp://") + shown + ":" + port;
  }
}
