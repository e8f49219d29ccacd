package steward.value;

/// Free text, at most 1000 characters; longer text is cut when it is read with [#cut].
public record Text(String text) implements Value {
  public static final int LENGTH_MAX = 1000;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  public Text {
    if (text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "a text has at most " + LENGTH_MAX + " characters, not " + text.length());
    }
  }

  /// The text, cut at the limit and freed of control characters: for text that a device sent.
  public static Text cut(String text) {
    String head = text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX);
    return new Text(clean(head));
  }

  /// The same characters without those that nobody sees: controls, which could forge lines of a log
  /// or a terminal, and marks that turn the direction of what follows.
  public static String clean(String text) {
    if (text.codePoints().noneMatch(Text::isHidden)) return text;
    return text.codePoints()
        .filter(c -> !isHidden(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHidden(int c) {
    // Two joiners shape the letters of some scripts, and families of emoji.
    if (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER) return false;
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  @Override
  public String scalar() {
    return text;
  }

  @Override
  public String sentence() {
    return "“" + text + "”";
  }
}
