package steward.activity.text;

import steward.driver.TopicFilter;
import steward.value.Text;
import steward.value.Tree;

/// Topics of the broker that an activity may hear and publish: none below `steward/`, which is the
/// house's own, and none that begins with `$`. Source: MQTT 5.0, section 4.7.
final class Topics {
  private Topics() {}

  /// A topic to publish.
  static String name(Tree tree, boolean strict) {
    String topic = sound(tree, strict);
    if (topic.contains("+") || topic.contains("#")) {
      throw tree.wrong("a topic without the wildcards + and #");
    }
    return topic;
  }

  /// A filter of what to hear.
  static String filter(Tree tree, boolean strict) {
    String filter = sound(tree, strict);
    if (strict && !TopicFilter.isFilter(filter)) {
      throw tree.wrong("+ as a whole level, and # as the last one");
    }
    if (strict && filter.equals("#")) throw tree.wrong("a filter with a first level");
    return filter;
  }

  private static String sound(Tree tree, boolean strict) {
    String topic = tree.text(Grammar.TOPIC_LENGTH_MAX);
    if (!strict) return topic;
    if (!Text.clean(topic).equals(topic)) throw tree.wrong("a topic of characters that are seen");
    if (topic.startsWith("$") || topic.equals("steward") || topic.startsWith("steward/")) {
      throw tree.wrong("a topic that is not below steward/ and does not begin with $");
    }
    return topic;
  }
}
