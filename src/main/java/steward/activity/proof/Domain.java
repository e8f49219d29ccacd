package steward.activity.proof;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steward.activity.Trigger;
import steward.thing.Property;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Value;
import steward.value.Word;

/// What a value can still be. Confined to one proof.
final class Domain {
  private final @Nullable Property property;
  private final Set<Value> excluded = new HashSet<>();
  private @Nullable Value value;
  private boolean known;
  private double low = Double.NEGATIVE_INFINITY;
  private double high = Double.POSITIVE_INFINITY;
  private boolean lowOpen;
  private boolean highOpen;

  Domain(@Nullable Property property) {
    this.property = property;
    if (property != null
        && property.type() instanceof ValueType.Amounts(_, double min, double max)) {
      low = min;
      high = max;
    }
  }

  Domain copy() {
    var copy = new Domain(property);
    copy.excluded.addAll(excluded);
    copy.value = value;
    copy.known = known;
    copy.low = low;
    copy.high = high;
    copy.lowOpen = lowOpen;
    copy.highOpen = highOpen;
    return copy;
  }

  /// Each of these says whether the domain still holds anything.
  boolean equal(Value other, boolean is) {
    if (!is) {
      excluded.add(other);
      return holdsAny();
    }
    if (value != null && !value.equals(other)) return false;
    value = other;
    known = true;
    return holdsAny();
  }

  boolean beyond(Trigger.Side side, double limit, boolean is) {
    if ((side == Trigger.Side.ABOVE) == is) raise(limit, is);
    else lower(limit, is);
    known |= is;
    return holdsAny();
  }

  private void raise(double limit, boolean open) {
    if (limit > low || limit == low && open) {
      low = limit;
      lowOpen = open;
    }
  }

  private void lower(double limit, boolean open) {
    if (limit < high || limit == high && open) {
      high = limit;
      highOpen = open;
    }
  }

  private boolean holdsAny() {
    if (!known) return true;
    if (value != null) {
      return !excluded.contains(value) && (!(value instanceof Amount(double n, _)) || isWithin(n));
    }
    if (property != null && property.type() instanceof ValueType.Words words)
      return words.words().stream().anyMatch(word -> !excluded.contains(new Word(word)));
    return low < high || low == high && !lowOpen && !highOpen;
  }

  private boolean isWithin(double n) {
    return (lowOpen ? n > low : n >= low) && (highOpen ? n < high : n <= high);
  }
}
