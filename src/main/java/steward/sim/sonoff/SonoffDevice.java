package steward.sim.sonoff;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import steward.sim.LocalDevice;
import steward.thing.Message;
import steward.value.Bytes;

/// A simulated SONOFF in DIY or LAN mode: the HTTP server at its port, and what it announces by
/// DNS-SD, handed to whoever listens as a browser of services would hand it.
///
/// As real ones do, it bears one connection and breaks off the second; answers before its relay
/// moves, and announces the change later; cuts its state into pieces of odd sizes in any order;
/// counts from 1 again after a restart. Faults are switched by methods; which piece comes first and
/// how long it is follows from the seed. Confined to its event loop, but for its methods, which may
/// be called from any thread.
public final class SonoffDevice implements LocalDevice {
  private static final Set<String> STATE_KEYS =
      Set.of(
          "switch",
          "switches",
          "startup",
          "configure",
          "brightness",
          "mode",
          "brightmin",
          "brightmax",
          "ltype",
          "white",
          "color",
          "fan",
          "speed",
          "light",
          "pulse",
          "pulseWidth");

  private final Vertx vertx;
  private final String address;
  private final int wantedPort;
  private final String id;
  private final String type;
  private final JsonObject state;
  private final Optional<LanSeal> seal;
  private final Random random;
  private final List<Consumer<Message.Seen>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger toCut = new AtomicInteger();
  private final AtomicInteger commands = new AtomicInteger();
  private final OverTheAir ota;
  private volatile int port;
  private volatile int relayMs = 30;
  private volatile int answerMs;
  private volatile boolean silent;
  private volatile boolean quiet;
  private volatile boolean infoAsText;
  private volatile boolean trailing;
  private volatile boolean equalsBug;
  private volatile boolean deaf;
  private volatile int refusal;
  private HttpServer server;
  private int seq = 1;
  private int connections;

  private SonoffDevice(
      Vertx vertx,
      String address,
      int wantedPort,
      String id,
      String type,
      JsonObject state,
      Optional<LanSeal> seal,
      long seed) {
    this.vertx = vertx;
    this.address = address;
    this.wantedPort = wantedPort;
    this.id = id;
    this.type = type;
    this.state = state;
    this.seal = seal;
    this.random = new Random(seed);
    this.server = vertx.createHttpServer();
    this.ota = new OverTheAir(address);
  }

  /// One in DIY mode.
  ///
  /// @param port 0 for a free one
  public static SonoffDevice diy(
      Vertx vertx, String address, int port, String id, String type, JsonObject state, long seed) {
    return new SonoffDevice(vertx, address, port, id, type, state, Optional.empty(), seed);
  }

  /// One in LAN mode with this device key.
  ///
  /// @param port 0 for a free one
  public static SonoffDevice lan(
      Vertx vertx,
      String address,
      int port,
      String id,
      String type,
      JsonObject state,
      String key,
      long seed) {
    var seal = Optional.of(new LanSeal(key));
    return new SonoffDevice(vertx, address, port, id, type, state, seal, seed);
  }

