package steward.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.thing.ActionKind;
import steward.thing.Outcome;
import steward.thing.Quality;
import steward.thing.Status;
import steward.thing.Thing;

/// The JSON Schemas of the API's documents.
final class Schemas {
  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> NUMBER = Map.of("type", "number");
  private static final Map<String, Object> WHOLE = Map.of("type", "integer");
  private static final Map<String, Object> TRUTH = Map.of("type", "boolean");
  private static final Map<String, Object> ANY_OBJECT = Map.of("type", "object");
  private static final Map<String, Object> INSTANT =
      Map.of("type", "string", "format", "date-time");
  private static final Map<String, Object> ID =
      Map.of("type", "string", "pattern", "^[a-z0-9-]{1,40}$");
  private static final Map<String, Object> NAME =
      Map.of("type", "string", "minLength", 1, "maxLength", Thing.NAME_LENGTH_MAX);

  private Schemas() {}

  static Map<String, Object> all() {
    var all = new LinkedHashMap<String, Object>();
    things(all);
    commands(all);
    inbox(all);
    activities(all);
    journal(all);
    house(all);
    return all;
  }

  private static void things(Map<String, Object> all) {
    all.put(
        "Value",
        object(
            List.of("value", "quality"),
            "value",
            Map.of("type", List.of("number", "string", "object", "null")),
            "unit",
            Map.of("type", List.of("string", "null")),
            "at",
            Map.of("type", List.of("string", "null")),
            "quality",
            words(Arrays.stream(Quality.values()).map(Quality::label).toList())));
    all.put(
        "Status",
        object(
            List.of("state", "reason"),
            "state",
            words(Arrays.stream(Status.State.values()).map(Status.State::label).toList()),
            "reason",
            TEXT,
            "seen",
            INSTANT));
    all.put(
        "Thing",
        object(
            List.of(
                "id",
                "number",
                "udn",
                "kind",
                "name",
                "room",
                "maker",
                "model",
                "firmware",
                "family",
                "status",
                "properties",
                "actions"),
            "id",
            ID,
            "number",
            WHOLE,
            "udn",
            TEXT,
            "kind",
            TEXT,
            "name",
            TEXT,
            "room",
            TEXT,
            "maker",
            TEXT,
            "model",
            TEXT,
            "firmware",
            TEXT,
            "family",
            TEXT,
            "status",
            ref("Status"),
            "properties",
            Map.of("type", "object", "additionalProperties", ref("Value")),
            "actions",
            Map.of("type", "object", "additionalProperties", ANY_OBJECT)));
    all.put("ThingList", list(ref("Thing")));
    all.put("Rename", object(List.of(), "name", NAME, "room", NAME));
    all.put(
        "ByHand",
        object(
            List.of("family", "binding"),
            "family",
            TEXT,
            "binding",
            Map.of("type", "object", "additionalProperties", TEXT),
            "id",
            ID,
            "name",
            NAME,
            "room",
            NAME));
    all.put(
        "MessageList",
        list(
            object(
                List.of("at", "direction", "transport", "address", "body"),
                "at",
                INSTANT,
                "direction",
                words(List.of("in", "out")),
                "transport",
                TEXT,
                "address",
                TEXT,
                "body",
                TEXT,
                "retained",
                TRUTH)));
    all.put(
        "History",
        object(
            List.of("property", "unit", "points"),
            "property",
            TEXT,
            "unit",
            TEXT,
            "points",
            Map.of("type", "array", "items", Map.of("type", "array", "items", NUMBER))));
    var field =
        object(
            List.of("name", "title", "required", "example"),
            "name",
            TEXT,
            "title",
            TEXT,
            "required",
            TRUTH,
            "example",
            TEXT,
            "choices",
            Map.of("type", "array", "items", TEXT));
    all.put(
        "FamilyList",
        list(
            object(
                List.of("name", "title", "binding"),
                "name",
                TEXT,
                "title",
                TEXT,
                "binding",
                Map.of("type", "array", "items", field))));
  }

  private static void commands(Map<String, Object> all) {
    all.put(
        "Action",
        object(
            List.of("action"),
            "action",
            words(Arrays.stream(ActionKind.values()).map(ActionKind::label).toList()),
            "to",
            Map.of("type", List.of("string", "number", "object")),
            "level",
            NUMBER,
            "hue",
            NUMBER,
            "saturation",
            NUMBER,
            "mireds",
            NUMBER,
            "text",
            TEXT));
    all.put(
        "Command",
        object(
            List.of("id", "thing", "outcome", "reason", "since"),
            "id",
            WHOLE,
            "thing",
            ID,
            "action",
            ANY_OBJECT,
            "outcome",
            words(Arrays.stream(Outcome.State.values()).map(Outcome.State::label).toList()),
            "reason",
            TEXT,
            "since",
            INSTANT,
            "cause",
            Map.of("type", List.of("integer", "null"))));
  }

