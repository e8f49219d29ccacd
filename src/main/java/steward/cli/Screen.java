package steward.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.value.Text;

/// Where a command writes: results to one stream, everything else to the other. Confined to the
/// command's thread.
///
/// @param colour whether marks are coloured
/// @param live whether a person watches, so that progress may be shown
record Screen(PrintStream out, PrintStream err, boolean colour, boolean live) {

  /// The streams of this process, always in UTF-8. Colours only on a terminal, and not with
  /// `NO_COLOR`.
  static Screen ofProcess(Map<String, String> environment) {
    boolean live = terminal().isPresent();
    boolean colour =
        live
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return new Screen(stream(FileDescriptor.out), stream(FileDescriptor.err), colour, live);
  }

  /// The terminal of this process, if somebody sits at one.
  @SuppressWarnings("SystemConsoleNull") // It is null in 25 again when a stream is redirected.
  static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /// The colours that mean something; nothing else is coloured.
  enum Tone {
    GOOD(32),
    DOUBTFUL(33),
    BAD(31),
    FAINT(2),
    STRONG(1);

    private final int code;

    Tone(int code) {
      this.code = code;
    }
  }

  String toned(Tone tone, String text) {
    return colour ? "\u001b[" + tone.code + "m" + text + "\u001b[0m" : text;
  }

  void line(String text) {
    out.println(text);
  }

  void complain(String sentence) {
    err.println("steward: " + sentence);
  }

  /// Columns under their titles, as wide as their widest cell; the last one is not padded.
  void table(List<String> titles, List<List<String>> rows) {
    var all = new ArrayList<List<String>>();
    all.add(titles);
    all.addAll(rows);
    int[] widths = new int[titles.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], width(row.get(i)));
    }
    for (int number = 0; number < all.size(); number++) {
      List<String> row = all.get(number);
      var text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(row.get(i));
        if (i < widths.length - 1) text.append(" ".repeat(widths[i] - width(row.get(i)) + 2));
      }
      String stripped = text.toString().stripTrailing();
      line(number == 0 ? toned(Tone.FAINT, stripped) : stripped);
    }
  }

  /// A text of a device or a person, free of what could write elsewhere on the terminal or turn its
  /// direction.
  static String clean(String text) {
    String bare = Text.clean(text);
    return bare.chars().noneMatch(Screen::isTurning)
        ? bare
        : bare.codePoints()
            .filter(c -> !isTurning(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /// Whether this character changes the direction of what follows, or starts a line for some
  /// terminals.
  static boolean isTurning(int c) {
    return (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  /// The number of columns a text takes: two for East Asian wide characters and emoji, none for
  /// combining ones.
  static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == 0x1b) { // a colour of ours
        int end = text.indexOf('m', i);
        i = end < 0 ? text.length() : end + 1;
      } else {
        width += columns(c);
      }
    }
    return width;
  }

  private static int columns(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT
        || type == Character.CONTROL) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115f)
            || (c >= 0x2e80 && c <= 0xa4cf)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0xffe0 && c <= 0xffe6)
            || (c >= 0x1f300 && c <= 0x1faff)
            || (c >= 0x20000 && c <= 0x3fffd)
            || Character.isEmojiPresentation(c);
    return wide ? 2 : 1;
  }
}
