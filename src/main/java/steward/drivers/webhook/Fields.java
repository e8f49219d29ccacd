package steward.drivers.webhook;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import steward.driver.Payload;
import steward.thing.Message;

/// What a call says, whether it came as JSON, as a form or as plain text: scalars by pointer.
/// Immutable.
///
/// @param fault why the body cannot be read; empty if it can
record Fields(
    String text,
    Payload json,
    Map<String, String> form,
    Map<String, String> headers,
    String fault) {
  /// Stands for the whole body where a pointer is expected.
  static final String BODY = "body";

  static final int FIELDS_MAX = 200;
  private static final String NO_JSON =
      "the body is no JSON: perhaps a text in it has quotation marks that are not escaped."
          + " In IFTTT write <<<{{Ingredient}}>>>, or send a form instead";

  static Fields read(Message.WebhookCall call) {
    String[] type = call.headers().getOrDefault("content-type", "").split(";", -1);
    String main = type[0].strip().toLowerCase(Locale.ROOT);
    String text = withoutMark(call.body().text());
    for (int i = 1; i < type.length; i++) {
      String parameter = type[i].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.matches("charset=(utf-8|us-ascii)"))
        return faulty(call, "the body must be in UTF-8, not with " + brief(parameter));
    }
    boolean looksLikeJson = text.startsWith("{") || text.startsWith("[");
    if (main.equals("application/json") || main.endsWith("+json")) return json(call, text);
    if (main.equals("application/x-www-form-urlencoded")) return form(call, text);
    if (main.isEmpty() || main.equals("text/plain"))
      return looksLikeJson ? json(call, text) : plain(call, text);
    return faulty(call, "expected JSON, a form or plain text, got " + brief(main));
  }

  /// An editor's or a library's byte order mark, which is no part of the text.
  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == 0xFEFF ? text.substring(1) : text;
  }

  private static String brief(String text) {
    String clean = steward.value.Text.clean(text);
    return "'" + (clean.length() > 60 ? clean.substring(0, 60) + "…" : clean) + "'";
  }

  private static Fields faulty(Message.WebhookCall call, String fault) {
    return new Fields("", Payload.MISSING, Map.of(), call.headers(), fault);
  }

  private static Fields plain(Message.WebhookCall call, String text) {
    return new Fields(text.strip(), Payload.MISSING, Map.of(), call.headers(), "");
  }

  private static Fields json(Message.WebhookCall call, String text) {
    Optional<Payload> json = Payload.json(steward.value.Bytes.utf8(text));
    return json.map(found -> new Fields(text, found, Map.of(), call.headers(), ""))
        .orElseGet(() -> faulty(call, NO_JSON));
  }

  /// Of two fields of one name the first counts.
  private static Fields form(Message.WebhookCall call, String text) {
    var form = new HashMap<String, String>();
    for (String pair : text.strip().split("&", FIELDS_MAX + 1)) {
      int equals = pair.indexOf('=');
      if (pair.isEmpty()) continue;
      if (form.size() >= FIELDS_MAX)
        return faulty(call, "a form has at most " + FIELDS_MAX + " fields");
      try {
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        form.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      } catch (IllegalArgumentException _) {
        return faulty(call, "the body is no form: a percent sign without two hex digits");
      }
    }
    return new Fields(text, Payload.MISSING, Map.copyOf(form), call.headers(), "");
  }

  /// @throws IllegalArgumentException if a percent sign is not followed by two hex digits
  private static String decoded(String text) {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    byte[] plain = new byte[raw.length];
    int length = 0;
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        if (i + 2 >= raw.length) throw new IllegalArgumentException("cut off");
        int high = HexFormat.fromHexDigit(raw[i + 1] & 0xff);
        plain[length++] = (byte) (high << 4 | HexFormat.fromHexDigit(raw[i + 2] & 0xff));
        i += 2;
      } else {
        plain[length++] = raw[i] == '+' ? (byte) ' ' : raw[i];
      }
    }
    return new String(plain, 0, length, StandardCharsets.UTF_8);
  }

  /// The scalar at a pointer such as `/data/0/name`, at `@header-name`, or the whole `body`.
  Optional<String> at(String place) {
    if (place.equals(BODY)) return filled(text);
    if (place.startsWith("@")) return filled(headers.getOrDefault(place.substring(1), ""));
    if (!form.isEmpty()) return filled(form.getOrDefault(unescaped(place.substring(1)), ""));
    Payload here = json;
    for (String name : place.substring(1).split("/", -1)) {
      String plain = unescaped(name);
      here = here.isList() ? here.at(index(plain)) : here.at(plain);
    }
    return filled(here.textOr(""));
  }

  private static Optional<String> filled(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
  }

  private static String unescaped(String name) {
    return name.replace("~1", "/").replace("~0", "~");
  }

  private static int index(String name) {
    return name.matches("[0-9]{1,5}") ? Integer.parseInt(name) : -1;
  }
}
