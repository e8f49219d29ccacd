package steward.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/// A client's public key for SSH, as OpenSSH writes it: `TYPE BASE64`, without the comment.
///
/// @param type such as `ssh-ed25519`
/// @param base64 the key itself, which names its type once more
public record SshKey(String type, String base64) {
  static final int RSA_BITS_MIN = 2048;

  private static final int TEXT_LENGTH_MAX = 8 * 1024;
  private static final Set<String> TYPES =
      Set.of(
          "ssh-ed25519",
          "sk-ssh-ed25519@openssh.com",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "sk-ecdsa-sha2-nistp256@openssh.com",
          "ssh-rsa");
  private static final Pattern MD5 =
      Pattern.compile("(?:MD5:)?(?:[0-9a-f]{2}:?){15}[0-9a-f]{2}", Pattern.CASE_INSENSITIVE);
  private static final Pattern SHA256 = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");
  private static final Pattern LINE =
      Pattern.compile("([a-z0-9@.-]{1,64})[ \\t]+([A-Za-z0-9+/]{16,6000}={0,2})(?:[ \\t].*)?");

  /// Reads the one line of a `.pub` file.
  ///
  /// @throws IllegalArgumentException if it is none; the message says what was expected
  public static SshKey parse(String text) {
    String line = text.strip();
    if (line.length() > TEXT_LENGTH_MAX)
      throw new IllegalArgumentException("expected one public key, got a longer text");
    if (MD5.matcher(line).matches()) {
      throw new IllegalArgumentException(
          "expected the whole public key (the line of a .pub file), got an MD5 fingerprint:"
              + " other keys with the same MD5 can be made");
    }
    if (SHA256.matcher(line).matches()) {
      throw new IllegalArgumentException(
          "expected the whole public key (the line of a .pub file), got only its fingerprint");
    }
    if (line.contains("PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "that is a private key, which must never leave its machine: give the .pub file");
    }
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "expected one line as in a .pub file: a type, the key, and perhaps a comment");
    }
    return checked(new SshKey(parts.group(1), parts.group(2)));
  }

  private static SshKey checked(SshKey key) {
    if (!TYPES.contains(key.type)) {
      throw new IllegalArgumentException(
          "keys of the type '%s' are not taken: make one with ssh-keygen -t ed25519"
              .formatted(key.type));
    }
    byte[] bytes = key.bytes();
    var parts = new Parts(bytes);
    if (!new String(parts.next(), StandardCharsets.US_ASCII).equals(key.type))
      throw new IllegalArgumentException("the key is not of the type that stands before it");
    int count = 0;
    int longest = 0;
    for (; !parts.isEmpty(); count++) longest = Math.max(longest, significant(parts.next()));
    if (count == 0) throw new IllegalArgumentException("the key is cut off");
    if (key.type.equals("ssh-rsa") && longest * 8 < RSA_BITS_MIN) {
      throw new IllegalArgumentException(
          "an RSA key of less than %d bits is too weak: make one with ssh-keygen -t ed25519"
              .formatted(RSA_BITS_MIN));
    }
    return new SshKey(key.type, Base64.getEncoder().encodeToString(bytes));
  }

  private static int significant(byte[] number) {
    return number.length > 0 && number[0] == 0 ? number.length - 1 : number.length;
  }

  private byte[] bytes() {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the key is no base64", e);
    }
  }

  /// As `ssh-keygen -l` shows it: `SHA256:` and base64 without padding.
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes());
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// `TYPE BASE64`: what is kept, and by what a key is found again.
  public String line() {
    return type + " " + base64;
  }

  @Override
  public String toString() {
    return type + " " + fingerprint();
  }

  /// The fields of a key, each with its length before it.
  private static final class Parts {
    private final byte[] bytes;
    private int at;

    Parts(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean isEmpty() {
      return at >= bytes.length;
    }

    byte[] next() {
      if (bytes.length - at < 4) throw new IllegalArgumentException("the key is cut off");
      int length =
          (bytes[at] & 0xff) << 24
              | (bytes[at + 1] & 0xff) << 16
              | (bytes[at + 2] & 0xff) << 8
              | (bytes[at + 3] & 0xff);
      at += 4;
      if (length < 0 || length > bytes.length - at)
        throw new IllegalArgumentException("the key is cut off");
      at += length;
      return java.util.Arrays.copyOfRange(bytes, at - length, at);
    }
  }
}
