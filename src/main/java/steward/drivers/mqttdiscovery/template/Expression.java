package steward.drivers.mqttdiscovery.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands between the braces of a template. Immutable.
sealed interface Expression {

  /// A constant: a text, a number, a truth value or [Python#NONE].
  record Literal(Object value) implements Expression {}

  /// A variable.
  record Name(String name) implements Expression {}

  /// `of.name`.
  record Attribute(Expression of, String name) implements Expression {}

  /// `of[key]`.
  record Item(Expression of, Expression key) implements Expression {}

  /// `of[from:to]`; an end that is not given is null.
  record Slice(Expression of, @Nullable Expression from, @Nullable Expression to)
      implements Expression {}

  /// `of.name(…)`, a method of a text or of a table.
  record Method(Expression of, String name, Arguments arguments) implements Expression {}

  /// `of | name(…)`.
  record Filter(Expression of, String name, Arguments arguments) implements Expression {}

  /// `of is name` or `of is not name`.
  record Check(Expression of, String name, boolean negated) implements Expression {}

  /// `-of` and `not of`.
  record Unary(String operator, Expression of) implements Expression {}

  /// Arithmetic, comparison, `in`, `not in`, `and`, `or` and `~`.
  record Binary(String operator, Expression left, Expression right) implements Expression {}

  /// `then if condition else otherwise`.
  record Choice(Expression condition, Expression then, @Nullable Expression otherwise)
      implements Expression {}

  /// `[a, b]`.
  record Listing(List<Expression> items) implements Expression {
    public Listing {
      items = List.copyOf(items);
    }
  }

  /// `{a: b}`.
  record Table(List<Expression> keys, List<Expression> values) implements Expression {
    public Table {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
    }
  }

  /// The arguments of a filter or method.
  record Arguments(List<Expression> plain, Map<String, Expression> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    public Arguments {
      plain = List.copyOf(plain);
      named = Map.copyOf(named);
    }
  }
}
