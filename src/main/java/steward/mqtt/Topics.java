package steward.mqtt;

import java.util.ArrayList;
import java.util.List;

/// The rules of topic names and topic filters.
final class Topics {
  private static final String SHARE = "$share/";

  private Topics() {}

  /// A name that a message can be published to.
  static void checkName(String topic) throws PacketException {
    if (topic.isEmpty())
      throw new PacketException(ReasonCode.TOPIC_NAME_INVALID, "the topic is empty");
    for (int i = 0; i < topic.length(); i++) {
      char c = topic.charAt(i);
      if (c == '#' || c == '+' || c == 0) {
        throw new PacketException(
            ReasonCode.TOPIC_NAME_INVALID, "a topic name must not contain " + shown(c));
      }
    }
  }

  private static String shown(char c) {
    return c == 0 ? "U+0000" : "the wildcard " + c;
  }

  static boolean isName(String topic) {
    return !topic.isEmpty()
        && topic.indexOf('#') < 0
        && topic.indexOf('+') < 0
        && topic.indexOf('\0') < 0;
  }

  /// Whether wildcards stand only where they may: `+` as a whole level, `#` as the last one.
  static boolean isFilter(String filter) {
    if (filter.isEmpty() || filter.indexOf('\0') >= 0) return false;
    int last = filter.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = filter.charAt(i);
      if (c != '#' && c != '+') continue;
      if (i > 0 && filter.charAt(i - 1) != '/') return false;
      if (c == '#' ? i < last : i < last && filter.charAt(i + 1) != '/') return false;
    }
    return true;
  }

  static boolean isShared(String filter) {
    return filter.startsWith(SHARE);
  }

  /// `$share/group/filter`, taken apart. The group is empty for a filter that is not shared.
  record Shared(String group, String filter) {
    static Shared of(String filter) {
      if (!isShared(filter)) return new Shared("", filter);
      int slash = filter.indexOf('/', SHARE.length());
      if (slash <= SHARE.length()) return new Shared("", "");
      String group = filter.substring(SHARE.length(), slash);
      boolean isPlain = group.indexOf('+') < 0 && group.indexOf('#') < 0;
      return isPlain ? new Shared(group, filter.substring(slash + 1)) : new Shared("", "");
    }
  }

  static boolean isReserved(String topic) {
    return topic.charAt(0) == '$';
  }

  /// How many levels the topic or filter has.
  static int depth(String topic) {
    int depth = 1;
    for (int i = 0; i < topic.length(); i++) {
      if (topic.charAt(i) == '/') depth++;
    }
    return depth;
  }

  static List<String> levels(String topic) {
    List<String> levels = new ArrayList<>();
    int start = 0;
    for (int slash = topic.indexOf('/'); slash >= 0; slash = topic.indexOf('/', start)) {
      levels.add(topic.substring(start, slash));
      start = slash + 1;
    }
    levels.add(topic.substring(start));
    return levels;
  }
}
