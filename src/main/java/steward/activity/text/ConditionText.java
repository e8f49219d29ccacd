package steward.activity.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steward.activity.Check;
import steward.activity.Condition;
import steward.activity.Operand;
import steward.activity.Trigger;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.ThingId;
import steward.value.Tree;

/// Conditions: what stands under `if`, and in everything else that must hold.
final class ConditionText {
  /// More conditions than this in one activity are refused.
  private static final int COUNT_MAX = 500;

  private final Scope scope;
  private final SelectorText selectors;
  private int count;

  ConditionText(Scope scope) {
    this.scope = scope;
    this.selectors = new SelectorText(scope);
  }

  Condition read(Tree tree) {
    return read(tree, 0);
  }

  /// The condition of this member, or one that always holds.
  Condition member(Tree tree, String name) {
    return tree.find(name).map(this::read).orElse(new Condition.Always());
  }

  private Condition read(Tree tree, int depth) {
    scope.depth(tree, depth, "conditions");
    if (++count > COUNT_MAX) throw tree.wrong("at most " + COUNT_MAX + " conditions");
    Form form = Form.find(tree, Grammar.CONDITIONS);
    return switch (form.mark()) {
      case "all" -> {
        var parts = parts(tree.get("all"), 0, depth);
        yield parts.isEmpty() ? new Condition.Always() : new Condition.All(parts);
      }
      case "any" -> new Condition.Any(parts(tree.get("any"), scope.strict() ? 1 : 0, depth));
      case "not" -> new Condition.Not(read(tree.get("not"), depth + 1));
      case "between" -> between(tree.get("between"));
      case "days" -> new Condition.OnDays(MomentText.days(tree.get("days")));
      case "holiday" -> new Condition.Holiday(tree.get("holiday").truth());
      default -> of(form, tree);
    };
  }

  /// A list, of which all must hold.
  Condition all(Tree list) {
    return new Condition.All(parts(list, 1, 0));
  }

  private List<Condition> parts(Tree list, int min, int depth) {
    var parts = new ArrayList<Condition>();
    for (Tree part : Scope.items(list, min, Grammar.PARTS_MAX)) parts.add(read(part, depth + 1));
    return parts;
  }

  private static Condition between(Tree tree) {
    var moments = tree.items();
    if (moments.size() != 2) {
      throw tree.wrong("two moments such as [\"22:00\", \"06:00\"] or [sunset, \"23:00\"]");
    }
    var from = MomentText.read(moments.getFirst());
    var to = MomentText.read(moments.getLast());
    return new Condition.Between(from, to);
  }

  private Condition of(Form form, Tree tree) {
    var quantifier = Condition.Quantifier.EVERY;
    if (tree.has("any-of")) quantifier = Condition.Quantifier.ANY;
    if (tree.has("none-of")) quantifier = Condition.Quantifier.NONE;
    String subject = form.oneOf().stream().filter(tree::has).findFirst().orElse("thing");
    Selector things =
        subject.equals("thing")
            ? Selector.one(scope.thing(tree.get("thing")))
            : selectors.read(tree.get(subject));
    return new Condition.Of(quantifier, things, check(form.mark(), tree, things));
  }

  private Check check(String mark, Tree tree, Selector things) {
    if (mark.equals("status")) return new Check.Stands(isPresent(tree.get("status")));
    Property property = scope.property(tree.get("property"), things);
    if (property.isMomentary()) throw tree.get("property").wrong("a property with a state");
    if (mark.equals("is")) {
      return new Check.Is(property, scope.value(tree.get("is"), property));
    }
    var side = mark.equals("above") ? Trigger.Side.ABOVE : Trigger.Side.BELOW;
    Tree limit = tree.get(mark);
    Operand operand = scope.operand(limit, scope.amounts(limit, property).unit());
    return new Check.Beyond(property, side, operand);
  }

  private static boolean isPresent(Tree tree) {
    return switch (tree.text()) {
      case "present" -> true;
      case "absent" -> false;
      default -> throw Near.wrong(tree, "present or absent", Set.of("present", "absent"));
    };
  }

  /// The condition as [#read] reads it back.
  static Map<String, Object> write(Condition condition) {
    var map = new LinkedHashMap<String, Object>();
    switch (condition) {
      case Condition.Always _ -> map.put("all", List.of());
      case Condition.Of(var quantifier, Selector things, Check check) -> {
        subject(map, quantifier, things);
        check(map, check);
      }
      case Condition.Between(var from, var to) ->
          map.put("between", List.of(from.text(), to.text()));
      case Condition.OnDays(var days) -> map.put("days", MomentText.days(days));
      case Condition.Holiday(boolean is) -> map.put("holiday", is);
      case Condition.All(List<Condition> parts) -> map.put("all", write(parts));
      case Condition.Any(List<Condition> parts) -> map.put("any", write(parts));
      case Condition.Not(Condition part) -> map.put("not", write(part));
    }
    return map;
  }

  static List<Map<String, Object>> write(List<Condition> parts) {
    return parts.stream().map(ConditionText::write).toList();
  }

  private static void subject(
      Map<String, Object> map, Condition.Quantifier quantifier, Selector things) {
    switch (quantifier) {
      case EVERY -> {
        if (things instanceof Selector.One(ThingId one)) map.put("thing", one.value());
        else map.put("every", SelectorText.write(things));
      }
      case ANY -> map.put("any-of", SelectorText.write(things));
      case NONE -> map.put("none-of", SelectorText.write(things));
    }
  }

  private static void check(Map<String, Object> map, Check check) {
    if (check instanceof Check.OfProperty of) map.put("property", of.property().name());
    switch (check) {
      case Check.Is(_, var value) -> map.put("is", ActivityText.plain(value));
      case Check.Beyond(_, Trigger.Side side, Operand limit) ->
          map.put(side.label(), operand(limit));
      case Check.Stands(boolean present) -> map.put("status", present ? "present" : "absent");
    }
  }

  static Object operand(Operand operand) {
    return switch (operand) {
      case Operand.Fixed(double number) -> number;
      case Operand.Taken(ThingId thing, Property property, double plus) -> {
        var map = new LinkedHashMap<String, Object>();
        map.put("thing", thing.value());
        map.put("property", property.name());
        if (plus != 0) map.put("plus", plus);
        yield map;
      }
    };
  }
}
