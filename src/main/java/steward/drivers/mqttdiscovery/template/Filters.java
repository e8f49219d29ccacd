package steward.drivers.mqttdiscovery.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The filters, tests and methods that templates may use; there are no others.
@SuppressWarnings("ReferenceEquality") // there is one instance of what is undefined and of none
final class Filters {
  static final Set<String> CHECKS =
      Set.of("defined", "undefined", "none", "number", "string", "mapping");

  private static final Set<String> KNOWN =
      Set.of(
          "default",
          "d",
          "lower",
          "upper",
          "int",
          "float",
          "round",
          "string",
          "trim",
          "replace",
          "join",
          "truncate",
          "tojson",
          "to_json",
          "from_json",
          "is_defined",
          "format",
          "abs",
          "first",
          "last",
          "length",
          "count",
          "capitalize");

  private static final int DECIMALS_MAX = 12;

  private Filters() {}

  static boolean isKnown(String name) {
    return KNOWN.contains(name);
  }

  /// The arguments of one use, evaluated.
  record Given(List<Object> plain, Map<String, Object> named) {
    Object at(int place, String name, Object otherwise) {
      if (place < plain.size()) return plain.get(place);
      return named.getOrDefault(name, otherwise);
    }

    Object needed(int place) {
      if (place >= plain.size()) throw new Broken("an argument that is missing");
      return plain.get(place);
    }
  }

  static Object filter(String name, Object of, Given given) {
    return switch (name) {
      case "default", "d" -> fallback(of, given);
      case "is_defined" -> defined(of);
      case "lower" -> Python.text(of).toLowerCase(Locale.ROOT);
      case "upper" -> Python.text(of).toUpperCase(Locale.ROOT);
      case "capitalize" -> capitalized(Python.text(of));
      case "string" -> Python.text(of);
      case "trim" -> Python.text(of).strip();
      case "int" -> whole(of, given);
      case "float" -> decimal(of, given);
      case "round" -> round(of, given);
      case "abs" -> of instanceof Long number ? Math.abs(number) : Math.abs(Python.number(of));
      case "replace" -> replaced(Python.text(of), given);
      case "join" -> joined(of, Python.text(given.at(0, "d", "")));
      case "truncate" -> truncated(Python.text(of), given);
      case "tojson", "to_json" -> Json.write(of);
      case "from_json" ->
          Json.read(Python.text(of)).orElseThrow(() -> new Broken("a text that is no JSON"));
      case "format" -> Formats.percent(Python.text(of), given.plain());
      case "first" -> edge(of, true);
      case "last" -> edge(of, false);
      case "length", "count" -> length(of);
      default -> throw new Broken("the filter “" + name + "”");
    };
  }

  private static Object defined(Object of) {
    if (of == Python.UNDEFINED) throw new Broken("something missing");
    return of;
  }

  private static Object fallback(Object of, Given given) {
    boolean alsoEmpty = Python.isTrue(given.at(1, "boolean", false));
    boolean lacks = of == Python.UNDEFINED || alsoEmpty && !Python.isTrue(of);
    return lacks ? given.at(0, "default_value", "") : of;
  }

  private static String capitalized(String text) {
    if (text.isEmpty()) return text;
    return text.substring(0, 1).toUpperCase(Locale.ROOT)
        + text.substring(1).toLowerCase(Locale.ROOT);
  }

  /// A text that is no number would be 0 in the original; here the message then changes nothing.
  private static Object whole(Object of, Given given) {
    int base = (int) Python.number(given.at(1, "base", 10L));
    if (of instanceof Long) return of;
    if (of instanceof Double || of instanceof Boolean)
      return Python.number(
          Math.floor(Math.abs(Python.number(of))) * Math.signum(Python.number(of)), true);
    String text = of instanceof String one ? one.strip() : "";
    try {
      if (base == 10) {
        double number = parsed(text);
        return Python.number(number < 0 ? Math.ceil(number) : Math.floor(number), true);
      }
      if (base < 2 || base > 36 || text.length() > 12) throw new Broken("a number of base " + base);
      String digits = base == 16 && text.startsWith("0x") ? text.substring(2) : text;
      return Long.parseLong(digits, base);
    } catch (NumberFormatException e) {
      return otherwise(given);
    }
  }

  private static Object decimal(Object of, Given given) {
    if (Python.isNumber(of)) return Python.number(of);
    try {
      return Python.number(parsed(of instanceof String text ? text.strip() : ""), false);
    } catch (NumberFormatException e) {
      return otherwise(given);
    }
  }

  private static double parsed(String text) {
    var number = steward.driver.Payload.number(text);
    if (number.isEmpty()) throw new NumberFormatException();
    return number.getAsDouble();
  }

  private static Object otherwise(Given given) {
    Object otherwise = given.at(0, "default", Python.UNDEFINED);
    if (otherwise == Python.UNDEFINED) throw new Broken("a text that is no number");
    return otherwise;
  }

