package steward.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.activity.Before;
import steward.activity.Kept;
import steward.activity.Memories;
import steward.activity.Past;
import steward.activity.Run;
import steward.state.Trail;
import steward.thing.Property;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Tree;
import steward.value.Unit;
import steward.value.Value;

/// What activities are in the middle of, and what they remember, as JSON and back.
final class RunJson {
  private RunJson() {}

  static Map<String, Object> write(Run run) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", run.id());
    json.put("activity", run.activity());
    json.put("version", run.version());
    json.put("trail", run.trail().activities());
    json.put("words", run.words());
    json.put("strands", run.strands().stream().map(RunJson::strand).toList());
    json.put("made", run.made());
    json.put("ending", run.ending());
    json.put("before", run.before().stream().map(RunJson::before).toList());
    return json;
  }

  /// A run that was kept before runs had strands cannot be gone on with.
  static Optional<Run> read(Tree json) {
    if (!json.has("strands")) return Optional.empty();
    return Optional.of(
        new Run(
            FactJson.number(json, "id"),
            json.get("activity").text(),
            whole(json, "version"),
            new Trail(texts(json, "trail")),
            words(json.get("words")),
            json.get("strands").items().stream().map(RunJson::strand).toList(),
            whole(json, "made"),
            json.get("ending").truth(),
            json.get("before").items().stream().map(RunJson::before).toList()));
  }

  private static int whole(Tree json, String name) {
    return Math.toIntExact(FactJson.number(json, name));
  }

  private static List<String> texts(Tree json, String name) {
    return json.get(name).items().stream().map(Tree::text).toList();
  }

  private static List<Long> numbers(Tree json, String name) {
    var numbers = new ArrayList<Long>();
    for (Tree one : json.get(name).items()) numbers.add((long) one.number());
    return numbers;
  }

  private static Map<String, String> words(Tree json) {
    var words = new HashMap<String, String>();
    for (Object name : json.object().keySet())
      words.put((String) name, json.get((String) name).text());
    return words;
  }

  private static Map<String, Object> strand(Run.Strand strand) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", strand.id());
    json.put("at", strand.at());
    json.put("parent", strand.parent());
    json.put("left", strand.left());
    json.put("awaits", strand.awaits());
    json.put("exceptions", strand.exceptions());
    json.put("until", strand.until());
    return json;
  }

  private static Run.Strand strand(Tree json) {
    return new Run.Strand(
        whole(json, "id"),
        whole(json, "at"),
        whole(json, "parent"),
        whole(json, "left"),
        numbers(json, "awaits"),
        texts(json, "exceptions"),
        FactJson.number(json, "until"));
  }

  private static Map<String, Object> before(Before before) {
    var json = new LinkedHashMap<String, Object>();
    json.put("thing", before.thing().value());
    json.put("was", values(before.was()));
    json.put("given", values(before.given()));
    json.put("seq", before.seq());
    return json;
  }

  private static Before before(Tree json) {
    return new Before(
        new ThingId(json.get("thing").text()),
        values(json.get("was")),
        values(json.get("given")),
        FactJson.number(json, "seq"));
  }

  private static Map<String, Object> values(Map<Property, Value> values) {
    var json = new LinkedHashMap<String, Object>();
    values.forEach((property, value) -> {
      var one = new LinkedHashMap<String, Object>();
      one.put("value", FactJson.plain(value));
      if (value instanceof Amount(_, Unit unit)) one.put("unit", unit.label());
      json.put(property.name(), one);
    });
    return json;
  }

  private static Map<Property, Value> values(Tree json) {
    var values = new LinkedHashMap<Property, Value>();
    for (Object name : json.object().keySet()) {
      Tree one = json.get((String) name);
      Property property =
          Property.named((String) name)
              .orElseThrow(() -> one.wrong("a property of the dictionary"));
      values.put(property, FactJson.value(property.type(), one));
    }
    return values;
  }

  static Map<String, Object> write(Memories memories) {
    var json = new LinkedHashMap<String, Object>();
    json.put("beyond", memories.beyond());
    var marks = new LinkedHashMap<String, Object>();
    memories.memories().forEach((id, memory) -> marks.put(id, memory(memory)));
    json.put("marks", marks);
    var queued = new LinkedHashMap<String, Object>();
    memories
        .queued()
        .forEach((id, cues) -> queued.put(id, cues.stream().map(RunJson::cue).toList()));
    json.put("queued", queued);
    json.put("past", memories.past().stream().map(RunJson::past).toList());
    return json;
  }

  static Memories memories(Tree json) {
    var marks = new HashMap<String, Kept.Memory>();
    for (Object id : json.get("marks").object().keySet())
      marks.put((String) id, memory(json.get("marks").get((String) id)));
    var queued = new HashMap<String, List<Kept.Firing>>();
    for (Object id : json.get("queued").object().keySet()) {
      var cues = json.get("queued").get((String) id).items();
      queued.put((String) id, cues.stream().map(RunJson::cue).toList());
    }
    return new Memories(
        texts(json, "beyond"),
        marks,
        queued,
        json.get("past").items().stream().map(RunJson::past).toList());
  }

  private static Map<String, Object> memory(Kept.Memory memory) {
    var json = new LinkedHashMap<String, Object>();
    var marks = new LinkedHashMap<String, Object>();
    memory.marks().forEach((leaf, mono) -> marks.put(String.valueOf(leaf), mono));
    json.put("marks", marks);
    json.put("truth", memory.truth().stream().sorted().toList());
    return json;
  }

  private static Kept.Memory memory(Tree json) {
    var marks = new HashMap<Integer, Long>();
    for (Object leaf : json.get("marks").object().keySet())
      marks.put(Integer.valueOf((String) leaf), FactJson.number(json.get("marks"), (String) leaf));
    Set<Integer> truth = new HashSet<>();
    for (Tree leaf : json.get("truth").items()) truth.add((int) leaf.number());
    return new Kept.Memory(marks, truth);
  }

  private static Map<String, Object> cue(Kept.Firing cue) {
    var json = new LinkedHashMap<String, Object>();
    json.put("because", cue.because());
    cue.thing().ifPresent(thing -> json.put("thing", thing.value()));
    json.put("value", cue.value());
    json.put("cause", cue.cause());
    json.put("trail", cue.trail());
    return json;
  }

  private static Kept.Firing cue(Tree json) {
    return new Kept.Firing(
        json.get("because").text(),
        json.find("thing").map(Tree::text).map(ThingId::new),
        json.get("value").text(),
        FactJson.number(json, "cause"),
        texts(json, "trail"));
  }

  private static Map<String, Object> past(Past past) {
    var json = new LinkedHashMap<String, Object>();
    json.put("run", past.run());
    json.put("activity", past.activity());
    json.put("at", past.at());
    json.put("before", past.before().stream().map(RunJson::before).toList());
    return json;
  }

  private static Past past(Tree json) {
    return new Past(
        FactJson.number(json, "run"),
        json.get("activity").text(),
        FactJson.number(json, "at"),
        json.get("before").items().stream().map(RunJson::before).toList());
  }
}
