package steward.hub;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steward.driver.Family;
import steward.driver.OwnTopics;
import steward.driver.TopicFilter;
import steward.link.DriverHost;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.thing.Thing;
import steward.thing.Udn;

/// Which topics of the broker belong to accepted things: where they report, and where they are
/// asked. Thread-safe; follows the house's entries.
final class BoundTopics {
  private final DriverHost host;
  private final Map<String, Family> families;
  private volatile List<TopicFilter> known = List.of();
  private volatile boolean stale = true;

  BoundTopics(DriverHost host) {
    this.host = host;
    families =
        host.families().stream().collect(Collectors.toMap(Family::name, Function.identity()));
  }

  void follow(Entry entry) {
    if (entry.fact() instanceof Fact.ThingPut || entry.fact() instanceof Fact.ThingGone)
      stale = true;
  }

  /// Whether it is the house's own, the broker's, or that of a thing.
  boolean isTaken(String topic) {
    if (topic.startsWith("$") || topic.equals("steward") || topic.startsWith("steward/"))
      return true;
    if (host.drives(topic)) return true;
    for (TopicFilter filter : filters()) if (filter.matches(topic)) return true;
    return false;
  }

  private List<TopicFilter> filters() {
    if (stale) {
      stale = false;
      known = read();
    }
    return known;
  }

  private List<TopicFilter> read() {
    Set<Udn> roots = new HashSet<>();
    for (Thing thing : host.directory().things()) roots.add(thing.udn().root());
    return roots.stream()
        .flatMap(this::topics)
        .filter(TopicFilter::isFilter)
        .distinct()
        .map(TopicFilter::new)
        .toList();
  }

  private Stream<String> topics(Udn root) {
    Family family = families.get(root.family());
    List<Thing> device = host.directory().device(root);
    if (family == null || device.isEmpty()) return Stream.empty();
    try {
      OwnTopics own = family.topics(device);
      return Stream.concat(own.exclusive().stream(), own.shared().stream());
    } catch (RuntimeException _) {
      // The link says what is wrong with its binding.
      return Stream.empty();
    }
  }
}
