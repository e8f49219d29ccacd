package steward.activity.proof;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.activity.Activity;
import steward.activity.Check;
import steward.activity.Condition;
import steward.activity.Doing;
import steward.activity.Operand;
import steward.activity.Trigger;
import steward.activity.text.Names;
import steward.driver.TopicFilter;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Value;

/// Finds activities that set each other off, round and round: what a task of one changes is an
/// event of the next. Bounded.
///
/// A way round is a loop only if it can be gone twice: each task really changes something, all
/// conditions hold with the values that the loop itself makes, and a crossing comes back by its
/// hysteresis in between.
final class Loops {
  static final int LENGTH_MAX = 5;
  static final int WAYS_MAX = 20_000;
  static final int HOPS_MAX = 6;
  static final int LOOPS_MAX = 50;

  private final Names names;
  private final Map<String, Activity> activities = new LinkedHashMap<>();
  private final Map<String, List<Hop>> hops = new HashMap<>();
  private final Map<Key, List<Edge>> edges = new HashMap<>();
  private final Map<String, List<Edge>> topics = new HashMap<>();
  private int ways;

  private record Key(ThingId thing, Property property) {}

  /// An event that an activity waits for.
  private record Edge(Activity activity, Trigger trigger, Trigger.Simple leaf) {}

  /// What a task of an activity changes, and the event of an activity that this is.
  private record Hop(
      Activity from,
      Step step,
      Optional<Key> key,
      Optional<Value> value,
      Optional<Edge> to,
      String next) {}

  Loops(Names names) {
    this.names = names;
  }

  void find(List<Activity> all, List<Finding> into) {
    for (Activity activity : all) activities.put(activity.id(), activity);
    for (Activity activity : all) for (Trigger trigger : activity.when()) index(activity, trigger);
    for (Activity activity : all) hops.put(activity.id(), hops(activity));
    var found = new ArrayList<Set<String>>();
    for (int length = 1; length <= LENGTH_MAX; length++) {
      for (Activity first : all) {
        if (ways > WAYS_MAX || found.size() >= LOOPS_MAX) return;
        search(first, first.id(), new ArrayDeque<>(), length, found, into);
      }
    }
  }

  private void index(Activity activity, Trigger trigger) {
    for (Trigger.Simple leaf : trigger.leaves()) {
      var edge = new Edge(activity, trigger, leaf);
      switch (leaf) {
        case Trigger.OfThings of -> {
          for (ThingId thing : new Formulas(names).members(of.things()))
            at(new Key(thing, of.property()), edge);
        }
        case Trigger.ComesTrue(Condition condition, _) -> needs(condition, edge);
        case Trigger.Heard(String filter, _, _) ->
            topics.computeIfAbsent(filter, _ -> new ArrayList<>()).add(edge);
        case Trigger.Stands _, Trigger.OfClock _, Trigger.Starts _ -> {}
      }
    }
  }

  private void at(Key key, Edge edge) {
    List<Edge> list = edges.computeIfAbsent(key, _ -> new ArrayList<>());
    if (list.isEmpty() || !list.getLast().equals(edge)) list.add(edge);
  }

  private void needs(Condition condition, Edge edge) {
    switch (condition) {
      case Condition.Of(_, var things, Check.OfProperty of) -> {
        for (ThingId thing : new Formulas(names).members(things))
          at(new Key(thing, of.property()), edge);
        if (of instanceof Check.Beyond(_, _, Operand.Taken(ThingId thing, Property property, _)))
          at(new Key(thing, property), edge);
      }
      case Condition.All(var parts) -> parts.forEach(part -> needs(part, edge));
      case Condition.Any(var parts) -> parts.forEach(part -> needs(part, edge));
      case Condition.Not(var part) -> needs(part, edge);
      case Condition.Of _,
          Condition.Always _,
          Condition.Between _,
          Condition.OnDays _,
          Condition.Holiday _ -> {}
    }
  }

  /// Where the tasks of an activity lead, at most a few ways to each other one.
  private List<Hop> hops(Activity activity) {
    var all = new ArrayList<Hop>();
    var counted = new HashMap<String, Integer>();
    for (Step step : Step.of(activity)) {
      switch (step.line()) {
        case Doing.Task task -> {
          for (ThingId id : new Formulas(names).members(task.things()))
            names.thing(id).ifPresent(thing -> task(activity, step, task, thing, counted, all));
        }
        case Doing.Publish publish -> {
          for (var entry : topics.entrySet()) {
            if (!new TopicFilter(entry.getKey()).matches(publish.topic())) continue;
            for (Edge to : entry.getValue())
              if (hears(to, publish)) add(activity, step, null, null, to, counted, all);
          }
        }
        case Doing.Start(String id) -> {
          if (activities.containsKey(id))
            all.add(
                new Hop(activity, step, Optional.empty(), Optional.empty(), Optional.empty(), id));
        }
        case Doing.Wait _, Doing.Confirm _, Doing.Together _, Doing.Choose _ -> {}
      }
    }
    return all;
  }

