package steward.drivers.hue;

import java.util.Locale;
import java.util.Optional;

/// Reads the identity of a bridge in all of its spellings: 16 hexadecimal figures, which are its
/// MAC address with `FFFE` in the middle.
final class BridgeId {
  private static final int TEXT_MAX = 40;

  private BridgeId() {}

  /// The id in upper case; empty for what is none. Older announcements have colons, or leave the
  /// `fffe` out.
  static Optional<String> of(String text) {
    if (text.length() > TEXT_MAX) return Optional.empty();
    String bare = text.strip().replace(":", "").toUpperCase(Locale.ROOT);
    if (bare.length() == 12) bare = bare.substring(0, 6) + "FFFE" + bare.substring(6);
    boolean isId = bare.length() == 16 && bare.chars().allMatch(BridgeId::isFigure);
    return isId ? Optional.of(bare) : Optional.empty();
  }

  /// The hardware address that an id is made of; nothing for one that is made of something else.
  static Optional<String> hardware(String text) {
    return of(text)
        .filter(id -> id.startsWith("FFFE", 6))
        .map(id -> id.substring(0, 6) + id.substring(10));
  }

  private static boolean isFigure(int c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'F';
  }
}
