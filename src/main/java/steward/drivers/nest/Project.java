package steward.drivers.nest;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import steward.driver.Offer;

/// What is known of a project. Immutable and bounded.
///
/// @param devices by their part of the UDN, which is their id at Google
/// @param listedAt when all of them were read
/// @param doubted when a command went to a device whose effect is looked for
/// @param events when a trait of a device happened last, in Google's time, by `PART TRAIT`
/// @param offered what was told of the project last
record Project(
    Map<String, Device> devices,
    Instant listedAt,
    Map<String, Instant> doubted,
    Map<String, Instant> events,
    Optional<Offer> offered) {
  static final int DEVICES_MAX = 64;
  static final Project NEW =
      new Project(Map.of(), Instant.EPOCH, Map.of(), Map.of(), Optional.empty());

  Project {
    devices = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    doubted = Map.copyOf(doubted);
    events = Map.copyOf(events);
  }

  /// A device.
  ///
  /// @param type such as `THERMOSTAT`
  record Device(String name, String type, Traits traits) {}

  Project with(String part, Device device) {
    var more = new LinkedHashMap<>(devices);
    more.put(part, device);
    return new Project(more, listedAt, doubted, events, offered);
  }

  Project listed(Map<String, Device> all, Instant at) {
    var still = new LinkedHashMap<>(events);
    still.keySet().removeIf(key -> !all.containsKey(key.substring(0, key.indexOf(' '))));
    return new Project(all, at, doubted, still, offered);
  }

  Project doubting(Map<String, Instant> newDoubted) {
    return new Project(devices, listedAt, newDoubted, events, offered);
  }

  Project happened(Map<String, Instant> newEvents) {
    return new Project(devices, listedAt, doubted, newEvents, offered);
  }

  Project withOffer(Offer offer) {
    return new Project(devices, listedAt, doubted, events, Optional.of(offer));
  }
}
