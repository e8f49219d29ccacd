package steward.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steward.activity.text.ActivityText;
import steward.state.Held;
import steward.state.StateBoard;
import steward.store.ThingJson;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.ValueType;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/// The JSON shapes of things, values and commands, as `docs/api.md` has them.
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(100_000)
                          .build())
                  .build())
          .build();

  private Json() {}

  static String instant(Instant at) {
    String text = at.truncatedTo(ChronoUnit.MILLIS).toString();
    return text.length() == 20 ? text.substring(0, 19) + ".000Z" : text;
  }

  static Map<String, @Nullable Object> thing(StateBoard.Picture picture) {
    Thing thing = picture.thing();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", thing.id().value());
    json.put("number", thing.number());
    json.put("udn", thing.udn().value());
    json.put("kind", thing.kind());
    json.put("name", thing.name());
    json.put("room", thing.room());
    json.put("maker", thing.maker());
    json.put("model", thing.model());
    json.put("firmware", thing.firmware());
    json.put("family", thing.udn().family());
    json.put("status", status(picture.status()));
    var properties = new LinkedHashMap<String, Object>();
    boolean absent = picture.status().state() == Status.State.ABSENT;
    for (Property property : thing.observes())
      properties.put(property.name(), value(picture, property));
    picture
        .properties()
        .forEach((property, held) ->
            properties.putIfAbsent(property.name(), value(property, held, absent)));
    json.put("properties", properties);
    json.put("actions", ThingJson.actions(thing.abilities()));
    return json;
  }

  static Map<String, @Nullable Object> value(StateBoard.Picture picture, Property property) {
    Held held = picture.properties().get(property);
    boolean absent = picture.status().state() == Status.State.ABSENT;
    return held == null ? unknown(property) : value(property, held, absent);
  }

  static Map<String, Object> status(Status status) {
    var json = new LinkedHashMap<String, Object>();
    json.put("state", status.state().label());
    json.put("reason", status.reason());
    if (!status.seen().equals(Instant.EPOCH)) json.put("seen", instant(status.seen()));
    return json;
  }

  private static @Nullable String unit(Property property) {
    return property.type() instanceof ValueType.Amounts(var unit, _, _) ? unit.label() : null;
  }

  private static Map<String, @Nullable Object> unknown(Property property) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("value", null);
    json.put("unit", unit(property));
    json.put("at", null);
    json.put("quality", Quality.UNKNOWN.label());
    return json;
  }

  private static Map<String, @Nullable Object> value(Property property, Held held, boolean absent) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("value", ActivityText.plain(held.value()));
    json.put("unit", unit(property));
    json.put("at", instant(held.at()));
    boolean stale = absent && held.quality() == Quality.CONFIRMED;
    json.put("quality", (stale ? Quality.STALE : held.quality()).label());
    return json;
  }

  static Map<String, @Nullable Object> list(List<?> items, @Nullable Object next) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("items", items);
    json.put("next", next);
    return json;
  }

  static byte[] bytes(Object document) {
    return MAPPER.writeValueAsBytes(document);
  }
}
