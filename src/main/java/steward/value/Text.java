package steward.value;

/// Free text, at most 1000 characters; longer text is cut when it is read with [#cut].
public record Text(String text) implements Value {
  public static final int LENGTH_MAX = 1000;

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

  /// The same characters without controls, which could forge lines of a log or a terminal.
  public static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return text.codePoints()
            .filter(c -> !Character.isISOControl(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
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
