package steward.drivers.mqttdiscovery.template;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// Values as the language of the templates has them: String, Long, Double, Boolean, List, Map,
/// [#NONE] and [#UNDEFINED]; how they are written, compared and taken for true.
@SuppressWarnings("ReferenceEquality") // there is one instance of what is undefined and of none
final class Python {
  /// `None`, and the `null` of JSON.
  static final Object NONE =
      new Object() {
        @Override
        public String toString() {
          return "None";
        }
      };

  /// What is not there.
  static final Object UNDEFINED =
      new Object() {
        @Override
        public String toString() {
          return "";
        }
      };

  static final int LENGTH_MAX = 64 * 1024;
  private static final int DEPTH_MAX = 40;
  private static final double WHOLE_MAX = 9e15;

  private Python() {}

  /// The text of a value.
  static String text(Object value) {
    if (value instanceof String text) return text;
    var to = new StringBuilder();
    write(value, to, false, 0);
    return to.toString();
  }

  private static void write(Object value, StringBuilder to, boolean quotes, int depth) {
    if (to.length() > LENGTH_MAX || depth > DEPTH_MAX) throw new Broken("a text that is too long");
    switch (value) {
      case String text when quotes -> quote(text, to);
      case String text -> to.append(text);
      case Boolean truth -> to.append(truth ? "True" : "False");
      case Long number -> to.append(number.longValue());
      case Double number -> to.append(decimal(number));
      case List<?> list -> {
        to.append('[');
        String before = "";
        for (Object item : list) {
          to.append(before);
          write(item, to, true, depth + 1);
          before = ", ";
        }
        to.append(']');
      }
      case Map<?, ?> map -> {
        to.append('{');
        String before = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          to.append(before);
          write(entry.getKey(), to, true, depth + 1);
          to.append(": ");
          write(entry.getValue(), to, true, depth + 1);
          before = ", ";
        }
        to.append('}');
      }
      default -> to.append(value);
    }
  }

  private static void quote(String text, StringBuilder to) {
    char mark = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    to.append(mark);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> to.append("\\n");
        case '\t' -> to.append("\\t");
        case '\r' -> to.append("\\r");
        case '\\' -> to.append("\\\\");
        default -> {
          if (c == mark) to.append('\\');
          to.append(c);
        }
      }
    }
    to.append(mark);
  }

  /// The shortest decimal text that reads back as the same number: `21.0`, `0.1`, `1e+16`.
  static String decimal(double number) {
    if (!Double.isFinite(number)) throw new Broken("a number without an end");
    if (number == 0) return 1 / number < 0 ? "-0.0" : "0.0";
    var exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = exact.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = exact.unscaledValue().abs().toString();
    return (number < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  static boolean isTrue(Object value) {
    return switch (value) {
      case Boolean truth -> truth;
      case String text -> !text.isEmpty();
      case Long number -> number != 0;
      case Double number -> number != 0;
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> false; // None, and what is not there
    };
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  /// The number that a number or truth value stands for.
  static double number(Object value) {
    return switch (value) {
      case Long number -> number;
      case Double number -> number;
      case Boolean truth -> truth ? 1 : 0;
      default -> throw new Broken("arithmetic with " + kind(value));
    };
  }

  /// A whole result of arithmetic stays whole.
  static Object number(double result, boolean whole) {
    if (!Double.isFinite(result)) throw new Broken("a number without an end");
    if (!whole) return result;
    if (Math.abs(result) > WHOLE_MAX) throw new Broken("a number of too many digits");
    return (long) result;
  }

  static boolean equal(Object left, Object right) {
    if (isNumber(left) && isNumber(right)) return number(left) == number(right);
    return left == right || left.equals(right);
  }

  /// Less than 0, 0 or more; only numbers and only texts can be compared.
  static int compare(Object left, Object right) {
    if (isNumber(left) && isNumber(right)) return Double.compare(number(left), number(right));
    if (left instanceof String one && right instanceof String two) return one.compareTo(two);
    throw new Broken("a comparison of " + kind(left) + " with " + kind(right));
  }

  static boolean contains(Object whole, Object part) {
    return switch (whole) {
      case String text when part instanceof String other -> text.contains(other);
      case List<?> list -> list.stream().anyMatch(item -> item != null && equal(item, part));
      case Map<?, ?> map -> map.keySet().stream().anyMatch(key -> key != null && equal(key, part));
      case Object other when other == UNDEFINED -> false;
      default -> throw new Broken("“in” with " + kind(whole));
    };
  }

  /// The member of a table, or what is not there.
  static Object member(Map<?, ?> map, Object key) {
    Object found = map.get(key);
    if (found != null) return found;
    if (!isNumber(key)) return UNDEFINED;
    for (Map.Entry<?, ?> entry : map.entrySet())
      if (entry.getKey() != null && equal(entry.getKey(), key)) return entry.getValue();
    return UNDEFINED;
  }

  static String kind(Object value) {
    return switch (value) {
      case String _ -> "a text";
      case Long _, Double _ -> "a number";
      case Boolean _ -> "a truth value";
      case List<?> _ -> "a list";
      case Map<?, ?> _ -> "an object";
      default -> value == NONE ? "None" : "something missing";
    };
  }
}
