package steward.link;

/// An MQTT topic filter that answers whether a topic matches it, as chapter 4.7 of MQTT 5 says.
record Filter(String text) {

  boolean matches(String topic) {
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
}
