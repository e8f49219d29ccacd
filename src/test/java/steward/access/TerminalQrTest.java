package steward.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import org.junit.jupiter.api.Test;

class TerminalQrTest {
  @Test
  void each_character_is_two_modules_of_the_code() {
    String text = "SHA256 AA:BB:CC";
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);

    var lines = TerminalQr.lines(text, true);

    assertThat(lines).hasSize((code.size + 5) / 2);
    for (int y = 0; y < code.size; y++) {
      String bare = lines.get((y + 2) / 2).replaceAll("\u001b\\[[0-9;]*m", "");
      assertThat(bare).hasSize(code.size + 4);
      for (int x = 0; x < code.size; x++) {
        boolean upper = (y + 2) % 2 == 0;
        boolean dark =
            "█".indexOf(bare.charAt(x + 2)) >= 0 || (upper ? '▀' : '▄') == bare.charAt(x + 2);
        assertThat(dark).as("module %d, %d", x, y).isEqualTo(code.getModule(x, y));
      }
    }
  }

  @Test
  void both_colours_are_set_so_that_any_terminal_shows_it() {
    assertThat(TerminalQr.lines("x", true))
        .allMatch(line -> line.startsWith("\u001b[30;107m") && line.endsWith("\u001b[0m"));
  }

  @Test
  void without_a_terminal_or_for_what_does_not_fit_there_is_none() {
    assertThat(TerminalQr.lines("x", false)).isEmpty();
    assertThat(TerminalQr.lines("", true)).isEmpty();
    assertThat(TerminalQr.lines("x".repeat(301), true)).isEmpty();
  }
}
