package steward.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import steward.store.RecoveryRow;
import steward.value.Bytes;

/// Codes on paper for the day when the phone is lost: ten per client, each of 80 random bits and
/// good for one use. Thread-safe.
///
/// They are kept as PBKDF2 hashes. 80 random bits need no slow hash, since nobody tries 2^79 of
/// them; the modest [#ITERATIONS] make each try of a thief who has the database 2 000 times dearer
/// still, and cost a small board some hundredths of a second. One salt serves the ten codes of a
/// client, so that a try costs one hash and not ten.
final class RecoveryCodes {
  static final int CODES = 10;
  static final int CODE_BYTES = 10;
  static final int ITERATIONS = 2_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final String KIND = "pbkdf2";

  private RecoveryCodes() {}

  /// Codes to be shown once, and what is kept of them.
  record Made(List<String> codes, List<RecoveryRow> rows) {}

  static Made make() {
    byte[] salt = Hashes.random(SALT_BYTES);
    var codes = new ArrayList<String>(CODES);
    var rows = new ArrayList<RecoveryRow>(CODES);
    for (int number = 1; number <= CODES; number++) {
      byte[] code = Hashes.random(CODE_BYTES);
      codes.add(grouped(Base32.of(code)));
      rows.add(new RecoveryRow(number, kept(salt, hash(salt, code, ITERATIONS))));
    }
    return new Made(List.copyOf(codes), List.copyOf(rows));
  }

  private static String grouped(String code) {
    return String.join(
        "-", code.substring(0, 4), code.substring(4, 8), code.substring(8, 12), code.substring(12));
  }

  /// The row that a typed code belongs to. Slow by intent, and as slow for a client without codes.
  static Optional<RecoveryRow> find(String typed, List<RecoveryRow> rows) {
    byte[] code = Base32.read(typed, CODE_BYTES).orElseGet(() -> new byte[CODE_BYTES]);
    boolean readable = Base32.read(typed, CODE_BYTES).isPresent();
    Optional<RecoveryRow> found = Optional.empty();
    Bytes salt = Bytes.EMPTY;
    byte[] hash = {};
    if (rows.isEmpty()) dummy(code);
    for (RecoveryRow row : rows) {
      Optional<Kept> kept = Kept.read(row.hash());
      if (kept.isEmpty()) continue;
      if (!salt.equals(kept.get().salt)) {
        salt = kept.get().salt;
        hash = hash(salt.toArray(), code, kept.get().iterations);
      }
      if (MessageDigest.isEqual(hash, kept.get().hash.toArray())) found = Optional.of(row);
    }
    return readable ? found : Optional.empty();
  }

  /// The same work for nothing.
  static void dummy(byte[] code) {
    hash(new byte[SALT_BYTES], code, ITERATIONS);
  }

  private static String kept(byte[] salt, byte[] hash) {
    var base64 = Base64.getEncoder().withoutPadding();
    return "%s$%d$%s$%s"
        .formatted(KIND, ITERATIONS, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  private static byte[] hash(byte[] salt, byte[] code, int iterations) {
    var spec = new PBEKeySpec(Base32.of(code).toCharArray(), salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }

  /// What stands in a row.
  private record Kept(int iterations, Bytes salt, Bytes hash) {
    private static final int ITERATIONS_MAX = 10_000_000;

    static Optional<Kept> read(String text) {
      String[] parts = text.split("\\$", -1);
      if (parts.length != 4 || !parts[0].equals(KIND) || !parts[1].matches("\\d{1,8}"))
        return Optional.empty();
      int iterations = Integer.parseInt(parts[1]);
      if (iterations < 1 || iterations > ITERATIONS_MAX) return Optional.empty();
      try {
        Bytes salt = Bytes.wrap(Base64.getDecoder().decode(parts[2]));
        Bytes hash = Bytes.wrap(Base64.getDecoder().decode(parts[3]));
        return salt.isEmpty() ? Optional.empty() : Optional.of(new Kept(iterations, salt, hash));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
  }
}
