package steward.sim.sonoff;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// The connection of a simulated stock device: TLS 1.1 with RSA suites and no name, any
/// certificate, HTTP, and the WebSocket with its constant key. Confined to one reader; writing is
/// thread-safe.
final class StockWire implements AutoCloseable {
  private static final String[] SUITES = {
    "TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA"
  };
  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xa;
  private static final int LENGTH_MAX = 64 * 1024;

  private final SSLSocket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private StockWire(SSLSocket socket) throws IOException {
    this.socket = socket;
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
  }

  /// @param from the device's own address
  /// @param pinned it wants its maker's certificate, and closes after any other without a word
  static StockWire open(String from, String host, int port, boolean pinned)
      throws IOException, GeneralSecurityException {
    var plain = new Socket();
    plain.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    plain.connect(new InetSocketAddress(InetAddress.ofLiteral(host), port), 5_000);
    plain.setTcpNoDelay(true);
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody(plain, pinned)}, null);
    var secure = (SSLSocket) context.getSocketFactory().createSocket(plain, null, port, true);
    secure.setEnabledProtocols(new String[] {"TLSv1.1"});
    secure.setEnabledCipherSuites(SUITES);
    secure.startHandshake();
    return new StockWire(secure);
  }

  /// Takes any certificate, or closes the socket below.
  private record Anybody(Socket plain, boolean pinned) implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {
      if (!pinned) return;
      try {
        plain.close();
      } catch (IOException _) {
        // It is closed.
      }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /// Sends a request and reads the answer's body.
  String post(String path, String body) throws IOException {
    String request =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: iotgo.iteadstudio.com\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    out.write(request.getBytes(StandardCharsets.UTF_8));
    out.flush();
    int length = headers("HTTP/1.1 200");
    byte[] answer = in.readNBytes(length);
    return new String(answer, StandardCharsets.UTF_8);
  }

  /// Turns the connection into a WebSocket.
  void upgrade() throws IOException {
    String request =
        String.join(
            "\r\n",
            "GET /api/ws HTTP/1.1",
            "Host: iotgo.iteadstudio.com",
            "Connection: upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Key: ITEADTmobiM0x1DabcEsnw==",
            "Sec-WebSocket-Version: 13",
            "",
            "");
    out.write(request.getBytes(StandardCharsets.UTF_8));
    out.flush();
    headers("HTTP/1.1 101");
  }

  private int headers(String expected) throws IOException {
    String status = line();
    if (!status.startsWith(expected)) throw new IOException("it answered " + status);
    int length = -1;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        length = Integer.parseInt(line.substring(15).strip());
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("transfer-encoding:"))
        throw new IOException("this firmware cannot read an answer in chunks");
    }
    return Math.max(0, Math.min(length, LENGTH_MAX));
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0) throw new EOFException("it closed");
      if (one != '\r') line.write(one);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /// The next text; answers what is asked meanwhile.
  String read() throws IOException {
    while (true) {
      int kind = in.readUnsignedByte() & 0xf;
      int length = in.readUnsignedByte() & 0x7f;
      if (length == 126) length = in.readUnsignedShort();
      if (length > LENGTH_MAX) throw new IOException("a text that is too long for it");
      byte[] body = in.readNBytes(length);
      switch (kind) {
        case TEXT -> {
          return new String(body, StandardCharsets.UTF_8);
        }
        case CLOSE -> throw new EOFException("the server closed");
        case PING -> frame(PONG, body);
        default -> {}
      }
    }
  }

  void write(String text) throws IOException {
    frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  void ping() throws IOException {
    frame(PING, new byte[0]);
  }

  private synchronized void frame(int kind, byte[] body) throws IOException {
    var frame = new ByteArrayOutputStream();
    frame.write(0x80 | kind);
    if (body.length < 126) {
      frame.write(0x80 | body.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(body.length >> 8);
      frame.write(body.length);
    }
    byte[] mask = new byte[4];
    new SecureRandom().nextBytes(mask);
    frame.writeBytes(mask);
    for (int i = 0; i < body.length; i++) frame.write(body[i] ^ mask[i % 4]);
    out.write(frame.toByteArray());
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed.
    }
  }
}
