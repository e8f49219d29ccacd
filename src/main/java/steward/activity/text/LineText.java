package steward.activity.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.activity.Activity;
import steward.activity.Condition;
import steward.activity.Deed;
import steward.activity.Doing;
import steward.activity.Phrase;
import steward.task.Retry;
import steward.thing.ActionKind;
import steward.thing.Selector;
import steward.thing.ThingId;
import steward.value.Span;
import steward.value.Tree;

/// Lines of what is performed. One of these reads all lines of one activity, and counts them.
final class LineText {
  static final List<String> ACTIONS =
      Arrays.stream(ActionKind.values()).map(ActionKind::label).toList();
  private static final Duration RETRY_USUAL = Duration.ofSeconds(5);

  private final Scope scope;
  private final SelectorText selectors;
  private final ConditionText conditions;
  private final DeedText deeds;
  private final String self;
  private int count;

  /// @param self the activity whose lines these are, which does not start itself
  LineText(Scope scope, ConditionText conditions, String self) {
    this.scope = scope;
    this.selectors = new SelectorText(scope);
    this.conditions = conditions;
    this.deeds = new DeedText(scope);
    this.self = self;
  }

  List<Doing> read(Tree list, int min) {
    return lines(list, min, 0);
  }

  private List<Doing> lines(Tree list, int min, int depth) {
    scope.depth(list, depth, "lists of lines");
    var lines = new ArrayList<Doing>();
    for (Tree line : Scope.items(list, min, Activity.DOINGS_MAX)) lines.add(line(line, depth));
    return lines;
  }

  private List<Doing> lines(Tree tree, String member, int depth) {
    return tree.find(member)
        .map(list -> lines(list, scope.strict() ? 1 : 0, depth + 1))
        .orElse(List.of());
  }

  private Doing line(Tree tree, int depth) {
    if (++count > Activity.DOINGS_MAX) {
      throw tree.wrong("at most " + Activity.DOINGS_MAX + " lines in all");
    }
    Form form = Form.find(tree, Grammar.LINES);
    return switch (form.mark()) {
      case "action" -> task(tree, depth);
      case "wait" -> new Doing.Wait(scope.span(tree.get("wait")));
      case "confirm" ->
          new Doing.Confirm(
              confirmed(tree.get("confirm")),
              scope.span(tree.get("within")),
              lines(tree, "otherwise", depth));
      case "together" -> new Doing.Together(branches(tree.get("together"), depth));
      case "choose" -> choose(tree, depth);
      case "publish" -> publish(tree);
      case "start" -> new Doing.Start(other(tree.get("start")));
      default -> throw new IllegalStateException("no line " + form.mark());
    };
  }

  private Condition confirmed(Tree tree) {
    return tree.node() instanceof List ? conditions.all(tree) : conditions.read(tree);
  }

  private List<List<Doing>> branches(Tree list, int depth) {
    var branches = new ArrayList<List<Doing>>();
    for (Tree branch : Scope.items(list, scope.strict() ? 2 : 0, Grammar.BRANCHES_MAX)) {
      boolean many = branch.node() instanceof List;
      if (!many) scope.depth(branch, depth + 1, "lists of lines");
      branches.add(
          many
              ? lines(branch, scope.strict() ? 1 : 0, depth + 1)
              : List.of(line(branch, depth + 1)));
    }
    return branches;
  }

  private Doing choose(Tree tree, int depth) {
    if (!tree.has("then") && !tree.has("otherwise") && scope.strict()) {
      throw tree.wrong("then or otherwise beside choose");
    }
    return new Doing.Choose(
        conditions.read(tree.get("choose")),
        lines(tree, "then", depth),
        lines(tree, "otherwise", depth));
  }

  private Doing task(Tree tree, int depth) {
    Selector things =
        tree.has("thing")
            ? Selector.one(scope.thing(tree.get("thing")))
            : selectors.read(tree.get("things"));
    Deed deed = deeds.read(tree, things);
    return new Doing.Task(
        things,
        deed,
        conditions.member(tree, "if"),
        tree.find("retry").map(this::retry).orElse(Retry.NEVER),
        tree.find("wait-for-outcome").map(Tree::truth).orElse(false),
        lines(tree, "otherwise", depth));
  }

