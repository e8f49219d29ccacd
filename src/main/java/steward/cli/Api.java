package steward.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import steward.value.Tree;

/// Asks a running steward. Plain `HttpURLConnection`: it loads in a third of the time of the newer
/// client.
final class Api {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final int ANSWER_BYTES_MAX = 64 << 20;
  private static final Pattern HERE =
      Pattern.compile("http://(127\\.0\\.0\\.1|\\[::1\\]|localhost)(:\\d{1,5})?");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,4096}");

  static {
    // A command that was sent is never sent again by the library's own will. The other way to tell
    // it so, streaming, loses the sentence of a refusal with 401.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private final String base;
  private final String token;
  private final List<SSLSocketFactory> pinned;

  /// As whoever sits at the machine, where it is this one.
  Api(String base) throws Failure {
    this(base, "");
  }

  /// @param base such as `http://127.0.0.1:8887`
  /// @param token of a session; empty for none
  Api(String base, String token) throws Failure {
    this(base, token, List.of());
  }

  /// @param pinned decides by the certificate alone who is there, whatever name it has; nothing for
  ///   the usual trust, else exactly one
  Api(String base, String token, List<SSLSocketFactory> pinned) throws Failure {
    this.token = token;
    this.pinned = List.copyOf(pinned);
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    if (!this.base.matches("https?://[^/?#\\s]+")) {
      throw new Failure(
          Exit.USAGE,
          "--url: expected an address such as http://127.0.0.1:8887, got '"
              + Screen.clean(base)
              + "'");
    }
    if (token.isEmpty()) return;
    if (!this.base.startsWith("https:") && !HERE.matcher(this.base).matches()) {
      throw new Failure(
          Exit.USAGE, "a token is not sent to " + this.base + " in the open: use https");
    }
    if (!TOKEN.matcher(token).matches())
      throw new Failure(Exit.USAGE, "what was given as a token is none");
  }

  /// Shows the steward a fresh code, for what follows.
  void refresh(String code) throws Failure {
    String digits = code.replace(" ", "");
    if (!digits.matches("[0-9]{6}")) throw Asked.wrong("--code", "six digits", code);
    post("/session/fresh", Map.of("code", digits));
  }

  String base() {
    return base;
  }

  /// One part of a path, escaped.
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Tree get(String path) throws Failure {
    return call("GET", path, null, Duration.ZERO, Map.of());
  }

  Tree post(String path, @Nullable Object body) throws Failure {
    return call("POST", path, body, Duration.ZERO, Map.of());
  }

  Tree put(String path, Object body) throws Failure {
    return call("PUT", path, body, Duration.ZERO, Map.of());
  }

  Tree delete(String path) throws Failure {
    return call("DELETE", path, null, Duration.ZERO, Map.of());
  }

  /// The plain client knows no such method, so the newer one does it.
  Tree patch(String path, Map<String, ?> body) throws Failure {
    var request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
            .timeout(ANSWER_WITHIN)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(Json.line(body)));
    if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
    var builder = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN);
    try (var client = builder.proxy(HttpClient.Builder.NO_PROXY).build()) {
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      String text = text(answer.body());
      if (answer.statusCode() >= 300) throw refused(answer.statusCode(), text);
      return Tree.of(text.isBlank() ? null : Json.read(text));
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Failure(Exit.INTERRUPTED, "stopped");
    } catch (IllegalArgumentException e) {
      throw unlike(e);
    }
  }

  /// An answer that is no JSON, as it came.
  ///
  /// @param accept the media type that is wanted
  byte[] fetch(String method, String path, @Nullable Object body, String accept) throws Failure {
    try {
      return exchange(method, path, body, Duration.ZERO, Map.of("Accept", accept));
    } catch (IllegalArgumentException e) {
      throw unlike(e);
    }
  }

  /// @param longer added to the usual time for an answer, for calls that wait
  Tree call(
      String method,
      String path,
      @Nullable Object body,
      Duration longer,
      Map<String, String> headers)
      throws Failure {
    try {
      byte[] answer = exchange(method, path, body, longer, headers);
      String text = new String(answer, StandardCharsets.UTF_8);
      return Tree.of(text.isBlank() ? null : Json.read(text));
    } catch (IllegalArgumentException e) {
      throw unlike(e);
    }
  }

  private byte[] exchange(
      String method,
      String path,
      @Nullable Object body,
      Duration longer,
      Map<String, String> headers)
      throws Failure {
    try {
      var connection = open(path);
      connection.setRequestMethod(method);
      connection.setReadTimeout((int) ANSWER_WITHIN.plus(longer).toMillis());
      connection.setRequestProperty("Accept", "application/json");
      headers.forEach(connection::setRequestProperty);
      if (body != null) send(connection, Json.line(body));
      int status = connection.getResponseCode();
      if (status >= 300)
        throw refused(
            status, text(status < 400 ? connection.getInputStream() : connection.getErrorStream()));
      return bytes(connection.getInputStream());
    } catch (SocketTimeoutException _) {
      throw new Failure(Exit.STEWARD_FAILED, "the steward at " + base + " did not answer in time");
    } catch (SSLHandshakeException e) {
      throw new Failure(
          Exit.UNSOUND,
          "%s could not prove who it is (%s): nothing was sent"
              .formatted(base, Screen.clean(String.valueOf(e.getMessage()))));
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private Failure unlike(IllegalArgumentException e) {
    return new Failure(
        Exit.STEWARD_FAILED, base + " does not answer like a steward: " + e.getMessage());
  }

  /// The live changes, from after this journal number, or from now if it is negative. The caller
  /// closes it.
  ///
  /// @throws IOException if it cannot be reached now, so that the caller may try again
  InputStream stream(long after, Duration silence) throws IOException, Failure {
    var connection = open("/stream");
    connection.setReadTimeout((int) silence.toMillis());
    connection.setRequestProperty("Accept", "text/event-stream");
    if (after >= 0) connection.setRequestProperty("Last-Event-ID", Long.toString(after));
    int status = connection.getResponseCode();
    if (status != 200) throw refused(status, text(connection.getErrorStream()));
    return connection.getInputStream();
  }

  Failure unreachable(IOException e) {
    if (Thread.currentThread().isInterrupted()) return new Failure(Exit.INTERRUPTED, "stopped");
    String reason = String.valueOf(e.getMessage());
    return new Failure(
        Exit.UNREACHABLE,
        "no steward answers at %s (%s): start one with 'steward run', or name another with --url"
            .formatted(base, Screen.clean(reason)));
  }

  private HttpURLConnection open(String path) throws IOException, Failure {
    try {
      String root = path.startsWith("/healthz") || path.startsWith("/readyz") ? "" : "/api/v1";
      var connection =
          (HttpURLConnection) new URI(base + root + path).toURL().openConnection(Proxy.NO_PROXY);
      if (connection instanceof HttpsURLConnection secure && !pinned.isEmpty()) {
        secure.setSSLSocketFactory(pinned.getFirst());
        secure.setHostnameVerifier((_, _) -> true);
      }
      connection.setConnectTimeout((int) CONNECT_WITHIN.toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      if (!token.isEmpty()) connection.setRequestProperty("Authorization", "Bearer " + token);
      return connection;
    } catch (URISyntaxException | MalformedURLException e) {
      throw new Failure(Exit.USAGE, "--url: " + Screen.clean(String.valueOf(e.getMessage())));
    }
  }

  private static void send(HttpURLConnection connection, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(bytes);
    }
  }

  private static String text(@Nullable InputStream in) throws IOException {
    return in == null ? "" : new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(InputStream in) throws IOException {
    try (in) {
      var bytes = new ByteArrayOutputStream();
      byte[] part = new byte[16_384];
      for (int count = in.read(part); count >= 0; count = in.read(part)) {
        bytes.write(part, 0, count);
        if (bytes.size() > ANSWER_BYTES_MAX) {
          throw new IllegalArgumentException("more than " + ANSWER_BYTES_MAX + " bytes");
        }
      }
      return bytes.toByteArray();
    }
  }

  private Refusal refused(int status, String text) {
    Exit exit =
        status == 404 ? Exit.NOT_FOUND : status < 500 ? Exit.NOT_TAKEN : Exit.STEWARD_FAILED;
    try {
      Tree problem = Tree.of(Json.read(text));
      return new Refusal(exit, problem, status);
    } catch (IllegalArgumentException _) {
      return new Refusal(exit, Tree.of(Map.of()), status);
    }
  }

  /// The steward answered with a problem (RFC 9457).
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final transient Tree problem;

    Refusal(Exit exit, Tree problem, int status) {
      super(sentence(problem, status));
      this.exit = exit;
      this.problem = problem;
    }

    Exit exit() {
      return exit;
    }

    /// The faults that name a place in the body, each with `at`, `expected` and `got`.
    List<Tree> errors() {
      return problem.has("errors") ? problem.get("errors").items() : List.of();
    }

    private static String sentence(Tree problem, int status) {
      String detail = Part.text(problem, "detail");
      if (detail.isEmpty()) detail = Part.text(problem, "title");
      return detail.isEmpty() ? "the steward answered " + status : detail;
    }
  }
}
