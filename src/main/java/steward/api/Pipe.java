package steward.api;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import steward.loop.Entry;
import steward.store.EntryJson;

/// The way to one reader of live changes. Confined to the reader's event loop.
sealed interface Pipe {

  /// How changes are written for a reader.
  enum Form {
    /// Server-sent events.
    EVENTS {
      @Override
      String of(Entry entry) {
        return "id: " + entry.seq() + "\n" + of(entry.kind().label(), EntryJson.text(entry));
      }

      @Override
      String of(String event, String data) {
        return "event: " + event + "\ndata: " + data + "\n\n";
      }
    },
    /// A JSON document for each message of a WebSocket.
    MESSAGES {
      @Override
      String of(Entry entry) {
        return of(entry.kind().label(), EntryJson.text(entry));
      }

      @Override
      String of(String event, String data) {
        return "{\"event\":\"" + event + "\",\"data\":" + data + "}";
      }
    };

    abstract String of(Entry entry);

    /// @param event a word
    /// @param data JSON in one line
    abstract String of(String event, String data);
  }

  Form form();

  boolean isOver();

  /// Whether the reader is slower than what happens.
  boolean isFull();

  void send(List<String> pieces);

  /// What keeps the way open while nothing happens; may be nothing.
  List<String> silence();

  void end();

  void whenClosed(Runnable task);

  /// @param queueBytesMax how much may wait for the reader
  static Pipe events(HttpServerResponse response, int queueBytesMax) {
    response
        .setChunked(true)
        .setWriteQueueMaxSize(queueBytesMax)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    response.write("retry: 2000\n\n");
    return new Events(response);
  }

  /// @param over told when the connection is closed
  static Pipe messages(ServerWebSocket socket, int queueBytesMax, Runnable over) {
    socket.setWriteQueueMaxSize(queueBytesMax);
    // Nothing is expected from the reader; what it sends is not kept.
    socket.handler(_ -> {});
    return new Messages(socket, over);
  }

  /// See [Pipe#events].
  record Events(HttpServerResponse response) implements Pipe {
    @Override
    public Form form() {
      return Form.EVENTS;
    }

    @Override
    public boolean isOver() {
      return response.closed() || response.ended();
    }

    @Override
    public boolean isFull() {
      return response.writeQueueFull();
    }

    @Override
    public void send(List<String> pieces) {
      var _ = response.write(String.join("", pieces));
    }

    @Override
    public List<String> silence() {
      return List.of(":\n\n");
    }

    @Override
    public void end() {
      var _ = response.end();
    }

    @Override
    public void whenClosed(Runnable task) {
      response.closeHandler(_ -> task.run());
    }
  }

  /// See [Pipe#messages].
  record Messages(ServerWebSocket socket, Runnable over) implements Pipe {
    @Override
    public Form form() {
      return Form.MESSAGES;
    }

    @Override
    public boolean isOver() {
      return socket.isClosed();
    }

    @Override
    public boolean isFull() {
      return socket.writeQueueFull();
    }

    @Override
    public void send(List<String> pieces) {
      for (String piece : pieces) {
        var _ = socket.writeTextMessage(piece);
      }
    }

    @Override
    public List<String> silence() {
      return List.of("{\"event\":\"silence\",\"data\":{}}");
    }

    @Override
    public void end() {
      var _ = socket.close();
    }

    @Override
    public void whenClosed(Runnable task) {
      socket.closeHandler(_ -> {
        over.run();
        task.run();
      });
    }
  }
}
