package steward.activity.text;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.activity.ClockEdges;
import steward.activity.Trigger;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.ThingId;
import steward.value.Span;
import steward.value.Tree;

/// Edges: what stands under `when`, alone or combined with time.
final class TriggerText {
  private final Scope scope;
  private final SelectorText selectors;
  private final ConditionText conditions;

  TriggerText(Scope scope, ConditionText conditions) {
    this.scope = scope;
    this.selectors = new SelectorText(scope);
    this.conditions = conditions;
  }

  Trigger read(Tree tree) {
    Form form = Form.find(tree, Grammar.TRIGGERS);
    return switch (form.mark()) {
      case "all" -> new Trigger.Within(steps(tree.get("all")), scope.span(tree.get("within")));
      case "then" -> new Trigger.Then(steps(tree.get("then")), scope.span(tree.get("within")));
      case "after" ->
          new Trigger.Without(
              simple(tree.get("after")), simple(tree.get("not")), scope.span(tree.get("within")));
      default -> simple(form, tree);
    };
  }

  private List<Trigger.Simple> steps(Tree list) {
    return Scope.items(list, scope.strict() ? 2 : 0, Grammar.STEPS_MAX).stream()
        .map(this::simple)
        .toList();
  }

  Trigger.Simple simple(Tree tree) {
    if (tree.node() instanceof Map && Grammar.SIMPLE.stream().noneMatch(f -> tree.has(f.mark()))) {
      for (Form combined : Grammar.COMBINED) {
        if (tree.has(combined.mark())) throw tree.wrong("a single event, not a combination");
      }
    }
    return simple(Form.find(tree, Grammar.SIMPLE), tree);
  }

  private Trigger.Simple simple(Form form, Tree tree) {
    Duration stays = scope.span(tree, "for").orElse(Duration.ZERO);
    return switch (form.mark()) {
      case "at" -> new Trigger.At(MomentText.read(tree.get("at")), days(tree));
      case "cron" -> new Trigger.Cron(cron(tree.get("cron")));
      case "starts" -> {
        isTrue(tree.get("starts"));
        yield new Trigger.Starts();
      }
      case "topic" -> heard(tree);
      case "comes-true" -> {
        var condition = conditions.read(tree.get("comes-true"));
        if (condition instanceof steward.activity.Condition.Always && scope.strict()) {
          throw tree.get("comes-true").wrong("a condition that does not always hold");
        }
        yield new Trigger.ComesTrue(condition, stays);
      }
      default -> ofThings(form.mark(), tree, stays);
    };
  }

  private Trigger.Simple ofThings(String mark, Tree tree, Duration stays) {
    Selector things =
        tree.has("thing")
            ? Selector.one(scope.thing(tree.get("thing")))
            : selectors.read(tree.get("any-of"));
    if (mark.equals("appears") || mark.equals("goes-quiet")) {
      isTrue(tree.get(mark));
      return new Trigger.Stands(things, mark.equals("appears"), stays);
    }
    Property property = scope.property(tree.get("property"), things);
    if (scope.strict() && property.isMomentary() && !stays.isZero()) {
      throw tree.get("for").wrong("no 'for': " + property + " happens and does not last");
    }
    if (mark.equals("changes")) {
      isTrue(tree.get(mark));
      return new Trigger.Changes(things, property);
    }
    if (mark.equals("becomes")) {
      return new Trigger.Becomes(things, property, scope.value(tree.get(mark), property), stays);
    }
    return crosses(mark, tree, things, property, stays);
  }

  private Trigger.Simple crosses(
      String mark, Tree tree, Selector things, Property property, Duration stays) {
    var side = mark.equals("above") ? Trigger.Side.ABOVE : Trigger.Side.BELOW;
    var unit = scope.amounts(tree.get(mark), property).unit();
    double limit = scope.number(tree.get(mark), unit);
    double hysteresis = tree.find("hysteresis").map(h -> scope.number(h, unit)).orElse(0.0);
    if (hysteresis < 0) throw tree.get("hysteresis").wrong("a number from 0");
    return new Trigger.Crosses(things, property, side, limit, hysteresis, stays);
  }

