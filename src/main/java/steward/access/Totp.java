package steward.access;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/// Codes of RFC 6238 as every authenticator app makes them: HMAC-SHA-1, six digits, a new one every
/// 30 seconds, a secret of 160 random bits. Pure and thread-safe.
///
/// A code is accepted for the present step and one on either side. Whether its step was accepted
/// before is the caller's to keep.
final class Totp {
  static final Duration STEP = Duration.ofSeconds(30);
  static final int SECRET_BYTES = 20;
  static final int DIGITS = 6;

  /// How many steps on either side a code may be of.
  static final int WINDOW = 1;

  /// How far from ours a clock may be for us to say so.
  static final Duration TOLD_MAX = Duration.ofMinutes(10);

  private static final int TOLD_STEPS = (int) TOLD_MAX.dividedBy(STEP);
  private static final String ISSUER = "Steward";

  private Totp() {}

  /// What a code is.
  sealed interface Reading {
    /// The right code of a step within the window.
    record Right(long step) implements Reading {}

    /// The right code of a step beyond the window.
    ///
    /// @param by how much later than ours the clock is that it was made by
    record OtherClock(long step, Duration by) implements Reading {}

    /// No code of this secret.
    record Wrong() implements Reading {}
  }

  static byte[] newSecret() {
    return Hashes.random(SECRET_BYTES);
  }

  static long step(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
  }

  /// Reads a code. Takes the same time for every code of six digits.
  static Reading read(byte[] secret, String typed, Instant now) {
    Optional<byte[]> code = digits(typed);
    if (code.isEmpty()) return new Reading.Wrong();
    long present = step(now);
    long nearest = Long.MAX_VALUE;
    for (int away = -TOLD_STEPS; away <= TOLD_STEPS; away++) {
      byte[] right = code(secret, present + away).getBytes(StandardCharsets.US_ASCII);
      boolean equal = MessageDigest.isEqual(right, code.get());
      if (equal && (nearest == Long.MAX_VALUE || Math.abs(away) < Math.abs(nearest)))
        nearest = away;
    }
    if (nearest == Long.MAX_VALUE) return new Reading.Wrong();
    if (Math.abs(nearest) <= WINDOW) return new Reading.Right(present + nearest);
    return new Reading.OtherClock(present + nearest, off(present + nearest, now));
  }

  /// From the middle of the code's step, which is the best guess of what its clock showed.
  private static Duration off(long step, Instant now) {
    Instant middle = Instant.ofEpochSecond(step * STEP.toSeconds()).plus(STEP.dividedBy(2));
    return Duration.between(now, middle);
  }

  private static Optional<byte[]> digits(String typed) {
    if (typed.length() > 4 * DIGITS) return Optional.empty();
    String code = typed.replace(" ", "");
    if (code.length() != DIGITS || !code.chars().allMatch(c -> c >= '0' && c <= '9'))
      return Optional.empty();
    return Optional.of(code.getBytes(StandardCharsets.US_ASCII));
  }

  static String code(byte[] secret, long step) {
    return code(secret, step, DIGITS);
  }

  static String code(byte[] secret, long step, int digits) {
    try {
      var generator = new HmacOneTimePasswordGenerator(digits);
      var key = new SecretKeySpec(secret, generator.getAlgorithm());
      return generator.generateOneTimePasswordString(key, step, Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("any bytes are a key of HMAC-SHA-1", e);
    }
  }

  /// What an authenticator app reads from a QR code.
  ///
  /// @param label how the app lists it
  static String uri(String label, byte[] secret) {
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
        .formatted(ISSUER, encoded(label), Base32.of(secret), ISSUER);
  }

  private static String encoded(String label) {
    // A colon would end the issuer, also a percent-encoded one.
    String plain = label.replace(':', ' ');
    return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
