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
        Schema.object(
            List.of("value", "quality"),
            "value",
            Map.of("type", List.of("number", "string", "object", "null")),
            "unit",
            Map.of("type", List.of("string", "null")),
            "at",
            Map.of("type", List.of("string", "null")),
            "quality",
            Schema.words(Arrays.stream(Quality.values()).map(Quality::label).toList())));
    all.put(
        "Status",
        Schema.object(
            List.of("state", "reason"),
            "state",
            Schema.words(Arrays.stream(Status.State.values()).map(Status.State::label).toList()),
            "reason",
            TEXT,
            "seen",
            INSTANT));
    all.put(
        "Thing",
        Schema.object(
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
            Schema.ref("Status"),
            "properties",
            Map.of("type", "object", "additionalProperties", Schema.ref("Value")),
            "actions",
            Map.of("type", "object", "additionalProperties", ANY_OBJECT)));
    all.put("ThingList", Schema.list(Schema.ref("Thing")));
    all.put("Rename", Schema.object(List.of(), "name", NAME, "room", NAME));
    all.put(
        "ByHand",
        Schema.object(
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
        Schema.list(
            Schema.object(
                List.of("at", "direction", "transport", "address", "body"),
                "at",
                INSTANT,
                "direction",
                Schema.words(List.of("in", "out")),
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
        Schema.object(
            List.of("property", "unit", "points"),
            "property",
            TEXT,
            "unit",
            TEXT,
            "points",
            Map.of("type", "array", "items", Map.of("type", "array", "items", NUMBER))));
    var field =
        Schema.object(
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
        Schema.list(
            Schema.object(
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
        Schema.object(
            List.of("action"),
            "action",
            Schema.words(Arrays.stream(ActionKind.values()).map(ActionKind::label).toList()),
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
        Schema.object(
            List.of("id", "thing", "outcome", "reason", "since"),
            "id",
            WHOLE,
            "thing",
            ID,
            "action",
            ANY_OBJECT,
            "outcome",
            Schema.words(Arrays.stream(Outcome.State.values()).map(Outcome.State::label).toList()),
            "reason",
            TEXT,
            "since",
            INSTANT,
            "cause",
            Map.of("type", List.of("integer", "null"))));
  }

  private static void inbox(Map<String, Object> all) {
    var part = Schema.object(List.of("udn", "kind", "name"), "udn", TEXT, "kind", TEXT, "name", TEXT);
    all.put(
        "InboxList",
        Schema.list(
            Schema.object(
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
    all.put("Accept", Schema.object(List.of(), "id", ID, "name", NAME, "room", NAME));
    all.put(
        "AcceptMany",
        Schema.object(
            List.of("items"),
            "items",
            Map.of(
                "type",
                "array",
                "maxItems",
                InboxApi.ITEMS_MAX,
                "items",
                Schema.object(List.of("key"), "key", TEXT, "id", ID, "name", NAME, "room", NAME))));
  }

  private static void activities(Map<String, Object> all) {
    var objects = Map.of("type", "array", "items", ANY_OBJECT);
    all.put(
        "Activity",
        Schema.object(
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
            Schema.words(List.of("usual", "perform", "skip")),
            "again",
            Schema.words(List.of("ignore", "restart")),
            "problem",
            Map.of("type", List.of("string", "null")),
            "last",
            ANY_OBJECT));
    all.put("ActivityList", Schema.list(Schema.ref("Activity")));
    all.put("Arm", Schema.object(List.of("armed"), "armed", TRUTH));
  }

  private static void journal(Map<String, Object> all) {
    all.put(
        "Entry",
        Schema.object(
            List.of("seq", "at", "kind", "subject", "causes", "principal", "body"),
            "seq",
            WHOLE,
            "at",
            INSTANT,
            "kind",
            Schema.words(StreamApi.kinds()),
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
    all.put("EntryList", Schema.list(Schema.ref("Entry")));
    all.put(
        "Why",
        Schema.object(
            List.of("seq", "sentence", "chain"),
            "seq",
            WHOLE,
            "sentence",
            TEXT,
            "chain",
            Map.of("type", "array", "items", Schema.ref("Entry"))));
  }

  private static void house(Map<String, Object> all) {
    all.put(
        "House",
        Schema.object(
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
        Schema.object(List.of("name", "state", "sentence"), "name", TEXT, "state", TEXT, "sentence", TEXT);
    all.put(
        "Health",
        Schema.object(
            List.of("state", "seq", "since", "parts", "counters", "notes"),
            "state",
            Schema.words(List.of("green", "orange", "red")),
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
    var fault = Schema.object(List.of("at", "expected", "got"), "at", TEXT, "expected", TEXT, "got", TEXT);
    all.put(
        "Problem",
        Schema.object(
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
}
