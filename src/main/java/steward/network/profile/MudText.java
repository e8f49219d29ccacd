package steward.network.profile;

import steward.value.Bytes;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Tree;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
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

  /// @throws Malformed where it is none
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

  private static String said(JacksonException e) {
    return e.getOriginalMessage() == null ? "a text that is none" : e.getOriginalMessage();
  }

  /// A text for people: without what is hidden, and without the signs that HTML is made of. It is
  /// shown as a text everywhere anyway.
  static String words(Tree at, int lengthMax) {
    String text = at.text();
    if (text.length() > lengthMax) throw at.wrong("a text of at most " + lengthMax + " characters");
    return Text.clean(text).replaceAll("[<>]", "").strip();
  }

  /// The same where it may be missing.
  static String words(Tree object, String member, int lengthMax) {
    return object.find(member).map(at -> words(at, lengthMax)).orElse("");
  }
}
