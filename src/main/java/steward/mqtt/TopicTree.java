package steward.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Values under topic filters, found by topic. Confined to the broker's loop.
///
/// The cost of a search is that of the levels of the topic, not of the number of filters.
final class TopicTree<T> {
  private static final class Node<T> {
    final Map<String, Node<T>> children = new HashMap<>(4);
    final List<T> values = new ArrayList<>(1);

    boolean isEmpty() {
      return children.isEmpty() && values.isEmpty();
    }
  }

  private final Node<T> root = new Node<>();

  void add(String filter, T value) {
    var node = root;
    for (String level : Topics.levels(filter))
      node = node.children.computeIfAbsent(level, _ -> new Node<>());
    node.values.add(value);
  }

  void remove(String filter, T value) {
    remove(root, Topics.levels(filter), 0, value);
  }

  private void remove(Node<T> node, List<String> levels, int depth, T value) {
    if (depth == levels.size()) {
      node.values.remove(value);
      return;
    }
    var child = node.children.get(levels.get(depth));
    if (child == null) return;
    remove(child, levels, depth + 1, value);
    if (child.isEmpty()) node.children.remove(levels.get(depth));
  }

  /// Hands over every value whose filter matches the topic. Wildcards at the first level do not
  /// match `$…`.
  void match(String topic, Consumer<T> found) {
    match(root, Topics.levels(topic), 0, Topics.isReserved(topic), found);
  }

  private void match(
      @Nullable Node<T> node,
      List<String> levels,
      int depth,
      boolean isReserved,
      Consumer<T> found) {
    if (node == null) return;
    boolean takesWildcards = depth > 0 || !isReserved;
    if (takesWildcards) {
      var all = node.children.get("#");
      if (all != null) all.values.forEach(found);
    }
    if (depth == levels.size()) {
      node.values.forEach(found);
      return;
    }
    match(node.children.get(levels.get(depth)), levels, depth + 1, isReserved, found);
    if (takesWildcards) match(node.children.get("+"), levels, depth + 1, isReserved, found);
  }
}
