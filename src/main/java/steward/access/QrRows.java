package steward.access;

import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import java.util.stream.IntStream;

/// A QR code as rows of `0` and `1` (dark), without the light border of four modules that whoever
/// draws it adds.
public final class QrRows {
  /// The longest text in bytes that fits a code of medium error correction.
  private static final int TEXT_MAX = 2_300;

  private QrRows() {}

  /// @throws IllegalArgumentException if the text is too long for a code
  public static List<String> of(String text) {
    if (text.length() > TEXT_MAX)
      throw new IllegalArgumentException(
          "a QR code holds " + TEXT_MAX + " characters, not " + text.length());
    return of(QrCode.encodeText(text, QrCode.Ecc.MEDIUM));
  }

  static List<String> of(QrCode code) {
    return IntStream.range(0, code.size).mapToObj(y -> row(code, y)).toList();
  }

  private static String row(QrCode code, int y) {
    var row = new StringBuilder(code.size);
    for (int x = 0; x < code.size; x++) row.append(code.getModule(x, y) ? '1' : '0');
    return row.toString();
  }
}
