package steward.sim.shelly;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import steward.sim.LocalDevice;
import steward.thing.Message;
import steward.value.Bytes;

/// A simulated Shelly of the second generation: JSON-RPC over HTTP and WebSocket at one port.
///
/// As real ones do, it notifies a part of its state, and only to sockets that have called with a
/// `src`; asks for a password with a nonce that changes; bears six WebSockets; sends answers over
/// HTTP without a length. Confined to its event loop, but for its methods, which may be called from
/// any thread.
public final class ShellyDevice implements LocalDevice {
  private static final Pattern PART = Pattern.compile("(\\w+)=\"?([^\",]+)\"?");

  private final Vertx vertx;
  private final String address;
  private final int wantedPort;
  private final String name;
  private final String mac;
  private final String app;
  private final JsonObject status;
  private final Set<ServerWebSocket> sockets = new LinkedHashSet<>();
  private final Set<ServerWebSocket> told = new HashSet<>();
  private final AtomicInteger challenges = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile String password = "";
  private volatile int port;
  private volatile int socketsMax = 6;
  private volatile int answerMs;
  private volatile boolean silent;
  private volatile boolean deaf;
  private volatile boolean forgetful;
  private volatile int refusal;
  private long nonce = 1_700_000_000;
  private HttpServer server;

  /// @param port 0 for a free one
  /// @param mac twelve figures in capitals
  /// @param status its whole state, to which `sys` and `wifi` are added
  public ShellyDevice(
      Vertx vertx, String address, int port, String app, String mac, JsonObject status) {
    this.vertx = vertx;
    this.address = address;
    this.wantedPort = port;
    this.app = app;
    this.mac = mac;
    String lower = mac.toLowerCase(java.util.Locale.ROOT);
    this.name = "shelly" + app.toLowerCase(java.util.Locale.ROOT) + "-" + lower;
    this.status = status;
    status.put("sys", new JsonObject().put("mac", mac).put("uptime", 1000));
    status.put("wifi", new JsonObject().put("status", "got ip").put("rssi", -58));
    this.server = vertx.createHttpServer();
  }

  @Override
  public Future<Void> start() {
    sockets.clear();
    told.clear();
    server =
        vertx
            .createHttpServer()
            .webSocketHandshakeHandler(handshake -> {
              if (silent || sockets.size() >= socketsMax) handshake.reject(503);
              else handshake.accept();
            })
            .webSocketHandler(this::connected)
            .requestHandler(this::asked);
    return server
        .listen(port == 0 ? wantedPort : port, address)
        .onSuccess(open -> port = open.actualPort())
        .mapEmpty();
  }

  private void connected(ServerWebSocket socket) {
    sockets.add(socket);
    socket.closeHandler(_ -> {
      sockets.remove(socket);
      told.remove(socket);
    });
    socket.textMessageHandler(text -> {
      calls.incrementAndGet();
      if (silent || deaf) return;
      JsonObject call = object(text);
      if (call.containsKey("src")) told.add(socket);
      JsonObject answer = isLocked(call) ? challenge(call) : answer(call);
      later(() -> socket.writeTextMessage(answer.encode()));
    });
  }

