package steward.access;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A QR code in characters for a terminal, two rows of modules in a line of half blocks.
///
/// It sets both colours itself, black on white with a quiet margin, so that it can be scanned from
/// a dark and from a light terminal. Where there is no terminal nothing is made: in a log it would
/// be noise.
public final class TerminalQr {
  /// Longer texts make a code that does not fit on a screen.
  static final int LENGTH_MAX = 300;

  private static final int QUIET = 2;
  private static final String BLACK_ON_WHITE = "\u001b[30;107m";
  private static final String USUAL = "\u001b[0m";

  private TerminalQr() {}

  /// @param live whether a person watches a terminal
  /// @return the lines, none where nothing should be shown
  public static List<String> lines(String text, boolean live) {
    if (!live) return List.of();
    return code(text).map(TerminalQr::lines).orElse(List.of());
  }

  private static Optional<QrCode> code(String text) {
    if (text.isEmpty() || text.length() > LENGTH_MAX) return Optional.empty();
    try {
      return Optional.of(QrCode.encodeText(text, QrCode.Ecc.LOW));
    } catch (DataTooLongException _) {
      return Optional.empty();
    }
  }

  private static List<String> lines(QrCode code) {
    int rows = code.size + 2 * QUIET;
    return IntStream.range(0, (rows + 1) / 2)
        .mapToObj(line -> line(code, line * 2 - QUIET))
        .toList();
  }

  private static String line(QrCode code, int row) {
    var line = new StringBuilder(BLACK_ON_WHITE);
    for (int x = -QUIET; x < code.size + QUIET; x++) {
      boolean upper = code.getModule(x, row);
      boolean lower = code.getModule(x, row + 1);
      line.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
    }
    return line.append(USUAL).toString();
  }
}
