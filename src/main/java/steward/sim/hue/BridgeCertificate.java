package steward.sim.hue;

import io.vertx.core.net.KeyCertOptions;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import steward.network.SniKeys;

/// A certificate as bridges show it: P-256, no name but the bridge's id, only the leaf. Immutable.
///
/// @param key the private key
public record BridgeCertificate(KeyPair key, X509Certificate leaf) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Who signed it, and what it says.
  public enum Form {
    /// Signed by an authority of our own that stands for the maker's.
    SIGNED,
    /// The same with the id in upper case.
    UPPER_CASE,
    /// Signed by itself, as old firmware does.
    SELF_SIGNED,
    /// Its time is over.
    EXPIRED
  }

  static BridgeCertificate of(String bridgeId, Form form) {
    try {
      KeyPair pair = pair();
      String id = form == Form.UPPER_CASE ? bridgeId : bridgeId.toLowerCase(Locale.ROOT);
      var subject = new X500Name("C=NL,O=Philips Hue,CN=" + id);
      boolean isOwn = form == Form.SELF_SIGNED;
      KeyPair signer = isOwn ? pair : pair();
      X500Name issuer = isOwn ? subject : new X500Name("C=NL,O=Philips Hue,CN=root-bridge");
      Date from = Date.from(Instant.parse("2017-01-01T00:00:00Z"));
      String end = form == Form.EXPIRED ? "2018-01-01T00:00:00Z" : "2038-01-19T00:00:00Z";
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(63, RANDOM).setBit(62),
              from,
              Date.from(Instant.parse(end)),
              subject,
              pair.getPublic());
      var content = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate());
      return new BridgeCertificate(
          pair, new JcaX509CertificateConverter().getCertificate(builder.build(content)));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("a certificate of P-256 can always be made", e);
    }
  }

  private static KeyPair pair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }

  KeyCertOptions forListener() {
    var shown = Optional.of(new SniKeys.Identity(key.getPrivate(), List.of(leaf)));
    return KeyCertOptions.wrap(new SniKeys(_ -> shown));
  }
}
