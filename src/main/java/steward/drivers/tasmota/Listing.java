package steward.drivers.tasmota;

import java.util.ArrayList;
import java.util.List;
import steward.thing.Binding;

/// A list of texts as one part of a binding: joined by `|`, which a backslash escapes.
final class Listing {
  private Listing() {}

  /// As many of the texts, from the first, as fit into a part.
  static String join(List<String> texts) {
    var joined = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i).replace("\\", "\\\\").replace("|", "\\|");
      if (joined.length() + text.length() + 1 > Binding.PART_LENGTH_MAX) break;
      if (i > 0) joined.append('|');
      joined.append(text);
    }
    return joined.toString();
  }

  static List<String> split(String joined) {
    var texts = new ArrayList<String>();
    if (joined.isEmpty()) return texts;
    var text = new StringBuilder();
    for (int i = 0; i < joined.length(); i++) {
      char c = joined.charAt(i);
      if (c == '\\' && i + 1 < joined.length()) {
        text.append(joined.charAt(++i));
      } else if (c == '|') {
        texts.add(text.toString());
        text.setLength(0);
      } else {
        text.append(c);
      }
    }
    texts.add(text.toString());
    return texts;
  }
}
