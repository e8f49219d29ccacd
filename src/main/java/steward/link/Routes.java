package steward.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import steward.driver.TopicFilter;

/// Which links take the messages of a topic, found out once for each topic. Thread-safe.
final class Routes {
  static final int ROUTES_MAX = 50_000;

  private final Collection<DeviceLink<?>> links;
  private final Map<String, List<DeviceLink<?>>> known = new ConcurrentHashMap<>();
  private final AtomicInteger generation = new AtomicInteger();

  /// @param links those that there are, as they are at each moment
  Routes(Collection<DeviceLink<?>> links) {
    this.links = links;
  }

  /// A link came or went.
  void changed() {
    generation.incrementAndGet();
    known.clear();
  }

  List<DeviceLink<?>> of(String topic) {
    List<DeviceLink<?>> before = known.get(topic);
    if (before != null) return before;
    int seen = generation.get();
    var found = new ArrayList<DeviceLink<?>>(1);
    for (DeviceLink<?> link : links) {
      if (link.topics().stream().anyMatch(filter -> new TopicFilter(filter).matches(topic)))
        found.add(link);
    }
    if (known.size() >= ROUTES_MAX) known.clear();
    known.put(topic, List.copyOf(found));
    // A device that was linked anew meanwhile must not be hidden by a route made before.
    if (generation.get() != seen) known.remove(topic);
    return found;
  }
}
