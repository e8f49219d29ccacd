package steward.topics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import steward.access.HouseTopics;
import steward.api.CommandForm;
import steward.thing.Thing;
import steward.value.Bytes;

/// How things are announced as Home Assistant's MQTT discovery reads them: one retained document
/// for each part of a thing. Immutable. The members' names are those of its public documentation.
///
/// @param isOn whether anything is
/// @param announcesItself which things that reader finds without us
record Announcing(
    boolean isOn, HouseTopics topics, Predicate<Thing> announcesItself, String version) {

  static Announcing of(HouseFace.Settings settings) {
    return new Announcing(
        settings.announces(), settings.topics(), settings.announcesItself(), settings.version());
  }

  /// The documents by their topics.
  Map<String, Bytes> messages(Thing thing) {
    if (!isOn || announcesItself.test(thing)) return Map.of();
    var messages = new LinkedHashMap<String, Bytes>();
    for (Parts.Part part : Parts.of(thing)) {
      var document = new LinkedHashMap<String, Object>(part.members());
      document.put("name", part.name());
      document.put("unique_id", topics.node() + thing.id() + "_" + part.id());
      document.put("availability", availability(thing));
      document.put("availability_mode", "all");
      document.put("device", device(thing));
      document.put("origin", Map.of("name", "steward", "sw_version", version));
      messages.put(
          topics.announcement(part.component(), thing.id(), part.id()),
          Bytes.wrap(CommandForm.bytes(document)));
    }
    return messages;
  }

  private static List<Map<String, String>> availability(Thing thing) {
    return List.of(
        Map.of("topic", HouseTopics.RUNNING),
        Map.of("topic", HouseTopics.value(thing.id(), HouseTopics.AVAILABLE)));
  }

  private Map<String, Object> device(Thing thing) {
    var device = new LinkedHashMap<String, Object>();
    device.put("identifiers", List.of(topics.node() + thing.id()));
    device.put("name", thing.name());
    device.put("manufacturer", thing.maker());
    device.put("model", thing.model());
    if (!thing.firmware().isEmpty()) device.put("sw_version", thing.firmware());
    if (thing.isDevice()) device.put("suggested_area", thing.room());
    return device;
  }
}
