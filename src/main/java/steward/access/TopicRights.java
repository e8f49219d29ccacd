package steward.access;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import steward.driver.OwnTopics;
import steward.driver.TopicFilter;

/// What one name on the broker may publish and hear, made ready for being asked at each message.
/// Immutable; asking makes no garbage.
final class TopicRights {
  private final Set<String> topics = new HashSet<>();
  private final List<TopicFilter> filters = new ArrayList<>();
  private final List<TopicFilter> heard = new ArrayList<>();

  TopicRights(OwnTopics own) {
    for (Set<String> some : List.of(own.publishes(), own.announces()))
      some.forEach(this::publishes);
    own.subscribes().forEach(this::hears);
    own.shared().forEach(this::hears);
  }

  private void publishes(String text) {
    var filter = new TopicFilter(text);
    if (filter.hasWildcards()) filters.add(filter);
    else topics.add(text);
    // What it said itself it may read again: some devices find their last state so.
    heard.add(filter);
  }

  private void hears(String text) {
    heard.add(new TopicFilter(text));
  }

  boolean mayPublish(String topic) {
    if (topics.contains(topic)) return true;
    for (int i = 0; i < filters.size(); i++) if (filters.get(i).matches(topic)) return true;
    return false;
  }

  /// Whether every topic of the filter is one that it may hear.
  boolean mayHear(String filter) {
    for (TopicFilter one : heard) if (one.covers(filter)) return true;
    return false;
  }
}
