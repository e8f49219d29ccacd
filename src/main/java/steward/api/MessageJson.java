package steward.api;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import steward.link.MessageRing;
import steward.thing.Message;
import steward.value.Bytes;

/// The raw messages of a device as JSON, for its page.
final class MessageJson {
  /// Some firmware tells passwords to whoever asks; a page need not repeat them.
  private static final Blanks BLANKS = new Blanks(List.of());

  /// So much of a body is looked through, many times what is shown.
  private static final int LOOKED_AT_MAX = 32 * MessageRing.BODY_MAX;

  private MessageJson() {}

  static Map<String, Object> line(MessageRing.Line line) {
    var json = new LinkedHashMap<String, Object>();
    json.put("at", Json.instant(line.at()));
    json.put("direction", line.incoming() ? "in" : "out");
    said(json, line.message());
    return json;
  }

  private static void said(Map<String, Object> json, Message message) {
    switch (message) {
      case Message.Publish publish -> {
        body(json, "mqtt", publish.topic(), shown(publish.payload()));
        json.put("retained", publish.retained());
      }
      case Message.HttpRequest http ->
          body(json, "http", http.method() + " " + http.host() + http.path(), shown(http.body()));
      case Message.HttpResponse http ->
          body(json, "http", http.name() + " " + http.status(), shown(http.body()));
      case Message.Datagram udp -> body(json, "udp", "port " + udp.port(), shown(udp.body()));
      case Message.TcpFrame tcp -> body(json, "tcp", "port " + tcp.port(), shown(tcp.body()));
      case Message.Dial dial -> body(json, "websocket", "port " + dial.port() + dial.path(), "");
      case Message.Subscribe asked -> body(json, "sse", "port " + asked.port() + asked.path(), "");
      case Message.Opened opened -> body(json, "link", opened.name(), "opened");
      case Message.Failed failed -> body(json, "link", failed.name(), failed.reason());
      case Message.WebSocketText text -> body(json, "websocket", text.name(), text.text());
      case Message.ServerSentEvent event -> body(json, "sse", event.event(), event.data());
      case Message.Service service ->
          body(
              json,
              "dns-sd",
              service.instance() + "." + service.type() + " port " + service.port(),
              service.texts().stream().map(Bytes::text).collect(Collectors.joining(" ")));
      case Message.WebhookCall call -> body(json, "webhook", call.hook(), shown(call.body()));
      case Message.Seen(String from, _, Message inner) -> {
        said(json, inner);
        json.put("from", from);
      }
    }
  }

  private static void body(
      Map<String, Object> json, String transport, String address, String body) {
    json.put("transport", transport);
    json.put("address", BLANKS.secrets(address));
    // A secret that the cut would part must be found before it.
    String looked = body.substring(0, Math.min(body.length(), LOOKED_AT_MAX));
    json.put("body", cut(BLANKS.secrets(looked)));
  }

  /// Text as it is, anything else in hexadecimal figures.
  private static String shown(Bytes body) {
    Optional<String> text = text(body);
    if (text.isPresent()) return text.get();
    int shown = Math.min(body.length(), MessageRing.BODY_MAX / 2);
    return HexFormat.of().formatHex(body.unsafeArray(), 0, shown);
  }

  /// The bytes as text, if they are one that can be shown.
  static Optional<String> text(Bytes body) {
    return Optional.of(body.text())
        .filter(text ->
            text.chars()
                .noneMatch(c -> c == 0xfffd || c < ' ' && c != '\n' && c != '\r' && c != '\t'));
  }

  private static String cut(String body) {
    return body.length() > MessageRing.BODY_MAX
        ? body.substring(0, MessageRing.BODY_MAX) + "…"
        : body;
  }
}