  private static boolean hears(Edge to, Doing.Publish publish) {
    if (!(to.leaf() instanceof Trigger.Heard heard)) return false;
    return heard.is().isEmpty()
        || !heard.pointer().isEmpty()
        || !publish.payload().places().isEmpty()
        || heard.is().get().equals(publish.payload().text());
  }

  private void task(
      Activity activity,
      Step step,
      Doing.Task task,
      Thing thing,
      Map<String, Integer> counted,
      List<Hop> into) {
    if (!thing.can(task.deed().kind())) return;
    for (Effect effect : Effect.of(task.deed(), thing)) {
      if (!thing.observes().contains(effect.property())) continue;
      var key = new Key(thing.id(), effect.property());
      for (Edge to : edges.getOrDefault(key, List.of()))
        if (sets(effect, key, to.leaf()))
          add(activity, step, key, effect.value().orElse(null), to, counted, into);
    }
  }

  private static void add(
      Activity activity,
      Step step,
      @org.jspecify.annotations.Nullable Key key,
      @org.jspecify.annotations.Nullable Value value,
      Edge to,
      Map<String, Integer> counted,
      List<Hop> into) {
    String next = to.activity().id();
    if (counted.merge(next, 1, Integer::sum) > HOPS_MAX) return;
    into.add(
        new Hop(
            activity,
            step,
            Optional.ofNullable(key),
            Optional.ofNullable(value),
            Optional.of(to),
            next));
  }

  /// Whether the value can be what the event waits for.
  private boolean sets(Effect effect, Key key, Trigger.Simple leaf) {
    Value value = effect.value().orElse(null);
    if (value == null) return true;
    return switch (leaf) {
      case Trigger.Changes _ -> true;
      case Trigger.Becomes becomes -> becomes.value().equals(value);
      case Trigger.Crosses crosses ->
          value instanceof Amount(double n, _)
              && (crosses.side() == Trigger.Side.ABOVE ? n > crosses.limit() : n < crosses.limit());
      case Trigger.ComesTrue(Condition condition, _) ->
          helps(new Formulas(names).of(condition, true), key, value);
      case Trigger.Stands _, Trigger.OfClock _, Trigger.Starts _, Trigger.Heard _ -> false;
    };
  }

  /// Whether the formula has a statement of this property that the value fulfils.
  private static boolean helps(Formula formula, Key key, Value value) {
    return switch (formula) {
      case Formula.And(var parts) -> parts.stream().anyMatch(part -> helps(part, key, value));
      case Formula.Or(var parts) -> parts.stream().anyMatch(part -> helps(part, key, value));
      case Formula.Equal(Slot slot, Value wanted, boolean is) ->
          isOf(slot, key) && wanted.equals(value) == is;
      case Formula.Beyond(Slot slot, var side, double limit, boolean is) ->
          isOf(slot, key)
              && value instanceof Amount(double n, _)
              && (side == Trigger.Side.ABOVE ? n > limit : n < limit) == is;
      case Formula.Apart(Slot one, Slot other, _, _) -> isOf(one, key) || isOf(other, key);
      case Formula.Present _,
          Formula.Minutes _,
          Formula.Days _,
          Formula.Holiday _,
          Formula.Opaque _ ->
          false;
    };
  }

  private static boolean isOf(Slot slot, Key key) {
    return slot.thing().equals(key.thing()) && slot.property() == key.property();
  }

  private void search(
      Activity first,
      String at,
      Deque<Hop> way,
      int length,
      List<Set<String>> found,
      List<Finding> into) {
    for (Hop hop : hops.getOrDefault(at, List.of())) {
      if (++ways > WAYS_MAX) return;
      // Each loop is looked for from that one of its activities whose id comes first.
      if (hop.next().compareTo(first.id()) < 0) continue;
      boolean closes = hop.next().equals(first.id());
      if (closes != (way.size() + 1 == length)) continue;
      if (!closes && way.stream().anyMatch(one -> one.from().id().equals(hop.next()))) continue;
      way.addLast(hop);
      if (closes) close(List.copyOf(way), found, into);
      else search(first, hop.next(), way, length, found, into);
      way.removeLast();
    }
  }

  private void close(List<Hop> way, List<Set<String>> found, List<Finding> into) {
    var ids = new HashSet<String>();
    for (Hop hop : way) ids.add(hop.from().id());
    if (found.stream().anyMatch(ids::containsAll)) return;
    Duration round = round(way);
    boolean quiet = way.stream().anyMatch(hop -> hop.from().quiet().compareTo(round) > 0);
    if (quiet || !isLoop(way, isSlow(way))) return;
    found.add(ids);
    into.add(finding(way));
  }

  private static boolean isSlow(List<Hop> way) {
    return way.stream()
        .anyMatch(hop ->
            hop.step().delay() != 0
                || hop.to().map(edge -> !stays(edge.leaf()).isZero()).orElse(false));
  }

