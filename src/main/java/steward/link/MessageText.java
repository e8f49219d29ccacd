package steward.link;

import java.util.stream.Collectors;
import steward.thing.Message;
import steward.value.Bytes;

/// All that a message says, as one text to look for something in.
final class MessageText {
  private MessageText() {}

  static String of(Message message) {
    return switch (message) {
      case Message.Publish publish -> publish.topic() + "\n" + publish.text();
      case Message.HttpRequest request ->
          request.path() + "\n" + request.headers() + "\n" + request.body().text();
      case Message.HttpResponse response -> response.headers() + "\n" + response.body().text();
      case Message.Datagram datagram -> datagram.body().text();
      case Message.TcpFrame frame -> frame.body().text();
      case Message.Dial dial -> dial.path();
      case Message.Subscribe subscribe -> subscribe.path() + "\n" + subscribe.headers();
      case Message.Opened opened -> opened.name();
      case Message.Failed failed -> failed.reason();
      case Message.WebSocketText text -> text.text();
      case Message.ServerSentEvent event -> event.data();
      case Message.Service service ->
          service.texts().stream().map(Bytes::text).collect(Collectors.joining("\n"));
      case Message.Seen seen -> of(seen.message());
      case Message.WebhookCall call -> call.body().text();
    };
  }
}
