package steward.activity.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steward.value.Word;

/// Looks for a state of the house in which all formulas hold. Bounded; confined to one proof.
final class Solver {
  /// So many steps are taken before the question is left open.
  static final int STEPS_MAX = 5_000;

  private int steps;

  /// Whether there is such a state.
  enum Answer {
    YES,
    NO,
    /// It was not found out within [#STEPS_MAX].
    OPEN
  }

  /// What is known of a state so far.
  private static final class State {
    final Map<Slot, Domain> values = new HashMap<>();
    final Map<String, Boolean> opaque = new HashMap<>();
    final Map<List<Slot>, double[]> apart = new HashMap<>();
    BitSet minutes = all(Formulas.MINUTES);
    BitSet days = all(7);
    @Nullable Boolean holiday;

    private static BitSet all(int size) {
      var all = new BitSet(size);
      all.set(0, size);
      return all;
    }

    State copy() {
      var copy = new State();
      values.forEach((slot, domain) -> copy.values.put(slot, domain.copy()));
      copy.opaque.putAll(opaque);
      apart.forEach((slots, bounds) -> copy.apart.put(slots, bounds.clone()));
      copy.minutes = (BitSet) minutes.clone();
      copy.days = (BitSet) days.clone();
      copy.holiday = holiday;
      return copy;
    }
  }

  static Answer solve(List<Formula> formulas) {
    var solver = new Solver();
    if (solver.search(new State(), formulas)) return Answer.YES;
    return solver.steps > STEPS_MAX ? Answer.OPEN : Answer.NO;
  }

  /// Whether it is certain that these never hold together.
  static boolean excludes(List<Formula> formulas) {
    return solve(formulas) == Answer.NO;
  }

  private boolean search(State state, List<Formula> formulas) {
    Deque<Formula> open = new ArrayDeque<>(formulas);
    var choices = new ArrayList<Formula.Or>();
    while (!open.isEmpty()) {
      if (++steps > STEPS_MAX) return false;
      switch (open.pop()) {
        case Formula.And(List<Formula> parts) -> parts.forEach(open::push);
        case Formula.Or or -> choices.add(or);
        case Formula.Fact fact -> {
          if (!admits(state, fact)) return false;
        }
      }
    }
    if (choices.isEmpty()) return true;
    Formula.Or first = choices.removeFirst();
    for (Formula part : first.parts()) {
      var rest = new ArrayList<Formula>(choices.size() + 1);
      rest.add(part);
      rest.addAll(choices);
      if (search(state.copy(), rest)) return true;
      if (steps > STEPS_MAX) return false;
    }
    return false;
  }

  private static Domain domain(State state, Slot slot) {
    return state.values.computeIfAbsent(slot, of -> new Domain(of.property()));
  }

  private static boolean admits(State state, Formula.Fact fact) {
    return switch (fact) {
      case Formula.Equal(Slot slot, var value, boolean is) -> domain(state, slot).equal(value, is);
      case Formula.Beyond(Slot slot, var side, double limit, boolean is) ->
          domain(state, slot).beyond(side, limit, is);
      case Formula.Apart apart -> apart(state, apart);
      case Formula.Present(Slot slot, boolean present, boolean is) ->
          domain(state, slot).equal(present ? Word.ON : Word.OFF, is);
      case Formula.Minutes(BitSet minutes) -> {
        state.minutes.and(minutes);
        yield !state.minutes.isEmpty();
      }
      case Formula.Days(BitSet days) -> {
        state.days.and(days);
        yield !state.days.isEmpty();
      }
      case Formula.Holiday(boolean is) -> {
        if (state.holiday == null) state.holiday = is;
        yield state.holiday == is;
      }
      case Formula.Opaque(String name, boolean is) -> {
        Boolean before = state.opaque.putIfAbsent(name, is);
        yield before == null || before == is;
      }
    };
  }

  /// The difference of two amounts lies between two bounds; only statements that are asserted
  /// count, since a denied one is also fulfilled by what is unknown.
  private static boolean apart(State state, Formula.Apart apart) {
    double[] bounds =
        state.apart.computeIfAbsent(
            List.of(apart.slot(), apart.from()),
            _ -> new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0});
    if (apart.is()) {
      bounds[0] = Math.max(bounds[0], apart.plus());
      bounds[2] = 1;
    } else {
      bounds[1] = Math.min(bounds[1], apart.plus());
    }
    return bounds[2] == 0 || bounds[0] < bounds[1];
  }
}
