package steward.netd;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A kind of row, read from the text `vocabulary`.
record Kind(String count, String name, String whose, List<Field> fields) {
  static final Map<String, Kind> ALL = all();

  /// @param among the rows and values of which its value must be one, such as `thing.id`
  record Field(String name, Token type, boolean unlike, boolean present, List<String> among) {}

  static Kind of(String name) {
    Kind kind = ALL.get(name);
    if (kind == null) throw new IllegalArgumentException("there is no row of this kind");
    return kind;
  }

  private static Map<String, Kind> all() {
    var all = new LinkedHashMap<String, Kind>();
    for (String line : Template.read("vocabulary").lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("#")) continue;
      var fields = Arrays.stream(words).skip(3).map(Kind::field).toList();
      all.put(words[1], new Kind(words[0], words[1], words[2], fields));
    }
    return all;
  }

  private static Field field(String word) {
    String[] parts = word.split("[:=]", -1);
    String type = parts[1].replaceAll("[!$]", "");
    return new Field(
        parts[0],
        Token.valueOf(type),
        word.contains("!"),
        word.contains("$"),
        parts.length > 2 ? List.of(parts[2].split("\\|", -1)) : List.of());
  }
}
