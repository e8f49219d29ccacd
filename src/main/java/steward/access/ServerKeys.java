package steward.access;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The house's own authority and the server's certificate, made at the first start and kept in the
/// home folder.
///
/// `keys/server-ca.pem` and `keys/server.pem` each hold a private key with its certificates (0600,
/// replaced in one step); `server-ca.crt` and `server.sha256` beside the folder are for people.
/// Immutable; opening blocks on the disk.
public final class ServerKeys {
  /// With less time left the server's certificate is made anew at start.
  static final Duration RENEW_BEFORE = Duration.ofDays(30);

  /// A clock before this is not set yet; certificates then begin here.
  private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

  private final Pem authority;
  private final Pem server;
  private final Fingerprint fingerprint;

  private ServerKeys(Pem authority, Pem server) {
    this.authority = authority;
    this.server = server;
    this.fingerprint = Fingerprint.of(server.leaf());
  }

  /// Loads the keys, or makes what is missing or about to expire.
  ///
  /// @throws IOException if the folder cannot be used or a key file is damaged; the message says
  ///   what to do
  public static ServerKeys open(Path home, Instant now) throws IOException {
    Path folder = PrivateFiles.folder(home.resolve("keys"));
    Instant set = now.isBefore(EARLIEST) ? EARLIEST : now;
    try {
      var maker = new Making(home, folder, set);
      Pem authority = maker.authority();
      var keys = new ServerKeys(authority, maker.server(authority));
      PrivateFiles.publish(home.resolve("server.sha256"), keys.fingerprint.sha256() + "\n");
      return keys;
    } catch (GeneralSecurityException e) {
      throw new IOException("the server's keys cannot be made: " + e.getMessage(), e);
    }
  }

  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /// The certificate that clients see.
  public X509Certificate certificate() {
    return server.leaf();
  }

  /// The certificate to install on clients so that they trust the house.
  public X509Certificate authority() {
    return authority.leaf();
  }

  /// Key and chain for a listener.
  public PemKeyCertOptions forListener() {
    try {
      return new PemKeyCertOptions()
          .addKeyValue(Buffer.buffer(server.keyText()))
          .addCertValue(Buffer.buffer(server.chainText()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  /// One opening of the files.
  private record Making(Path home, Path folder, Instant now) {

    Pem authority() throws IOException, GeneralSecurityException {
      Path file = folder.resolve("server-ca.pem");
      var known = read(file);
      if (known.isPresent() && lasts(known.get().leaf(), CertificateMaker.SERVER_VALID))
        return known.get();
      Pem made = new CertificateMaker(now).authority(CertificateMaker.hostName());
      PrivateFiles.write(file, made.keyText() + made.chainText());
      PrivateFiles.publish(home.resolve("server-ca.crt"), made.chainText());
      return made;
    }

    Pem server(Pem authority) throws IOException, GeneralSecurityException {
      Path file = folder.resolve("server.pem");
      var known = read(file);
      if (known.isPresent()
          && lasts(known.get().leaf(), RENEW_BEFORE)
          && isSigned(known.get(), authority)) {
        return known.get();
      }
      Pem made = new CertificateMaker(now).server(authority, CertificateMaker.hostName());
      PrivateFiles.write(file, made.keyText() + made.chainText());
      return made;
    }

    private boolean lasts(X509Certificate certificate, Duration left) {
      return certificate.getNotAfter().toInstant().isAfter(now.plus(left));
    }

    /// Told by the chain in the file, not by its signature, whose check takes longer than all the
    /// rest.
    private static boolean isSigned(Pem server, Pem authority) {
      return server.chain().getLast().equals(authority.leaf());
    }

    private static Optional<Pem> read(Path file) throws IOException {
      try {
        return Optional.of(Pem.read(PrivateFiles.read(file)));
      } catch (NoSuchFileException _) {
        return Optional.empty();
      } catch (GeneralSecurityException e) {
        throw new IOException(
            "%s is damaged (%s): restore it from a backup, or remove it so that a new one is made, after which every client has to compare the new fingerprint"
                .formatted(file, e.getMessage()),
            e);
      }
    }
  }

  /// Where the fingerprint stands for people who look for it in the home folder.
  public static Optional<String> recorded(Path home) {
    try {
      return Optional.of(Files.readString(home.resolve("server.sha256")).strip());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
