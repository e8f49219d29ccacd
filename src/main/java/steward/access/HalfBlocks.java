package steward.access;

import java.util.List;
import java.util.stream.IntStream;

/// A QR code in characters, two rows of modules in a line of half blocks, with a quiet margin.
public final class HalfBlocks {
  private static final int QUIET = 2;
  private static final String USUAL = "\u001b[0m";

  private HalfBlocks() {}

  /// @param rows of `0` and `1` (dark), such as [QrRows] makes; what is missing is light
  /// @param colours what sets dark on light, whatever the terminal's own colours are
  public static List<String> lines(List<String> rows, String colours) {
    int all = rows.size() + 2 * QUIET;
    return IntStream.range(0, (all + 1) / 2)
        .mapToObj(line -> line(rows, line * 2 - QUIET, colours))
        .toList();
  }

  private static String line(List<String> rows, int y, String colours) {
    var line = new StringBuilder(colours);
    for (int x = -QUIET; x < rows.getFirst().length() + QUIET; x++) {
      boolean upper = isDark(rows, x, y);
      boolean lower = isDark(rows, x, y + 1);
      line.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
    }
    return line.append(USUAL).toString();
  }

  private static boolean isDark(List<String> rows, int x, int y) {
    return y >= 0
        && y < rows.size()
        && x >= 0
        && x < rows.get(y).length()
        && rows.get(y).charAt(x) == '1';
  }
}
