package steward.api;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import steward.driver.Clear;
import steward.link.MessageRing;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Thing;
import steward.value.Bytes;

/// The last messages of a device as a fixture for the tests of its driver, with its secrets
/// blanked. What was sent stands between them as a remark, for whoever reads it. A message in which
/// secrets cannot be looked for is left out, which is said.
final class Recording {
  private final Blanks blanks;
  private final Function<Message, Optional<Clear>> clear;

  /// @param clear what a binary message says, where that can be read
  Recording(Blanks blanks, Function<Message, Optional<Clear>> clear) {
    this.blanks = blanks;
    this.clear = clear;
  }

  /// @param lines newest first
  Map<String, Object> of(Thing thing, List<MessageRing.Line> lines) {
    var json = new LinkedHashMap<String, Object>();
    json.put(
        "title",
        blanks.text(
            "%s %s %s, recorded".formatted(thing.maker(), thing.model(), thing.firmware())));
    json.put("byHand", parts(thing.binding()));
    json.put("offers", List.of());
    var steps = new ArrayList<Map<String, Object>>();
    steps.add(new LinkedHashMap<>(Map.of("why", "the link opens", "effects", List.of())));
    var left = new ArrayList<String>();
    String sent = "";
    for (MessageRing.Line line : lines.reversed()) {
      if (!line.incoming()) {
        sent = "after " + said(line.message());
        continue;
      }
      Optional<Message> shown = shown(line.message());
      if (shown.isEmpty()) {
        left.add(
            "%s, %s: it is binary, and secrets could not be looked for in it"
                .formatted(Json.instant(line.at()), what(line.message())));
        continue;
      }
      var step = new LinkedHashMap<String, Object>();
      if (!sent.isEmpty()) step.put("why", sent);
      step.put("came", came(shown.get()));
      step.put("effects", List.of());
      steps.add(step);
      sent = "";
    }
    json.put("steps", steps);
    json.put("left", left);
    return json;
  }

  /// The message without secrets in what is binary of it; nothing where nobody can tell.
  private Optional<Message> shown(Message message) {
    if (binary(message).isEmpty()) return Optional.of(message);
    return clear
        .apply(message)
        .filter(found -> MessageJson.text(Bytes.utf8(found.text())).isPresent())
        .map(found -> found.veiled().apply(blanks.text(found.text())));
  }

  /// The body that is no text, if there is one.
  private static Optional<Bytes> binary(Message message) {
    Bytes body =
        switch (message) {
          case Message.Publish publish -> publish.payload();
          case Message.HttpResponse http -> http.body();
          case Message.Datagram udp -> udp.body();
          case Message.TcpFrame tcp -> tcp.body();
          case Message.WebhookCall call -> call.body();
          case Message.Service service ->
              service.texts().stream()
                  .filter(text -> MessageJson.text(text).isEmpty())
                  .findFirst()
                  .orElse(Bytes.EMPTY);
          case Message.Seen seen -> binary(seen.message()).orElse(Bytes.EMPTY);
          case Message.HttpRequest _,
              Message.WebSocketText _,
              Message.ServerSentEvent _,
              Message.Dial _,
              Message.Subscribe _,
              Message.Opened _,
              Message.Failed _ ->
              Bytes.EMPTY;
        };
    return MessageJson.text(body).isPresent() ? Optional.empty() : Optional.of(body);
  }

  private static String what(Message message) {
    int length = binary(message).orElse(Bytes.EMPTY).length();
    String kind =
        switch (message) {
          case Message.HttpResponse http -> "the answer to " + http.name();
          case Message.Datagram _ -> "a datagram";
          case Message.TcpFrame _ -> "a frame";
          default -> "a message";
        };
    return kind + " of " + length + " bytes";
  }

  private Map<String, String> parts(Binding binding) {
    var parts = new TreeMap<String, String>();
    binding.parts().forEach((name, part) -> parts.put(name, blanks.text(part)));
    parts.replace(Binding.HOST, Blanks.ADDRESS);
    return parts;
  }

  private String said(Message message) {
    return switch (message) {
      case Message.Publish publish -> blanks.text(publish.topic() + " " + publish.text()).strip();
      case Message.HttpRequest request ->
          request.method() + " " + request.host() + blanks.text(request.path());
      case Message.TcpFrame frame -> "a frame of " + frame.body().length() + " bytes";
      case Message.Datagram datagram -> "a datagram of " + datagram.body().length() + " bytes";
      case Message.WebSocketText text -> blanks.text(text.text());
      case Message.Dial dial -> "opening " + dial.path();
      case Message.Subscribe subscribe -> "opening " + subscribe.path();
      case Message.HttpResponse _,
          Message.Opened _,
          Message.Failed _,
          Message.ServerSentEvent _,
          Message.Service _,
          Message.Seen _,
          Message.WebhookCall _ ->
          "what is never sent";
    };
  }

  /// In the forms that the fixtures' test reads.
  private Map<String, Object> came(Message message) {
    var json = new LinkedHashMap<String, Object>();
    switch (message) {
      case Message.Publish publish -> {
        json.put("topic", publish.topic());
        json.put("payload", blanks.text(publish.text()));
        if (publish.retained()) json.put("retained", true);
      }
      case Message.HttpResponse http -> {
        json.put("http", http.name());
        json.put("status", http.status());
        json.put("headers", blanks.headers(http.headers()));
        body(json, http.body());
      }
      case Message.Datagram udp -> {
        json.put("datagram", udp.port());
        body(json, udp.body());
      }
      case Message.TcpFrame tcp -> {
        json.put("frame", tcp.port());
        body(json, tcp.body());
      }
      case Message.Opened opened -> json.put("opened", opened.name());
      case Message.Failed failed -> {
        json.put("failed", failed.name());
        json.put("why", failed.why().name());
        json.put("reason", blanks.text(failed.reason()));
      }
      case Message.WebSocketText text -> {
        json.put("ws", text.name());
        json.put("text", blanks.text(text.text()));
      }
      case Message.ServerSentEvent event -> {
        json.put("event", event.name());
        json.put("id", event.id());
        json.put("data", blanks.text(event.data()));
      }
      case Message.Service service -> {
        json.put("service", service.type());
        json.put("instance", service.instance());
        json.put("port", service.port());
        json.put("texts", service.texts().stream().map(t -> blanks.text(t.text())).toList());
      }
      case Message.WebhookCall call -> {
        json.put("hook", call.hook());
        body(json, call.body());
      }
      case Message.Seen(_, int port, Message inner) -> {
        json.put("from", Blanks.ADDRESS);
        if (port > 0) json.put("port", port);
        json.put("seen", came(inner));
      }
      case Message.HttpRequest _, Message.Dial _, Message.Subscribe _ ->
          json.put("failed", "what never comes");
    }
    return json;
  }

  private void body(Map<String, Object> json, Bytes body) {
    MessageJson.text(body)
        .ifPresentOrElse(
            text -> json.put("body", blanks.text(text)),
            () -> json.put("hex", HexFormat.of().formatHex(body.toArray())));
  }
}
