package steward.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/// A client's own wish for a certificate: the public key out of a PKCS#10 request, once its holder
/// has proven to have the private one. Names and extensions in the request are ignored.
public final class KeyRequest {
  /// A request over an RSA key of 16384 bits has less.
  static final int LENGTH_MAX = 16 * 1024;

  static final int RSA_BITS_MIN = 3072;
  static final int RSA_BITS_MAX = 8192;

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----\\s+([A-Za-z0-9+/=\\s]{1,16384}?)-----END (?:NEW )?CERTIFICATE REQUEST-----");
  private static final Set<String> EDWARDS = Set.of("EdDSA", "Ed25519");
  private static final Set<Integer> CURVE_BITS = Set.of(256, 384);

  private final PublicKey key;

  private KeyRequest(PublicKey key) {
    this.key = key;
  }

  PublicKey key() {
    return key;
  }

  /// @param pem the request as text; what stands around it is ignored
  /// @throws IllegalArgumentException if it is no request, its key is of a kind or strength that is
  ///   not taken, or its signature is not by that key; the message says what was expected
  public static KeyRequest read(String pem) {
    if (pem.length() > LENGTH_MAX)
      throw new IllegalArgumentException(
          "a certificate request has at most %d characters, not %d"
              .formatted(LENGTH_MAX, pem.length()));
    var block = BLOCK.matcher(pem);
    if (!block.find())
      throw new IllegalArgumentException("expected a -----BEGIN CERTIFICATE REQUEST----- block");
    try {
      var request = new PKCS10CertificationRequest(decoded(block.group(1)));
      PublicKey key = key(request);
      var verifier = new JcaContentVerifierProviderBuilder().build(key);
      if (!request.isSignatureValid(verifier))
        throw new IllegalArgumentException("the request is not signed by the key in it");
      return new KeyRequest(key);
    } catch (IOException
        | GeneralSecurityException
        | OperatorCreationException
        | PKCSException
        | ClassCastException
        | IllegalStateException e) {
      throw new IllegalArgumentException("the certificate request cannot be read", e);
    }
  }

  private static byte[] decoded(String base64) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("expected base64", e);
    }
  }

  private static PublicKey key(PKCS10CertificationRequest request)
      throws GeneralSecurityException, IOException {
    byte[] encoded = request.getSubjectPublicKeyInfo().getEncoded();
    String oid = request.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm().getId();
    String kind =
        switch (oid) {
          case "1.2.840.10045.2.1" -> "EC";
          case "1.2.840.113549.1.1.1" -> "RSA";
          case "1.3.101.112" -> "Ed25519";
          default -> throw unfit("a key of kind " + oid);
        };
    PublicKey key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded));
    check(key);
    return key;
  }

  private static void check(PublicKey key) {
    switch (key) {
      case ECPublicKey curve -> {
        int bits = curve.getParams().getCurve().getField().getFieldSize();
        String name = curve.getParams().toString();
        boolean isNist = name.contains("secp256r1") || name.contains("secp384r1");
        if (!CURVE_BITS.contains(bits) || !isNist)
          throw unfit("another curve of " + bits + " bits");
      }
      case RSAPublicKey rsa -> {
        int bits = rsa.getModulus().bitLength();
        if (bits < RSA_BITS_MIN || bits > RSA_BITS_MAX) throw unfit("RSA of " + bits + " bits");
      }
      default -> {
        if (!EDWARDS.contains(key.getAlgorithm())) throw unfit(key.getAlgorithm());
      }
    }
  }

  private static IllegalArgumentException unfit(String got) {
    return new IllegalArgumentException(
        "expected a key on P-256, P-384 or Ed25519, or RSA of %d to %d bits, got %s"
            .formatted(RSA_BITS_MIN, RSA_BITS_MAX, got));
  }
}
