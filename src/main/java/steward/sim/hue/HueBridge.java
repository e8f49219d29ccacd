package steward.sim.hue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.ServerSSLOptions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import steward.sim.LocalDevice;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A simulated bridge at an address of its own: HTTPS with a certificate that names its id and
/// nothing else, a round button, CLIP v2 and the stream of events, and the bad days of all of them.
///
/// Each method may be called from any thread; what it does happens on the bridge's event loop.
public final class HueBridge implements LocalDevice {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int AT_ONCE = 3;

  private final Vertx vertx;
  private final Context context;
  private final String address;
  private final String bridgeId;
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> busyWith = new TreeMap<>();
  private final List<String> writes = new CopyOnWriteArrayList<>();
  private final Set<HttpConnection> connections = new HashSet<>();
  private final BridgeHome home;
  private final EventFeed feed;
  private final BridgeWrites deeds;
  private BridgeCertificate certificate;
  private @Nullable HttpServer server;
  private volatile int port;
  private volatile boolean pressed;
  private volatile boolean silent;
  private volatile boolean endsStreams;
  private volatile int padding;
  private int asked;

  public HueBridge(Vertx vertx, String address, String bridgeId) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.address = address;
    this.bridgeId = bridgeId;
    this.home = new BridgeHome(bridgeId);
    this.feed = new EventFeed(vertx);
    this.deeds = new BridgeWrites(vertx, home, feed);
    this.certificate = BridgeCertificate.of(bridgeId, BridgeCertificate.Form.SIGNED);
    BridgeRooms.furnish(home);
  }

  /// It listens there, as a real one does at 443; before its start.
  public HueBridge onPort(int https) {
    port = https;
    return this;
  }

  @Override
  public Future<Void> start() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(_ -> listen().onComplete(done));
    return done.future();
  }

  private Future<Void> listen() {
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(certificate.forListener())
            .setUseAlpn(false)
            .setTcpNoDelay(true);
    HttpServer made = vertx.createHttpServer(options);
    server = made;
    made.connectionHandler(this::connected);
    made.requestHandler(request -> request.body().onSuccess(body -> answer(request, body)));
    return made.listen(port, address)
        .map(listening -> {
          port = listening.actualPort();
          return null;
        });
  }

  private void connected(HttpConnection connection) {
    if (silent) {
      var _ = connection.close();
      return;
    }
    connections.add(connection);
    connection.closeHandler(_ -> connections.remove(connection));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    if (silent) {
      request.connection().close();
      return;
    }
    String path = request.path();
    if (path.equals("/api/config") || path.equals("/api/0/config")) {
      json(request, 200, home.config("Hue Bridge"));
    } else if (path.matches("/api/?") && request.method().name().equals("POST")) {
      pair(request, body);
    } else if (!keys.contains(String.valueOf(request.getHeader("hue-application-key")))) {
      request.response().setStatusCode(403).putHeader("content-type", "text/html");
      request.response().end("<html><body>403 Forbidden</body></html>");
    } else if (isBusy(request)) {
      json(request, busyWith.getOrDefault("status", 429), "{\"errors\":[],\"data\":[]}");
    } else if (path.startsWith("/eventstream/")) {
      feed.open(request.response(), String.valueOf(request.getHeader("last-event-id")));
      if (endsStreams) feed.endAll();
    } else {
      asked++;
      vertx.setTimer(
          2,
          _ -> {
            asked--;
            clip(request, body);
          });
    }
  }

  /// A fourth request at once is one too many, and there are bad times.
  private boolean isBusy(HttpServerRequest request) {
    int left = busyWith.getOrDefault("times", 0);
    if (left > 0) busyWith.put("times", left - 1);
    return left > 0 || asked >= AT_ONCE && !request.path().startsWith("/eventstream");
  }

  private void pair(HttpServerRequest request, Buffer body) {
    JsonNode asked = read(body);
    if (!asked.path("devicetype").isString()) {
      json(request, 200, fault(5, "/", "missing parameters"));
    } else if (!pressed) {
      json(request, 200, fault(101, "", "link button not pressed"));
    } else {
      pressed = false;
      String key = newKey();
      String psk =
          asked.path("generateclientkey").asBoolean(false)
              ? ",\"clientkey\":\"00112233445566778899AABBCCDDEEFF\""
              : "";
      json(request, 200, "[{\"success\":{\"username\":\"" + key + "\"" + psk + "}}]");
    }
  }

  private String newKey() {
    byte[] random = new byte[20];
    RANDOM.nextBytes(random);
    String key = HexFormat.of().formatHex(random);
    keys.add(key);
    return key;
  }

  private static String fault(int type, String at, String says) {
    return "[{\"error\":{\"type\":%d,\"address\":\"%s\",\"description\":\"%s\"}}]"
        .formatted(type, at, says);
  }

  private void clip(HttpServerRequest request, Buffer body) {
    String rest = request.path().replaceFirst("^/clip/v2/resource/?", "");
    String[] parts = rest.split("/", 3);
    String type = parts[0];
    String id = parts.length > 1 ? parts[1] : "";
    if (!request.path().startsWith("/clip/v2/resource") || !id.isEmpty() && !home.has(type, id)) {
      json(request, 404, "{\"errors\":[{\"description\":\"Not Found\"}],\"data\":[]}");
    } else if (request.method().name().equals("PUT")) {
      writes.add(rest + " " + body);
      BridgeWrites.Reply reply = deeds.put(type, id, read(body));
      json(request, reply.status(), reply.body());
    } else {
      json(request, 200, list(type, id));
    }
  }

  private String list(String type, String id) {
    ObjectNode envelope = JsonMapper.shared().createObjectNode();
    envelope.putArray("errors");
    var data = envelope.putArray("data");
    if (id.isEmpty()) home.all(type).forEach(data::add);
    else data.add(home.get(id));
    if (type.isEmpty() && padding > 0)
      data.addObject()
          .put("type", "behavior_script")
          .put("id", "x")
          .put("pad", "x".repeat(padding));
    return envelope.toString();
  }

  private static JsonNode read(Buffer body) {
    try {
      return JsonMapper.shared().readTree(body.getBytes());
    } catch (JacksonException e) {
      return JsonMapper.shared().createObjectNode();
    }
  }

  private static void json(HttpServerRequest request, int status, String text) {
    request.response().setStatusCode(status).putHeader("content-type", "application/json");
    request.response().end(text);
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public int port() {
    return port;
  }

  public String bridgeId() {
    return bridgeId;
  }

  /// Everything that was written, `TYPE/ID BODY`, in order.
  public List<String> writes() {
    return List.copyOf(writes);
  }

  /// How many listen to its events.
  public int listeners() {
    return feed.listeners();
  }

  private <T> Future<T> here(Supplier<T> deed) {
    Promise<T> done = Promise.promise();
    context.runOnContext(_ -> done.complete(deed.get()));
    return done.future();
  }

  private Future<Void> here(Runnable deed) {
    return here(() -> {
      deed.run();
      return null;
    });
  }

  /// A person presses the round button: within half a minute one key is given.
  public void pressButton() {
    pressed = true;
    vertx.setTimer(30_000, _ -> pressed = false);
  }

  /// Everything that was paired with it is forgotten.
  public void resetKeys() {
    keys.clear();
  }

  /// It shows another certificate from now on, also one for another id.
  ///
  /// It goes on listening: a port that is given up may be another's at the next moment.
  public Future<Void> show(BridgeCertificate.Form form, String id) {
    certificate = BridgeCertificate.of(id, form);
    HttpServer open = server;
    if (open == null) return Future.succeededFuture();
    var other = new ServerSSLOptions().setKeyCertOptions(certificate.forListener());
    return open.updateSSLOptions(other, true).compose(_ -> here(this::dropAll));
  }

  private void dropAll() {
    new ArrayList<>(connections).forEach(HttpConnection::close);
  }

  /// The next requests with a key are answered 429 or 503.
  public Future<Void> beBusy(int status, int times) {
    return here(() -> {
      busyWith.put("status", status);
      busyWith.put("times", times);
    });
  }

  /// The next writes apply a part, and complain of the rest.
  public void beHalfHearted(boolean now) {
    deeds.halfHearted = now;
  }

  /// Lamps that are off are written to with a complaint, as bridges do.
  public void complain(boolean now) {
    deeds.softOff = now;
  }

  /// Streams are accepted and ended at once.
  public Future<Void> endStreams(boolean now) {
    endsStreams = now;
    return here(feed::endAll);
  }

  /// Streams stay open and carry nothing any more.
  public void halfOpen(boolean now) {
    feed.halfOpen = now;
  }

  /// Events come in small pieces.
  public void splitEvents(boolean now) {
    feed.splits = now;
  }

  /// Each change stands twice in its envelope.
  public void doubleEvents(boolean now) {
    feed.doubles = now;
  }

  /// The list of everything grows by this many characters of what nobody needs.
  public void pad(int characters) {
    padding = characters;
  }

  /// A lamp loses its power, or has it again.
  public Future<Void> reach(String light, boolean now) {
    return here(() -> deeds.reach(light, now));
  }

  /// A hand changes something: the members as JSON, with `'` for `"`.
  public Future<Void> byHand(String type, String name, String members) {
    String text = members.replace('\'', '"');
    return here(() ->
        deeds.apply(
            BridgeHome.id(type + " " + name), (ObjectNode) JsonMapper.shared().readTree(text)));
  }

  /// Something new is there.
  public Future<String> addLamp(String key, String name) {
    return here(() -> {
      String id = home.lamp(key, name, BridgeHome.Lamp.WHITE);
      feed.tell("add", home.get(id).deepCopy());
      return id;
    });
  }

  /// Something is removed.
  public Future<Void> remove(String id) {
    return here(() -> {
      ObjectNode gone = JsonMapper.shared().createObjectNode();
      gone.put("id", id).put("type", home.get(id).path("type").asString());
      home.remove(id);
      feed.tell("delete", gone);
    });
  }

  /// An envelope of a type of any name.
  public Future<Void> tell(String type) {
    return here(() -> feed.tell(type, JsonMapper.shared().createObjectNode().put("id", "x")));
  }

  /// Everything that it has, as it answers it.
  public String everything() {
    return list("", "");
  }

  /// The id of a resource by its type and its short name, such as `light`, `hall`.
  public static String id(String type, String name) {
    return BridgeHome.id(type + " " + name);
  }

  /// What a resource says now, as JSON.
  public String shown(String id) {
    return home.get(id).toString();
  }

  @Override
  public void goSilent() {
    silent = true;
    here(this::dropAll);
  }

  @Override
  public void comeBack() {
    silent = false;
  }

  @Override
  public void close() {
    HttpServer old = server;
    if (old != null) old.close();
  }
}
