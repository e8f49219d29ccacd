package steward.mqtt;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpServerConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import steward.thing.Message;

/// The embedded MQTT broker: 3.1, 3.1.1 and 5, over TCP and WebSocket. Thread-safe.
///
/// All of its connections live on one event loop, so a message goes from the socket that it came in
/// through to the listener and to every subscriber's socket without a lock and without a hop to
/// another thread.
public final class Broker implements Bus {
  private static final int TICK_MILLIS = 1_000;
  private static final long CLOSE_SECONDS = 3;
  private static final String WEB_SOCKET_PATH = "/mqtt";

  private final Vertx vertx;
  private final MqttSettings settings;
  private final SessionStore store;
  private final MqttMetrics metrics;
  private final Core core;
  private final ArrayBlockingQueue<Publication> ofHouse;
  private final AtomicBoolean isDraining = new AtomicBoolean();
  private final List<Door> doors = new ArrayList<>();
  private final List<NetServer> netServers = new ArrayList<>();
  private final List<HttpServer> httpServers = new ArrayList<>();
  private final List<Runnable> early = new ArrayList<>();
  private final Map<Door, Integer> ports = new LinkedHashMap<>();
  private Listener listener = Core.DEAF;
  private volatile @Nullable Context context;
  private volatile @Nullable String deployment;
  private volatile boolean isUp;

  public Broker(
      Vertx vertx,
      MqttSettings settings,
      Admission admission,
      SessionStore store,
      MqttMetrics metrics) {
    this(vertx, settings, admission, store, metrics, MqttTime.SYSTEM);
  }

  Broker(
      Vertx vertx,
      MqttSettings settings,
      Admission admission,
      SessionStore store,
      MqttMetrics metrics,
      MqttTime time) {
    this.vertx = vertx;
    this.settings = settings;
    this.store = store;
    this.metrics = metrics;
    this.core = new Core(settings, admission, store, metrics, time, this::onLoop);
    this.ofHouse = new ArrayBlockingQueue<>(settings.limits().houseMessages());
    this.doors.addAll(settings.doors());
  }

  private void onLoop(Runnable task) {
    var loop = context;
    if (loop == null) {
      synchronized (early) {
        loop = context;
        if (loop == null) {
          early.add(task);
          return;
        }
      }
    }
    loop.runOnContext(_ -> task.run());
  }

  /// Runs what was asked for before there was a loop: the first filters.
  private void begin(Context loop) {
    List<Runnable> tasks;
    synchronized (early) {
      context = loop;
      tasks = List.copyOf(early);
      early.clear();
    }
    tasks.forEach(Runnable::run);
  }

  /// Reads what was kept and opens all doors. Fails when the store cannot be read or a port is
  /// taken.
  @Override
  public Future<Void> start() {
    Map<StoreKey, byte[]> stored = new LinkedHashMap<>();
    return vertx
        .executeBlocking(() -> {
          store.load(stored::put);
          return stored;
        })
        .compose(kept -> vertx.deployVerticle(new Loop(kept)))
        .onSuccess(id -> {
          deployment = id;
          isUp = true;
          listener.up();
        })
        .mapEmpty();
  }

  /// The broker's one event loop.
  private final class Loop extends AbstractVerticle {
    private final Map<StoreKey, byte[]> stored;

    Loop(Map<StoreKey, byte[]> stored) {
      this.stored = stored;
    }

    @Override
    public void start(Promise<Void> started) throws PacketException {
      core.sessions.restore(stored);
      stored.clear();
      begin(context);
      vertx.setPeriodic(TICK_MILLIS, _ -> core.enter(core::tick));
      List<Future<?>> opened = new ArrayList<>();
      for (var door : doors) opened.add(open(door));
      Future.all(opened).<Void>mapEmpty().onComplete(started);
    }

    @Override
    public void stop() {
      core.enter(() ->
          core.sessions.close(
              _ -> true, ReasonCode.SERVER_SHUTTING_DOWN, "the house is shutting down"));
      core.enter(core::tick);
    }
  }

  private Future<Integer> open(Door door) {
    var port =
        switch (door.kind()) {
          case TCP -> openTcp(door);
          case WEBSOCKET -> openWebSocket(door);
        };
    return port.onSuccess(bound -> {
      synchronized (ports) {
        ports.put(door, bound);
      }
    });
  }

  private Future<Integer> openTcp(Door door) {
    var options =
        new NetServerOptions().setTcpNoDelay(true).setReuseAddress(true).setAcceptBacklog(1_024);
    var server =
        door.tls().isEmpty()
            ? vertx.createNetServer(options)
            : vertx.createNetServer(
                new TcpServerConfig(options).setSsl(true), door.tls().getFirst());
    netServers.add(server);
    return server
        .connectHandler(socket -> accept(socket, door))
        .listen(door.port(), door.host())
        .map(NetServer::actualPort);
  }

