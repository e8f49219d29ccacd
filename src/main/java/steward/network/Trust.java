package steward.network;

import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Consumer;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.X509TrustManager;
import steward.value.Bytes;
import steward.value.Sha256;
import steward.value.Text;

/// Believes one certificate: the one whose digest is known, or the first one with the right name.
/// Its dates are not looked at, since the clock of a house may not be set yet. Thread-safe.
public final class Trust implements X509TrustManager {
  private final String commonName;
  private final Consumer<Bytes> first;
  private volatile Optional<Bytes> pin;

  /// @param commonName what the subject must be called, compared without case; empty for any
  /// @param pin the SHA-256 of the whole certificate; empty before the first contact
  /// @param first is told the digest that is believed from then on
  public Trust(String commonName, Optional<Bytes> pin, Consumer<Bytes> first) {
    this.commonName = commonName;
    this.pin = pin;
    this.first = first;
  }

  /// The certificate is not the one that it must be; the message is for people.
  public static final class Other extends CertificateException {
    private static final long serialVersionUID = 1L;

    Other(String message) {
      super(message);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    if (chain.length == 0) throw new Other("it shows no certificate");
    X509Certificate leaf = chain[0];
    Bytes digest = digest(leaf);
    synchronized (this) {
      if (pin.isPresent()) {
        if (!MessageDigest.isEqual(pin.get().unsafeArray(), digest.unsafeArray()))
          throw new Other("its certificate is another than the one that was seen first");
        return;
      }
      if (!commonName.isEmpty() && !commonName.equalsIgnoreCase(nameOf(leaf)))
        throw new Other(
            "its certificate is for “"
                + Text.clean(nameOf(leaf))
                + "”, not for “"
                + Text.clean(commonName)
                + "”");
      pin = Optional.of(digest);
    }
    first.accept(digest);
  }

  private static Bytes digest(X509Certificate certificate) throws CertificateEncodingException {
    return Bytes.wrap(Sha256.of(certificate.getEncoded()));
  }

  private static String nameOf(X509Certificate certificate) {
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns())
        if (part.getType().equalsIgnoreCase("CN")) return String.valueOf(part.getValue());
    } catch (InvalidNameException _) {
      // A subject that cannot be read is no name.
    }
    return "";
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    throw new Other("nobody is let in by this");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
