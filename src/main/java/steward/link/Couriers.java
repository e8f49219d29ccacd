package steward.link;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import steward.thing.Udn;

/// Who carries the messages of which family, of those that no line of their own reaches.
/// Thread-safe.
public final class Couriers {
  private final Map<String, Courier> byFamily = new ConcurrentHashMap<>();

  /// Names the courier of a family; before the start.
  public void carry(String family, Courier courier) {
    byFamily.put(family, courier);
  }

  Carrier of(Udn device, Map<Udn, DeviceLink<?>> links) {
    Courier courier = byFamily.get(device.family());
    if (courier == null) return new OverNothing(Optional.empty());
    return new OverCourier(
        device,
        courier,
        answer -> {
          DeviceLink<?> link = links.get(device);
          if (link != null) link.came(answer);
        });
  }
}
