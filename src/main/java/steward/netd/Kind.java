package steward.netd;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A kind of row, read from a text such as `fence.vocabulary`.
record Kind(String count, String name, String whose, List<Field> fields) {
  private static final Map<String, Map<String, Kind>> ALL = new ConcurrentHashMap<>();

  /// @param among the rows and values of which its value must be one, such as `thing.id`
  record Field(String name, Token type, boolean unlike, boolean present, List<String> among) {}

  /// The kinds of a vocabulary, by name.
  static Map<String, Kind> all(String vocabulary) {
    return ALL.computeIfAbsent(vocabulary, Kind::read);
  }

  private static Map<String, Kind> read(String vocabulary) {
    var all = new LinkedHashMap<String, Kind>();
    for (String line : Template.read(vocabulary + ".vocabulary").lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("#")) continue;
      var fields = Arrays.stream(words).skip(3).map(Kind::field).toList();
      all.put(words[1], new Kind(words[0], words[1], words[2], fields));
    }
    return all;
  }

  private static Field field(String word) {
    String[] parts = word.split("[:=]", -1);
    return new Field(
        parts[0],
        Token.valueOf(parts[1].replaceAll("[!$]", "")),
        word.contains("!"),
        word.contains("$"),
        parts.length > 2 ? List.of(parts[2].split("\\|", -1)) : List.of());
  }
}
