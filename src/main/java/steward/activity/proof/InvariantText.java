package steward.activity.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.activity.Condition;
import steward.activity.text.ActivityText;
import steward.activity.text.ActivityWriter;
import steward.activity.text.Names;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Selector;
import steward.thing.ThingId;
import steward.value.Malformed;
import steward.value.Tree;

/// Reads and writes invariants: `{"never": {"things": …, "action": …, "if": …, "by": …}}` or
/// `{"always": …}`, where `if` then says while what alone it may be asked. Described in
/// `docs/activities.md`.
public final class InvariantText {
  private static final int SENTENCE_MAX = 200;

  private InvariantText() {}

  /// Reads a list of what a person wrote.
  ///
  /// @throws Malformed at the first fault
  public static List<Invariant> read(Tree list, Names names) {
    List<Tree> items = list.items();
    if (items.size() > Invariant.INVARIANTS_MAX)
      throw list.wrong("at most " + Invariant.INVARIANTS_MAX + " invariants");
    var invariants = new ArrayList<Invariant>();
    for (Tree item : items) invariants.add(one(item, names));
    return List.copyOf(invariants);
  }

  private static Invariant one(Tree tree, Names names) {
    tree.only(Set.of("never", "always", "sentence"));
    if (tree.has("never") == tree.has("always")) throw tree.wrong("one of never, always");
    boolean always = tree.has("always");
    Tree body = tree.get(always ? "always" : "never");
    var known = new java.util.HashSet<>(Action.members());
    known.addAll(Set.of("thing", "things", "if", "by"));
    body.only(known);
    if (always && !body.has("if"))
      throw body.get("if").wrong("a condition: while what alone it may be asked");
    ActionKind kind =
        ActionKind.labelled(body.get("action").text(40))
            .orElseThrow(() -> body.get("action").wrong("the name of an action"));
    boolean exact =
        Ability.of(kind).parameter().filter(one -> body.has(one.name())).isPresent()
            || body.has("hue");
    return new Invariant(
        tree.find("sentence").map(text -> text.name(SENTENCE_MAX)).orElse(""),
        always,
        things(body, names),
        kind,
        exact ? Optional.of(Action.read(body, Map.of(kind, Ability.of(kind)))) : Optional.empty(),
        body.find("if")
            .map(condition -> ActivityText.condition(condition, names))
            .orElse(new Condition.Always()),
        body.find("by").map(by -> by.text(80)).orElse(""));
  }

  private static Optional<Selector> things(Tree body, Names names) {
    if (body.has("thing") && body.has("things")) throw body.wrong("only one of thing, things");
    if (body.has("thing")) {
      String id = body.get("thing").text();
      boolean known = ThingId.isSlug(id) && names.thing(new ThingId(id)).isPresent();
      if (!known) throw body.get("thing").wrong("the id of a thing that is there");
      return Optional.of(Selector.one(new ThingId(id)));
    }
    return body.find("things").map(things -> ActivityText.things(things, names));
  }

  /// As [#read] reads it back.
  public static Map<String, Object> write(Invariant invariant) {
    var body = new LinkedHashMap<String, Object>();
    invariant
        .things()
        .ifPresent(things -> {
          if (things instanceof Selector.One(ThingId thing)) body.put("thing", thing.value());
          else body.put("things", ActivityWriter.things(things));
        });
    body.put("action", invariant.kind().label());
    invariant.action().ifPresent(action -> body.putAll(action.json()));
    if (!(invariant.condition() instanceof Condition.Always))
      body.put("if", ActivityWriter.condition(invariant.condition()));
    if (!invariant.by().isEmpty()) body.put("by", invariant.by());
    var map = new LinkedHashMap<String, Object>();
    map.put(invariant.always() ? "always" : "never", body);
    if (!invariant.sentence().isEmpty()) map.put("sentence", invariant.sentence());
    return map;
  }
}
