package steward.netd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text of the helper's own in which values of a plan have their places, such as `{thing.mac}`.
/// `@each KIND [of OUTER]`, `@with KIND` and `@without KIND` stand before an `@end`; `@include
/// NAME` puts another text in.
public final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z0-9]+)\\.([a-z0-9]+)}");

  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  private final Plan plan;
  private final Deque<Plan.Row> scope = new ArrayDeque<>();
  private final StringBuilder out = new StringBuilder();

  private Template(Plan plan) {
    this.plan = plan;
  }

  public static String of(String name, Plan plan) {
    var text = new Template(plan);
    text.write(read(name).lines().toList());
    return text.out.toString();
  }

  /// The text for one row of it.
  static String of(String name, Plan plan, Plan.Row row) {
    var text = new Template(plan);
    text.scope.push(row);
    text.write(read(name).lines().toList());
    return text.out.toString();
  }

  /// The text of this name; each is read once.
  static String read(String name) {
    return TEXTS.computeIfAbsent(name, Template::load);
  }

  private static String load(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("there is no text " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).split(" ", -1);
      if (words[0].equals("@include")) write(read(words[1]).lines().toList());
      else if (words[0].startsWith("@")) {
        int end = end(lines, i);
        block(words, lines.subList(i + 1, end));
        i = end;
      } else out.append(filled(lines.get(i))).append('\n');
    }
  }

  private static int end(List<String> lines, int start) {
    int i = start;
    for (int open = 1; open > 0; ) {
      String line = lines.get(++i);
      if (line.equals("@end")) open--;
      else if (line.startsWith("@") && !line.startsWith("@include")) open++;
    }
    return i;
  }

  private void block(String[] words, List<String> lines) {
    List<Plan.Row> rows = plan.all(words[1]);
    if (words.length > 2)
      rows = plan.of(row(words[3])).stream().filter(row -> row.kind().equals(words[1])).toList();
    if (!words[0].equals("@each")) {
      if (rows.isEmpty() == words[0].equals("@without")) write(lines);
      return;
    }
    for (Plan.Row row : rows) {
      scope.push(row);
      write(lines);
      scope.pop();
    }
  }

  /// The row that a place means: one around it, else the only one there is.
  private Plan.Row row(String kind) {
    for (Plan.Row row : scope) if (row.kind().equals(kind)) return row;
    return plan.all(kind).getFirst();
  }

  private String filled(String line) {
    return PLACE
        .matcher(line)
        .replaceAll(place -> Matcher.quoteReplacement(row(place.group(1)).value(place.group(2))));
  }
}
