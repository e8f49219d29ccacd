package steward.link.line;

import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.UpgradeRejectedException;
import java.net.ConnectException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import steward.network.HttpLine;
import steward.network.Trust;
import steward.thing.Message.Failed.Why;
import steward.value.Text;

/// What went wrong on a line, in the words of a driver and of people.
final class Faults {
  private static final int DEPTH_MAX = 8;
  private static final int LENGTH_MAX = 200;

  private Faults() {}

  /// Only a certificate that is not believed is a matter of trust: a handshake that comes to
  /// nothing otherwise, such as over versions or ciphers, is a broken one.
  static Why why(Throwable fault) {
    Throwable at = fault;
    for (int i = 0; i < DEPTH_MAX && at != null; i++) {
      switch (at) {
        case CertificateException _, CertPathValidatorException _, SSLPeerUnverifiedException _ -> {
          return Why.UNTRUSTED;
        }
        case TimeoutException _, SslHandshakeTimeoutException _ -> {
          return Why.LATE;
        }
        case ConnectException _, java.net.NoRouteToHostException _ -> {
          return Why.UNREACHABLE;
        }
        case HttpLine.Broken _, UpgradeRejectedException _ -> {
          return Why.BROKEN;
        }
        default -> at = at.getCause();
      }
    }
    return Why.BROKEN;
  }

  /// A sentence without a full stop: `it refuses connections at port 80`.
  static String sentence(Throwable fault) {
    Throwable at = fault;
    for (int i = 0; i < DEPTH_MAX && at != null; i++) {
      if (at instanceof Trust.Other || at instanceof HttpLine.Broken)
        return cut(String.valueOf(at.getMessage()));
      at = at.getCause();
    }
    String message = fault.getMessage() == null ? "" : fault.getMessage();
    String lower = message.toLowerCase(Locale.ROOT);
    if (fault instanceof TimeoutException || lower.contains("timed out"))
      return message.isEmpty() ? "no answer in time" : cut(message);
    if (lower.contains("refused")) return "it refuses connections";
    if (lower.contains("no route") || lower.contains("unreachable"))
      return "no network leads to it";
    if (lower.contains("reset") || lower.contains("closed")) return "it broke off the connection";
    Optional<SSLException> unsafe = ofEncryption(fault);
    if (unsafe.isPresent())
      return cut("no encryption could be agreed on: " + unsafe.get().getMessage());
    if (message.isEmpty()) return "the connection failed: " + fault.getClass().getSimpleName();
    return cut(message);
  }

  private static Optional<SSLException> ofEncryption(Throwable fault) {
    Throwable at = fault;
    for (int i = 0; i < DEPTH_MAX && at != null; i++) {
      if (at instanceof SSLException found) return Optional.of(found);
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static String cut(String text) {
    String clean = Text.clean(text);
    return clean.length() > LENGTH_MAX ? clean.substring(0, LENGTH_MAX) + "…" : clean;
  }
}
