package steward.access;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The key that is shown to devices which know only the TLS of 2016, `keys/old-tls.pem`: RSA of
/// 2048 bits, signed by itself with SHA-1, as such devices are known to take it. It vouches for
/// nothing and nobody, and is used nowhere else.
public final class OldTlsKey {
  private static final int BITS = 2048;

  /// The devices have no clock when they look at it.
  private static final Duration VALID = Duration.ofDays(36_500);

  private OldTlsKey() {}

  /// The file, which is made where it is missing. Blocks.
  ///
  /// @throws IOException if it cannot be written
  public static Path open(Path home, Instant now) throws IOException {
    Path file = PrivateFiles.folder(home.resolve("keys")).resolve("old-tls.pem");
    if (Files.isRegularFile(file)) {
      var _ = PrivateFiles.read(file);
      return file;
    }
    try {
      Pem made = made(now);
      PrivateFiles.write(file, made.keyText() + made.chainText());
      return file;
    } catch (GeneralSecurityException e) {
      throw new IOException("the key for old TLS could not be made: " + e.getMessage(), e);
    }
  }

  private static Pem made(Instant now) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS, new SecureRandom());
    KeyPair pair = generator.generateKeyPair();
    var name = new X500Name("CN=steward");
    // Their clock may be far behind.
    Date from = Date.from(Instant.parse("2016-01-01T00:00:00Z"));
    var builder =
        new JcaX509v1CertificateBuilder(
            name, BigInteger.ONE, from, Date.from(now.plus(VALID)), name, pair.getPublic());
    try {
      var content = new JcaContentSignerBuilder("SHA1withRSA").build(pair.getPrivate());
      X509Certificate certificate =
          new JcaX509CertificateConverter().getCertificate(builder.build(content));
      return new Pem(pair.getPrivate(), List.of(certificate));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