  private void asked(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          if (silent || deaf) return;
          calls.incrementAndGet();
          if (request.path().equals("/shelly")) {
            var _ = request.response().setChunked(true).end(who().encode());
            return;
          }
          JsonObject call = object(body.toString(UTF_8));
          boolean open =
              password.isEmpty() || call.getString("method", "").equals("Shelly.GetDeviceInfo");
          if (!request.method().equals(HttpMethod.POST) || !request.path().equals("/rpc")) {
            var _ = request.response().setStatusCode(404).end();
          } else if (!open && !isAuthorised(request.getHeader("authorization"))) {
            challenges.incrementAndGet();
            var _ =
                request
                    .response()
                    .setStatusCode(401)
                    .putHeader(
                        "WWW-Authenticate",
                        "Digest qop=\"auth\", realm=\"%s\", nonce=\"%x\", algorithm=SHA-256"
                            .formatted(name, ++nonce))
                    .end();
          } else {
            // Real ones send no length.
            JsonObject answer = answer(call);
            later(() -> request.response().setChunked(true).end(answer.encode()));
          }
        });
  }

  private void later(Runnable send) {
    if (answerMs == 0) send.run();
    else vertx.setTimer(answerMs, _ -> send.run());
  }

  private static JsonObject object(String text) {
    try {
      return new JsonObject(text);
    } catch (DecodeException e) {
      return new JsonObject();
    }
  }

  // ---- the password

  private boolean isLocked(JsonObject call) {
    if (password.isEmpty() || call.getString("method", "").equals("Shelly.GetDeviceInfo"))
      return false;
    JsonObject auth = call.getJsonObject("auth", new JsonObject());
    long given = auth.getLong("nonce", 0L);
    boolean right =
        given == nonce
            && SimDigest.response(
                    name,
                    password,
                    String.valueOf(given),
                    String.valueOf(auth.getValue("nc")),
                    String.valueOf(auth.getValue("cnonce")),
                    "dummy_method:dummy_uri")
                .equals(auth.getString("response", ""));
    if (right && forgetful) nonce++;
    return !right;
  }

  private JsonObject challenge(JsonObject call) {
    challenges.incrementAndGet();
    var asked =
        new JsonObject()
            .put("auth_type", "digest")
            .put("nonce", ++nonce)
            .put("nc", 1)
            .put("realm", name)
            .put("algorithm", "SHA-256");
    return frame(call)
        .put("error", new JsonObject().put("code", 401).put("message", asked.encode()));
  }

  private boolean isAuthorised(@Nullable String header) {
    if (header == null) return false;
    var parts = new java.util.HashMap<String, String>();
    Matcher part = PART.matcher(header);
    while (part.find()) parts.put(part.group(1), part.group(2).strip());
    return SimDigest.response(
                name,
                password,
                parts.getOrDefault("nonce", ""),
                parts.getOrDefault("nc", ""),
                parts.getOrDefault("cnonce", ""),
                "POST:/rpc")
            .equals(parts.get("response"))
        && Long.toHexString(nonce).equals(parts.get("nonce"));
  }

  // ---- calls

  private JsonObject frame(JsonObject call) {
    return new JsonObject()
        .put("id", call.getValue("id"))
        .put("src", name)
        .put("dst", call.getString("src", ""));
  }

  private JsonObject who() {
    return new JsonObject()
        .put("name", (Object) null)
        .put("id", name)
        .put("mac", mac)
        .put("model", "SIM-0001")
        .put("gen", 2)
        .put("ver", "1.1.0")
        .put("app", app)
        .put("auth_en", !password.isEmpty());
  }

  private JsonObject answer(JsonObject call) {
    String method = call.getString("method", "");
    JsonObject params = call.getJsonObject("params", new JsonObject());
    if (refusal != 0 && !method.startsWith("Shelly.")) return error(call, refusal, "not now");
    return switch (method) {
      case "Shelly.GetDeviceInfo" -> frame(call).put("result", who());
      case "Shelly.GetStatus" -> frame(call).put("result", status.copy());
      case "Switch.Set", "Switch.Toggle" -> output(call, "switch", params);
      case "Light.Set", "Light.Toggle" -> output(call, "light", params);
      case "Cover.Open" -> cover(call, params, 100);
      case "Cover.Close" -> cover(call, params, 0);
      case "Cover.GoToPosition" -> cover(call, params, params.getInteger("pos", 0));
      case "Cover.Stop" -> cover(call, params, -1);
      default -> error(call, 404, "No handler for " + method);
    };
  }

  private JsonObject error(JsonObject call, int code, String message) {
    return frame(call).put("error", new JsonObject().put("code", code).put("message", message));
  }

  private JsonObject output(JsonObject call, String type, JsonObject params) {
    String component = type + ":" + params.getInteger("id", 0);
    JsonObject mine = status.getJsonObject(component);
    if (mine == null) return error(call, -105, "Argument 'id', value is not there");
    boolean was = mine.getBoolean("output", false);
    var change =
        new JsonObject().put("output", params.getBoolean("on", !was)).put("source", "WS_in");
    if (params.containsKey("brightness")) change.put("brightness", params.getInteger("brightness"));
    vertx.setTimer(20, _ -> change(component, change));
    return frame(call).put("result", new JsonObject().put("was_on", was));
  }

  private JsonObject cover(JsonObject call, JsonObject params, int to) {
    String component = "cover:" + params.getInteger("id", 0);
    JsonObject mine = status.getJsonObject(component);
    if (mine == null) return error(call, -105, "Argument 'id', value is not there");
    int at = mine.getInteger("current_pos", 0);
    int goal = to < 0 ? at : to;
    if (goal != at)
      change(component, new JsonObject().put("state", goal > at ? "opening" : "closing"));
    String end = goal == 0 ? "closed" : goal == 100 ? "open" : "stopped";
    vertx.setTimer(
        60, _ -> change(component, new JsonObject().put("state", end).put("current_pos", goal)));
    return frame(call).putNull("result");
  }

  /// Changes a part of its state and notifies that part.
  private void change(String component, JsonObject part) {
    JsonObject mine = status.getJsonObject(component);
    if (mine == null) return;
    mine.mergeIn(part);
    Integer id = mine.getInteger("id", 0);
    notifyAll("NotifyStatus", new JsonObject().put(component, part.copy().put("id", id)));
  }

  private void notifyAll(String method, JsonObject params) {
    if (silent) return;
    var text =
        new JsonObject()
            .put("src", name)
            .put("dst", "steward")
            .put("method", method)
            .put("params", params.put("ts", 1_700_000_000.12))
            .encode();
    for (ServerWebSocket socket : List.copyOf(told)) {
      var _ = socket.writeTextMessage(text);
    }
  }

  // ---- hands and faults

  /// Somebody changes it at the device.
  public Future<Void> hand(String component, String key, Object value) {
    Promise<Void> done = Promise.promise();
    vertx.runOnContext(_ -> {
      change(component, new JsonObject().put(key, value));
      done.complete();
    });
    return done.future();
  }

  /// Somebody presses a button: `single_push`, `double_push`, `long_push`.
  public void press(int input, String event) {
    var one =
        new JsonObject().put("component", "input:" + input).put("id", input).put("event", event);
    vertx.runOnContext(
        _ -> notifyAll("NotifyEvent", new JsonObject().put("events", new JsonArray().add(one))));
  }

  /// It asks for this password from now on; empty for none.
  public void password(String wanted) {
    password = wanted;
  }

  /// Its nonce is good for one call only.
  public void forgetsNonces(boolean forgets) {
    forgetful = forgets;
  }

  /// How many WebSockets it bears.
  public void bears(int webSockets) {
    socketsMax = webSockets;
  }

  public void slow(int answerMillis) {
    answerMs = answerMillis;
  }

  /// It takes what is said to it and never answers.
  public void deaf(boolean isDeaf) {
    deaf = isDeaf;
  }

  /// Commands are refused with this code; 0 for none.
  public void refuses(int code) {
    refusal = code;
  }

  /// How often it asked for the password.
  public int challenges() {
    return challenges.get();
  }

  /// How many calls reached it.
  public int calls() {
    return calls.get();
  }

  /// What it announces by DNS-SD.
  public Message.Seen announcement() {
    return new Message.Seen(
        address,
        new Message.Service(
            "_shelly._tcp.local",
            name,
            port,
            List.of(Bytes.utf8("gen=2"), Bytes.utf8("app=" + app), Bytes.utf8("ver=1.1.0"))));
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void goSilent() {
    silent = true;
    vertx.runOnContext(_ -> List.copyOf(sockets).forEach(ServerWebSocket::close));
    var _ = server.close();
  }

  @Override
  public void comeBack() {
    silent = false;
    var _ = start();
  }

  @Override
  public void close() {
    goSilent();
  }
}