  /// How long a round takes at least.
  private static Duration round(List<Hop> way) {
    Duration round = Duration.ZERO;
    for (Hop hop : way) {
      round = round.plusMillis(Math.max(0, hop.step().delay()));
      if (hop.to().isPresent()) round = round.plus(stays(hop.to().get().leaf()));
      if (hop.step().delay() == Step.SOME) round = round.plus(Duration.ofDays(1));
    }
    return round;
  }

  private static Duration stays(Trigger.Simple leaf) {
    return switch (leaf) {
      case Trigger.Becomes becomes -> becomes.stays();
      case Trigger.Crosses crosses -> crosses.stays();
      case Trigger.ComesTrue comes -> comes.stays();
      case Trigger.Stands stands -> stands.stays();
      case Trigger.Changes _, Trigger.OfClock _, Trigger.Starts _, Trigger.Heard _ -> Duration.ZERO;
    };
  }

  /// Whether the way can be gone twice.
  private boolean isLoop(List<Hop> way, boolean slow) {
    var formulas = new Formulas(names);
    if (slow) formulas = formulas.timeless();
    var all = new ArrayList<Formula>();
    for (int round = 0; round < 2; round++) {
      for (Hop hop : way) {
        all.add(formulas.of(hop.from().condition(), true));
        for (Step.Way part : hop.step().path())
          all.add(formulas.of(part.condition(), part.holds()));
        if (hop.key().isPresent()) change(formulas, hop, hop.key().get(), all);
      }
    }
    return Solver.solve(all) == Solver.Answer.YES;
  }

  private static void change(Formulas formulas, Hop hop, Key key, List<Formula> all) {
    Slot before = formulas.slot(key.thing(), key.property());
    Formula was = hop.to().map(edge -> formulas.of(edge.leaf())).orElse(Formula.TRUE);
    formulas.change(key.thing(), key.property());
    Slot after = formulas.slot(key.thing(), key.property());
    hop.value()
        .ifPresent(value -> {
          all.add(new Formula.Equal(after, value, true));
          all.add(new Formula.Equal(before, value, false));
        });
    Trigger.Simple leaf = hop.to().map(Edge::leaf).orElse(null);
    switch (leaf) {
      case Trigger.Becomes becomes -> all.add(new Formula.Equal(after, becomes.value(), true));
      case Trigger.Crosses crosses -> {
        boolean above = crosses.side() == Trigger.Side.ABOVE;
        double back = crosses.limit() + (above ? -crosses.hysteresis() : crosses.hysteresis());
        all.add(new Formula.Beyond(after, crosses.side(), crosses.limit(), true));
        all.add(new Formula.Beyond(before, crosses.side(), back, false));
      }
      case Trigger.ComesTrue(Condition condition, _) -> {
        all.add(formulas.of(condition, true));
        all.add(denied(was));
      }
      case null, default -> {}
    }
  }

  /// The opposite of a formula.
  private static Formula denied(Formula formula) {
    return switch (formula) {
      case Formula.And(var parts) -> Formula.any(parts.stream().map(Loops::denied).toList());
      case Formula.Or(var parts) -> Formula.all(parts.stream().map(Loops::denied).toList());
      case Formula.Equal(var slot, var value, boolean is) -> new Formula.Equal(slot, value, !is);
      case Formula.Beyond(var slot, var side, double limit, boolean is) ->
          new Formula.Beyond(slot, side, limit, !is);
      case Formula.Apart(var slot, var from, double plus, boolean is) ->
          new Formula.Apart(slot, from, plus, !is);
      case Formula.Present(var slot, boolean present, boolean is) ->
          new Formula.Present(slot, present, !is);
      // The hour may be another one by then.
      case Formula.Minutes _, Formula.Days _, Formula.Holiday _, Formula.Opaque _ -> Formula.FALSE;
    };
  }

  private Finding finding(List<Hop> way) {
    var example = new ArrayList<String>();
    for (Hop hop : way) {
      String next = Optional.ofNullable(activities.get(hop.next())).map(Activity::name).orElse("");
      String does = hop.from().name() + "” does: " + Said.line(hop.step().line(), names);
      example.add("“" + does + "; that sets off “" + next + "”.");
    }
    boolean slow = isSlow(way);
    String pace = slow ? ", with pauses in between" : "";
    String sentence =
        way.size() == 1
            ? Said.quoted(way.getFirst().from()) + " sets itself off again and again" + pace + "."
            : String.join(" and ", way.stream().map(hop -> Said.quoted(hop.from())).toList())
                + " set each other off again and again"
                + pace
                + ".";
    return new Finding(
        Finding.Kind.LOOP,
        slow ? Finding.Severity.WARNING : Finding.Severity.ERROR,
        way.stream().map(hop -> hop.from().id()).toList(),
        sentence,
        example);
  }
}
