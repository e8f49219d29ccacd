package steward.link.line;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.WebSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import steward.driver.Way.Door;
import steward.network.HttpLine;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.value.Bytes;

/// HTTP at one port of a device: so many requests at once and so far apart as it bears, WebSockets
/// and streams of events. Confined to its line's event loop.
@SuppressWarnings("ReferenceEquality") // whether it is this very connection
final class HttpDoor implements AutoCloseable {
  /// The longest body that is read; the whole state of a large bridge is a quarter of this.
  static final int BODY_MAX = 1 << 20;

  private static final int WAITING_MAX = 16;
  static final int OPEN_MAX = 4;
  private static final int REDIRECTION = 3;

  private final OwnLine line;
  private final Door.Http door;
  private final HttpLine http;
  private final Asks asks;
  private final ArrayDeque<Message.HttpRequest> waiting = new ArrayDeque<>();
  private final Map<String, WebSocket> sockets = new HashMap<>();
  private final Map<String, HttpClientResponse> streams = new HashMap<>();
  private int asked;
  private boolean pausing;
  private boolean closed;

  /// How a request is made.
  interface Asks {
    Future<HttpLine.Reply> ask(
        String method,
        String path,
        Map<String, String> headers,
        Bytes body,
        Duration within,
        int bodyMax);
  }

  HttpDoor(OwnLine line, Door.Http door, HttpLine http, Asks asks) {
    this.asks = asks;
    this.line = line;
    this.door = door;
    this.http = http;
  }

  void ask(Message.HttpRequest request) {
    if (!isPath(request.path())) {
      line.failed(request.name(), Why.FORBIDDEN, "that is no path");
    } else if (waiting.size() >= WAITING_MAX) {
      line.failed(request.name(), Why.FORBIDDEN, "too many requests wait for it");
    } else {
      waiting.add(request);
      next();
    }
  }

  /// What a person or a device called something must not become a second request.
  private static boolean isPath(String path) {
    return path.startsWith("/") && path.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private void next() {
    while (!pausing && asked < door.atOnce() && !waiting.isEmpty()) begin(waiting.remove());
  }

  private void begin(Message.HttpRequest request) {
    asked++;
    asks.ask(
            request.method(),
            request.path(),
            request.headers(),
            request.body(),
            request.within(),
            BODY_MAX)
        .onComplete(
            reply -> line.later(() -> answered(request, reply)),
            fault -> line.later(() -> unanswered(request, fault)));
  }

  private void answered(Message.HttpRequest request, HttpLine.Reply reply) {
    over();
    if (reply.status() / 100 == REDIRECTION) {
      line.failed(
          request.name(), Why.BROKEN, "it wants to lead us elsewhere (" + reply.status() + ")");
    } else {
      line.came(
          new Message.HttpResponse(request.name(), reply.status(), reply.headers(), reply.body()));
    }
  }

  private void unanswered(Message.HttpRequest request, Throwable fault) {
    over();
    line.failed(request.name(), Faults.why(fault), Faults.sentence(fault));
  }

  private void over() {
    asked--;
    if (closed) return;
    if (door.pause().isZero()) {
      next();
      return;
    }
    pausing = true;
    line.lines()
        .vertx()
        .setTimer(
            door.pause().toMillis(),
            _ ->
                line.later(() -> {
                  pausing = false;
                  next();
                }));
  }

  void dial(Message.Dial dial) {
    if (!isPath(dial.path()) || sockets.size() >= OPEN_MAX || sockets.containsKey(dial.name())) {
      line.failed(dial.name(), Why.FORBIDDEN, "that WebSocket cannot be opened");
      return;
    }
    http.dial(dial.path(), dial.protocol())
        .onSuccess(socket -> {
          socket.pause();
          line.later(() -> dialled(dial.name(), socket));
        })
        .onFailure(fault ->
            line.later(() -> line.failed(dial.name(), Faults.why(fault), Faults.sentence(fault))));
  }

  private void dialled(String name, WebSocket socket) {
    if (closed) {
      var _ = socket.close();
      return;
    }
    sockets.put(name, socket);
    socket.textMessageHandler(
        text -> line.later(() -> line.came(new Message.WebSocketText(name, text))));
    socket.exceptionHandler(_ -> {});
    socket.closeHandler(_ ->
        line.later(() -> {
          if (sockets.remove(name, socket))
            line.failed(name, Why.BROKEN, "it closed the WebSocket");
        }));
    line.came(new Message.Opened(name));
    socket.resume();
  }

  /// @return whether the WebSocket of that name is open here
  boolean say(Message.WebSocketText text) {
    WebSocket socket = sockets.get(text.name());
    if (socket == null) return false;
    var _ = socket.writeTextMessage(text.text());
    return true;
  }

  void subscribe(Message.Subscribe subscribe) {
    String name = subscribe.name();
    if (!isPath(subscribe.path()) || streams.size() >= OPEN_MAX || streams.containsKey(name)) {
      line.failed(name, Why.FORBIDDEN, "that stream cannot be opened");
      return;
    }
    http.stream(subscribe.path(), subscribe.headers())
        .onSuccess(response -> line.later(() -> streams(name, response)))
        .onFailure(fault ->
            line.later(() -> line.failed(name, Faults.why(fault), Faults.sentence(fault))));
  }

  private void streams(String name, HttpClientResponse response) {
    if (closed || response.statusCode() != 200) {
      var _ = response.request().reset();
      if (!closed)
        line.failed(name, Why.BROKEN, "it answers " + response.statusCode() + " to that");
      return;
    }
    streams.put(name, response);
    var events = new EventReader(name);
    response.handler(part -> line.later(() -> streamed(name, response, events, part.getBytes())));
    response.exceptionHandler(_ -> line.later(() -> streamEnded(name, response)));
    response.endHandler(_ -> line.later(() -> streamEnded(name, response)));
    line.came(new Message.Opened(name));
    response.resume();
  }

  private void streamed(String name, HttpClientResponse response, EventReader events, byte[] part) {
    if (streams.get(name) != response) return;
    for (Message.ServerSentEvent event : events.take(part)) line.came(event);
    if (events.isTooLong() && streams.remove(name, response)) {
      var _ = response.request().reset();
      line.failed(name, Why.BROKEN, "it sends an event without an end");
    }
  }

  private void streamEnded(String name, HttpClientResponse response) {
    if (streams.remove(name, response)) line.failed(name, Why.BROKEN, "it ended the stream");
  }

  @Override
  public void close() {
    closed = true;
    waiting.clear();
    sockets.values().forEach(WebSocket::close);
    sockets.clear();
    streams.values().forEach(stream -> stream.request().reset());
    streams.clear();
    http.close();
  }
}
