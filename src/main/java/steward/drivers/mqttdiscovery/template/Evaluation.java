package steward.drivers.mqttdiscovery.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steward.drivers.mqttdiscovery.template.Expression.Arguments;

/// One rendering of a template. What it may do is bounded by steps and by the length of its texts.
/// Confined to one rendering.
@SuppressWarnings("ReferenceEquality") // there is one instance of what is undefined and of none
final class Evaluation {
  private static final int STEPS_MAX = 5_000;

  /// Names that are methods where a template writes them behind a dot.
  private static final Set<String> SHADOWS =
      Set.of("items", "keys", "values", "get", "pop", "copy", "update", "clear", "setdefault");

  private final Map<String, Object> variables;
  private final StringBuilder out = new StringBuilder();
  private int steps;

  Evaluation(Map<String, Object> variables) {
    this.variables = new HashMap<>(variables);
  }

  String whole(List<Statement> body) {
    run(body);
    return out.toString();
  }

  private void run(List<Statement> body) {
    for (Statement statement : body) {
      step();
      switch (statement) {
        case Statement.Plain(String text) -> put(text);
        case Statement.Put(Expression expression) -> put(Python.text(value(expression)));
        case Statement.Set(String name, Expression expression) ->
            variables.put(name, value(expression));
        case Statement.If(var branches, var otherwise) -> run(chosen(branches, otherwise));
      }
    }
  }

  private List<Statement> chosen(List<Statement.Branch> branches, List<Statement> otherwise) {
    for (Statement.Branch branch : branches)
      if (Python.isTrue(value(branch.condition()))) return branch.body();
    return otherwise;
  }

  private void put(String text) {
    if (out.length() + text.length() > Python.LENGTH_MAX) throw new Broken("a result too long");
    out.append(text);
  }

  private void step() {
    if (++steps > STEPS_MAX) throw new Broken("more than " + STEPS_MAX + " steps");
  }

  private Object value(Expression expression) {
    step();
    return switch (expression) {
      case Expression.Literal(Object value) -> value;
      case Expression.Name(String name) -> variables.getOrDefault(name, Python.UNDEFINED);
      case Expression.Attribute(Expression of, String name) -> attribute(value(of), name);
      case Expression.Item(Expression of, Expression key) -> item(value(of), value(key));
      case Expression.Slice(Expression of, Expression from, Expression to) ->
          slice(value(of), from, to);
      case Expression.Method(Expression of, String name, Arguments arguments) ->
          within(Filters.method(name, value(of), given(arguments)));
      case Expression.Filter(Expression of, String name, Arguments arguments) ->
          within(Filters.filter(name, value(of), given(arguments)));
      case Expression.Check(Expression of, String name, boolean negated) ->
          Filters.check(name, value(of)) != negated;
      case Expression.Unary(String operator, Expression of) -> unary(operator, value(of));
      case Expression.Binary(String operator, Expression left, Expression right) ->
          binary(operator, left, right);
      case Expression.Choice(Expression condition, Expression then, Expression otherwise) ->
          Python.isTrue(value(condition))
              ? value(then)
              : otherwise == null ? Python.UNDEFINED : value(otherwise);
      case Expression.Listing(List<Expression> items) -> {
        var list = new ArrayList<Object>();
        for (Expression item : items) list.add(value(item));
        yield list;
      }
      case Expression.Table table -> table(table);
    };
  }

  private static Object within(Object value) {
    if (value instanceof String text && text.length() > Python.LENGTH_MAX)
      throw new Broken("a text that is too long");
    return value;
  }

  private Filters.Given given(Arguments arguments) {
    if (arguments.equals(Arguments.NONE)) return new Filters.Given(List.of(), Map.of());
    var plain = new ArrayList<Object>();
    for (Expression argument : arguments.plain()) plain.add(value(argument));
    var named = new HashMap<String, Object>();
    arguments.named().forEach((name, argument) -> named.put(name, value(argument)));
    return new Filters.Given(plain, named);
  }

