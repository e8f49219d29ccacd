package steward.sim.sonoff;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A stock device as a program of its own, for the JDK switches old TLS on for a whole process:
/// `StockUnit ADDRESS AP-PORT ID KEY FIRMWARE AGAIN-MS SERVER PORT`. With a port of 0 it is an
/// access point first and learns its server there.
///
/// It is told by lines on its input what happens to it (`press`, `drop`, `mute on`, `pin on` …) and
/// tells by lines on its output what it does.
public final class StockUnit {
  private final String address;
  private final String id;
  private final String key;
  private final String firmware;
  private final long againMs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private String server;
  private int port;
  private boolean told;
  private volatile boolean on;
  private volatile boolean mute;
  private volatile boolean pinned;
  private volatile boolean away;
  private volatile String session = "";
  private volatile @Nullable StockWire open;

  private StockUnit(String[] arguments) {
    address = arguments[0];
    id = arguments[2];
    key = arguments[3];
    firmware = arguments[4];
    againMs = Long.parseLong(arguments[5]);
    server = arguments[6];
    port = Integer.parseInt(arguments[7]);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Security.setProperty("jdk.tls.disabledAlgorithms", "SSLv3, NULL, anon");
    Security.setProperty("jdk.certpath.disabledAlgorithms", "MD2");
    var unit = new StockUnit(arguments);
    Thread.ofPlatform().daemon().start(unit::obey);
    if (unit.port == 0) unit.accessPoint(Integer.parseInt(arguments[1]));
    unit.run();
  }

  private static synchronized void tell(String line) {
    System.out.println(line);
    System.out.flush();
  }

  // ---- the access point

  private void accessPoint(int apPort) throws IOException, InterruptedException {
    var point = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), apPort), 2);
    point.createContext(
        "/device",
        exchange -> {
          var said = new JsonObject().put("deviceid", id).put("apikey", key).put("accept", "post");
          answer(exchange, said);
        });
    point.createContext(
        "/ap",
        exchange -> {
          byte[] body = exchange.getRequestBody().readNBytes(4_096);
          answer(exchange, told(new String(body, StandardCharsets.UTF_8)));
          leave();
        });
    point.start();
    tell("access point " + point.getAddress().getPort());
    lock.lock();
    try {
      while (!told) changed.await();
    } finally {
      lock.unlock();
    }
    point.stop(1);
    tell("joins");
  }

  private static void answer(HttpExchange exchange, JsonObject json) throws IOException {
    byte[] bytes = json.encode().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private JsonObject told(String text) {
    lock.lock();
    try {
      var json = new JsonObject(text);
      boolean isWhole =
          json.getInteger("version", 0) == 4
              && !json.getString("ssid", "").isEmpty()
              && json.containsKey("password");
      if (!isWhole) return new JsonObject().put("error", 400);
      server = json.getString("serverName", "");
      port = json.getInteger("port", 0);
      return new JsonObject().put("error", 0);
    } catch (DecodeException | ClassCastException e) {
      return new JsonObject().put("error", 400);
    } finally {
      lock.unlock();
    }
  }

  /// It leaves once it has answered.
  private void leave() {
    lock.lock();
    try {
      told = port != 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // ---- its life with a server

  private void run() throws InterruptedException {
    while (true) {
      if (!away) {
        try {
          live();
        } catch (IOException | GeneralSecurityException | DecodeException e) {
          tell("lost " + e.getMessage());
        }
      }
      Thread.sleep(againMs);
    }
  }

  private void live() throws IOException, GeneralSecurityException {
    JsonObject found;
    try (StockWire wire = StockWire.open(address, server, port, pinned)) {
      var asked = me().put("accept", "ws;2").put("version", 2).put("ts", 933);
      found = new JsonObject(wire.post("/dispatch/device", asked.encode()));
    }
    if (found.getInteger("error", -1) != 0) throw new IOException("dispatch refused " + found);
    tell("dispatched " + found.getString("IP") + " " + found.getInteger("port"));
    try (StockWire wire =
        StockWire.open(address, found.getString("IP"), found.getInteger("port"), pinned)) {
      wire.upgrade();
      open = wire;
      session = key;
      wire.write(me().put("userAgent", "device").put("action", "register").encode());
      while (true) heard(wire, new JsonObject(wire.read()));
    } finally {
      open = null;
    }
  }

  private JsonObject me() {
    return new JsonObject()
        .put("deviceid", id)
        .put("apikey", key)
        .put("model", "ITA-GZ1-GL")
        .put("romVersion", firmware);
  }

  private void heard(StockWire wire, JsonObject said) throws IOException {
    if (mute) return;
    String action = said.getString("action", "");
    if (action.isEmpty()) {
      answered(wire, said);
      return;
    }
    if (!said.getString("apikey", "").equals(session) || !said.getString("deviceid").equals(id)) {
      tell("forged " + action);
      return;
    }
    JsonObject answer = mine().put("error", 0).put("sequence", said.getString("sequence"));
    if (action.equals("update")) {
      String wanted = said.getJsonObject("params").getString("switch", "");
      boolean isKnown = wanted.equals("on") || wanted.equals("off");
      if (isKnown) on = wanted.equals("on");
      if (!isKnown) answer.put("error", 400);
      tell("switch " + (on ? "on" : "off"));
    } else if (action.equals("query")) {
      answer.put("params", state());
    }
    wire.write(answer.encode());
  }

  /// What the server answered to a word of ours.
  private void answered(StockWire wire, JsonObject said) throws IOException {
    if (said.getInteger("error", -1) != 0) {
      tell("refused " + said.getInteger("error", -1));
      return;
    }
    String given = said.getString("apikey", "");
    if (session.equals(key) && !given.equals(key)) {
      session = given;
      tell("registered " + given);
      wire.write(mine().put("action", "date").encode());
    } else if (said.containsKey("date")) {
      report(wire);
      wire.write(
          mine().put("action", "query").put("params", new JsonArray().add("timers")).encode());
    }
  }

  private JsonObject mine() {
    return new JsonObject().put("userAgent", "device").put("apikey", session).put("deviceid", id);
  }

  private JsonObject state() {
    return new JsonObject()
        .put("switch", on ? "on" : "off")
        .put("fwVersion", firmware)
        .put("rssi", -31)
        .put("startup", "off");
  }

  private void report(StockWire wire) throws IOException {
    wire.write(mine().put("action", "update").put("params", state()).encode());
  }

  // ---- what happens to it

  private void obey() {
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) happens(line);
    } catch (IOException _) {
      // It ends below.
    }
    Runtime.getRuntime().halt(0);
  }

  private void happens(String line) throws IOException {
    StockWire wire = open;
    switch (line) {
      case "press" -> {
        on = !on;
        if (wire != null) report(wire);
      }
      case "drop" -> {
        if (wire != null) wire.close();
      }
      case "ping" -> {
        if (wire != null) wire.ping();
      }
      case "mute on", "mute off" -> mute = line.endsWith("on");
      case "pin on", "pin off" -> pinned = line.endsWith("on");
      case "away on", "away off" -> {
        away = line.endsWith("on");
        if (away && wire != null) wire.close();
      }
      default -> {
        // Any other line is a word that it says to its server.
        if (wire != null) wire.write(line);
      }
    }
  }
}
