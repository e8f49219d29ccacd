package steward;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import steward.driver.Payload;
import steward.thing.Message;
import steward.value.Bytes;

/// Messages as fixtures write them, and as they are told in the lines of a fixture.
///
/// `{"topic", "payload", "retained"}` is a publish; `{"http": NAME, "status", "headers", BODY}` an
/// answer; `{"datagram": PORT, BODY}`; `{"frame": PORT, BODY}`; `{"opened": NAME}`; `{"failed":
/// NAME, "why": "LATE", "reason"}`; `{"ws": NAME, "text"}`; `{"event": NAME, "id", "data"}`;
/// `{"service": TYPE, "instance", "port", "texts": […]}`; `{"hook": NAME, BODY}`; `{"from":
/// ADDRESS, "port", "seen": MESSAGE}`. BODY is `"body": TEXT`, or `"hex"`.
final class FixtureMessages {
  private FixtureMessages() {}

  static Message message(Payload json) {
    if (json.at("seen").isObject())
      return new Message.Seen(
          json.at("from").textOr(""), whole(json, "port"), message(json.at("seen")));
    if (has(json, "http")) return answer(json);
    if (has(json, "datagram")) return new Message.Datagram(whole(json, "datagram"), body(json));
    if (has(json, "frame")) return new Message.TcpFrame(whole(json, "frame"), body(json));
    if (has(json, "opened")) return new Message.Opened(json.at("opened").textOr(""));
    if (has(json, "failed")) {
      var why = Message.Failed.Why.valueOf(json.at("why").textOr("UNREACHABLE"));
      return new Message.Failed(json.at("failed").textOr(""), why, json.at("reason").textOr(""));
    }
    if (has(json, "ws"))
      return new Message.WebSocketText(json.at("ws").textOr(""), json.at("text").textOr(""));
    if (has(json, "event")) {
      return new Message.ServerSentEvent(
          json.at("event").textOr(""), json.at("id").textOr(""), "", json.at("data").textOr(""));
    }
    if (has(json, "hook"))
      return new Message.WebhookCall(json.at("hook").textOr(""), headers(json), body(json));
    if (has(json, "service")) {
      var texts = json.at("texts").items().stream().map(t -> Bytes.utf8(t.textOr(""))).toList();
      return new Message.Service(
          json.at("service").textOr(""),
          json.at("instance").textOr(""),
          whole(json, "port"),
          texts);
    }
    String payload = json.at("payload").textOr("");
    boolean retained = json.at("retained").isTrue();
    return new Message.Publish(json.at("topic").textOr(""), Bytes.utf8(payload), 0, retained);
  }

  private static Message answer(Payload json) {
    return new Message.HttpResponse(
        json.at("http").textOr(""), whole(json, "status"), headers(json), body(json));
  }

  private static Map<String, String> headers(Payload json) {
    var headers = new TreeMap<String, String>();
    for (String name : json.at("headers").names())
      headers.put(name, json.at("headers").at(name).textOr(""));
    return headers;
  }

  private static boolean has(Payload json, String name) {
    return json.at(name).text().isPresent() || json.at(name).number().isPresent();
  }

  private static int whole(Payload json, String name) {
    return (int) json.at(name).number().orElse(0);
  }

  private static Bytes body(Payload json) {
    return json.at("hex")
        .text()
        .map(hex -> Bytes.wrap(HexFormat.of().parseHex(hex)))
        .orElseGet(() -> Bytes.utf8(json.at("body").textOr("")));
  }

  static String line(Message message) {
    return switch (message) {
      case Message.Publish publish ->
          (publish.topic() + " " + publish.text()).strip()
              + (publish.retained() ? " retained" : "")
              + (publish.qos() > 0 ? " qos " + publish.qos() : "");
      case Message.HttpRequest(
              _,
              String host,
              int port,
              String method,
              String path,
              var headers,
              Bytes body,
              _) ->
          "%s %s:%d%s %s %s"
              .formatted(
                  method,
                  host,
                  port,
                  path,
                  headers.isEmpty() ? "" : new TreeMap<>(headers),
                  shown(body))
              .strip()
              .replaceAll(" +", " ");
      case Message.HttpResponse(_, int status, _, Bytes body) -> status + " " + shown(body);
      case Message.Datagram(int port, Bytes body) -> "datagram " + port + " " + shown(body);
      case Message.TcpFrame(int port, Bytes body) -> "frame " + port + " " + shown(body);
      case Message.WebSocketText(String name, String text) -> "text " + name + " " + text;
      case Message.ServerSentEvent(_, String id, String event, String data) ->
          id + " " + event + " " + data;
      case Message.Dial dial -> "dial :" + dial.port() + dial.path();
      case Message.Subscribe subscribe -> "subscribe :" + subscribe.port() + subscribe.path();
      case Message.Opened(String name) -> "opened " + name;
      case Message.Failed(String name, var why, String reason) ->
          "failed " + name + " " + why + ": " + reason;
      case Message.Service(String type, String instance, int port, _) ->
          "service " + instance + " " + type + " " + port;
      case Message.Seen(String from, _, Message inner) -> "from " + from + " " + line(inner);
      case Message.WebhookCall(String hook, var _, Bytes body) ->
          "webhook " + hook + " " + shown(body);
    };
  }

  /// Text as it is, anything else in hexadecimal figures.
  private static String shown(Bytes body) {
    boolean isText = body.text().chars().noneMatch(c -> c == 0xfffd || c < ' ' && c != '\n');
    return isText ? body.text() : "0x" + HexFormat.of().formatHex(body.toArray());
  }
}
