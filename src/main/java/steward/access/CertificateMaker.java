package steward.access;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
import java.util.LinkedHashSet;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
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
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes the house's own authorities and the certificates under them: P-256, signed with SHA-256.
///
/// The server's authority can only vouch for this machine's name, `.local`, `home.arpa` and private
/// addresses, so that a stolen key of it is of no use against the rest of the web.
final class CertificateMaker {
  static final Duration AUTHORITY_VALID = Duration.ofDays(3650);

  /// Apple's systems take no longer one.
  static final Duration SERVER_VALID = Duration.ofDays(397);

  static final Duration CLIENT_VALID = Duration.ofDays(365);

  /// Certificates begin earlier than now, for clients whose clock is late.
  private static final Duration EARLIER = Duration.ofDays(1);

  private static final List<String> PRIVATE_NETWORKS =
      List.of(
          "127.0.0.0/8",
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "169.254.0.0/16",
          "100.64.0.0/10",
          "::1/128",
          "fc00::/7",
          "fe80::/10");

  private final Instant now;
  private final SecureRandom random = new SecureRandom();

  CertificateMaker(Instant now) {
    this.now = now;
  }

  /// @param host this machine's name
  /// @param further names of the house in its own domain, for which it may vouch, too
  Pem authority(String host, List<String> further) throws GeneralSecurityException {
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
          Extension.nameConstraints, true, new NameConstraints(permitted(host, further), null));
      identify(builder, pair.getPublic(), pair.getPublic());
    } catch (CertIOException e) {
      throw new GeneralSecurityException(e);
    }
    return new Pem(pair.getPrivate(), List.of(signed(builder, pair)));
  }

  /// A server's certificate over a key that stays the same when it is renewed. Names that the
  /// authority may not vouch for are left out.
  Pem server(Pem authority, KeyPair pair, MachineNames machine) throws GeneralSecurityException {
    return server(authority, pair, machine.host(), allowed(authority.leaf(), machine));
  }

  /// The same for a single name.
  Pem server(Pem authority, KeyPair pair, String host) throws GeneralSecurityException {
    return server(authority, pair, host, List.of(new GeneralName(GeneralName.dNSName, host)));
  }

  private Pem server(Pem authority, KeyPair pair, String common, List<GeneralName> names)
      throws GeneralSecurityException {
    PublicKey issuer = authority.leaf().getPublicKey();
    var builder = builder(subject(authority.leaf()), name(common), pair.getPublic(), SERVER_VALID);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(GeneralName[]::new)));
      identify(builder, pair.getPublic(), issuer);
    } catch (CertIOException e) {
      throw new GeneralSecurityException(e);
    }
    X509Certificate certificate = signed(builder, new KeyPair(issuer, authority.key()));
    return new Pem(pair.getPrivate(), List.of(certificate, authority.leaf()));
  }

  /// The authority of clients' certificates, which vouches for no name at all.
  Pem clientAuthority() throws GeneralSecurityException {
    KeyPair pair = pair();
    X500Name subject = name("Steward authority of clients");
    var builder = builder(subject, subject, pair.getPublic(), AUTHORITY_VALID);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
      identify(builder, pair.getPublic(), pair.getPublic());
    } catch (CertIOException e) {
      throw new GeneralSecurityException(e);
    }
    return new Pem(pair.getPrivate(), List.of(signed(builder, pair)));
  }

  /// A client's certificate: its id is all that it says.
  X509Certificate client(Pem authority, PublicKey key, String id) throws GeneralSecurityException {
    PublicKey issuer = authority.leaf().getPublicKey();
    var builder = builder(subject(authority.leaf()), name(id), key, CLIENT_VALID);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
      identify(builder, key, issuer);
    } catch (CertIOException e) {
      throw new GeneralSecurityException(e);
    }
    return signed(builder, new KeyPair(issuer, authority.key()));
  }

  /// What is answered to names that nobody here has: signed by itself, and about nothing.
  Pem nameless() throws GeneralSecurityException {
    KeyPair pair = pair();
    X500Name subject = name("localhost");
    var builder = builder(subject, subject, pair.getPublic(), AUTHORITY_VALID);
    return new Pem(pair.getPrivate(), List.of(signed(builder, pair)));
  }

  private static X500Name subject(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  /// The names and addresses of the machine for which this authority may vouch.
  static List<GeneralName> allowed(X509Certificate authority, MachineNames machine) {
    var constraints = new PKIXNameConstraintValidator();
    byte[] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
    if (extension != null) {
      var octets = ASN1OctetString.getInstance(extension).getOctets();
      constraints.intersectPermittedSubtree(
          NameConstraints.getInstance(octets).getPermittedSubtrees());
    }
    var names = new ArrayList<GeneralName>();
    for (String name : machine.names()) names.add(new GeneralName(GeneralName.dNSName, name));
    for (String one : machine.addresses()) names.add(new GeneralName(GeneralName.iPAddress, one));
    names.removeIf(name -> !isPermitted(constraints, name));
    return names;
  }

  /// The text of a name, an address as the JDK writes it.
  static String text(GeneralName name) {
    if (name.getTagNo() == GeneralName.dNSName) return name.getName().toString();
    byte[] bytes = ASN1OctetString.getInstance(name.getName()).getOctets();
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address in a certificate has 4 or 16 bytes", e);
    }
  }

  private static boolean isPermitted(PKIXNameConstraintValidator constraints, GeneralName name) {
    try {
      constraints.checkPermitted(name);
      return true;
    } catch (NameConstraintValidatorException _) {
      return false;
    }
  }

  private static GeneralSubtree[] permitted(String host, List<String> further) {
    var trees = new ArrayList<GeneralSubtree>();
    var names = new LinkedHashSet<>(List.of("localhost", "local", "home.arpa", host));
    further.stream().map(MachineNames::plain).filter(MachineNames::isHostName).forEach(names::add);
    for (String name : names) {
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
    Date to = Date.from(now.minus(EARLIER).plus(valid));
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

  static KeyPair pair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
    return generator.generateKeyPair();
  }

  private static X500Name name(String common) {
    String cut = common.length() > 64 ? common.substring(0, 64) : common;
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, cut).build();
  }
}
