package steward.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/// A client that sends exactly the bytes a test wrote, over a real socket.
final class RawClient implements AutoCloseable {
  static final String CONNECT_4 = "10 'MQTT' 04 02 0000 ";
  static final String CONNECT_5 = "10 'MQTT' 05 02 0000 00 ";
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = socket.getInputStream();
  }

  /// A clean session of version 3.1.1.
  static RawClient four(int port, String id) throws IOException {
    return new RawClient(port).send(CONNECT_4 + "'" + id + "'").expect("20 0000");
  }

  /// A clean session of version 5.
  static RawClient five(int port, String id) throws IOException {
    var client = new RawClient(port).send(CONNECT_5 + "'" + id + "'");
    assertThat(client.read()[0]).isEqualTo((byte) 0x20);
    return client;
  }

  RawClient send(String packet) throws IOException {
    return sendRaw(Hex.packet(packet));
  }

  RawClient sendRaw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /// The next packet is exactly this one.
  RawClient expect(String packet) throws IOException {
    assertThat(Hex.shown(read())).isEqualTo(Hex.shown(Hex.packet(packet)));
    return this;
  }

  /// Nothing came before the answer to a ping.
  RawClient expectNothing() throws IOException {
    return send("C0").expect("D0");
  }

  byte[] read() throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(one());
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int digit = one();
      out.write(digit);
      length |= (digit & 0x7F) << shift;
      if ((digit & 0x80) == 0) break;
    }
    out.writeBytes(in.readNBytes(length));
    return out.toByteArray();
  }

  private int one() throws IOException {
    int value = in.read();
    if (value < 0) throw new EOFException("the broker closed the connection");
    return value;
  }

  /// Everything until the broker ends the connection.
  byte[] readToEnd() throws IOException {
    var out = new ByteArrayOutputStream();
    try {
      in.transferTo(out);
    } catch (SocketTimeoutException e) {
      throw new AssertionError(
          "the broker did not close the connection; it sent " + Hex.shown(out.toByteArray()), e);
    } catch (SocketException _) {
      // a reset is an end too
    }
    return out.toByteArray();
  }

  void expectClosed() throws IOException {
    assertThat(Hex.shown(readToEnd())).isEmpty();
  }

  /// A DISCONNECT of version 5 with this code, then the end.
  void expectDisconnect(ReasonCode reason) throws IOException {
    byte[] last = readToEnd();
    assertThat(last).as("DISCONNECT, not only an end").isNotEmpty();
    assertThat(last[0]).isEqualTo((byte) 0xE0);
    assertThat(last[2] & 0xFF).isEqualTo(reason.code());
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
