package steward.link.line;

import io.vertx.core.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import steward.driver.Way;
import steward.driver.Way.Door;
import steward.network.HttpLine;
import steward.network.OldHttp;
import steward.network.Target;
import steward.network.Trust;
import steward.thing.Message;
import steward.thing.Message.Failed.Why;
import steward.value.Bytes;

/// The line to a device with an address of its own. A message to a port that its way does not name
/// is not sent.
///
/// Everything happens on one event loop, in the order in which it was asked.
final class OwnLine implements Line {
  private final OwnLines lines;
  private final Way.At way;
  private final String owner;
  private final Consumer<Message> takes;
  private final BiConsumer<String, Bytes> keeps;
  private final Function<Door.Http, HttpLine> maker;
  private final Context context;
  private final Map<Integer, HttpDoor> http = new HashMap<>();
  private final Map<Integer, TcpDoor> tcp = new HashMap<>();
  private @Nullable UdpDoor udp;
  private volatile boolean closed;

  OwnLine(
      OwnLines lines,
      Way.At way,
      String owner,
      Consumer<Message> takes,
      BiConsumer<String, Bytes> keeps) {
    this(lines, way, owner, takes, keeps, Optional.empty());
  }

  /// @param other makes the lines of HTTP, where they are not to the device's own address
  OwnLine(
      OwnLines lines,
      Way.At way,
      String owner,
      Consumer<Message> takes,
      BiConsumer<String, Bytes> keeps,
      Optional<Function<Door.Http, HttpLine>> other) {
    this.maker = other.orElse(this::made);
    this.lines = lines;
    this.way = way;
    this.owner = owner;
    this.takes = takes;
    this.keeps = keeps;
    this.context = lines.vertx().getOrCreateContext();
    if (way.doors().stream().anyMatch(door -> door instanceof Door.Udp)) later(this::udp);
  }

  private HttpLine made(Door.Http door) {
    Optional<Trust> trust =
        switch (door.tls()) {
          case Way.Tls.None _ -> Optional.empty();
          case Way.Tls.Pinned(String commonName, Optional<Bytes> sha256, _) ->
              Optional.of(new Trust(commonName, sha256, digest -> keep(Way.PIN, digest)));
        };
    var target = new Target(way.host(), door.port(), trust.isPresent(), Optional.empty());
    return lines
        .outgoing()
        .http(
            lines.purpose(),
            owner,
            target,
            trust,
            door.keepAlive(),
            door.atOnce() + HttpDoor.OPEN_MAX);
  }

  OwnLines lines() {
    return lines;
  }

  Way.At way() {
    return way;
  }

  String owner() {
    return owner;
  }

  void keep(String name, Bytes secret) {
    keeps.accept(name, secret);
  }

  /// Runs it on the line's event loop, after what runs there now.
  void later(Runnable task) {
    context.runOnContext(_ -> {
      if (!closed) task.run();
    });
  }

  /// Gives the driver what came. On the line's event loop only.
  void came(Message message) {
    if (!closed) takes.accept(message);
  }

  void failed(String name, Why why, String reason) {
    lines.count("failed." + why.name().toLowerCase(java.util.Locale.ROOT));
    came(new Message.Failed(name, why, reason));
  }

  @Override
  public void send(Message message) {
    later(() -> sendNow(message));
  }

  private void sendNow(Message message) {
    switch (message) {
      case Message.HttpRequest request -> {
        HttpDoor door = http(request.port());
        if (door == null) forbidden(request.name(), request.port());
        else door.ask(request);
      }
      case Message.Dial dial -> {
        HttpDoor door = http(dial.port());
        if (door == null) forbidden(dial.name(), dial.port());
        else door.dial(dial);
      }
      case Message.Subscribe subscribe -> {
        HttpDoor door = http(subscribe.port());
        if (door == null) forbidden(subscribe.name(), subscribe.port());
        else door.subscribe(subscribe);
      }
      case Message.WebSocketText text -> {
        if (http.values().stream().noneMatch(door -> door.say(text)))
          failed(text.name(), Why.BROKEN, "the WebSocket is not open");
      }
      case Message.TcpFrame frame -> {
        TcpDoor door = tcp(frame.port());
        if (door == null) forbidden("tcp:" + frame.port(), frame.port());
        else door.send(frame);
      }
      case Message.Datagram datagram -> {
        if (way.door(Door.Udp.class, datagram.port()).isEmpty())
          forbidden("udp:" + datagram.port(), datagram.port());
        else udp().send(datagram);
      }
      case Message.Publish _,
          Message.HttpResponse _,
          Message.Opened _,
          Message.Failed _,
          Message.ServerSentEvent _,
          Message.Service _,
          Message.Seen _,
          Message.WebhookCall _ ->
          lines.count("unsendable");
    }
  }

  private void forbidden(String name, int port) {
    failed(name, Why.FORBIDDEN, "its family does not speak that at port " + port);
  }

  private @Nullable HttpDoor http(int port) {
    HttpDoor known = http.get(port);
    if (known != null) return known;
    return way.door(Door.Http.class, port)
        .map(door -> {
          HttpLine line = maker.apply(door);
          var made = new HttpDoor(this, door, line, asks(door, line));
          http.put(port, made);
          return made;
        })
        .orElse(null);
  }

  /// How requests go there: by the usual TLS, or by that of old where the house has it.
  private HttpDoor.Asks asks(Door.Http door, HttpLine usual) {
    if (!(door.tls() instanceof Way.Tls.Pinned(String name, var sha256, boolean old)) || !old)
      return usual::ask;
    var trust = new Trust(name, sha256, digest -> keep(Way.PIN, digest));
    return lines
        .oldTls()
        .<HttpDoor.Asks>map(tls ->
            new OldHttp(
                    lines.outgoing(),
                    lines.purpose(),
                    owner,
                    Target.of(way.host(), door.port()),
                    trust,
                    tls)
                ::ask)
        .orElse(usual::ask);
  }

  private @Nullable TcpDoor tcp(int port) {
    TcpDoor known = tcp.get(port);
    if (known != null) return known;
    return way.door(Door.Tcp.class, port)
        .map(door -> {
          var made = new TcpDoor(this, door);
          tcp.put(port, made);
          return made;
        })
        .orElse(null);
  }

  private UdpDoor udp() {
    UdpDoor known = udp;
    if (known == null) {
      known = new UdpDoor(this);
      udp = known;
    }
    return known;
  }

  @Override
  public void hangUp() {
    later(this::hangUpNow);
  }

  private void hangUpNow() {
    http.values().forEach(HttpDoor::close);
    http.clear();
    tcp.values().forEach(TcpDoor::close);
    tcp.clear();
  }

  @Override
  public void close() {
    if (closed) return;
    closed = true;
    context.runOnContext(_ -> {
      hangUpNow();
      if (udp != null) udp.close();
    });
  }
}
