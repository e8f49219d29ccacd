package steward.drivers.mqttdiscovery.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A word, sign or constant inside the braces of a template.
record Token(Kind kind, String text) {
  enum Kind {
    NAME,
    TEXT,
    WHOLE,
    FLOAT,
    SIGN,
    END
  }

  private static final Set<String> PAIRS = Set.of("==", "!=", "<=", ">=", "//", "**");
  private static final int NUMBER_LENGTH_MAX = 18;

  /// Reads what stands between two braces.
  static List<Token> all(String source) {
    var tokens = new ArrayList<Token>();
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (isLetter(c)) {
        int end = at;
        while (end < source.length() && (isLetter(source.charAt(end)) || isDigit(source, end)))
          end++;
        tokens.add(new Token(Kind.NAME, source.substring(at, end)));
        at = end;
      } else if (isDigit(source, at)) {
        at = number(source, at, tokens);
      } else if (c == '"' || c == '\'') {
        at = text(source, at, tokens);
      } else {
        at = sign(source, at, tokens);
      }
    }
    tokens.add(new Token(Kind.END, "the end"));
    return tokens;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean isDigit(String source, int at) {
    return at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9';
  }

  private static int number(String source, int at, List<Token> tokens) {
    int end = at;
    while (isDigit(source, end)) end++;
    boolean fraction = end + 1 < source.length() && source.charAt(end) == '.';
    fraction &= isDigit(source, end + 1);
    if (fraction) {
      end++;
      while (isDigit(source, end)) end++;
    }
    if (end - at > NUMBER_LENGTH_MAX) throw new Broken("a number of " + (end - at) + " digits");
    tokens.add(new Token(fraction ? Kind.FLOAT : Kind.WHOLE, source.substring(at, end)));
    return end;
  }

  private static int text(String source, int at, List<Token> tokens) {
    char quote = source.charAt(at);
    var text = new StringBuilder();
    int i = at + 1;
    while (i < source.length() && source.charAt(i) != quote) {
      char c = source.charAt(i++);
      if (c == '\\' && i < source.length()) {
        char escaped = source.charAt(i++);
        switch (escaped) {
          case 'n' -> text.append('\n');
          case 't' -> text.append('\t');
          case '\\', '"', '\'' -> text.append(escaped);
          default -> text.append('\\').append(escaped);
        }
      } else {
        text.append(c);
      }
    }
    if (i >= source.length()) throw new Broken("a text without its end");
    tokens.add(new Token(Kind.TEXT, text.toString()));
    return i + 1;
  }

  private static int sign(String source, int at, List<Token> tokens) {
    if (at + 1 < source.length() && PAIRS.contains(source.substring(at, at + 2))) {
      tokens.add(new Token(Kind.SIGN, source.substring(at, at + 2)));
      return at + 2;
    }
    if ("+-*/%~|.,:()[]{}<>=".indexOf(source.charAt(at)) < 0) {
      throw new Broken("the sign “" + source.charAt(at) + "”");
    }
    tokens.add(new Token(Kind.SIGN, source.substring(at, at + 1)));
    return at + 1;
  }

  boolean is(String other) {
    return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(other);
  }
}
