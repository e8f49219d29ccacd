package steward.access;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.bouncycastle.jce.ECNamedCurveTable;
import steward.value.Sha256;

/// A public key of SSH, read and checked to its last byte: Ed25519, ECDSA on the three curves of
/// NIST, or RSA of at least 3072 bits. Immutable.
///
/// @param type as OpenSSH writes it, such as `ssh-ed25519`
/// @param base64 the key itself
public record SshKey(String type, String base64) {
  static final int RSA_BITS_MIN = 3072;
  static final int RSA_BITS_MAX = 16_384;
  private static final int LINE_MAX = 4_000;
  private static final int ED25519_BYTES = 32;

  private static final Map<String, String> CURVES =
      Map.of(
          "ecdsa-sha2-nistp256", "secp256r1",
          "ecdsa-sha2-nistp384", "secp384r1",
          "ecdsa-sha2-nistp521", "secp521r1");

  private static final Pattern MD5 = Pattern.compile("(?i)(MD5:)?([0-9a-f]{2}:){15}[0-9a-f]{2}");

  /// Reads a line as it stands in a file such as `id_ed25519.pub`: type, key and maybe a comment.
  ///
  /// @throws Refusal if it is something else; the message says what and what is expected
  public static SshKey read(String line) {
    String text = line.strip();
    if (text.length() > LINE_MAX) throw refused("This is too long for a public key.");
    if (text.contains("PRIVATE KEY"))
      throw refused(
          "This is a private key, which nobody but its owner should have: consider it lost, make another, and give the line of its .pub file.");
    if (MD5.matcher(text).matches())
      throw refused(
          "This is an MD5 fingerprint, for which anybody can make a second key: give the whole public key, the line of the .pub file.");
    if (text.startsWith("SHA256:"))
      throw refused(
          "This is a fingerprint, by which a key cannot be known: give the whole public key, the line of the .pub file.");
    String[] parts = text.split("[ \t]+", 3);
    if (text.lines().count() != 1 || parts.length < 2)
      throw refused("Expected one line such as 'ssh-ed25519 AAAA… comment'.");
    var key = new SshKey(parts[0], parts[1]);
    key.check();
    return key;
  }

  private static Refusal refused(String sentence) {
    return new Refusal(Refusal.Why.MALFORMED, sentence);
  }

  private void check() {
    if (!type.equals("ssh-ed25519") && !type.equals("ssh-rsa") && !CURVES.containsKey(type))
      throw refused(
          "Keys of this type are not taken: use ssh-ed25519, or ecdsa-sha2-nistp256, -nistp384, -nistp521, or ssh-rsa of at least "
              + RSA_BITS_MIN
              + " bits.");
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes());
      if (!type.equals(ascii(field(buffer)))) throw broken("its parts name different types");
      if (type.equals("ssh-rsa")) checkRsa(buffer);
      else if (type.equals("ssh-ed25519")) checkEd25519(buffer);
      else checkEcdsa(buffer, type);
      if (buffer.hasRemaining()) throw broken("there is more behind it");
    } catch (BufferUnderflowException _) {
      throw broken("it is cut off");
    }
  }

  private static Refusal broken(String why) {
    return refused("This public key is damaged: " + why + ". Copy the line again.");
  }

  private byte[] bytes() {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      // One key has one form, so that it is found again.
      if (!Base64.getEncoder().encodeToString(bytes).equals(base64))
        throw broken("its base64 is written in an unusual way");
      return bytes;
    } catch (IllegalArgumentException _) {
      throw broken("it is not base64");
    }
  }

  private static byte[] field(ByteBuffer buffer) {
    int length = buffer.getInt();
    if (length < 0 || length > buffer.remaining()) throw new BufferUnderflowException();
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static void checkEd25519(ByteBuffer buffer) {
    if (field(buffer).length != ED25519_BYTES) throw broken("an Ed25519 key has 32 bytes");
  }

  private static void checkEcdsa(ByteBuffer buffer, String type) {
    String curve = ascii(field(buffer));
    if (!type.endsWith(curve) || curve.isEmpty()) throw broken("its parts name different curves");
    byte[] point = field(buffer);
    var spec = ECNamedCurveTable.getParameterSpec(CURVES.get(type));
    int length = 1 + 2 * ((spec.getCurve().getFieldSize() + 7) / 8);
    if (point.length != length || point[0] != 4) throw broken("its point has another length");
    try {
      if (!spec.getCurve().decodePoint(point).isValid())
        throw broken("its point is not on the curve");
    } catch (IllegalArgumentException _) {
      throw broken("its point is not on the curve");
    }
  }

  private static void checkRsa(ByteBuffer buffer) {
    BigInteger exponent = positive(field(buffer));
    BigInteger modulus = positive(field(buffer));
    if (exponent.bitLength() > 64
        || exponent.compareTo(BigInteger.TWO) <= 0
        || !exponent.testBit(0)) throw broken("its exponent is none");
    if (modulus.bitLength() < RSA_BITS_MIN)
      throw refused(
          "This RSA key has %d bits, at least %d are needed: better make an Ed25519 key with 'ssh-keygen -t ed25519'."
              .formatted(modulus.bitLength(), RSA_BITS_MIN));
    if (modulus.bitLength() > RSA_BITS_MAX || !modulus.testBit(0))
      throw broken("its modulus is none");
  }

  private static BigInteger positive(byte[] bytes) {
    if (bytes.length == 0) throw broken("a number is missing");
    var number = new BigInteger(bytes);
    if (number.signum() <= 0 || !Arrays.equals(number.toByteArray(), bytes))
      throw broken("a number in it is written in an unusual way");
    return number;
  }

  /// As OpenSSH prints it: `SHA256:…`.
  public String fingerprint() {
    byte[] hash = Sha256.of(Base64.getDecoder().decode(base64));
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
  }

  /// The line without its comment, by which a client is found.
  @Override
  public String toString() {
    return type + " " + base64;
  }
}
