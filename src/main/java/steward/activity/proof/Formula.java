package steward.activity.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import steward.activity.Trigger;
import steward.value.Value;

/// What must be so at a moment, with all negations at its leaves. Immutable.
sealed interface Formula {
  Formula TRUE = new And(List.of());
  Formula FALSE = new Or(List.of());

  record And(List<Formula> parts) implements Formula {}

  record Or(List<Formula> parts) implements Formula {}

  /// A single statement. Where it is denied, a value that is unknown fulfils it.
  sealed interface Fact extends Formula {}

  record Equal(Slot slot, Value value, boolean is) implements Fact {}

  record Beyond(Slot slot, Trigger.Side side, double limit, boolean is) implements Fact {}

  /// One amount is more than another and so much.
  record Apart(Slot slot, Slot from, double plus, boolean is) implements Fact {}

  record Present(Slot slot, boolean present, boolean is) implements Fact {}

  /// One of these minutes of the day.
  record Minutes(BitSet minutes) implements Fact {}

  /// One of these days of the week, from 0 for Monday.
  record Days(BitSet days) implements Fact {}

  record Holiday(boolean is) implements Fact {}

  /// Something of which only this is known: that it holds or not.
  record Opaque(String name, boolean is) implements Fact {}

  static Formula all(List<Formula> parts) {
    if (parts.contains(FALSE)) return FALSE;
    var rest = new ArrayList<>(parts);
    rest.removeIf(TRUE::equals);
    return rest.isEmpty() ? TRUE : rest.size() == 1 ? rest.getFirst() : new And(List.copyOf(rest));
  }

  static Formula any(List<Formula> parts) {
    if (parts.contains(TRUE)) return TRUE;
    var rest = new ArrayList<>(parts);
    rest.removeIf(FALSE::equals);
    return rest.isEmpty() ? FALSE : rest.size() == 1 ? rest.getFirst() : new Or(List.copyOf(rest));
  }
}
