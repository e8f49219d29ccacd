package steward.discovery;

import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import steward.thing.Message;
import steward.value.Bytes;

/// The Simple Service Discovery Protocol of UPnP, as far as a searcher speaks it. Pure.
final class Ssdp {
  private static final int BYTES_MAX = 4_096;
  private static final int HEADERS_MAX = 32;
  private static final String OK = "HTTP/1.1 200";

  private Ssdp() {}

  static Bytes search(String target) {
    return Bytes.utf8(
        "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 2\r\nST: "
            + target
            + "\r\n\r\n");
  }

  /// An answer to a search, with its headers; nothing where it is none.
  static Optional<Message> answer(Bytes body) {
    if (body.length() > BYTES_MAX) return Optional.empty();
    String[] lines = body.text().split("\r?\n", -1);
    if (!lines[0].startsWith(OK)) return Optional.empty();
    var headers = new TreeMap<String, String>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && headers.size() < HEADERS_MAX)
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
    }
    return Optional.of(new Message.HttpResponse("ssdp", 200, headers, Bytes.EMPTY));
  }
}