  private Object table(Expression.Table table) {
    var map = new LinkedHashMap<Object, Object>();
    for (int i = 0; i < table.keys().size(); i++)
      map.put(value(table.keys().get(i)), value(table.values().get(i)));
    return map;
  }

  private static Object attribute(Object of, String name) {
    if (of == Python.UNDEFINED) throw new Broken("“." + name + "” of something missing");
    if (!(of instanceof Map<?, ?> map)) return Python.UNDEFINED;
    if (SHADOWS.contains(name)) throw new Broken("“." + name + "”, which is a method");
    return Python.member(map, name);
  }

  private static Object item(Object of, Object key) {
    return switch (of) {
      case Map<?, ?> map -> Python.member(map, key);
      case List<?> list when key instanceof Long index -> {
        int at = place(index, list.size());
        yield at < 0 || at >= list.size() ? Python.UNDEFINED : list.get(at);
      }
      case String text when key instanceof Long index -> {
        int at = place(index, text.length());
        yield at < 0 || at >= text.length() ? Python.UNDEFINED : text.substring(at, at + 1);
      }
      default -> {
        if (of == Python.UNDEFINED) throw new Broken("a part of something missing");
        yield Python.UNDEFINED;
      }
    };
  }

  private static int place(long index, int size) {
    long at = index < 0 ? size + index : index;
    return at < 0 || at > size ? -1 : (int) at;
  }

  private Object slice(Object of, @Nullable Expression from, @Nullable Expression to) {
    int size =
        switch (of) {
          case String text -> text.length();
          case List<?> list -> list.size();
          default -> throw new Broken("a range of " + Python.kind(of));
        };
    int begin = end(from, 0, size);
    int end = Math.max(begin, end(to, size, size));
    return of instanceof String text
        ? text.substring(begin, end)
        : List.copyOf(((List<?>) of).subList(begin, end));
  }

  private int end(@Nullable Expression expression, int otherwise, int size) {
    if (expression == null) return otherwise;
    if (!(value(expression) instanceof Long index)) throw new Broken("a range without numbers");
    return (int) Math.clamp(index < 0 ? size + index : index, 0L, size);
  }

  private static Object unary(String operator, Object of) {
    if (operator.equals("not")) return !Python.isTrue(of);
    return Python.number(-Python.number(of), !(of instanceof Double));
  }

  private Object binary(String operator, Expression leftOf, Expression rightOf) {
    Object left = value(leftOf);
    if (operator.equals("and")) return Python.isTrue(left) ? value(rightOf) : left;
    if (operator.equals("or")) return Python.isTrue(left) ? left : value(rightOf);
    Object right = value(rightOf);
    return switch (operator) {
      case "==" -> Python.equal(left, right);
      case "!=" -> !Python.equal(left, right);
      case "<" -> Python.compare(left, right) < 0;
      case ">" -> Python.compare(left, right) > 0;
      case "<=" -> Python.compare(left, right) <= 0;
      case ">=" -> Python.compare(left, right) >= 0;
      case "in" -> Python.contains(right, left);
      case "not in" -> !Python.contains(right, left);
      case "~" -> within(Python.text(left) + Python.text(right));
      default -> arithmetic(operator, left, right);
    };
  }

  private static Object arithmetic(String operator, Object left, Object right) {
    if (operator.equals("+") && left instanceof String one && right instanceof String two)
      return within(one + two);
    double a = Python.number(left);
    double b = Python.number(right);
    boolean whole = !(left instanceof Double) && !(right instanceof Double);
    boolean divides = operator.equals("/") || operator.equals("//") || operator.equals("%");
    if (divides && b == 0) throw new Broken("a division by zero");
    return switch (operator) {
      case "+" -> Python.number(a + b, whole);
      case "-" -> Python.number(a - b, whole);
      case "*" -> Python.number(a * b, whole);
      case "/" -> Python.number(a / b, false);
      case "//" -> Python.number(Math.floor(a / b), whole);
      default -> Python.number(a - b * Math.floor(a / b), whole);
    };
  }
}
