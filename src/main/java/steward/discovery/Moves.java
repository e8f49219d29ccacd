package steward.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steward.thing.Udn;

/// Which addresses say to be which device. Confined to its inbox's lock.
///
/// An announcement proves nothing: a device that is accepted stays bound to its address until the
/// one at the new address has proved itself, or a person has decided.
final class Moves {
  /// What was not heard for so long does not count any more.
  static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  private static final int ADDRESSES_MAX = 8;
  private static final Duration TRIED_EVERY = Duration.ofMinutes(5);

  private final Map<Udn, Map<String, Instant>> heard = new LinkedHashMap<>();
  private final Map<Udn, Instant> tried = new LinkedHashMap<>();

  /// An address said to be the device.
  void heard(Udn device, String host, Instant at) {
    if (host.isEmpty()) return;
    if (heard.size() >= DiscoveryInbox.DEVICES_MAX && !heard.containsKey(device)) return;
    Map<String, Instant> addresses = heard.computeIfAbsent(device, _ -> new TreeMap<>());
    addresses.values().removeIf(last -> last.plus(FORGOTTEN_AFTER).isBefore(at));
    if (addresses.size() < ADDRESSES_MAX || addresses.containsKey(host)) addresses.put(host, at);
  }

  /// The addresses that say so now, in the order of their texts. IPv4 and IPv6 of one device are
  /// not held against it: only those of the first kind that there is are given.
  List<String> addresses(Udn device, Instant now) {
    var all = new ArrayList<String>();
    heard
        .getOrDefault(device, Map.of())
        .forEach((host, last) -> {
          if (!last.plus(FORGOTTEN_AFTER).isBefore(now)) all.add(host);
        });
    List<String> four = all.stream().filter(host -> host.indexOf(':') < 0).toList();
    return four.isEmpty() ? all : four;
  }

  /// Where else than at its own address the device says to be now.
  Optional<String> elsewhere(Udn device, String bound, Instant now) {
    return addresses(device, now).stream().filter(host -> !host.equals(bound)).findFirst();
  }

  /// Whether the new address is to be tried now; true at most once in five minutes.
  boolean isToBeTried(Udn device, Instant now) {
    Instant last = tried.get(device);
    if (last != null && last.plus(TRIED_EVERY).isAfter(now)) return false;
    if (tried.size() >= DiscoveryInbox.DEVICES_MAX) tried.clear();
    tried.put(device, now);
    return true;
  }

  /// The device is bound to this address now: others must say so anew.
  void settled(Udn device, String host) {
    Map<String, Instant> addresses = heard.get(device);
    if (addresses != null) addresses.keySet().removeIf(other -> !other.equals(host));
  }

  void forget(Udn device) {
    heard.remove(device);
    tried.remove(device);
  }
}
