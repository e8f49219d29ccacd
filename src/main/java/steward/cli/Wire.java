package steward.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// A steward somewhere on the network, of which nothing is trusted but one certificate that a
/// person has compared.
///
/// @param host a name or an address, IPv6 without brackets
record Wire(String host, int port) {
  private static final int USUAL_PORT = 8888;
  private static final Duration WITHIN = Duration.ofSeconds(10);

  /// `steward.local`, `192.168.1.7:8888`, `[fd00::7]:8888`, `fd00::7`.
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:https://)?(?:\\[([0-9a-fA-F:.%\\w]+)]|([^\\[\\]/?#@\\s:]+))(?::(\\d{1,5}))?/?");

  private static final Pattern BARE_SIX =
      Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%\\w+)?");

  static Wire of(String text) throws Failure {
    if (BARE_SIX.matcher(text).matches()) return new Wire(text, USUAL_PORT);
    var named = NAMED.matcher(text);
    if (named.matches()) {
      String port = named.group(3);
      int number = port == null ? USUAL_PORT : Integer.parseInt(port);
      String host = named.group(1) == null ? named.group(2) : named.group(1);
      if (number > 0 && number < 65_536) return new Wire(host, number);
    }
    throw Asked.wrong(
        "HOST", "a name or an address, such as steward.local or 192.168.1.7:8888", text);
  }

  String base() {
    return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /// The certificate that is shown there. It is only looked at: nothing but the handshake is sent.
  X509Certificate look() throws Failure {
    var seen = new ArrayList<X509Certificate>();
    var noting =
        new Judge() {
          @Override
          void judge(X509Certificate leaf) {
            seen.add(leaf);
          }
        };
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), (int) WITHIN.toMillis());
      plain.setSoTimeout((int) WITHIN.toMillis());
      try (var socket = (SSLSocket) factory(noting).createSocket(plain, host, port, true)) {
        socket.startHandshake();
      }
    } catch (IOException e) {
      throw new Failure(
          Exit.UNREACHABLE,
          "no steward answers at %s (%s): is it running, and is this computer in its network?"
              .formatted(base(), Screen.clean(String.valueOf(e.getMessage()))));
    }
    if (seen.isEmpty()) throw new Failure(Exit.STEWARD_FAILED, base() + " shows no certificate");
    return seen.getFirst();
  }

  /// Talks to whoever proves to hold this certificate's key, and to nobody else.
  Api pinned(X509Certificate known) throws Failure {
    var exactly =
        new Judge() {
          @Override
          void judge(X509Certificate leaf) throws CertificateException {
            if (!leaf.equals(known))
              throw new CertificateException(
                  "another certificate is shown than the one that was compared");
          }
        };
    return new Api(base(), "", List.of(factory(exactly)));
  }

  private static SSLSocketFactory factory(Judge judge) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {judge}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java speaks TLS", e);
    }
  }

  /// Judges a server by its own certificate alone.
  private abstract static class Judge implements X509TrustManager {
    abstract void judge(X509Certificate leaf) throws CertificateException;

    @Override
    public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String kind)
        throws CertificateException {
      if (chain == null || chain.length == 0) throw new CertificateException("no certificate");
      judge(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String kind)
        throws CertificateException {
      throw new CertificateException("only servers are judged here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
