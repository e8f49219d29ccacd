package steward.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The retained messages, found by topic and by filter. Confined to the broker's loop.
final class RetainedTree {
  private static final class Node {
    final Map<String, Node> children = new HashMap<>(4);
    @Nullable Publication message;
  }

  private final Node root = new Node();
  private final Map<String, Publication> byTopic = new HashMap<>();
  private long bytes;

  int size() {
    return byTopic.size();
  }

  long bytes() {
    return bytes;
  }

  Optional<Publication> get(String topic) {
    return Optional.ofNullable(byTopic.get(topic));
  }

  void put(Publication message) {
    var old = byTopic.put(message.topic, message);
    bytes += message.bytes() - (old == null ? 0 : old.bytes());
    var node = root;
    for (String level : Topics.levels(message.topic))
      node = node.children.computeIfAbsent(level, _ -> new Node());
    node.message = message;
  }

  boolean remove(String topic) {
    var old = byTopic.remove(topic);
    if (old == null) return false;
    bytes -= old.bytes();
    remove(root, Topics.levels(topic), 0);
    return true;
  }

  private static void remove(Node node, List<String> levels, int depth) {
    if (depth == levels.size()) {
      node.message = null;
      return;
    }
    var child = node.children.get(levels.get(depth));
    if (child == null) return;
    remove(child, levels, depth + 1);
    if (child.message == null && child.children.isEmpty()) node.children.remove(levels.get(depth));
  }

  /// The topics of all messages that match the filter, as they are now.
  List<String> topics(String filter) {
    List<String> topics = new ArrayList<>();
    match(root, Topics.levels(filter), 0, message -> topics.add(message.topic));
    return topics;
  }

  List<Publication> all() {
    return List.copyOf(byTopic.values());
  }

  private static void match(
      Node node, List<String> levels, int depth, Consumer<Publication> found) {
    if (depth == levels.size()) {
      give(node, found);
      return;
    }
    String level = levels.get(depth);
    switch (level) {
      case "#" -> {
        if (depth > 0) give(node, found);
        everything(node, depth, found);
      }
      case "+" -> {
        for (var child : node.children.entrySet()) {
          if (depth > 0 || !child.getKey().startsWith("$"))
            match(child.getValue(), levels, depth + 1, found);
        }
      }
      default -> {
        var child = node.children.get(level);
        if (child != null) match(child, levels, depth + 1, found);
      }
    }
  }

  private static void everything(Node node, int depth, Consumer<Publication> found) {
    for (var child : node.children.entrySet()) {
      if (depth == 0 && child.getKey().startsWith("$")) continue;
      give(child.getValue(), found);
      everything(child.getValue(), depth + 1, found);
    }
  }

  private static void give(Node node, Consumer<Publication> found) {
    if (node.message != null) found.accept(node.message);
  }
}
