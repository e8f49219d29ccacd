package steward.thing;

import java.time.Duration;
import java.util.List;
import steward.value.Amount;
import steward.value.Value;

/// By what a command can be known to have been carried out.
public sealed interface Expectation {

  /// A report of the property with an accepted value, received after the command was sent and
  /// within the time.
  record Report(Property property, Accepted accepted, Duration within) implements Expectation {}

  /// Nothing that the thing reports would show it; the sentence says why.
  ///
  /// @param answeredWithin how long an answer is waited for that says whether it was taken, where
  ///   the thing gives one; else zero
  record Unobservable(String why, Duration answeredWithin) implements Expectation {
    public Unobservable(String why) {
      this(why, Duration.ZERO);
    }

    public boolean isAnswered() {
      return answeredWithin.isPositive();
    }
  }

  /// Which values fulfil a report.
  sealed interface Accepted {
    boolean admits(Value value);

    record Exactly(Value value) implements Accepted {
      @Override
      public boolean admits(Value other) {
        return value.equals(other);
      }
    }

    record OneOf(List<Value> values) implements Accepted {
      public OneOf {
        values = List.copyOf(values);
      }

      @Override
      public boolean admits(Value other) {
        return values.contains(other);
      }
    }

    /// An amount of the same unit that is off by no more than the tolerance.
    record Near(Amount amount, double tolerance) implements Accepted {
      @Override
      public boolean admits(Value other) {
        return other instanceof Amount that
            && that.unit() == amount.unit()
            && Math.abs(that.number() - amount.number()) <= tolerance;
      }
    }
  }
}
