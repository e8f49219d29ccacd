package steward.drivers.nest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.driver.Effect;
import steward.driver.Payload;
import steward.driver.cloud.Call;
import steward.driver.cloud.Heard;
import steward.value.Bytes;

/// Reads events that were pulled from Pub/Sub: they may come twice, late, and not in their order.
/// Immutable.
record Events(Cloud cloud, Instant now) {
  /// More of one answer are left for the next.
  private static final int MESSAGES_MAX = 50;

  private static final int ACK_MAX = 2_000;

  /// By so much our clock and Google's may differ.
  private static final Duration SLACK = Duration.ofSeconds(5);

  Heard<Project> pulled(Project known, Payload answer) {
    Project project = known;
    var effects = new ArrayList<Effect>();
    var taken = new ArrayList<String>();
    for (Payload received : answer.at("receivedMessages").items()) {
      String ack = received.at("ackId").textOr("");
      if (!isAck(ack) || taken.size() >= MESSAGES_MAX) {
        effects.add(new Effect.Dropped("an event that cannot be acknowledged"));
        continue;
      }
      taken.add(ack);
      Optional<Payload> event = event(received.at("message").at("data").textOr(""));
      if (event.isEmpty()) effects.add(new Effect.Dropped("an event that cannot be read"));
      else project = happened(project, event.get(), effects);
    }
    List<Call> more = taken.isEmpty() ? List.of() : List.of(cloud.acknowledge(taken));
    return new Heard<>(project, effects, more, "");
  }

  /// It goes back into a JSON text as it came.
  private static boolean isAck(String id) {
    return !id.isEmpty()
        && id.length() <= ACK_MAX
        && id.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
  }

  private static Optional<Payload> event(String data) {
    try {
      return Payload.json(Bytes.wrap(Base64.getDecoder().decode(data)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Project happened(Project known, Payload event, List<Effect> effects) {
    // A device came, went or moved: the list says more.
    if (event.at("relationUpdate").isObject())
      return new Project(
          known.devices(),
          Instant.EPOCH.plusSeconds(1),
          known.doubted(),
          known.events(),
          known.offered());
    Payload update = event.at("resourceUpdate");
    var reader = new Devices(cloud, now);
    String part = reader.part(update).orElse("");
    Project.Device device = known.devices().get(part);
    Optional<Instant> at = instant(event.at("timestamp").textOr(""));
    if (device == null || at.isEmpty() || isOlder(known, part, at.get())) return known;
    var events = new HashMap<>(known.events());
    Set<String> fresh = fresh(part, update.at("traits"), at.get(), events);
    Project later = known.happened(events);
    // What a command does is read from the device: an event of before it must not confirm it.
    Instant since = known.doubted().get(part);
    if (since != null && since.plus(Cloud.DOUBT).isAfter(now) || fresh.isEmpty()) return later;
    var newer =
        new Project.Device(device.name(), device.type(), device.traits().with(update.at("traits")));
    effects.addAll(reader.readings(part, newer, fresh));
    return later.with(part, newer);
  }

  /// Than what was read, or than a command.
  private static boolean isOlder(Project known, String part, Instant at) {
    return at.isBefore(known.listedAt().minus(SLACK))
        || at.isBefore(known.doubted().getOrDefault(part, Instant.EPOCH));
  }

  /// The traits that this event tells of and no later one did.
  private static Set<String> fresh(
      String part, Payload traits, Instant at, Map<String, Instant> events) {
    var fresh = new LinkedHashSet<String>();
    for (String trait : Traits.ALL) {
      String key = part + " " + trait;
      if (!traits.at(Traits.PREFIX + trait).isObject()) continue;
      if (events.getOrDefault(key, Instant.EPOCH).isAfter(at)) continue;
      events.put(key, at);
      fresh.add(trait);
    }
    return fresh;
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