  private static Object round(Object of, Given given) {
    double number = of instanceof String text ? textual(text) : Python.number(of);
    int decimals = (int) Math.clamp(Python.number(given.at(0, "precision", 0L)), 0, DECIMALS_MAX);
    RoundingMode mode =
        switch (Python.text(given.at(1, "method", "common"))) {
          case "ceil" -> RoundingMode.CEILING;
          case "floor" -> RoundingMode.FLOOR;
          default -> RoundingMode.HALF_EVEN;
        };
    return new BigDecimal(number).setScale(decimals, mode).doubleValue();
  }

  private static double textual(String text) {
    try {
      return parsed(text);
    } catch (NumberFormatException e) {
      throw new Broken("a text that is no number");
    }
  }

  private static String replaced(String text, Given given) {
    String old = Python.text(given.needed(0));
    String by = Python.text(given.needed(1));
    if (old.isEmpty()) throw new Broken("the replacing of nothing");
    long growth = (long) (text.length() / old.length()) * by.length() + text.length();
    if (growth > 4L * Python.LENGTH_MAX) throw new Broken("a text that is too long");
    return text.replace(old, by);
  }

  private static String joined(Object of, String between) {
    if (!(of instanceof List<?> list)) {
      if (of instanceof String text && between.isEmpty()) return text;
      throw new Broken("the joining of " + Python.kind(of));
    }
    var text = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) text.append(between);
      text.append(Python.text(list.get(i)));
      if (text.length() > Python.LENGTH_MAX) throw new Broken("a text that is too long");
    }
    return text.toString();
  }

  /// `truncate(length, killwords, end, leeway)`.
  private static String truncated(String text, Given given) {
    int length = (int) Math.clamp(Python.number(given.at(0, "length", 255L)), 0, Python.LENGTH_MAX);
    boolean cutsWords = Python.isTrue(given.at(1, "killwords", false));
    String end = Python.text(given.at(2, "end", "..."));
    int leeway = (int) Math.clamp(Python.number(given.at(3, "leeway", 5L)), 0, 1000);
    if (text.length() <= length + leeway) return text;
    String head = text.substring(0, Math.max(0, length - end.length()));
    int space = head.lastIndexOf(' ');
    return (cutsWords || space < 0 ? head : head.substring(0, space)) + end;
  }

  private static Object edge(Object of, boolean first) {
    if (of instanceof List<?> list)
      return list.isEmpty() ? Python.UNDEFINED : first ? list.getFirst() : list.getLast();
    if (of instanceof String text && !text.isEmpty())
      return first ? text.substring(0, 1) : text.substring(text.length() - 1);
    return Python.UNDEFINED;
  }

  private static Object length(Object of) {
    return switch (of) {
      case String text -> (long) text.length();
      case List<?> list -> (long) list.size();
      case Map<?, ?> map -> (long) map.size();
      default -> throw new Broken("the length of " + Python.kind(of));
    };
  }

  static boolean check(String name, Object of) {
    return switch (name) {
      case "defined" -> of != Python.UNDEFINED;
      case "undefined" -> of == Python.UNDEFINED;
      case "none" -> of == Python.NONE;
      case "number" -> Python.isNumber(of);
      case "string" -> of instanceof String;
      default -> of instanceof Map;
    };
  }

  static Object method(String name, Object of, Given given) {
    if (name.equals("get") && of instanceof Map<?, ?> map) {
      Object found = Python.member(map, given.needed(0));
      return found == Python.UNDEFINED ? given.at(1, "default", Python.NONE) : found;
    }
    if (!(of instanceof String text)) throw new Broken("“" + name + "()” of " + Python.kind(of));
    return switch (name) {
      case "split" -> split(text, given);
      case "format" -> Formats.braces(text, given.plain());
      case "lower" -> text.toLowerCase(Locale.ROOT);
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "strip" -> text.strip();
      case "replace" -> replaced(text, given);
      case "startswith" -> text.startsWith(Python.text(given.needed(0)));
      case "endswith" -> text.endsWith(Python.text(given.needed(0)));
      default -> throw new Broken("“" + name + "()”");
    };
  }

  private static List<Object> split(String text, Given given) {
    if (given.plain().isEmpty()) {
      String bare = text.strip();
      return bare.isEmpty() ? List.of() : List.copyOf(List.of(bare.split("\\s+", -1)));
    }
    String by = Python.text(given.needed(0));
    if (by.isEmpty()) throw new Broken("the splitting at nothing");
    var parts = new ArrayList<Object>();
    int from = 0;
    for (int at = text.indexOf(by); at >= 0; at = text.indexOf(by, from)) {
      parts.add(text.substring(from, at));
      from = at + by.length();
    }
    parts.add(text.substring(from));
    return parts;
  }
}
