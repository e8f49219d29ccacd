package steward.activity.proof;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steward.activity.Check;
import steward.activity.Condition;
import steward.activity.Operand;
import steward.activity.Trigger;
import steward.activity.text.Names;
import steward.place.Moment;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.ThingId;
import steward.value.Value;

/// Makes formulas of conditions and of events, as the house stands. Confined to one proof.
///
/// A window with a moment of the sun is opaque: only that it and its opposite exclude each other is
/// known.
final class Formulas {
  static final int MINUTES = 24 * 60;

  /// So many members of a group are looked at one by one.
  static final int MEMBERS_MAX = 300;

  private final Names names;
  private final Map<List<Object>, Integer> versions = new HashMap<>();
  private boolean timeless;

  Formulas(Names names) {
    this.names = names;
  }

  /// The same without the time of day: for what happens at different times.
  Formulas timeless() {
    timeless = true;
    return this;
  }

  Slot slot(ThingId thing, @Nullable Property property) {
    int version = property == null ? 0 : versions.getOrDefault(List.of(thing, property), 0);
    return new Slot(thing, property, version);
  }

  /// The value changes: what is said of it from now on is said of another one.
  void change(ThingId thing, Property property) {
    versions.merge(List.of(thing, property), 1, Integer::sum);
  }

  List<ThingId> members(Selector things) {
    List<ThingId> members = names.members(things);
    return members.size() > MEMBERS_MAX ? members.subList(0, MEMBERS_MAX) : members;
  }

  /// That the condition holds, or that it does not.
  Formula of(Condition condition, boolean holds) {
    return switch (condition) {
      case Condition.Always _ -> holds ? Formula.TRUE : Formula.FALSE;
      case Condition.Of of -> of(of, holds);
      case Condition.Between(Moment from, Moment to) -> between(from, to, holds);
      case Condition.OnDays(var days) -> timeless ? Formula.TRUE : days(days, holds);
      case Condition.Holiday(boolean is) ->
          timeless ? Formula.TRUE : new Formula.Holiday(is == holds);
      case Condition.All(List<Condition> parts) -> parts(parts, holds, holds);
      case Condition.Any(List<Condition> parts) -> parts(parts, holds, !holds);
      case Condition.Not(Condition part) -> of(part, !holds);
    };
  }

  private Formula parts(List<Condition> parts, boolean holds, boolean all) {
    var formulas = new ArrayList<Formula>();
    for (Condition part : parts) formulas.add(of(part, holds));
    return all ? Formula.all(formulas) : Formula.any(formulas);
  }

  private Formula of(Condition.Of of, boolean holds) {
    List<ThingId> members = members(of.things());
    boolean every = of.quantifier() == Condition.Quantifier.EVERY;
    boolean none = of.quantifier() == Condition.Quantifier.NONE;
    if (members.isEmpty()) return none == holds ? Formula.TRUE : Formula.FALSE;
    var formulas = new ArrayList<Formula>();
    for (ThingId thing : members) formulas.add(check(thing, of.check(), none != holds));
    return every == holds && !none || none && holds ? Formula.all(formulas) : Formula.any(formulas);
  }

  private Formula check(ThingId thing, Check check, boolean is) {
    return switch (check) {
      case Check.Is(Property property, Value value) ->
          new Formula.Equal(slot(thing, property), value, is);
      case Check.Beyond(Property property, Trigger.Side side, Operand.Fixed(double limit)) ->
          new Formula.Beyond(slot(thing, property), side, limit, is);
      case Check.Beyond(
              Property property,
              Trigger.Side side,
              Operand.Taken(ThingId other, Property of, double plus)) -> {
        Slot one = slot(thing, property);
        Slot two = slot(other, of);
        yield side == Trigger.Side.ABOVE
            ? new Formula.Apart(one, two, plus, is)
            : new Formula.Apart(two, one, -plus, is);
      }
      case Check.Stands(boolean present) -> new Formula.Present(slot(thing, null), present, is);
    };
  }

  private Formula between(Moment from, Moment to, boolean holds) {
    if (timeless) return Formula.TRUE;
    if (from instanceof Moment.Clock(LocalTime one) && to instanceof Moment.Clock(LocalTime two)) {
      BitSet minutes = window(minute(one), minute(two));
      if (!holds) minutes.flip(0, MINUTES);
      return minutes.isEmpty() ? Formula.FALSE : new Formula.Minutes(minutes);
    }
    if (from.equals(to)) return holds ? Formula.TRUE : Formula.FALSE;
    boolean ordered = from.text().compareTo(to.text()) < 0;
    String name = ordered ? from.text() + " " + to.text() : to.text() + " " + from.text();
    return new Formula.Opaque(name, holds == ordered);
  }

  private static int minute(LocalTime time) {
    return time.toSecondOfDay() / 60;
  }

  private static BitSet window(int from, int to) {
    var minutes = new BitSet(MINUTES);
    if (from < to) {
      minutes.set(from, to);
    } else {
      minutes.set(from, MINUTES);
      minutes.set(0, to);
    }
    return minutes;
  }

  private static Formula days(Collection<DayOfWeek> days, boolean holds) {
    var set = new BitSet(7);
    for (DayOfWeek day : days) set.set(day.ordinal());
    if (!holds) set.flip(0, 7);
    return set.isEmpty() ? Formula.FALSE : new Formula.Days(set);
  }

  /// What holds at the moment of the event.
  Formula of(Trigger trigger) {
    return switch (trigger) {
      case Trigger.Simple simple -> simple(simple);
      case Trigger.Then(List<Trigger.Simple> steps, _) -> simple(steps.getLast());
      case Trigger.Within _, Trigger.Without _ -> Formula.TRUE;
    };
  }

  private Formula simple(Trigger.Simple simple) {
    return switch (simple) {
      case Trigger.OfThings of -> {
        List<ThingId> members = members(of.things());
        if (members.isEmpty() || of.property().isMomentary()) yield Formula.TRUE;
        yield Formula.any(members.stream().map(thing -> at(of, thing)).toList());
      }
      case Trigger.Stands(Selector things, boolean present, _) -> {
        List<ThingId> members = members(things);
        if (members.isEmpty()) yield Formula.TRUE;
        var formulas = new ArrayList<Formula>();
        for (ThingId thing : members)
          formulas.add(new Formula.Present(slot(thing, null), present, true));
        yield Formula.any(formulas);
      }
      case Trigger.ComesTrue(Condition condition, _) -> of(condition, true);
      case Trigger.At(Moment moment, var days) -> at(moment, days);
      case Trigger.Cron _, Trigger.Starts _, Trigger.Heard _ -> Formula.TRUE;
    };
  }

  /// What holds when the event comes from this thing.
  Formula at(Trigger.OfThings of, ThingId thing) {
    Slot slot = slot(thing, of.property());
    return switch (of) {
      case Trigger.Changes _ -> Formula.TRUE;
      case Trigger.Becomes becomes ->
          of.property().isMomentary()
              ? Formula.TRUE
              : new Formula.Equal(slot, becomes.value(), true);
      case Trigger.Crosses crosses ->
          new Formula.Beyond(slot, crosses.side(), crosses.limit(), true);
    };
  }

  private Formula at(Moment moment, Collection<DayOfWeek> days) {
    if (timeless) return Formula.TRUE;
    Formula on = days.isEmpty() ? Formula.TRUE : days(days, true);
    if (!(moment instanceof Moment.Clock(LocalTime time))) return on;
    var minutes = new BitSet(MINUTES);
    minutes.set(minute(time));
    return Formula.all(List.of(on, new Formula.Minutes(minutes)));
  }
}
