package steward.drivers.hue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What waits to be written, one order a target, and what was written and is not answered yet.
/// Immutable.
///
/// @param waiting by target, the oldest first
/// @param flying by the name of its request
/// @param lampsFree when the next lamp may be written to
/// @param roomsFree when the next room or scene may be
/// @param number of the last request
record Outbox(
    Map<String, Order> waiting,
    Map<String, Order> flying,
    Instant lampsFree,
    Instant roomsFree,
    long number) {
  /// A bridge bears about ten lamps and one group a second.
  static final Duration LAMP_EVERY = Duration.ofMillis(100);

  static final Duration ROOM_EVERY = Duration.ofSeconds(1);

  /// A fourth request at once is refused by the bridge.
  static final int FLYING_MAX = 2;

  static final int WAITING_MAX = 300;

  /// Older wishes are not sent: the house has given them up.
  static final Duration VALID = Duration.ofSeconds(30);

  static final Outbox EMPTY = new Outbox(Map.of(), Map.of(), Instant.EPOCH, Instant.EPOCH, 0);

  Outbox {
    waiting = Collections.unmodifiableMap(waiting);
    flying = Map.copyOf(flying);
  }

  /// A scene is written elsewhere than its room, and still is a wish of that room.
  static String target(Order order) {
    return order.parts().containsKey(Order.Part.RECALL)
        ? "scene of " + order.thing()
        : order.type() + "/" + order.id();
  }

  boolean isFlying(String target) {
    return flying.values().stream().anyMatch(order -> target(order).equals(target));
  }

  Outbox put(String target, Order order) {
    var more = new LinkedHashMap<>(waiting);
    more.put(target, order);
    return new Outbox(more, flying, lampsFree, roomsFree, number);
  }

  Outbox without(String target) {
    var less = new LinkedHashMap<>(waiting);
    less.remove(target);
    return new Outbox(less, flying, lampsFree, roomsFree, number);
  }

  /// When this order may go, as far as the pace is concerned.
  Instant free(Order order) {
    Instant lane = order.isWide() ? roomsFree : lampsFree;
    return lane.isAfter(order.notBefore()) ? lane : order.notBefore();
  }

  Outbox sent(String target, Order order, Instant now) {
    var more = new LinkedHashMap<>(flying);
    more.put("put:" + (number + 1), order);
    Outbox rest = without(target);
    return new Outbox(
        rest.waiting,
        more,
        order.isWide() ? lampsFree : now.plus(LAMP_EVERY),
        order.isWide() ? now.plus(ROOM_EVERY) : roomsFree,
        number + 1);
  }

  Outbox landed(String name) {
    var less = new LinkedHashMap<>(flying);
    less.remove(name);
    return new Outbox(waiting, less, lampsFree, roomsFree, number);
  }
}
