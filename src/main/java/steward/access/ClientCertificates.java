package steward.access;

import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Decides whose certificate a client shows.
///
/// A certificate that the client authority did not sign ends the handshake. One of ours that has
/// expired or was revoked lets the connection stand, as a stranger's: a browser would show nothing
/// but an error of its own, and its owner would not learn that a sign-in with a code still works.
/// So a session says nothing by itself: [#verified] does, and it must be asked again for every
/// request, for a connection can outlast a certificate.
///
/// Immutable, thread-safe, does not block.
public final class ClientCertificates {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private final Supplier<Optional<X509Certificate>> authority;

  ClientCertificates(Supplier<Optional<X509Certificate>> authority) {
    this.authority = authority;
  }

  public static ClientCertificates of(ClientAuthority authority) {
    return authority.certificates();
  }

  /// The SHA-256 of the certificate in small hex digits, if the session's client has shown one that
  /// is ours, for clients, and in force now. Whose it is, and whether it was revoked, the accounts
  /// know.
  public Optional<String> verified(SSLSession session, Instant now) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate leaf
          ? verified(leaf, now)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException _) {
      return Optional.empty();
    }
  }

  /// The same for a certificate.
  public Optional<String> verified(X509Certificate leaf, Instant now) {
    try {
      check(leaf);
      leaf.checkValidity(Date.from(now));
      return Optional.of(Fingerprint.hex(leaf));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private void check(X509Certificate leaf) throws GeneralSecurityException {
    X509Certificate issuer =
        authority.get().orElseThrow(() -> new CertificateException("no client has a certificate"));
    if (!leaf.getIssuerX500Principal().equals(issuer.getSubjectX500Principal()))
      throw new CertificateException("not signed by this house");
    leaf.verify(issuer.getPublicKey());
    List<String> uses = leaf.getExtendedKeyUsage();
    if (uses == null || !uses.contains(CLIENT_AUTH) || leaf.getBasicConstraints() >= 0)
      throw new CertificateException("not for a client");
  }

  /// Ends the handshake of certificates that are not ours; names the authority as the only one
  /// wanted, so that a browser offers no other.
  X509TrustManager forHandshake() {
    return new X509TrustManager() {
      @Override
      public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String kind)
          throws CertificateException {
        if (chain == null || chain.length == 0) throw new CertificateException("no certificate");
        try {
          check(chain[0]);
        } catch (CertificateException e) {
          throw e;
        } catch (GeneralSecurityException e) {
          throw new CertificateException("not signed by this house", e);
        }
      }

      @Override
      public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String kind)
          throws CertificateException {
        throw new CertificateException("only clients are judged here");
      }

      @Override
      public X509Certificate[] getAcceptedIssuers() {
        return authority.get().stream().toArray(X509Certificate[]::new);
      }
    };
  }
}
