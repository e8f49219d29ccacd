package steward.network;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.value.Bytes;

/// Reads an answer of HTTP 1.0, as small devices give it: with its length, or up to the end of the
/// connection.
final class HttpAnswer {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
  private static final int HEAD_MAX = 16 * 1024;
  private static final int HEADERS_MAX = 64;

  private HttpAnswer() {}

  /// @param ended whether nothing more comes
  /// @return empty while more has to come
  /// @throws HttpLine.Broken if this is no answer, or none that is read here
  static Optional<HttpLine.Reply> read(byte[] bytes, boolean ended) throws HttpLine.Broken {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      if (bytes.length > HEAD_MAX) throw new HttpLine.Broken("its answer has a head without end");
      return Optional.empty();
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Matcher status = STATUS.matcher(lines[0]);
    if (!status.matches()) throw new HttpLine.Broken("what it answers is no HTTP");
    Map<String, String> headers = headers(lines);
    if (headers.containsKey("transfer-encoding"))
      throw new HttpLine.Broken("its answer comes in pieces, which is not read");
    int from = end + 4;
    String said = headers.getOrDefault("content-length", "");
    boolean hasLength = said.matches("\\d{1,8}");
    int length = hasLength ? Integer.parseInt(said) : bytes.length - from;
    if (bytes.length - from < length) {
      if (ended) throw new HttpLine.Broken("its answer broke off");
      return Optional.empty();
    }
    if (!hasLength && !ended) return Optional.empty();
    return Optional.of(
        new HttpLine.Reply(
            Integer.parseInt(status.group(1)),
            headers,
            Bytes.wrap(Arrays.copyOfRange(bytes, from, from + length))));
  }

  private static Map<String, String> headers(String[] lines) {
    var headers = new TreeMap<String, String>();
    for (int i = 1; i < lines.length && headers.size() < HEADERS_MAX; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0)
        headers.put(
            lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
    }
    return headers;
  }
}
