package steward.access;

import java.util.Locale;
import java.util.Optional;

/// Base32 of RFC 4648 without padding: what people can read out and type.
final class Base32 {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int TYPED_MAX = 200;

  private Base32() {}

  static String of(byte[] bytes) {
    var text = new StringBuilder((bytes.length * 8 + 4) / 5);
    int held = 0;
    int bits = 0;
    for (byte one : bytes) {
      held = held << 8 | one & 0xff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt(held >> bits & 31));
      }
      held &= (1 << bits) - 1;
    }
    if (bits > 0) text.append(ALPHABET.charAt(held << 5 - bits & 31));
    return text.toString();
  }

  /// Reads what a person typed: small letters, spaces and hyphens are allowed, as are 0, 1 and 8
  /// for O, I and B, which the alphabet has not.
  ///
  /// @return exactly this many bytes, or nothing
  static Optional<byte[]> read(String typed, int length) {
    if (typed.length() > TYPED_MAX) return Optional.empty();
    byte[] bytes = new byte[length];
    int held = 0;
    int bits = 0;
    int at = 0;
    String text = typed.toUpperCase(Locale.ROOT);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '-') continue;
      int value = ALPHABET.indexOf(meant(c));
      if (value < 0) return Optional.empty();
      held = held << 5 | value;
      bits += 5;
      if (bits >= 8) {
        if (at == length) return Optional.empty();
        bits -= 8;
        bytes[at++] = (byte) (held >> bits);
      }
      held &= (1 << bits) - 1;
    }
    return at == length && bits < 5 && held == 0 ? Optional.of(bytes) : Optional.empty();
  }

  private static char meant(char c) {
    return switch (c) {
      case '0' -> 'O';
      case '1' -> 'I';
      case '8' -> 'B';
      default -> c;
    };
  }
}
