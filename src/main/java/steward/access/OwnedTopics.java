package steward.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The topics of all who have a name of their own on the broker, so that nobody without one speaks
/// for them. Immutable; the cost of a question is that of the levels of its topic.
final class OwnedTopics {
  private final Node root = new Node();

  private static final class Node {
    final Map<String, Node> children = new HashMap<>(4);
    boolean isEnd;
  }

  OwnedTopics(Collection<String> filters) {
    for (String filter : filters) {
      Node node = root;
      for (String level : filter.split("/", -1))
        node = node.children.computeIfAbsent(level, _ -> new Node());
      node.isEnd = true;
    }
  }

  boolean has(String topic) {
    return !root.children.isEmpty() && has(root, topic.split("/", -1), 0);
  }

  private static boolean has(@Nullable Node node, String[] levels, int depth) {
    if (node == null) return false;
    if (node.children.containsKey("#")) return true;
    if (depth == levels.length) return node.isEnd;
    return has(node.children.get(levels[depth]), levels, depth + 1)
        || has(node.children.get("+"), levels, depth + 1);
  }
}
