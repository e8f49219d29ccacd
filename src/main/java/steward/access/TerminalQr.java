package steward.access;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import java.util.Optional;

/// A QR code in characters for a terminal.
///
/// It sets both colours itself, black on white with a quiet margin, so that it can be scanned from
/// a dark and from a light terminal. Where there is no terminal nothing is made: in a log it would
/// be noise.
public final class TerminalQr {
  /// Longer texts make a code that does not fit on a screen.
  static final int LENGTH_MAX = 300;

  private static final String BLACK_ON_WHITE = "\u001b[30;107m";

  private TerminalQr() {}

  /// @param live whether a person watches a terminal
  /// @return the lines, none where nothing should be shown
  public static List<String> lines(String text, boolean live) {
    if (!live) return List.of();
    return code(text)
        .map(code -> HalfBlocks.lines(QrRows.of(code), BLACK_ON_WHITE))
        .orElse(List.of());
  }

  private static Optional<QrCode> code(String text) {
    if (text.isEmpty() || text.length() > LENGTH_MAX) return Optional.empty();
    try {
      return Optional.of(QrCode.encodeText(text, QrCode.Ecc.LOW));
    } catch (DataTooLongException _) {
      return Optional.empty();
    }
  }
}
