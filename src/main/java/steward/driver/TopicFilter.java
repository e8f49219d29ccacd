package steward.driver;

/// An MQTT topic filter that answers what it matches, as chapter 4.7 of MQTT 5 says. Immutable.
public record TopicFilter(String text) {

  /// Whether a text is a filter at all: `+` stands for a whole level, `#` only for the last ones.
  public static boolean isFilter(String text) {
    if (text.isEmpty() || text.indexOf('\0') >= 0) return false;
    int last = text.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = text.charAt(i);
      if (c != '#' && c != '+') continue;
      if (i > 0 && text.charAt(i - 1) != '/') return false;
      if (c == '#' ? i < last : i < last && text.charAt(i + 1) != '/') return false;
    }
    return true;
  }

  public boolean hasWildcards() {
    return text.indexOf('+') >= 0 || text.indexOf('#') >= 0;
  }

  public boolean matches(String topic) {
    if (topic.startsWith("$") && !text.startsWith("$")) return false;
    int f = 0;
    int t = 0;
    while (f < text.length()) {
      char c = text.charAt(f);
      if (c == '#') return true;
      if (c == '+') {
        while (t < topic.length() && topic.charAt(t) != '/') t++;
        f++;
      } else if (t < topic.length() && topic.charAt(t) == c) {
        f++;
        t++;
      } else {
        // "a/#" matches its parent "a" as well.
        return t == topic.length() && c == '/' && f == text.length() - 2 && text.endsWith("#");
      }
    }
    return t == topic.length();
  }

  /// Whether every topic that the other filter matches is matched by this one.
  public boolean covers(String other) {
    if (isForeign(text, other)) return false;
    String[] mine = text.split("/", -1);
    String[] theirs = other.split("/", -1);
    for (int i = 0; i < mine.length; i++) {
      if (mine[i].equals("#")) return true;
      if (i == theirs.length || theirs[i].equals("#")) return false;
      if (!mine[i].equals("+") && !mine[i].equals(theirs[i])) return false;
    }
    return mine.length == theirs.length;
  }

  /// Whether some topic is matched by both.
  public boolean meets(String other) {
    if (isForeign(text, other) || isForeign(other, text)) return false;
    String[] mine = text.split("/", -1);
    String[] theirs = other.split("/", -1);
    for (int i = 0; i < Math.max(mine.length, theirs.length); i++) {
      String one = i < mine.length ? mine[i] : "";
      String two = i < theirs.length ? theirs[i] : "";
      // "a/#" and "a" meet: the last level may be missing where it is "#".
      if (one.equals("#") || two.equals("#")) return true;
      if (i >= mine.length || i >= theirs.length) return false;
      if (!one.equals("+") && !two.equals("+") && !one.equals(two)) return false;
    }
    return true;
  }

  /// A wildcard at the first level does not reach the broker's own topics.
  private static boolean isForeign(String filter, String other) {
    return other.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"));
  }

  @Override
  public String toString() {
    return text;
  }
}
