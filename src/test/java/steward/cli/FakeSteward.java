package steward.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers on a real socket as the API does, by a script, and keeps what it was asked.
final class FakeSteward implements AutoCloseable {
  private record Answer(int status, String type, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> resumed = new CopyOnWriteArrayList<>();
  private final List<String> bearers = new CopyOnWriteArrayList<>();

  FakeSteward() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// @param request such as `GET /things`
  FakeSteward on(String request, int status, String body) {
    answers.put(
        request,
        new Answer(status, status < 400 ? "application/json" : "application/problem+json", body));
    return this;
  }

  FakeSteward streams(String body) {
    answers.put("GET /stream", new Answer(200, "text/event-stream", body));
    return this;
  }

  /// Method, path with query, and body of each request so far.
  List<String> asked() {
    return asked;
  }

  /// The `Last-Event-ID` of each stream so far.
  List<String> resumed() {
    return resumed;
  }

  /// The `Authorization` of each request so far, `null` where it had none.
  List<String> bearers() {
    return bearers;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().toString().replaceFirst("^/api/v1", "");
      String request = exchange.getRequestMethod() + " " + path;
      bearers.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      asked.add((request + " " + body).strip());
      if (path.equals("/stream")) {
        resumed.add(String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
      }
      String bare = request.contains("?") ? request.substring(0, request.indexOf('?')) : request;
      var missing =
          new Answer(
              404,
              "application/problem+json",
              "{\"title\":\"Not found\",\"detail\":\"there is nothing at " + path + "\"}");
      Answer answer = answers.getOrDefault(request, answers.getOrDefault(bare, missing));
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
