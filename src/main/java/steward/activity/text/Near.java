package steward.activity.text;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import steward.value.Malformed;
import steward.value.Nearest;
import steward.value.Tree;

/// Faults that say which known name was probably meant.
final class Near {
  private static final int LISTED_MAX = 12;

  private Near() {}

  /// `; did you mean 'lamp'?`, or nothing.
  static String hint(String got, Collection<String> known) {
    return Nearest.to(got, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /// The place holds none of these names.
  static Malformed wrong(Tree tree, String expected, Collection<String> known) {
    return tree.wrong(expected + (tree.node() instanceof String got ? hint(got, known) : ""));
  }

  /// `one of a, b, c` as long as that can be read, else what kind of name it is.
  static String oneOf(String what, Collection<String> known) {
    if (known.isEmpty() || known.size() > LISTED_MAX) return what;
    return known.size() == 1 ? known.iterator().next() : "one of " + String.join(", ", known);
  }

  /// Refuses members that nobody reads: a typing error would otherwise be lost.
  static void only(Tree tree, Collection<String> known) {
    for (Object key : tree.object().keySet()) {
      String name = String.valueOf(key);
      if (known.contains(name)) continue;
      Set<String> sorted = new TreeSet<>(known);
      throw new Malformed(
          tree.get(name).at(),
          "one of " + String.join(", ", sorted) + hint(name, sorted),
          "'" + name + "'");
    }
  }

  static List<String> sorted(Collection<String> names) {
    return names.stream().distinct().sorted().toList();
  }
}
