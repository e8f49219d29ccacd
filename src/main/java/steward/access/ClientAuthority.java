package steward.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Signs the certificates of clients, apart from the house's authority, so that neither can do the
/// other's work. Kept as `keys/client-ca.pem`, made when the first client needs it.
///
/// Thread-safe; opening and issuing block.
public final class ClientAuthority {
  private final Path file;
  private volatile @Nullable Pem known;

  private ClientAuthority(Path file) {
    this.file = file;
  }

  /// Reads it if it is there; makes nothing.
  ///
  /// @throws IOException if it is there and damaged; the message says what to do
  public static ClientAuthority open(Path home) throws IOException {
    var authority = new ClientAuthority(home.resolve("keys").resolve("client-ca.pem"));
    if (Files.exists(authority.file)) authority.known = read(authority.file);
    return authority;
  }

  private static Pem read(Path file) throws IOException {
    try {
      return Pem.read(PrivateFiles.read(file));
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "%s is damaged (%s): restore it from a backup, or remove it so that a new one is made, after which every client certificate is void"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /// A client's certificate over a key that only the client has.
  ///
  /// @param client its id, which is all that the certificate says
  public X509Certificate issue(String client, KeyRequest request, Instant now) throws IOException {
    return issue(client, request.key(), now);
  }

  /// A key made here, with its certificate, for a client that can make none itself.
  public Made make(String client, Instant now) throws IOException {
    try {
      KeyPair pair = CertificateMaker.pair();
      return new Made(pair, issue(client, pair.getPublic(), now));
    } catch (GeneralSecurityException e) {
      throw new IOException("a client's key cannot be made", e);
    }
  }

  /// A key pair and what was signed over it.
  public record Made(KeyPair pair, X509Certificate certificate) {}

  private synchronized X509Certificate issue(String client, PublicKey key, Instant now)
      throws IOException {
    Instant set = now.isBefore(ServerKeys.EARLIEST) ? ServerKeys.EARLIEST : now;
    try {
      var maker = new CertificateMaker(set);
      return maker.client(signing(maker, set), key, client);
    } catch (GeneralSecurityException e) {
      throw new IOException("a client's certificate cannot be made: " + e.getMessage(), e);
    }
  }

  private Pem signing(CertificateMaker maker, Instant now)
      throws IOException, GeneralSecurityException {
    Pem pem = known;
    Instant needed = now.plus(CertificateMaker.CLIENT_VALID);
    if (pem != null && pem.leaf().getNotAfter().toInstant().isAfter(needed)) return pem;
    Pem made = maker.clientAuthority();
    PrivateFiles.folder(java.util.Objects.requireNonNull(file.getParent()));
    PrivateFiles.write(file, made.keyText() + made.chainText());
    known = made;
    return made;
  }

  /// The authority's certificate, once there is one.
  public Optional<X509Certificate> certificate() {
    Pem pem = known;
    return pem == null ? Optional.empty() : Optional.of(pem.leaf());
  }

  ClientCertificates certificates() {
    return new ClientCertificates(this::certificate);
  }

  /// For a handshake: see [ClientCertificates].
  X509TrustManager trust() {
    return certificates().forHandshake();
  }
}