  @Override
  public Future<Void> start() {
    connections = 0;
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setIdleTimeout(10))
            .connectionHandler(this::connected)
            .requestHandler(this::asked);
    return server
        .listen(port == 0 ? wantedPort : port, address)
        .onSuccess(open -> {
          port = open.actualPort();
          announce();
        })
        .mapEmpty();
  }

  /// A second connection is broken off, and so are as many as a test wants.
  private void connected(HttpConnection connection) {
    connections++;
    connection.closeHandler(_ -> connections--);
    boolean cut = toCut.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    if (connections > 1 || cut || silent) {
      var _ = connection.close();
    }
  }

  private void asked(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          if (silent || deaf) return;
          String command = request.path().replaceFirst("^/zeroconf/", "");
          String text = body.toString(StandardCharsets.UTF_8);
          // A firmware is loaded before it answers.
          if (command.equals("ota_flash"))
            vertx.executeBlocking(() -> answer(command, text)).onSuccess(a -> send(request, a));
          else send(request, answer(command, text));
        });
  }

  private void send(HttpServerRequest request, String answer) {
    int status = answer.startsWith("<") ? 404 : 200;
    var response = request.response().setStatusCode(status).putHeader("connection", "close");
    if (answerMs == 0) response.end(answer);
    else vertx.setTimer(answerMs, _ -> response.end(answer));
  }

  private String answer(String command, String text) {
    JsonObject asked;
    try {
      asked = new JsonObject(text);
    } catch (DecodeException e) {
      return error(400);
    }
    if (refusal != 0) return error(refusal);
    String wanted = asked.getString("deviceid", "");
    boolean anyone = seal.isEmpty() && command.equals("info") && wanted.isEmpty();
    if (!anyone && !wanted.equals(id)) return error(404);
    Optional<String> data =
        seal.isEmpty() ? Optional.of(String.valueOf(asked.getValue("data"))) : opened(asked);
    if (data.isEmpty()) return error(asked.getBoolean("encrypt", false) ? 400 : 401);
    try {
      return carriedOut(command, new JsonObject(data.get()));
    } catch (DecodeException e) {
      return error(400);
    }
  }

  private Optional<String> opened(JsonObject asked) {
    if (!asked.getBoolean("encrypt", false)) return Optional.empty();
    String iv = asked.getString("iv", "");
    return seal.flatMap(key -> key.open(iv, asked.getString("data", "")));
  }

  private String carriedOut(String command, JsonObject data) {
    return switch (command) {
      case "info" -> seal.isEmpty() ? info() : "<html>not found</html>";
      case "getState" -> seal.isEmpty() ? info() : "<html>not found</html>";
      case "signal_strength" ->
          ok(new JsonObject().put("signalStrength", state.getInteger("rssi", -60)));
      case "uiActive", "transmit" -> {
        commands.incrementAndGet();
        yield ok(new JsonObject());
      }
      case "switch", "switches", "startup", "startups", "dimmable", "fan", "light", "location" -> {
        if (data.isEmpty() || !data.fieldNames().stream().allMatch(this::takes)) yield error(422);
        commands.incrementAndGet();
        vertx.setTimer(Math.max(1, relayMs), _ -> moved(data));
        yield ok(new JsonObject());
      }
      case "ota_unlock" -> error(ota.unlock());
      case "ota_flash" -> error(ota.load(data, this::goSilent));
      default -> error(404);
    };
  }

  private boolean takes(String key) {
    return STATE_KEYS.contains(key)
        || key.equals("location")
        || key.equals("mainSwitch")
        || key.equals("deviceType");
  }

  private void moved(JsonObject data) {
    for (String key : data.fieldNames()) {
      Object value = data.getValue(key);
      if (value instanceof JsonArray list && state.getValue(key) instanceof JsonArray mine)
        SonoffStates.merge(mine, list);
      else if (value instanceof JsonObject part && state.getValue(key) instanceof JsonObject mine)
        mine.mergeIn(part);
      else if (key.equals("location")) state.put("currLocation", value);
      else if (STATE_KEYS.contains(key)) state.put(key, value);
    }
    seq++;
    announce();
  }

  private String info() {
    var all = state.copy().put("deviceid", id).put("fwVersion", ota.version());
    all.put("otaUnlock", ota.isUnlocked());
    all.put("signalStrength", all.remove("rssi"));
    var answer = new JsonObject().put("seq", seq).put("error", 0);
    return (infoAsText ? answer.put("data", all.encode()) : answer.put("data", all)).encode();
  }

  private String ok(JsonObject data) {
    return new JsonObject().put("seq", seq + 1).put("error", 0).put("data", data).encode();
  }

  private String error(int error) {
    return new JsonObject().put("seq", seq).put("error", error).encode();
  }

  // ---- announcing

  /// Tells everybody who listens what it announces; a repetition tells the same again.
  public void announce() {
    if (silent || quiet) return;
    Message.Seen seen = announcement();
    listeners.forEach(listener -> listener.accept(seen));
  }

  private synchronized Message.Seen announcement() {
    String data = state.encode();
    if (equalsBug) data = data.replaceAll("\"(rf\\w+)\":", "\"$1\"=");
    if (trailing) data += "\u0002\u0002";
    var texts = new ArrayList<String>();
    if (seal.isPresent()) {
      // Many make their vector of sixteen figures.
      var figures = new StringBuilder();
      for (int i = 0; i < 16; i++) figures.append(random.nextInt(10));
      String iv =
          Base64.getEncoder().encodeToString(figures.toString().getBytes(StandardCharsets.UTF_8));
      texts.add("encrypt=true");
      texts.add("iv=" + iv);
      data = seal.get().seal(iv, data);
    }
    int size = 40 + random.nextInt(210);
    for (int at = 0, n = 1; at < data.length(); at += size, n++)
      texts.add("data" + n + "=" + data.substring(at, Math.min(data.length(), at + size)));
    texts.add("txtvers=1");
    texts.add("id=" + id);
    texts.add("type=" + type);
    texts.add("apivers=1");
    texts.add("seq=" + seq);
    java.util.Collections.shuffle(texts, random);
    var service =
        new Message.Service(
            "_ewelink._tcp.local", "eWeLink_" + id, port, texts.stream().map(Bytes::utf8).toList());
    return new Message.Seen(address, service);
  }

  /// Whoever browses for services hears it from now on.
  public void onAnnouncement(Consumer<Message.Seen> listener) {
    listeners.add(listener);
  }

  // ---- hands and faults

  /// Somebody changes it at the device: it is announced.
  public Future<Void> hand(String key, Object value) {
    Promise<Void> done = Promise.promise();
    vertx.runOnContext(_ -> {
      moved(new JsonObject().put(key, value));
      done.complete();
    });
    return done.future();
  }

  /// How long after its answer the relay moves, and how long the answer takes.
  public void slow(int relayMillis, int answerMillis) {
    relayMs = relayMillis;
    answerMs = answerMillis;
  }

  /// The next connections are broken off, as while another one is open.
  public void cutNext(int connectionsToCut) {
    toCut.set(connectionsToCut);
  }

  /// Its announcements get lost.
  public void losesAnnouncements(boolean lost) {
    quiet = lost;
  }

  /// It takes connections and never answers.
  public void deaf(boolean isDeaf) {
    deaf = isDeaf;
  }

  /// Everything is refused with this error; 0 for nothing.
  public void refuses(int error) {
    refusal = error;
  }

  /// `info` gives its state as a text.
  public void infoAsText(boolean asText) {
    infoAsText = asText;
  }

  /// Bytes 0x02 follow its state.
  public void trailingBytes(boolean trails) {
    trailing = trails;
  }

  /// It writes `=` for `:` behind names of radio signals.
  public void equalsForColon(boolean bug) {
    equalsBug = bug;
  }

  /// What it does with a firmware that is brought to it.
  public OverTheAir overTheAir() {
    return ota;
  }

  /// How many commands it took.
  public int commands() {
    return commands.get();
  }

  public String id() {
    return id;
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
    var _ = server.close();
  }

  @Override
  public void comeBack() {
    silent = false;
    seq = 1;
    var _ = start();
  }

  @Override
  public void close() {
    goSilent();
  }
}