  private static void inbox(Map<String, Object> all) {
    var part = object(List.of("udn", "kind", "name"), "udn", TEXT, "kind", TEXT, "name", TEXT);
    all.put(
        "InboxList",
        list(
            object(
                List.of("key", "family", "name", "seen", "things"),
                "key",
                TEXT,
                "family",
                TEXT,
                "name",
                TEXT,
                "maker",
                TEXT,
                "model",
                TEXT,
                "firmware",
                TEXT,
                "seen",
                INSTANT,
                "things",
                Map.of("type", "array", "items", part),
                "warning",
                Map.of("type", List.of("string", "null")))));
    all.put("Accept", object(List.of(), "id", ID, "name", NAME, "room", NAME));
    all.put(
        "AcceptMany",
        object(
            List.of("items"),
            "items",
            Map.of(
                "type",
                "array",
                "maxItems",
                InboxApi.ITEMS_MAX,
                "items",
                object(List.of("key"), "key", TEXT, "id", ID, "name", NAME, "room", NAME))));
  }

  private static void activities(Map<String, Object> all) {
    var objects = Map.of("type", "array", "items", ANY_OBJECT);
    all.put(
        "Activity",
        object(
            List.of("name", "perform"),
            "id",
            ID,
            "name",
            NAME,
            "armed",
            TRUTH,
            "version",
            WHOLE,
            "owner",
            TEXT,
            "when",
            objects,
            "if",
            ANY_OBJECT,
            "perform",
            objects,
            "missed",
            words(List.of("usual", "perform", "skip")),
            "again",
            words(List.of("ignore", "restart")),
            "problem",
            Map.of("type", List.of("string", "null")),
            "last",
            ANY_OBJECT));
    all.put("ActivityList", list(ref("Activity")));
    all.put("Arm", object(List.of("armed"), "armed", TRUTH));
  }

  private static void journal(Map<String, Object> all) {
    all.put(
        "Entry",
        object(
            List.of("seq", "at", "kind", "subject", "causes", "principal", "body"),
            "seq",
            WHOLE,
            "at",
            INSTANT,
            "kind",
            words(StreamApi.kinds()),
            "subject",
            TEXT,
            "causes",
            Map.of("type", "array", "items", WHOLE),
            "inferred",
            Map.of("type", List.of("integer", "null")),
            "principal",
            TEXT,
            "body",
            ANY_OBJECT,
            "sentence",
            TEXT));
    all.put("EntryList", list(ref("Entry")));
    all.put(
        "Why",
        object(
            List.of("seq", "sentence", "chain"),
            "seq",
            WHOLE,
            "sentence",
            TEXT,
            "chain",
            Map.of("type", "array", "items", ref("Entry"))));
  }

  private static void house(Map<String, Object> all) {
    all.put(
        "House",
        object(
            List.of("name", "zone", "time", "version", "rooms", "things", "demo"),
            "name",
            TEXT,
            "zone",
            TEXT,
            "time",
            INSTANT,
            "version",
            TEXT,
            "rooms",
            Map.of("type", "array", "items", TEXT),
            "things",
            WHOLE,
            "demo",
            TRUTH));
    var part =
        object(List.of("name", "state", "sentence"), "name", TEXT, "state", TEXT, "sentence", TEXT);
    all.put(
        "Health",
        object(
            List.of("state", "seq", "since", "parts", "counters", "notes"),
            "state",
            words(List.of("green", "orange", "red")),
            "seq",
            WHOLE,
            "since",
            INSTANT,
            "parts",
            Map.of("type", "array", "items", part),
            "counters",
            Map.of("type", "object", "additionalProperties", WHOLE),
            "notes",
            Map.of("type", "array", "items", ANY_OBJECT)));
    var fault = object(List.of("at", "expected", "got"), "at", TEXT, "expected", TEXT, "got", TEXT);
    all.put(
        "Problem",
        object(
            List.of("type", "title", "status", "detail"),
            "type",
            TEXT,
            "title",
            TEXT,
            "status",
            WHOLE,
            "detail",
            TEXT,
            "errors",
            Map.of("type", "array", "items", fault)));
  }

  private static Map<String, Object> ref(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private static Map<String, Object> words(List<String> words) {
    return Map.of("type", "string", "enum", words);
  }

  private static Map<String, Object> list(Map<String, Object> item) {
    return object(
        List.of("items", "next"),
        "items",
        Map.of("type", "array", "items", item),
        "next",
        Map.of("type", List.of("integer", "null")));
  }

  private static Map<String, Object> object(List<String> required, Object... namesAndSchemas) {
    var properties = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndSchemas.length; i += 2) {
      properties.put((String) namesAndSchemas[i], namesAndSchemas[i + 1]);
    }
    return Map.of("type", "object", "required", required, "properties", properties);
  }
}
