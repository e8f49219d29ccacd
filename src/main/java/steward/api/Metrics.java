package steward.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The counters of the house for Prometheus. The registry is made at the first scrape: most homes
/// never ask. Thread-safe.
final class Metrics {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int NAMES_MAX = 1_000;

  private final Map<String, Long> values = new ConcurrentHashMap<>();
  private @Nullable PrometheusMeterRegistry registry;

  synchronized String scrape(Map<String, Long> now) {
    PrometheusMeterRegistry ready = registry;
    if (ready == null) {
      ready = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      registry = ready;
    }
    Runtime jvm = Runtime.getRuntime();
    var all = new TreeMap<>(now);
    all.put("jvm.heap.used.bytes", jvm.totalMemory() - jvm.freeMemory());
    for (var one : all.entrySet()) {
      String name = one.getKey();
      if (values.put(name, one.getValue()) == null && values.size() <= NAMES_MAX) {
        Gauge.builder("steward." + name, values, map -> map.getOrDefault(name, 0L)).register(ready);
      }
    }
    return ready.scrape();
  }
}
