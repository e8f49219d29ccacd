package steward.sim.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The least a hub can do: hears every report on one connection and answers each ON with the rule's
/// command.
final class Responder implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final String ON = "{\"POWER\":\"ON\"}";

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final Map<String, byte[]> commands = new HashMap<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("responder").unstarted(this::run);

  private Responder(Scenario scenario, Socket socket) throws IOException {
    this.socket = socket;
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    for (int k = 0; k < scenario.things(); k++) {
      commands.put(
          scenario.reports(k), MqttBytes.publish(scenario.command(scenario.target(k)), "ON"));
    }
  }

  static Responder start(Scenario scenario, int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    var responder = new Responder(scenario, socket);
    responder.out.write(MqttBytes.connect("responder"));
    responder.out.write(MqttBytes.subscribe("stat/+/RESULT"));
    responder.out.write(MqttBytes.subscribe("tele/+/SENSOR"));
    responder.out.flush();
    responder.thread.start();
    return responder;
  }

  private void run() {
    try {
      while (true) packet();
    } catch (IOException e) {
      // The broker or we closed: a broker that ends early shows as losses.
    }
  }

  private void packet() throws IOException {
    if (in.available() == 0) out.flush();
    int head = in.readUnsignedByte();
    int length = 0;
    int digit = 128;
    for (int shift = 0; digit > 127; shift += 7) {
      digit = in.readUnsignedByte();
      length |= (digit & 127) << shift;
    }
    byte[] body = in.readNBytes(length);
    if (head >> 4 == MqttBytes.PUBLISH) answer(body);
  }

  private void answer(byte[] body) throws IOException {
    int topic = (body[0] & 255) << 8 | body[1] & 255;
    String payload = new String(body, topic + 2, body.length - topic - 2, StandardCharsets.UTF_8);
    if (!payload.equals(ON)) return;
    byte[] command = commands.get(new String(body, 2, topic, StandardCharsets.UTF_8));
    if (command != null) out.write(command);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone, which is what was wanted.
    }
  }
}
