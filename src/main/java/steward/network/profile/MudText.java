package steward.network.profile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Tree;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The text of a MUD file as a document: one, whole, within limits, no name twice.
final class MudText {
  static final int BYTES_MAX = 64 * 1024;
  static final int DEPTH_MAX = 16;
  private static final int STRING_MAX = 2000;
  private static final int NAME_MAX = 100;
  private static final int TOKENS_MAX = 20_000;
  private static final int NUMBER_MAX = 20;
  private static final int PLACES_SHOWN = 3;
  private static final int LINE_SHOWN_MAX = 160;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(BYTES_MAX)
                          .maxNestingDepth(DEPTH_MAX)
                          .maxStringLength(STRING_MAX)
                          .maxNameLength(NAME_MAX)
                          .maxNumberLength(NUMBER_MAX)
                          .maxTokenCount(TOKENS_MAX)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private MudText() {}

  /// @throws Malformed where it is none, with its line where there is one
  static Tree document(Bytes file) {
    if (file.length() > BYTES_MAX)
      throw new Malformed(
          "", "a file of at most " + BYTES_MAX + " bytes", file.length() + " bytes");
    try {
      return Tree.of(MAPPER.readValue(file.toArray(), Object.class));
    } catch (JacksonException e) {
      var at = e.getLocation();
      String place =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new Malformed(
          "", "one JSON document, at most " + DEPTH_MAX + " deep, no name twice", said(e) + place);
    }
  }

  /// A sentence where texts hold what nobody sees or what HTML is made of: it says where.
  static List<String> hidden(Tree document) {
    var seek = new Hidden();
    seek.in(document.node());
    if (seek.count == 0) return List.of();
    int others = seek.count - seek.places.size();
    String more = others > 0 ? " and " + others + " more" : "";
    return List.of(
        "Hidden signs, or those of HTML, were taken out of "
            + String.join(", ", seek.places)
            + more
            + ".");
  }

  /// Looks for them; a place is only put into words where there is something to say, since a file
  /// can have thousands that are deep.
  private static final class Hidden {
    final List<String> places = new ArrayList<>();
    int count;
    private final ArrayDeque<String> at = new ArrayDeque<>();

    void in(@Nullable Object node) {
      switch (node) {
        case Map<?, ?> map -> map.forEach((member, one) -> below(String.valueOf(member), one));
        case List<?> list -> {
          for (int i = 0; i < list.size(); i++) below(String.valueOf(i), list.get(i));
        }
        case String text -> {
          if (cleaned(text).equals(text)) return;
          if (++count <= PLACES_SHOWN) places.add(Text.clean("/" + String.join("/", at)));
        }
        case null, default -> {}
      }
    }

    private void below(String name, @Nullable Object node) {
      at.addLast(name.replace("~", "~0").replace("/", "~1"));
      in(node);
      at.removeLast();
    }
  }

  /// The same faults, each with the line and column where it stands in the file.
  static Malformed marked(Bytes file, Malformed malformed) {
    Map<String, TokenStreamLocation> places = places(file.text(), named(malformed));
    List<String> lines = file.text().lines().toList();
    return new Malformed(
        malformed.faults().stream().map(fault -> marked(fault, places, lines)).toList());
  }

  private static Malformed.Fault marked(
      Malformed.Fault fault, Map<String, TokenStreamLocation> places, List<String> lines) {
    String at = fault.at();
    while (!at.isEmpty() && !places.containsKey(at)) at = parent(at);
    TokenStreamLocation place = places.get(at);
    if (at.isEmpty() || place == null) return fault;
    int line = place.getLineNr();
    int column = place.getColumnNr();
    String written = line <= lines.size() ? lines.get(line - 1).replace('\t', ' ') : "";
    String shown = "line %d, column %d: %s".formatted(line, column, fault.sentence());
    if (!written.isEmpty() && written.length() <= LINE_SHOWN_MAX)
      shown +=
          "\n    " + Text.clean(written) + "\n    " + " ".repeat(Math.max(0, column - 1)) + "^";
    var mark = new Malformed.Mark(line, column, shown);
    return new Malformed.Fault(fault.at(), fault.expected(), fault.got(), Optional.of(mark));
  }

  /// The places that faults name, and all that they are in.
  private static Set<String> named(Malformed malformed) {
    var named = new HashSet<String>();
    for (Malformed.Fault fault : malformed.faults()) {
      String at = fault.at();
      while (named.add(at) && !at.isEmpty()) at = parent(at);
    }
    return named;
  }

  private static String parent(String at) {
    return at.substring(0, Math.max(0, at.lastIndexOf('/')));
  }

  /// Where each of these begins, by its JSON pointer.
  private static Map<String, TokenStreamLocation> places(String text, Set<String> named) {
    var places = new HashMap<String, TokenStreamLocation>();
    try (JsonParser parser = MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken().isStructEnd()) continue;
        String at = parser.streamReadContext().pathAsPointer().toString();
        if (named.contains(at)) places.putIfAbsent(at, parser.currentTokenLocation());
        else parser.skipChildren();
      }
    } catch (JacksonException _) {
      // It was read whole before; without a place a fault says what it says.
      return Map.of();
    }
    return places;
  }

  private static String said(JacksonException e) {
    return e.getOriginalMessage() == null ? "a text that is none" : e.getOriginalMessage();
  }

  /// A text for people: without what is hidden, and without the signs that HTML is made of. It is
  /// shown as a text everywhere anyway.
  static String words(Tree at, int lengthMax) {
    String text = at.text();
    if (text.length() > lengthMax) throw at.wrong("a text of at most " + lengthMax + " characters");
    return cleaned(text).strip();
  }

  private static String cleaned(String text) {
    return Text.clean(text).replaceAll("[<>]", "");
  }

  /// The same where it may be missing.
  static String words(Tree object, String member, int lengthMax) {
    return object.find(member).map(at -> words(at, lengthMax)).orElse("");
  }
}
