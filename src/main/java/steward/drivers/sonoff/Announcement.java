package steward.drivers.sonoff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import steward.thing.Message;
import steward.value.Bytes;

/// What a device announces of itself by DNS-SD: who it is and, in pieces, its state. Anybody on the
/// network can announce anything.
///
/// @param encrypted LAN mode; DIY mode announces in clear
/// @param seq counts up with each change and starts again after a restart
/// @param iv in Base64; empty in DIY mode
/// @param data the pieces in the order of their numbers, whatever order they came in; empty where
///   one is missing
record Announcement(
    String id, String type, boolean encrypted, String seq, String iv, Bytes data, int port) {
  static final String TYPE = "_ewelink._tcp.local";

  /// Ten figures, as every SONOFF has.
  static final Pattern ID = Pattern.compile("[0-9a-f]{10}");

  private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,24}");
  private static final Pattern INSTANCE = Pattern.compile("ewelink_([0-9a-f]{10})");
  private static final int TEXTS_MAX = 32;
  private static final int PIECES_MAX = 8;
  private static final int DATA_MAX = 4096;

  static Optional<Announcement> read(Message.Service service) {
    String type = service.type().toLowerCase(Locale.ROOT);
    if (type.endsWith(".")) type = type.substring(0, type.length() - 1);
    if (!type.equals(TYPE) || service.texts().size() > TEXTS_MAX) return Optional.empty();
    // Hubs announce what hangs on them under the same type; that is spoken to in other ways.
    var instance = INSTANCE.matcher(service.instance().toLowerCase(Locale.ROOT));
    if (!instance.matches()) return Optional.empty();
    Map<String, Bytes> texts = texts(service);
    String id = text(texts, "id").toLowerCase(Locale.ROOT);
    if (id.isEmpty()) id = instance.group(1);
    if (!ID.matcher(id).matches()) return Optional.empty();
    String kind = text(texts, "type").toLowerCase(Locale.ROOT);
    int port = service.port() > 0 && service.port() <= 65_535 ? service.port() : Binds.PORT;
    return Optional.of(
        new Announcement(
            id,
            WORD.matcher(kind).matches() ? kind : "",
            text(texts, "encrypt").equalsIgnoreCase("true"),
            cut(text(texts, "seq")),
            cut(text(texts, "iv")),
            joined(texts),
            port));
  }

  private static Map<String, Bytes> texts(Message.Service service) {
    var texts = new HashMap<String, Bytes>();
    for (Bytes one : service.texts()) {
      byte[] bytes = one.unsafeArray();
      int equals = 0;
      while (equals < bytes.length && bytes[equals] != '=') equals++;
      if (equals == 0 || equals == bytes.length) continue;
      String name = new String(bytes, 0, equals, UTF_8).toLowerCase(Locale.ROOT);
      var value = new byte[bytes.length - equals - 1];
      System.arraycopy(bytes, equals + 1, value, 0, value.length);
      texts.putIfAbsent(name, Bytes.wrap(value));
    }
    return texts;
  }

  private static String text(Map<String, Bytes> texts, String name) {
    return texts.getOrDefault(name, Bytes.EMPTY).text();
  }

  private static String cut(String text) {
    return text.length() <= 64 ? text : text.substring(0, 64);
  }

  /// A piece may end in the middle of a character, so bytes are joined and not texts.
  private static Bytes joined(Map<String, Bytes> texts) {
    byte[] all = texts.getOrDefault("data", Bytes.EMPTY).toArray();
    int last = 0;
    for (int i = 1; i <= PIECES_MAX; i++) if (texts.containsKey("data" + i)) last = i;
    for (int i = 1; i <= last; i++) {
      Bytes piece = texts.get("data" + i);
      if (piece == null || all.length + piece.length() > DATA_MAX) return Bytes.EMPTY;
      int end = all.length;
      all = Arrays.copyOf(all, end + piece.length());
      System.arraycopy(piece.unsafeArray(), 0, all, end, piece.length());
    }
    return all.length > DATA_MAX ? Bytes.EMPTY : Bytes.wrap(all);
  }
}
