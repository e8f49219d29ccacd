package steward.access;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import steward.value.Bytes;

/// Makes a key of a passphrase with Argon2id. Immutable.
///
/// The memory is what a small board can spare beside the running house; two passes over it take a
/// second or two there.
///
/// @param memoryKb in KiB
/// @param passes over the memory
/// @param salt 16 random bytes
record Passphrase(int memoryKb, int passes, Bytes salt) {
  static final int LENGTH_MIN = 8;
  static final int LENGTH_MAX = 200;
  private static final int MEMORY_KB = 19 * 1024;
  private static final int MEMORY_KB_MAX = 256 * 1024;
  private static final int PASSES = 2;
  private static final int PASSES_MAX = 20;
  private static final int SALT_BYTES = 16;

  Passphrase {
    if (memoryKb < 8 || memoryKb > MEMORY_KB_MAX || passes < 1 || passes > PASSES_MAX)
      throw new IllegalArgumentException(
          "Argon2 with %d KiB and %d passes is more than this steward does"
              .formatted(memoryKb, passes));
  }

  static Passphrase fresh() {
    return new Passphrase(MEMORY_KB, PASSES, Bytes.wrap(Hashes.random(SALT_BYTES)));
  }

  /// @throws Refusal if it is too short or too long
  static void check(String passphrase) {
    int length = passphrase.codePointCount(0, passphrase.length());
    if (length < LENGTH_MIN || length > LENGTH_MAX)
      throw new Refusal(
          Refusal.Why.MALFORMED,
          "A passphrase has %d to %d characters, this one %d."
              .formatted(LENGTH_MIN, LENGTH_MAX, length));
  }

  /// Takes a second or two on a small board.
  byte[] key(String passphrase, int length) {
    // The same phrase from another keyboard may come composed in another way.
    byte[] typed =
        Normalizer.normalize(passphrase, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withMemoryAsKB(memoryKb)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt.toArray())
            .build());
    byte[] key = new byte[length];
    generator.generateBytes(typed, key);
    Arrays.fill(typed, (byte) 0);
    return key;
  }
}
