package steward.access;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes the house's own authority and server certificates: P-256, signed with SHA-256.
///
/// The authority can only vouch for this machine's name, `.local` and private addresses, so that a
/// stolen key of it is of no use against the rest of the web.
final class CertificateMaker {
  static final Duration AUTHORITY_VALID = Duration.ofDays(3650);

  /// Apple's systems take no longer one.
  static final Duration SERVER_VALID = Duration.ofDays(397);

  /// Certificates begin earlier than now, for clients whose clock is late.
  private static final Duration EARLIER = Duration.ofDays(1);

  private static final List<String> PRIVATE_NETWORKS =
      List.of(
          "127.0.0.0/8",
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "169.254.0.0/16",
          "::1/128",
          "fc00::/7",
          "fe80::/10");

  private final Instant now;
  private final SecureRandom random = new SecureRandom();

  CertificateMaker(Instant now) {
    this.now = now;
  }

  /// @param host this machine's name
  Pem authority(String host) throws GeneralSecurityException {
    KeyPair pair = pair();
    var builder =
        builder(
            name("Steward authority of " + host),
            name("Steward authority of " + host),
            pair.getPublic(),
            AUTHORITY_VALID);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      builder.addExtension(
          Extension.nameConstraints, true, new NameConstraints(permitted(host), null));
      identify(builder, pair.getPublic(), pair.getPublic());
    } catch (CertIOException e) {
      throw new GeneralSecurityException(e);
    }
    return new Pem(pair.getPrivate(), List.of(signed(builder, pair)));
  }

  /// @param host this machine's name
  Pem server(Pem authority, String host) throws GeneralSecurityException {
    KeyPair pair = pair();
    PublicKey issuer = authority.leaf().getPublicKey();
    var builder =
        builder(
            X500Name.getInstance(authority.leaf().getSubjectX500Principal().getEncoded()),
            name(host),
            pair.getPublic(),
            SERVER_VALID);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(Extension.subjectAlternativeName, false, names(host));
      identify(builder, pair.getPublic(), issuer);
    } catch (CertIOException e) {
      throw new GeneralSecurityException(e);
    }
    X509Certificate certificate = signed(builder, new KeyPair(issuer, authority.key()));
    return new Pem(pair.getPrivate(), List.of(certificate, authority.leaf()));
  }

  private static GeneralNames names(String host) {
    var names = new ArrayList<GeneralName>();
    names.add(new GeneralName(GeneralName.dNSName, "localhost"));
    if (!host.equals("localhost")) names.add(new GeneralName(GeneralName.dNSName, host));
    String label = host.contains(".") ? host.substring(0, host.indexOf('.')) : host;
    if (!host.endsWith(".local")) names.add(new GeneralName(GeneralName.dNSName, label + ".local"));
    names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    names.add(new GeneralName(GeneralName.iPAddress, "::1"));
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static GeneralSubtree[] permitted(String host) {
    var trees = new ArrayList<GeneralSubtree>();
    for (String name : List.of("localhost", "local", host)) {
      trees.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, name)));
    }
    for (String network : PRIVATE_NETWORKS) {
      trees.add(new GeneralSubtree(new GeneralName(GeneralName.iPAddress, network)));
    }
    return trees.toArray(GeneralSubtree[]::new);
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Duration valid) {
    var serial = new BigInteger(127, random).setBit(126);
    Date from = Date.from(now.minus(EARLIER));
    Date to = Date.from(now.plus(valid));
    return new JcaX509v3CertificateBuilder(issuer, serial, from, to, subject, key);
  }

  private static void identify(
      X509v3CertificateBuilder builder, PublicKey subject, PublicKey issuer)
      throws CertIOException, GeneralSecurityException {
    var utils = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(subject));
    builder.addExtension(
        Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(issuer));
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair signer)
      throws GeneralSecurityException {
    try {
      var content = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(content));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private KeyPair pair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static X500Name name(String common) {
    String cut = common.length() > 64 ? common.substring(0, 64) : common;
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, cut).build();
  }

  /// Whether a text can stand in a certificate as the name of a machine.
  static boolean isHostName(String text) {
    return text.length() <= 120
        && text.matches(
            "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
        && !text.matches("[0-9.]+");
  }

  /// This machine's name in small letters, or `localhost` where it has none that can be used.
  static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName().toLowerCase(java.util.Locale.ROOT);
      return isHostName(name) ? name : "localhost";
    } catch (java.net.UnknownHostException _) {
      return "localhost";
    }
  }
}