  private static void isTrue(Tree tree) {
    if (!tree.truth()) throw tree.wrong("true");
  }

  private static Set<DayOfWeek> days(Tree tree) {
    return tree.find("days").map(MomentText::days).orElse(EnumSet.allOf(DayOfWeek.class));
  }

  private static String cron(Tree tree) {
    String expression = tree.text(100);
    try {
      ClockEdges.check(expression);
    } catch (IllegalArgumentException e) {
      throw tree.wrong("five cron fields such as '0 22 * * 1-5' (" + e.getMessage() + ")");
    }
    return expression;
  }

  private Trigger.Heard heard(Tree tree) {
    String filter = Topics.filter(tree.get("topic"), scope.strict());
    String pointer = tree.find("pointer").map(TriggerText::pointer).orElse("");
    Optional<String> is = tree.find("is").map(text -> Scope.scalar(text, Grammar.HEARD_LENGTH_MAX));
    return new Trigger.Heard(filter, pointer, is);
  }

  private static String pointer(Tree tree) {
    String text = tree.text();
    if (text.length() > 200 || !text.matches("(/([^~/]|~[01])*)*")) {
      throw tree.wrong("a place in a JSON document, such as /temperature or /sensor/0/value");
    }
    return text;
  }

  /// The edge as [#read] reads it back.
  static Map<String, Object> write(Trigger trigger) {
    var map = new LinkedHashMap<String, Object>();
    switch (trigger) {
      case Trigger.Simple simple -> simple(map, simple);
      case Trigger.Within(List<Trigger.Simple> all, Duration span) -> {
        map.put("all", write(all));
        map.put("within", Span.text(span));
      }
      case Trigger.Then(List<Trigger.Simple> steps, Duration span) -> {
        map.put("then", write(steps));
        map.put("within", Span.text(span));
      }
      case Trigger.Without(Trigger.Simple first, Trigger.Simple missing, Duration span) -> {
        map.put("after", write(first));
        map.put("not", write(missing));
        map.put("within", Span.text(span));
      }
    }
    return map;
  }

  static List<Object> write(List<? extends Trigger> triggers) {
    var list = new ArrayList<Object>();
    for (Trigger trigger : triggers) list.add(write(trigger));
    return list;
  }

  private static void simple(Map<String, Object> map, Trigger.Simple trigger) {
    if (trigger instanceof Trigger.OfThings of) {
      subject(map, of.things());
      map.put("property", of.property().name());
    }
    switch (trigger) {
      case Trigger.Changes _ -> map.put("changes", true);
      case Trigger.Becomes becomes -> {
        map.put("becomes", ActivityText.plain(becomes.value()));
        stays(map, becomes.stays());
      }
      case Trigger.Crosses crosses -> {
        map.put(crosses.side().label(), crosses.limit());
        if (crosses.hysteresis() != 0) map.put("hysteresis", crosses.hysteresis());
        stays(map, crosses.stays());
      }
      case Trigger.Stands(Selector things, boolean present, Duration stays) -> {
        subject(map, things);
        map.put(present ? "appears" : "goes-quiet", true);
        stays(map, stays);
      }
      case Trigger.ComesTrue(var condition, Duration stays) -> {
        map.put("comes-true", ConditionText.write(condition));
        stays(map, stays);
      }
      case Trigger.At(var moment, Set<DayOfWeek> days) -> {
        map.put("at", moment.text());
        if (days.size() < 7) map.put("days", MomentText.days(days));
      }
      case Trigger.Cron(String expression) -> map.put("cron", expression);
      case Trigger.Starts _ -> map.put("starts", true);
      case Trigger.Heard(String filter, String pointer, Optional<String> is) -> {
        map.put("topic", filter);
        if (!pointer.isEmpty()) map.put("pointer", pointer);
        is.ifPresent(text -> map.put("is", text));
      }
    }
  }

  private static void subject(Map<String, Object> map, Selector things) {
    if (things instanceof Selector.One(ThingId one)) map.put("thing", one.value());
    else map.put("any-of", SelectorText.write(things));
  }

  private static void stays(Map<String, Object> map, Duration stays) {
    if (!stays.isZero()) map.put("for", Span.text(stays));
  }
}
