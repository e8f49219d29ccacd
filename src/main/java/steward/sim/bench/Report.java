package steward.sim.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Gathers what was measured: a table of the budgets first, then a section for each part. Confined
/// to one thread.
final class Report {
  private final List<List<String>> budgets = new ArrayList<>();
  private final List<String> sections = new ArrayList<>();
  private final Map<String, Object> json = new LinkedHashMap<>();

  /// One row against the design's budgets.
  void budget(String what, String budget, String measured, String noise) {
    budgets.add(List.of(what, budget, measured, noise));
  }

  void section(String title) {
    sections.add("\n### " + title + "\n");
  }

  void line(String sentence) {
    sections.add(sentence);
  }

  void table(List<String> head, List<List<String>> rows) {
    sections.add(markdown(head, rows));
  }

  void put(String name, Object figures) {
    json.put(name, figures);
  }

  String markdown(String title) {
    var text = new StringBuilder(title).append("\n\n");
    if (!budgets.isEmpty()) {
      text.append(
          markdown(
              List.of("what", "budget", "measured", "noise (percent of one processor)"), budgets));
      text.append('\n');
    }
    sections.forEach(section -> text.append(section).append('\n'));
    return text.toString();
  }

  String json() {
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }

  private static String markdown(List<String> head, List<List<String>> rows) {
    var text = new StringBuilder(row(head));
    text.append("|---".repeat(head.size())).append("|\n");
    rows.forEach(row -> text.append(row(row)));
    return text.toString();
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /// Milliseconds with as many digits as mean something.
  static String ms(double millis) {
    return String.format(
        Locale.ROOT, millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f", millis);
  }

  static String number(double number, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", number);
  }
}
