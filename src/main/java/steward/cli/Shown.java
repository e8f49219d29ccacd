package steward.cli;

import java.util.List;
import steward.access.HalfBlocks;
import steward.cli.Screen.Tone;
import steward.value.Tree;

/// What a new client is given, as the terminal shows it once: its link, its authenticator's key,
/// its recovery codes, and QR codes where a person sits before a terminal that has colours.
final class Shown {
  private static final int ROWS_MAX = 200;
  private static final String DARK_ON_LIGHT = "\u001b[38;5;16;48;5;231m";

  private Shown() {}

  /// @param made with `client` and `enrolment`
  static void enrolment(Asked asked, Tree made) {
    var screen = asked.screen();
    Tree enrolment = made.get("enrolment");
    screen.line(
        screen.toned(
            Tone.STRONG,
            "%s (%s) is made. This is shown once:"
                .formatted(Part.text(made, "client", "name"), Part.text(made, "client", "id"))));
    screen.line("");
    screen.line("Open on it    " + Part.text(enrolment, "link"));
    code(screen, enrolment, "linkQr");
    screen.line("Secret        " + Part.text(enrolment, "secret"));
    screen.line("Authenticator " + Part.text(enrolment, "uri"));
    code(screen, enrolment, "qr");
    recovery(screen, enrolment);
  }

  static void recovery(Screen screen, Tree holder) {
    screen.line("Recovery codes, each for one use:");
    for (Tree one : Part.items(holder, "recovery")) screen.line("  " + scalar(one));
  }

  static String scalar(Tree one) {
    return Screen.clean(String.valueOf(one.node()));
  }

  static void code(Screen screen, Tree enrolment, String name) {
    if (!screen.live() || !screen.colour()) return;
    var rows = Part.items(enrolment, name).stream().limit(ROWS_MAX).map(Shown::scalar).toList();
    if (!rows.isEmpty()) lines(rows).forEach(screen::line);
  }

  /// Dark on light whatever the terminal's own colours are.
  static List<String> lines(List<String> rows) {
    return HalfBlocks.lines(rows, DARK_ON_LIGHT);
  }
}
