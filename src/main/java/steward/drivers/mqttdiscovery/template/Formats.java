package steward.drivers.mqttdiscovery.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers in texts: `'%02x' | format(n)` and `'{:.1f}'.format(n)`, with bounded widths.
final class Formats {
  private static final Pattern PERCENT =
      Pattern.compile("%(%|(0?)(\\d{0,2})(?:\\.(\\d{1,2}))?([sdfxX]))");
  private static final Pattern BRACES =
      Pattern.compile("\\{(?:\\d{0,2})(?::(0?)(\\d{0,2})(?:\\.(\\d{1,2}))?([sdfxX]))?}");

  private Formats() {}

  static String percent(String format, List<Object> values) {
    Matcher place = PERCENT.matcher(format);
    return filled(format, place, values, place::group, 2, "%".length());
  }

  static String braces(String format, List<Object> values) {
    Matcher place = BRACES.matcher(format);
    return filled(format, place, values, place::group, 1, 0);
  }

  private static String filled(
      String format,
      Matcher place,
      List<Object> values,
      java.util.function.IntFunction<String> group,
      int first,
      int literal) {
    var text = new StringBuilder();
    int at = 0;
    int next = 0;
    while (place.find()) {
      text.append(plain(format.substring(at, place.start())));
      at = place.end();
      if (literal > 0 && place.group().equals("%%")) {
        text.append('%');
      } else if (next >= values.size()) {
        throw new Broken("a format with too few values");
      } else {
        text.append(one(values.get(next++), group, first));
      }
    }
    text.append(plain(format.substring(at)));
    return text.toString();
  }

  private static String plain(String text) {
    if (text.indexOf('%') >= 0 || text.indexOf('{') >= 0 || text.indexOf('}') >= 0)
      throw new Broken("the format “" + text + "”");
    return text;
  }

  private static String one(Object value, java.util.function.IntFunction<String> group, int first) {
    String kind = group.apply(first + 3) == null ? "s" : group.apply(first + 3);
    String precision = group.apply(first + 2);
    String text =
        switch (kind) {
          case "d" -> Long.toString((long) Python.number(value));
          case "x" -> hex(value);
          case "X" -> hex(value).toUpperCase(java.util.Locale.ROOT);
          case "f" ->
              fixed(Python.number(value), precision == null ? 6 : Integer.parseInt(precision));
          default -> Python.text(value);
        };
    String digits = group.apply(first + 1);
    int width = digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    boolean zeros = "0".equals(group.apply(first)) && !kind.equals("s");
    return (zeros ? "0" : " ").repeat(Math.max(0, width - text.length())) + text;
  }

  private static String hex(Object value) {
    return Long.toHexString((long) Python.number(value));
  }

  static String fixed(double number, int decimals) {
    return new BigDecimal(number).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }
}
