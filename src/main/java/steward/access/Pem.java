package steward.access;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// A private key and its certificate chain, leaf first, as one PEM text: so that both are replaced
/// in one step.
record Pem(PrivateKey key, List<X509Certificate> chain) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----\\s+([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final Base64.Encoder ENCODER =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  Pem {
    chain = List.copyOf(chain);
  }

  X509Certificate leaf() {
    return chain.getFirst();
  }

  /// @throws GeneralSecurityException if the text is not one elliptic-curve key and at least one
  ///   certificate
  static Pem read(String text) throws GeneralSecurityException {
    var keys = new ArrayList<PrivateKey>();
    var chain = new ArrayList<X509Certificate>();
    var blocks = BLOCK.matcher(text);
    while (blocks.find()) {
      byte[] bytes = decoded(blocks.group(2));
      if (blocks.group(1).equals("PRIVATE KEY")) {
        keys.add(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes)));
      } else if (blocks.group(1).equals("CERTIFICATE")) {
        var factory = CertificateFactory.getInstance("X.509");
        chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
      }
    }
    if (keys.size() != 1 || chain.isEmpty()) {
      throw new GeneralSecurityException(
          "expected one private key and its certificates, got %d and %d"
              .formatted(keys.size(), chain.size()));
    }
    return new Pem(keys.getFirst(), chain);
  }

  private static byte[] decoded(String base64) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("expected base64", e);
    }
  }

  String keyText() {
    return block("PRIVATE KEY", key.getEncoded());
  }

  String chainText() throws GeneralSecurityException {
    var text = new StringBuilder();
    for (X509Certificate certificate : chain)
      text.append(block("CERTIFICATE", certificate.getEncoded()));
    return text.toString();
  }

  /// The first certificate alone.
  String leafText() {
    return text(leaf());
  }

  static String text(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  private static String block(String name, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(name, ENCODER.encodeToString(bytes), name);
  }
}