  private Retry retry(Tree tree) {
    Grammar.RETRY.check(tree);
    int times = tree.get("times").whole(1, Retry.TIMES_MAX);
    return new Retry(times, scope.span(tree, "after").orElse(RETRY_USUAL));
  }

  private Doing publish(Tree tree) {
    String topic = Topics.name(tree.get("publish"), scope.strict());
    Tree at = tree.get("payload");
    // An empty payload is a message too: it takes back what was retained.
    boolean empty = "".equals(at.node());
    var payload = new Phrase(empty ? "" : payload(at));
    DeedText.places(at, payload, scope);
    return new Doing.Publish(topic, payload, tree.find("retain").map(Tree::truth).orElse(false));
  }

  private static String payload(Tree at) {
    if (at.node() instanceof String text && text.length() <= Grammar.PAYLOAD_LENGTH_MAX) {
      return text;
    }
    return Scope.scalar(at, Grammar.PAYLOAD_LENGTH_MAX);
  }

  private String other(Tree tree) {
    var known =
        scope.names().activities().stream()
            .map(Activity::id)
            .filter(id -> !id.equals(self))
            .toList();
    if (scope.strict() && self.equals(tree.node())) throw tree.wrong("another activity");
    return scope.slug(tree, "an activity", known);
  }

  static List<Object> write(List<Doing> lines) {
    var list = new ArrayList<Object>();
    for (Doing line : lines) list.add(write(line));
    return list;
  }

  /// The line as it is read back.
  static Map<String, Object> write(Doing doing) {
    var map = new LinkedHashMap<String, Object>();
    switch (doing) {
      case Doing.Task task -> task(map, task);
      case Doing.Wait(Duration span) -> map.put("wait", Span.text(span));
      case Doing.Confirm(Condition condition, Duration within, var otherwise) -> {
        map.put("confirm", confirmed(condition));
        map.put("within", Span.text(within));
        put(map, "otherwise", otherwise);
      }
      case Doing.Together(List<List<Doing>> branches) -> {
        var written = new ArrayList<Object>();
        for (var one : branches) written.add(one.size() == 1 ? write(one.getFirst()) : write(one));
        map.put("together", written);
      }
      case Doing.Choose(Condition condition, var then, var otherwise) -> {
        map.put("choose", ConditionText.write(condition));
        put(map, "then", then);
        put(map, "otherwise", otherwise);
      }
      case Doing.Publish(String topic, Phrase payload, boolean retain) -> {
        map.put("publish", topic);
        map.put("payload", payload.text());
        if (retain) map.put("retain", true);
      }
      case Doing.Start(String activity) -> map.put("start", activity);
    }
    return map;
  }

  private static Object confirmed(Condition condition) {
    return condition instanceof Condition.All(var parts) && !parts.isEmpty()
        ? ConditionText.write(parts)
        : ConditionText.write(condition);
  }

  private static void task(Map<String, Object> map, Doing.Task task) {
    if (task.things() instanceof Selector.One(ThingId one)) map.put("thing", one.value());
    else map.put("things", SelectorText.write(task.things()));
    map.putAll(DeedText.write(task.deed()));
    Optional.of(task.guard())
        .filter(guard -> !(guard instanceof Condition.Always))
        .ifPresent(guard -> map.put("if", ConditionText.write(guard)));
    if (task.retry().times() > 0) map.put("retry", retry(task.retry()));
    if (task.waits() && task.otherwise().isEmpty()) map.put("wait-for-outcome", true);
    put(map, "otherwise", task.otherwise());
  }

  private static Map<String, Object> retry(Retry retry) {
    var map = new LinkedHashMap<String, Object>();
    map.put("times", retry.times());
    map.put("after", Span.text(retry.after()));
    return map;
  }

  private static void put(Map<String, Object> map, String member, List<Doing> lines) {
    if (!lines.isEmpty()) map.put(member, write(lines));
  }
}
