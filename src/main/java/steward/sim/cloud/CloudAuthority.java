package steward.sim.cloud;

import io.vertx.core.net.KeyCertOptions;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import steward.network.SniKeys;

/// An authority that stands for the public ones: its certificates are believed by whoever is given
/// [#pem]. Immutable.
public final class CloudAuthority {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final X500Name NAME = new X500Name("CN=Authority of simulated clouds");

  private final KeyPair key = pair();
  private final X509Certificate certificate = sign(NAME, key, List.of(), true);

  /// Its own certificate, as a file has it.
  public String pem() {
    return text(certificate);
  }

  /// A key and a certificate for these host names. Not as PEM, which would be put behind a password
  /// and taken from there again: that costs a fifth of a second.
  public KeyCertOptions serverOf(List<String> hosts) {
    KeyPair own = pair();
    X509Certificate leaf = sign(new X500Name("CN=" + hosts.getFirst()), own, hosts, false);
    var shown = Optional.of(new SniKeys.Identity(own.getPrivate(), List.of(leaf)));
    return KeyCertOptions.wrap(new SniKeys(_ -> shown));
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has P-256", e);
    }
  }

  private X509Certificate sign(
      X500Name subject, KeyPair owner, List<String> hosts, boolean authority) {
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            NAME,
            new BigInteger(63, RANDOM).setBit(62),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(Duration.ofDays(365))),
            subject,
            owner.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (!hosts.isEmpty()) {
        var names = hosts.stream().map(host -> new GeneralName(GeneralName.dNSName, host)).toList();
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.toArray(GeneralName[]::new)));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("a certificate of P-256 can always be made", e);
    }
  }

  private static String text(X509Certificate certificate) {
    try {
      var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
      return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
          .formatted(encoder.encodeToString(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was made can be written", e);
    }
  }
}
