package steward.netd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What the network shall be: rows, each of a kind and with values that were checked.
///
/// @param kinds those of its vocabulary: `fence`, `wifi` or `tunnel`
/// @param rows by kind, in their order
/// @param members by the name of the thing or policy whose they are
/// @param lines each row by the line that it was read from
public record Plan(
    Map<String, Kind> kinds,
    Map<String, List<Row>> rows,
    Map<String, List<Row>> members,
    Map<String, Row> lines) {
  private static final int ROWS_MAX = 20_000;
  private static final int THINGS_MAX = 1_000;

  record Row(Kind of, Map<String, String> values) {
    String kind() {
      return of.name();
    }

    String whose() {
      return of.whose() + " " + value("id");
    }

    String value(String name) {
      return values.getOrDefault(name, "");
    }
  }

  /// @param vocabulary the name of the text that holds the kinds of its rows
  /// @param present whether this machine has such an interface
  /// @throws IllegalArgumentException naming the row that is not one, and what was expected
  public static Plan of(String vocabulary, List<String> lines, Predicate<String> present) {
    return of(vocabulary, lines, present, Map.of());
  }

  /// @param known rows that were checked before, by their lines: a plan of a thousand rows that
  ///   differs in one is read in little time
  static Plan of(
      String vocabulary, List<String> lines, Predicate<String> present, Map<String, Row> known) {
    expect(lines.size() <= ROWS_MAX, "the plan", "at most " + ROWS_MAX + " rows");
    var plan =
        new Plan(Kind.all(vocabulary), new HashMap<>(), new HashMap<>(), new LinkedHashMap<>());
    for (String line : lines) {
      if (plan.lines.containsKey(line)) continue;
      Row row = known.get(line);
      if (row == null) row = plan.row(line, present);
      plan.lines.put(line, row);
      plan.rows.computeIfAbsent(row.kind(), _ -> new ArrayList<>()).add(row);
      plan.members.computeIfAbsent(row.whose(), _ -> new ArrayList<>()).add(row);
    }
    plan.kinds.values().forEach(plan::hangsTogether);
    expect(plan.all("thing").size() <= THINGS_MAX, "thing", "at most " + THINGS_MAX);
    plan.standsApart();
    return plan;
  }

  /// Whoever joins the home to the things as a port has no home any more, whatever is put back.
  private void standsApart() {
    var known = new HashSet<String>();
    for (String kind : List.of("things", "home", "vpn", "port"))
      for (String network : all(kind, "interface"))
        expect(known.add(network), kind + " " + network, "another interface");
  }

  private static void expect(boolean held, String what, String expected) {
    if (!held) throw new IllegalArgumentException(what + ": expected " + expected);
  }

  private Row row(String line, Predicate<String> present) {
    String[] words = line.split(" ", -1);
    Kind kind = kinds.get(words[0]);
    if (kind == null) throw new IllegalArgumentException("there is no row of this kind");
    expect(words.length == kind.fields().size() + 1, kind.name(), kind.fields().size() + " values");
    var values = new HashMap<String, String>();
    for (int i = 1; i < words.length; i++) {
      Kind.Field field = kind.fields().get(i - 1);
      expect(field.type().takes(words[i]), kind.name() + " " + field.name(), "" + field.type());
      expect(!field.present() || present.test(words[i]), words[i], "an interface that is here");
      values.put(field.name(), field.type().written(words[i]));
    }
    return new Row(kind, values);
  }

  private void hangsTogether(Kind kind) {
    int count = all(kind.name()).size();
    expect(count > 0 || "?*".contains(kind.count()), kind.name(), "at least one");
    expect(count < 2 || "+*".contains(kind.count()), kind.name(), "at most one");
    for (Kind.Field field : kind.fields()) {
      String what = kind.name() + " " + field.name();
      var known = new HashSet<String>();
      for (String one : field.among())
        known.addAll(all(one.split("\\.", 2)[0], one.split("\\.", 2)[1]));
      List<String> values = all(kind.name(), field.name());
      expect(field.among().isEmpty() || known.containsAll(values), what, "one of " + field.among());
      expect(!field.unlike() || Set.copyOf(values).size() == count, what, "none of them twice");
    }
  }

  List<Row> all(String kind) {
    return rows.getOrDefault(kind, List.of());
  }

  List<String> all(String kind, String field) {
    return all(kind).stream().map(row -> row.value(field)).toList();
  }

  /// A value of the only row of this kind.
  String value(String kind, String field) {
    return all(kind).getFirst().value(field);
  }

  /// Whether it differs in things, their lanes and names alone: so nobody is locked out.
  boolean differsInThingsOnly(Plan other) {
    return kinds.values().stream()
        .filter(kind -> kind.whose().equals("-"))
        .allMatch(kind -> all(kind.name()).equals(other.all(kind.name())));
  }

  /// Everything of the thing, or policy, whose this row is.
  List<Row> of(Row one) {
    return members.getOrDefault(one.whose(), List.of());
  }
}
