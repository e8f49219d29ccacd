package steward.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import steward.value.Tree;
import tools.jackson.databind.json.JsonMapper;

/// A bare connection on which a test sends whatever bytes it likes, as no client library would.
public final class Wire implements AutoCloseable {
  private static final int WAIT_MS = 20_000;
  private final Socket socket;

  private Wire(Socket socket) {
    this.socket = socket;
  }

  /// What came back.
  public record Answer(int status, Map<String, List<String>> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).getFirst();
    }

    public List<String> all(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    public Tree json() {
      return Tree.of(JsonMapper.shared().readValue(body, Object.class));
    }

    /// The value of a cookie that it sets.
    public String cookie(String name) {
      return all("Set-Cookie").stream()
          .filter(line -> line.startsWith(name + "="))
          .map(line -> line.substring(name.length() + 1).split(";", 2)[0])
          .findFirst()
          .orElse("");
    }
  }

  static Wire plain(int port) {
    return plain("127.0.0.1", port);
  }

  public static Wire plain(String host, int port) {
    try {
      var socket = new Socket();
      socket.connect(new InetSocketAddress(host, port), WAIT_MS);
      return of(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// From an address of ours, such as another one of the loopback network.
  static Wire from(String address, int port) {
    return from(address, "127.0.0.1", port);
  }

  static Wire from(String address, String to, int port) {
    try {
      var socket = new Socket();
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(to), port), WAIT_MS);
      return of(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Wire of(Socket socket) throws IOException {
    socket.setSoTimeout(WAIT_MS);
    socket.setTcpNoDelay(true);
    return new Wire(socket);
  }

  static Wire tls(int port) {
    return plain(port).withTls();
  }

  /// Speaks another protocol than HTTP/1.1 in it, such as `h2`.
  static Wire tls(int port, String protocol) {
    return plain(port).withTls(protocol, List.of());
  }

  /// Names whom it calls in the handshake.
  static Wire tlsTo(int port, String name) {
    return plain(port).withTls("http/1.1", List.of(new SNIHostName(name)));
  }

  /// Goes on with TLS, whatever certificate is shown.
  public Wire withTls() {
    return withTls("http/1.1", List.of());
  }

  private Wire withTls(String protocol, List<SNIServerName> names) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyServer()}, new SecureRandom());
      var secured =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
      var parameters = secured.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {protocol});
      if (!names.isEmpty()) parameters.setServerNames(names);
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return new Wire(secured);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// One request on a connection of its own.
  public static Answer ask(Wire wire, String method, String path, String body, String... headers) {
    try (wire) {
      return wire.request(method, path, body, headers).read();
    }
  }

  /// Sends a request as clients do; headers in pairs, of which `Host` replaces the usual one.
  Wire request(String method, String path, String body, String... headers) {
    var text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    boolean named = List.of(headers).contains("Host");
    if (!named) text.append("Host: ").append(host()).append("\r\n");
    for (int i = 0; i < headers.length; i += 2)
      text.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    int length = body.getBytes(UTF_8).length;
    if (length > 0) text.append("Content-Length: ").append(length).append("\r\n");
    return send(text.append("\r\n").append(body).toString());
  }

  /// By which name and port it is called.
  String host() {
    return "127.0.0.1:" + socket.getPort();
  }

  Wire send(String text) {
    return send(text.getBytes(UTF_8));
  }

  Wire send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads one answer.
  Answer read() {
    return next().orElseThrow(() -> new IllegalStateException("the steward closed without a word"));
  }

  /// Reads one answer, or nothing if the connection is closed instead.
  Optional<Answer> next() {
    try {
      InputStream in = socket.getInputStream();
      String first = line(in);
      if (first.isEmpty()) return Optional.empty();
      var headers = new TreeMap<String, List<String>>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers
            .computeIfAbsent(
                line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
      return Optional.of(
          new Answer(Integer.parseInt(first.split(" ", 3)[1]), headers, body(in, headers)));
    } catch (SocketTimeoutException e) {
      throw new UncheckedIOException(e);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static String body(InputStream in, Map<String, List<String>> headers) throws IOException {
    var length = headers.get("content-length");
    if (length != null)
      return new String(in.readNBytes(Integer.parseInt(length.getFirst())), UTF_8);
    if (!headers.containsKey("transfer-encoding")) return "";
    var type = headers.getOrDefault("content-type", List.of(""));
    if (type.getFirst().startsWith("text/event-stream")) return "";
    var all = new ByteArrayOutputStream();
    for (int size = chunk(in); size > 0; size = chunk(in)) {
      all.write(in.readNBytes(size));
      line(in);
    }
    line(in);
    return all.toString(UTF_8);
  }

  private static int chunk(InputStream in) throws IOException {
    String size = line(in);
    return size.isEmpty() ? 0 : Integer.parseInt(size, 16);
  }

  /// The next line of whatever comes; empty at the end too.
  String line() {
    try {
      return line(socket.getInputStream());
    } catch (IOException _) {
      return "";
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) if (c != '\r') line.write(c);
    return line.toString(ISO_8859_1);
  }

  /// Reads to the end of the connection.
  ///
  /// @return whether it ended, and not the patience of the test
  boolean ends() {
    try {
      InputStream in = socket.getInputStream();
      in.transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone already.
    }
  }

  private static final class AnyServer extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(
        X509Certificate @Nullable [] chain, @Nullable String kind, @Nullable Socket socket) {}

    @Override
    public void checkServerTrusted(
        X509Certificate @Nullable [] chain, @Nullable String kind, @Nullable Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate @Nullable [] chain,
        @Nullable String kind,
        javax.net.ssl.@Nullable SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate @Nullable [] chain,
        @Nullable String kind,
        javax.net.ssl.@Nullable SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
