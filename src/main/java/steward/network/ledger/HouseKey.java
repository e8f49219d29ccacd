package steward.network.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import steward.access.Secrets;
import steward.store.LedgerTable;
import steward.value.Bytes;
import steward.value.Sha256;

/// The key of the house by which it signs its ledger: Ed25519, made once, sealed in the database.
/// Immutable.
///
/// It proves to others that a statement was not changed after it was written. It does not prove it
/// against whoever holds the machine: they hold the key as well.
public final class HouseKey {
  static final String ALGORITHM = "Ed25519";
  private static final String PURPOSE = "the ledger's key";
  private static final int GROUP = 8;

  private final PrivateKey secret;
  private final String open;

  private HouseKey(PrivateKey secret, byte[] open) {
    this.secret = secret;
    this.open = Base64.getEncoder().encodeToString(open);
  }

  /// Reads the key, or makes it. Blocks.
  public static HouseKey open(LedgerTable table, Secrets secrets) {
    Optional<HouseKey> known = table.key().flatMap(sealed -> unsealed(sealed.text(), secrets));
    if (known.isPresent()) return known.get();
    try {
      var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      String open = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
      String sealed = secrets.seal(Secrets.Kind.DEVICE, PURPOSE, pair.getPrivate().getEncoded());
      table.putKey(Bytes.utf8(open + " " + sealed)).join();
      return new HouseKey(pair.getPrivate(), pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /// A key that cannot be opened any more, such as after a restore without the key file, is
  /// replaced: its fingerprint changes, which every check shows.
  private static Optional<HouseKey> unsealed(String text, Secrets secrets) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 2) return Optional.empty();
    return secrets
        .unseal(Secrets.Kind.DEVICE, PURPOSE, parts[1])
        .flatMap(bytes -> {
          try {
            var secret =
                KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            return Optional.of(new HouseKey(secret, Base64.getDecoder().decode(parts[0])));
          } catch (GeneralSecurityException | IllegalArgumentException _) {
            return Optional.empty();
          }
        });
  }

  /// The public key as everybody may have it: SubjectPublicKeyInfo in base64.
  public String open() {
    return open;
  }

  /// The SHA-256 of the public key, in groups of eight hex figures.
  public String fingerprint() {
    return fingerprint(open);
  }

  static String fingerprint(String open) {
    String hex = Sha256.hex(Base64.getDecoder().decode(open));
    return hex.replaceAll("(.{" + GROUP + "})(?!$)", "$1 ");
  }

  String sign(String text) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read can sign", e);
    }
  }

  /// Whether this text was signed by that key.
  ///
  /// @param open as [#open] gives it
  static boolean isSigned(String open, String message, String proof) {
    try {
      PublicKey key =
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(open)));
      var check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(message.getBytes(StandardCharsets.UTF_8));
      return check.verify(Base64.getDecoder().decode(proof));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return false;
    }
  }
}
