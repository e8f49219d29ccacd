package steward.ssh;

import java.util.ArrayList;
import java.util.List;

/// A line as words, as a POSIX shell splits it: quotes and backslashes, and nothing else; no
/// variables, patterns, pipes or substitutions.
final class Words {
  private Words() {}

  /// @throws IllegalArgumentException if a quote is not closed
  static List<String> of(String line) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean begun = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        if (begun) words.add(word.toString());
        word.setLength(0);
        begun = false;
        continue;
      }
      begun = true;
      switch (c) {
        case '\'' -> i = single(line, i, word);
        case '"' -> i = twin(line, i, word);
        case '\\' -> {
          if (++i >= line.length())
            throw new IllegalArgumentException("nothing follows the last backslash");
          word.append(line.charAt(i));
        }
        default -> word.append(c);
      }
    }
    if (begun) words.add(word.toString());
    return words;
  }

  private static int single(String line, int open, StringBuilder word) {
    int close = line.indexOf('\'', open + 1);
    if (close < 0) throw new IllegalArgumentException("a ' is not closed");
    word.append(line, open + 1, close);
    return close;
  }

  private static int twin(String line, int open, StringBuilder word) {
    for (int i = open + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') return i;
      boolean escapes =
          c == '\\' && i + 1 < line.length() && "\\\"$`".indexOf(line.charAt(i + 1)) >= 0;
      word.append(escapes ? line.charAt(++i) : c);
    }
    throw new IllegalArgumentException("a \" is not closed");
  }
}
