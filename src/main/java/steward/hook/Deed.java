package steward.hook;

import java.util.LinkedHashMap;
import java.util.Map;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Tree;
import tools.jackson.databind.json.JsonMapper;

/// What a call may ask directly: an action of a thing, fixed by the owner; the caller adds nothing
/// to it.
///
/// @param when the event that a call must tell of; empty for every call
public record Deed(String when, ThingId thing, Action action) {

  /// As it was kept.
  static Deed read(String json) {
    Tree tree = Tree.of(JsonMapper.shared().readValue(json, Object.class));
    Map<ActionKind, Ability> usual = new LinkedHashMap<>();
    for (ActionKind kind : ActionKind.values()) usual.put(kind, Ability.of(kind));
    return read(tree, new ThingId(tree.get("thing").text()), usual);
  }

  /// As a person wishes it of a thing that is there.
  ///
  /// @throws steward.value.Malformed if the thing does not perform this
  public static Deed read(Tree tree, Thing thing) {
    return read(tree, thing.id(), thing.abilities());
  }

  private static Deed read(Tree tree, ThingId thing, Map<ActionKind, Ability> abilities) {
    String when = tree.find("when").map(text -> text.text(100)).orElse("");
    return new Deed(when, thing, Action.read(tree, abilities));
  }

  /// The text in which it is kept and shown.
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    if (!when.isEmpty()) json.put("when", when);
    json.put("thing", thing.value());
    json.putAll(action.json());
    return json;
  }

  String text() {
    return JsonMapper.shared().writeValueAsString(json());
  }

  /// How the gate names it.
  String grant() {
    return thing + "/" + action.kind().label();
  }
}
