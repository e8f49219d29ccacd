package steward.mqtt;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// The counters and levels of MQTT. Thread-safe.
///
/// Counters only grow. `closed-…` counts closed connections by reason code. Levels (`clients`,
/// `sessions`, `retained-messages`, `retained-bytes`, `subscriptions`) are as of the broker's last
/// tick, at most a second old.
public final class MqttMetrics {
  private final LongAdder[] counters = adders(Counter.values().length);
  private final LongAdder[] closed = adders(ReasonCode.values().length);
  private volatile Map<String, Long> levels = Map.of();

  private static LongAdder[] adders(int count) {
    var adders = new LongAdder[count];
    for (int i = 0; i < count; i++) adders[i] = new LongAdder();
    return adders;
  }

  void count(Counter counter) {
    counters[counter.ordinal()].increment();
  }

  void add(Counter counter, long amount) {
    counters[counter.ordinal()].add(amount);
  }

  void closed(ReasonCode reason) {
    closed[reason.ordinal()].increment();
  }

  void levels(Map<String, Long> now) {
    levels = now;
  }

  public long get(Counter counter) {
    return counters[counter.ordinal()].sum();
  }

  /// Everything by name, sorted.
  public Map<String, Long> read() {
    Map<String, Long> all = new TreeMap<>(levels);
    for (var counter : Counter.values()) all.put(counter.word(), get(counter));
    for (var reason : ReasonCode.values()) {
      long count = closed[reason.ordinal()].sum();
      if (count > 0) all.put("closed-" + reason.word(), count);
    }
    return all;
  }
}