  private Future<Integer> openWebSocket(Door door) {
    var options =
        new HttpServerOptions()
            .setTcpNoDelay(true)
            .setReuseAddress(true)
            .setWebSocketSubProtocols(List.of("mqtt", "mqttv3.1"))
            .setMaxWebSocketFrameSize(settings.limits().packetBytes())
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false);
    var server =
        door.tls().isEmpty()
            ? vertx.createHttpServer(options)
            : vertx.createHttpServer(
                new HttpServerConfig(options.setSsl(true)), door.tls().getFirst());
    httpServers.add(server);
    return server
        .webSocketHandshakeHandler(this::handshake)
        .webSocketHandler(socket -> accept(socket, door))
        .requestHandler(
            request -> request.response().setStatusCode(426).end("MQTT over WebSocket only\n"))
        .listen(door.port(), door.host())
        .map(HttpServer::actualPort);
  }

  private void handshake(ServerWebSocketHandshake handshake) {
    String origin = handshake.headers().get("Origin");
    boolean isForeign = origin != null && !settings.origins().test(origin);
    if (isForeign || !handshake.path().equals(WEB_SOCKET_PATH)) {
      if (isForeign) metrics.count(Counter.ORIGIN_REFUSED);
      handshake.reject(isForeign ? 403 : 404);
    } else {
      handshake.accept();
    }
  }

  private void accept(NetSocket socket, Door door) {
    var wire = new SocketWire.Tcp(socket);
    var connection = connection(wire, socket.remoteAddress(), door);
    socket.exceptionHandler(_ -> {});
    socket.closeHandler(_ -> core.enter(connection::ended));
    socket.handler(bytes -> core.enter(() -> connection.read(bytes.getBytes())));
    core.enter(connection::open);
  }

  private void accept(ServerWebSocket socket, Door door) {
    var wire = new SocketWire.Web(socket);
    var connection = connection(wire, socket.remoteAddress(), door);
    socket.exceptionHandler(_ -> {});
    socket.closeHandler(_ -> core.enter(connection::ended));
    socket.frameHandler(frame -> {
      if (frame.isText()) wire.refuseText();
      else if (frame.isBinary() || frame.isContinuation()) {
        core.enter(() -> connection.read(frame.binaryData().getBytes()));
      }
    });
    core.enter(connection::open);
  }

  private Connection connection(Wire wire, @Nullable SocketAddress remote, Door door) {
    String address =
        remote == null || remote.hostAddress() == null
            ? ""
            : remote.hostAddress() + ":" + remote.port();
    return new Connection(
        core,
        wire,
        new Peer("", "", address, door.name()),
        (millis, task) -> vertx.setTimer(millis, _ -> task.run()));
  }

  @Override
  public void listen(Listener to) {
    listener = to;
    core.listen(to);
  }

  @Override
  public void subscribe(String filter, int qos) {
    if (!Topics.isFilter(filter))
      throw new IllegalArgumentException("not a topic filter: " + filter);
    core.later(() -> core.hear(filter));
  }

  @Override
  public void unsubscribe(String filter) {
    core.later(() -> core.unhear(filter));
  }

  @Override
  public void publish(Message.Publish message) {
    offer(Publication.of(message));
  }

  @Override
  public void answer(Origin request, Message.Publish message) {
    offer(Publication.answering(request, message));
  }

  private void offer(Publication message) {
    if (!Topics.isName(message.topic))
      throw new IllegalArgumentException("not a topic: " + message.topic);
    if (!ofHouse.offer(message)) {
      metrics.count(Counter.HOUSE_QUEUE_FULL);
      return;
    }
    drainLater();
  }

  /// One task on the loop carries all messages that arrive until it runs.
  private void drainLater() {
    if (!isDraining.get() && isDraining.compareAndSet(false, true))
      onLoop(() -> core.enter(this::drain));
  }

  private void drain() {
    isDraining.set(false);
    for (int i = settings.limits().houseMessages(); i > 0; i--) {
      var message = ofHouse.poll();
      if (message == null) return;
      core.publishOfHouse(message);
    }
  }

  /// Closes the connections of this client identifier or user name, and says why.
  public void expel(java.util.function.Predicate<Peer> whom, String why) {
    core.later(() -> core.sessions.close(whom, ReasonCode.ADMINISTRATIVE_ACTION, why));
  }

  /// For tests: one piece of work on the loop.
  void work(java.util.function.Consumer<Core> work) {
    core.later(() -> work.accept(core));
  }

  /// The port of each door, once started.
  public Map<Door, Integer> ports() {
    synchronized (ports) {
      return Map.copyOf(ports);
    }
  }

  /// The port of the first door with this name.
  public int port(String door) {
    return ports().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(door))
        .mapToInt(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no door is named " + door));
  }

  @Override
  public boolean isUp() {
    return isUp;
  }

  @Override
  public void close() {
    var id = deployment;
    isUp = false;
    if (id != null) {
      deployment = null;
      listener.down("closed");
      await(vertx.undeploy(id));
    }
    try {
      store.close();
    } catch (IOException _) {
      metrics.count(Counter.STORE_FAILURES);
    }
  }

  private static void await(Future<?> end) {
    try {
      end.toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException _) {
      // whatever is still open ends with the process
    }
  }
}
