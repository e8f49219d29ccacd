package steward.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import steward.driver.TopicFilter;
import steward.mqtt.Bus;
import steward.thing.Message;

/// Which topics are heard on the bus, and for whom: links and taps may want the same. Thread-safe.
public final class Ears {
  private final Bus bus;
  private final Map<String, Integer> subscribed = new HashMap<>();
  private final List<Tap> taps = new CopyOnWriteArrayList<>();

  Ears(Bus bus) {
    this.bus = bus;
  }

  /// Somebody who hears some topics beside the links.
  public final class Tap {
    private final Consumer<Message.Publish> hears;
    private volatile List<TopicFilter> filters = List.of();

    private Tap(Consumer<Message.Publish> hears) {
      this.hears = hears;
    }

    /// Hears these topics from now on, and no others.
    public void to(Collection<String> wanted) {
      synchronized (Ears.this) {
        Set<String> before = new TreeSet<>(filters.stream().map(TopicFilter::text).toList());
        Set<String> now = new TreeSet<>(wanted);
        if (before.equals(now)) return;
        filters = now.stream().map(TopicFilter::new).toList();
        now.stream().filter(filter -> !before.contains(filter)).forEach(Ears.this::subscribe);
        before.stream().filter(filter -> !now.contains(filter)).forEach(Ears.this::unsubscribe);
      }
    }

    private void hear(Message.Publish message) {
      for (TopicFilter filter : filters) {
        if (filter.matches(message.topic())) {
          hears.accept(message);
          return;
        }
      }
    }
  }

  /// A new tap, which hears nothing yet. What it is given must be quick and not block.
  public Tap tap(Consumer<Message.Publish> hears) {
    var tap = new Tap(hears);
    taps.add(tap);
    return tap;
  }

  void hear(Message.Publish message) {
    for (Tap tap : taps) tap.hear(message);
  }

  synchronized void subscribe(String filter) {
    if (subscribed.merge(filter, 1, Integer::sum) == 1) bus.subscribe(filter, 1);
  }

  synchronized void unsubscribe(String filter) {
    if (subscribed.merge(filter, -1, Integer::sum) <= 0) {
      subscribed.remove(filter);
      bus.unsubscribe(filter);
    }
  }

  /// Those of the filters that somebody has subscribed to already.
  synchronized List<String> known(Collection<String> filters) {
    var known = new ArrayList<String>();
    for (String filter : filters) if (subscribed.containsKey(filter)) known.add(filter);
    return known;
  }
}
