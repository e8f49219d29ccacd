package steward.activity.proof;

import java.time.Duration;
import java.util.ArrayList;
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
import steward.activity.Trigger;
import steward.activity.text.Names;
import steward.activity.text.Words;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Value;

/// Finds pairs of activities that one event sets off and that give a property different values.
final class Fights {
  /// So many pairs are looked at.
  static final int PAIRS_MAX = 50_000;

  private final Names names;
  private final Map<String, List<Given>> given = new HashMap<>();
  private final Map<String, Map<Key, Integer>> keyed = new HashMap<>();

  private record Key(ThingId thing, Property property) {}

  /// What a task of an activity gives a property of a thing.
  private record Given(Key key, Value value, Step step, Doing.Task task) {}

  Fights(Names names) {
    this.names = names;
  }

  void find(List<Activity> activities, List<Finding> into) {
    var byEvent = new LinkedHashMap<String, List<Activity>>();
    for (Activity activity : activities) {
      for (String event : events(activity))
        byEvent.computeIfAbsent(event, _ -> new ArrayList<>()).add(activity);
    }
    var seen = new HashSet<Set<String>>();
    for (List<Activity> together : byEvent.values()) {
      for (int i = 0; i < together.size(); i++) {
        for (int j = i + 1; j < together.size(); j++) {
          if (seen.size() >= PAIRS_MAX) {
            into.add(limit());
            return;
          }
          Activity one = together.get(i);
          Activity other = together.get(j);
          if (one.id().equals(other.id()) || !seen.add(Set.of(one.id(), other.id()))) continue;
          fight(one, other).ifPresent(into::add);
        }
      }
    }
  }

  private static Finding limit() {
    return new Finding(
        Finding.Kind.LIMIT,
        Finding.Severity.WARNING,
        List.of(),
        "More than "
            + PAIRS_MAX
            + " pairs of activities wait for the same events; not all were"
            + " looked at.",
        List.of());
  }

  /// Names of the single events at which the activity can fire.
  private Set<String> events(Activity activity) {
    var events = new HashSet<String>();
    for (Trigger trigger : activity.when()) {
      switch (trigger) {
        case Trigger.OfThings of ->
            of(of).forEach(thing -> events.add(thing + " " + of.property()));
        case Trigger.Stands(var things, _, _) ->
            names.members(things).forEach(thing -> events.add(thing.value()));
        case Trigger.ComesTrue(Condition condition, _) -> watched(condition, events);
        case Trigger.At(var moment, _) -> events.add("at " + moment.text());
        case Trigger.Cron(String expression) -> events.add("cron " + expression);
        case Trigger.Starts _ -> events.add("start");
        case Trigger.Heard(String filter, _, _) -> events.add("topic " + filter);
        case Trigger.Within _, Trigger.Then _, Trigger.Without _ -> {}
      }
    }
    return events;
  }

  private List<ThingId> of(Trigger.OfThings of) {
    return new Formulas(names).members(of.things());
  }

  private void watched(Condition condition, Set<String> into) {
    switch (condition) {
      case Condition.Of(_, var things, var check) -> {
        if (check instanceof Check.Is of)
          new Formulas(names)
              .members(things)
              .forEach(thing -> into.add(thing + " " + of.property()));
      }
      case Condition.All(var parts) -> parts.forEach(part -> watched(part, into));
      case Condition.Any(var parts) -> parts.forEach(part -> watched(part, into));
      case Condition.Not(var part) -> watched(part, into);
      case Condition.Always _, Condition.Between _, Condition.OnDays _, Condition.Holiday _ -> {}
    }
  }

  private List<Given> given(Activity activity) {
    return given.computeIfAbsent(activity.id(), _ -> work(activity));
  }

  private List<Given> work(Activity activity) {
    var all = new ArrayList<Given>();
    var places = new HashMap<Key, Integer>();
    for (Step step : Step.of(activity)) {
      if (!(step.line() instanceof Doing.Task task) || step.delay() == Step.SOME) continue;
      for (ThingId id : new Formulas(names).members(task.things())) {
        Thing thing = names.thing(id).orElse(null);
        if (thing == null || !thing.can(task.deed().kind())) continue;
        for (Effect effect : Effect.of(task.deed(), thing)) {
          if (effect.value().isEmpty()) continue;
          var key = new Key(id, effect.property());
          places.put(key, all.size());
          all.add(new Given(key, effect.value().get(), step, task));
        }
      }
    }
    keyed.put(activity.id(), places);
    return all;
  }

  private Optional<Finding> fight(Activity one, Activity other) {
    List<Given> mine = given(one);
    List<Given> theirs = given(other);
    if (mine.isEmpty() || theirs.isEmpty()) return Optional.empty();
    Map<Key, Integer> places = keyed.getOrDefault(other.id(), Map.of());
    int looked = 0;
    for (Given a : mine) {
      if (!places.containsKey(a.key())) continue;
      for (Given b : theirs) {
        boolean differs =
            b.key().equals(a.key())
                && !b.value().equals(a.value())
                && b.step().delay() == a.step().delay();
        if (!differs || ++looked > 20) continue;
        for (Trigger first : one.when())
          for (Trigger second : other.when())
            if (meet(first, second) && together(one, first, a, other, second, b))
              return Optional.of(finding(one, first, a, other, b));
      }
    }
    return Optional.empty();
  }

  /// Whether one event can be both.
  private boolean meet(Trigger first, Trigger second) {
    return switch (first) {
      case Trigger.OfThings a when second instanceof Trigger.OfThings b ->
          a.property() == b.property() && stays(a).equals(stays(b)) && meet(a, b);
      case Trigger.Stands a when second instanceof Trigger.Stands b ->
          a.present() == b.present()
              && a.stays().equals(b.stays())
              && names.members(a.things()).stream().anyMatch(names.members(b.things())::contains);
      case Trigger.ComesTrue a when second instanceof Trigger.ComesTrue b ->
          a.stays().equals(b.stays());
      case Trigger.ComesTrue a when second instanceof Trigger.OfThings b ->
          a.stays().equals(stays(b));
      case Trigger.OfThings _ when second instanceof Trigger.ComesTrue -> meet(second, first);
      case Trigger.At a when second instanceof Trigger.At b -> a.moment().equals(b.moment());
      case Trigger.Cron a -> a.equals(second);
      case Trigger.Starts _ -> second instanceof Trigger.Starts;
      case Trigger.Heard a when second instanceof Trigger.Heard b ->
          a.filter().equals(b.filter())
              && (!a.pointer().equals(b.pointer())
                  || a.is().isEmpty()
                  || b.is().isEmpty()
                  || a.is().equals(b.is()));
      default -> false;
    };
  }

  private boolean meet(Trigger.OfThings a, Trigger.OfThings b) {
    if (of(a).stream().noneMatch(of(b)::contains)) return false;
    return switch (a) {
      case Trigger.Becomes one when b instanceof Trigger.Becomes two ->
          one.value().equals(two.value());
      // Steps such as above 25 and above 28 are passed one after the other.
      case Trigger.Crosses one when b instanceof Trigger.Crosses two ->
          one.side() == two.side() && one.limit() == two.limit();
      case Trigger.Changes _, Trigger.Becomes _, Trigger.Crosses _ -> true;
    };
  }

  private static Duration stays(Trigger.OfThings of) {
    return switch (of) {
      case Trigger.Changes _ -> Duration.ZERO;
      case Trigger.Becomes becomes -> becomes.stays();
      case Trigger.Crosses crosses -> crosses.stays();
    };
  }

  private boolean together(
      Activity one, Trigger first, Given a, Activity other, Trigger second, Given b) {
    var formulas = new Formulas(names);
    var all = new ArrayList<Formula>();
    all.add(formulas.of(first));
    all.add(formulas.of(second));
    all.add(formulas.of(one.condition(), true));
    all.add(formulas.of(other.condition(), true));
    for (Given given : List.of(a, b))
      for (Step.Way way : given.step().path()) all.add(formulas.of(way.condition(), way.holds()));
    return Solver.solve(all) == Solver.Answer.YES;
  }

  private Finding finding(Activity one, Trigger event, Given a, Activity other, Given b) {
    String thing = Said.thing(a.key().thing(), names);
    String sentence =
        "%s and %s fight over %s: at the same moment one makes its %s %s and the other %s."
            .formatted(
                Said.quoted(one),
                Said.quoted(other),
                thing,
                a.key().property().spoken(),
                a.value().sentence(),
                b.value().sentence());
    var example =
        List.of(
            "It happens: " + Words.of(event, names) + ".",
            Said.quoted(one) + " asks " + Said.deed(a.task().deed(), a.key().thing(), names) + ".",
            Said.quoted(other)
                + " asks "
                + Said.deed(b.task().deed(), b.key().thing(), names)
                + ".");
    return new Finding(
        Finding.Kind.FIGHT,
        Finding.Severity.ERROR,
        List.of(one.id(), other.id()),
        sentence,
        example);
  }
}
