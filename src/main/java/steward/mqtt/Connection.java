package steward.mqtt;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One client's connection: from its first byte to its end. Confined to the broker's loop.
final class Connection {
  /// How long a closed connection may take to take its last bytes, in milliseconds.
  private static final long LINGER_MILLIS = 2_000;

  /// How long reading rests when a receiver does not keep up, in milliseconds.
  static final long REST_MILLIS = 1;

  private enum Stage {
    NEW,
    ASKING,
    OPEN,
    CLOSED
  }

  final Outbound out;

  private final Core core;
  private final Wire wire;
  private final Framer framer;
  private final Rest rest;
  private final long since;
  private Peer peer;
  private Origin origin;
  private Stage stage = Stage.NEW;
  private Version version = Version.MQTT_3_1_1;
  private @Nullable Session session;
  private @Nullable Inbound in;
  private @Nullable Publication will;
  private long willDelay;
  private long silenceAllowed = Publication.NEVER;
  private long lastHeard;
  private long killAt = Publication.NEVER;
  private boolean isResting;
  private boolean isPaused;

  /// Runs a task on the loop after some milliseconds.
  interface Rest {
    void after(long millis, Runnable task);
  }

  Connection(Core core, Wire wire, Peer peer, Rest rest) {
    this.core = core;
    this.wire = wire;
    this.peer = peer;
    this.rest = rest;
    this.origin = Origin.of(peer);
    this.out = new Outbound(core, this, wire);
    this.framer = new Framer(core.limits.packetBytes());
    this.since = core.now();
    this.lastHeard = since;
  }

  /// Called once, before any byte. False when it was refused at once.
  boolean open() {
    core.metrics.count(Counter.CONNECTIONS);
    if (core.sessions.register(this)) return true;
    core.metrics.count(Counter.CONNECTIONS_OVER_LIMIT);
    core.metrics.closed(ReasonCode.QUOTA_EXCEEDED);
    stage = Stage.CLOSED;
    wire.kill();
    return false;
  }

  Peer peer() {
    return peer;
  }

  Origin origin() {
    return origin;
  }

  Version version() {
    return version;
  }

  /// Ends a connection that was not admitted yet, to make room for another.
  void drop() {
    stage = Stage.CLOSED;
    core.metrics.closed(ReasonCode.QUOTA_EXCEEDED);
    wire.kill();
    core.sessions.unregister(this);
  }

  /// Takes what was read, within one piece of the loop's work.
  void read(byte[] bytes) {
    if (stage == Stage.CLOSED) return;
    core.metrics.add(Counter.BYTES_IN, bytes.length);
    lastHeard = core.now();
    framer.feed(bytes);
    packets();
  }

  private void packets() {
    try {
      while ((stage == Stage.NEW || stage == Stage.OPEN) && !isResting && framer.next()) {
        if (stage == Stage.NEW && framer.first() != PacketType.CONNECT.first()) {
          throw PacketException.protocolError("the first packet is not CONNECT");
        }
        packet(PacketDecoder.decode(version, framer.first(), framer.body()));
        if (core.takePressed()) rest();
      }
      if (stage == Stage.NEW) framer.mustBeginWith(PacketType.CONNECT);
    } catch (PacketException e) {
      close(e.reason(), e.sentence());
    } catch (RuntimeException e) {
      // a fault of ours costs this one connection, not the broker
      core.fault(e);
      close(ReasonCode.IMPLEMENTATION_SPECIFIC, "the broker failed on this packet");
    }
  }

  private void rest() {
    if (stage != Stage.OPEN) return;
    isResting = true;
    wire.pause();
    rest.after(REST_MILLIS, () -> core.enter(this::goOn));
  }

  private void goOn() {
    isResting = false;
    if (stage != Stage.OPEN) return;
    packets();
    if (!isResting && !isPaused) wire.resume();
  }

  private void packet(Packet packet) throws PacketException {
    switch (packet) {
      case Packet.Connect connect -> connect(connect);
      case Packet.Publish publish -> inbound().publish(publish);
      case Packet.Ack ack -> inbound().ack(ack);
      case Packet.Subscribe subscribe -> inbound().subscribe(subscribe);
      case Packet.Unsubscribe unsubscribe -> inbound().unsubscribe(unsubscribe);
      case Packet.Ping ping -> {
        if (!ping.isRequest()) throw fromServer("PINGRESP");
        out.pong();
      }
      case Packet.Disconnect disconnect -> disconnect(disconnect);
      case Packet.Auth _ ->
          throw PacketException.protocolError("no authentication method was agreed on");
      case Packet.Connack _ -> throw fromServer("CONNACK");
      case Packet.Suback _ -> throw fromServer("SUBACK");
      case Packet.Unsuback _ -> throw fromServer("UNSUBACK");
    }
  }

  private static PacketException fromServer(String packet) {
    return PacketException.protocolError(packet + " comes from a server only");
  }

  private Inbound inbound() throws PacketException {
    if (in == null) throw PacketException.protocolError("the first packet is not CONNECT");
    return in;
  }

  private void connect(Packet.Connect connect) throws PacketException {
    if (stage != Stage.NEW) throw PacketException.protocolError("CONNECT is sent twice");
    version = connect.version();
    out.agree(connect);
    if (connect.properties().has(Property.AUTHENTICATION_METHOD)) {
      refuse(ReasonCode.BAD_AUTHENTICATION_METHOD, "no authentication method is known");
      return;
    }
    var reception = new Reception(core, connect);
    var objection = reception.objection();
    if (objection.isPresent()) {
      refuse(ReasonCode.CLIENT_ID_NOT_VALID, objection.get());
      return;
    }
    peer = new Peer(reception.clientId(), connect.user(), peer.address(), peer.door());
    origin = Origin.of(peer);
    stage = Stage.ASKING;
    wire.pause();
    var candidate =
        new Admission.Candidate(peer, connect.hasUser(), connect.hasPassword(), connect.password());
    var answer = core.admission.connect(candidate);
    if (answer.isComplete()) answered(reception, verdict(answer));
    else answer.onComplete(_ -> core.later(() -> answered(reception, verdict(answer))));
  }

  private static Verdict verdict(Future<Verdict> answer) {
    return answer.succeeded()
        ? answer.result()
        : new Verdict.Refused("admission cannot be asked now");
  }

  private void answered(Reception reception, Verdict verdict) {
    if (stage != Stage.ASKING) return;
    switch (verdict) {
      case Verdict.Refused(String why) -> refuse(ReasonCode.NOT_AUTHORIZED, why);
      case Verdict.WrongCredentials(String why) -> refuse(ReasonCode.BAD_CREDENTIALS, why);
      case Verdict.Allowed _ -> welcome(reception);
    }
  }

  private void welcome(Reception reception) {
    if (core.sessions.isFull()) {
      core.metrics.count(Counter.CONNECTIONS_OVER_LIMIT);
      refuse(ReasonCode.QUOTA_EXCEEDED, "no further client is taken");
      return;
    }
    core.sessions.admitted(this);
    var opened = core.sessions.open(this, reception.isClean(), reception.expirySeconds());
    if (opened.isEmpty()) {
      refuse(ReasonCode.QUOTA_EXCEEDED, "no further session is kept");
      return;
    }
    var of = opened.get().session();
    session = of;
    in = new Inbound(core, this, of);
    will = reception.will(core.now());
    willDelay = reception.willDelay();
    silenceAllowed = reception.silenceAllowed();
    stage = Stage.OPEN;
    out.connack(version, opened.get().wasPresent(), ReasonCode.SUCCESS, reception.properties());
    of.resume();
    packets();
    if (!isResting && !isPaused) wire.resume();
  }

  private void refuse(ReasonCode reason, String sentence) {
    core.metrics.count(Counter.CONNECTIONS_REFUSED);
    core.metrics.closed(reason);
    var properties = new PacketWriter();
    if (version.isFive() && !sentence.isEmpty()) properties.text(Property.REASON_STRING, sentence);
    out.connack(version, false, reason, properties.take());
    gone(true);
  }

  private void disconnect(Packet.Disconnect disconnect) throws PacketException {
    var of = session;
    if (of == null) throw PacketException.protocolError("the first packet is not CONNECT");
    long expiry = disconnect.properties().number(Property.SESSION_EXPIRY, -1);
    if (expiry > 0 && of.expirySeconds == 0) {
      throw PacketException.protocolError(
          "a session that ends with its connection cannot be prolonged");
    }
    if (expiry == 0) core.keeper.sessionGone(of);
    if (expiry >= 0) of.expirySeconds = core.sessions.granted(expiry);
    if (disconnect.code() != ReasonCode.DISCONNECT_WITH_WILL.code()) will = null;
    gone(true);
  }

  /// Ends the connection from our side: says why where the version can, and counts it.
  void close(ReasonCode reason, String sentence) {
    if (stage == Stage.CLOSED) {
      leave();
      return;
    }
    core.metrics.closed(reason);
    // the house goes, not the clients: their wills would tell a lie
    if (reason == ReasonCode.SERVER_SHUTTING_DOWN) will = null;
    if (stage == Stage.OPEN && version.isFive()) out.disconnect(reason, sentence);
    if (stage == Stage.NEW && reason == ReasonCode.UNSUPPORTED_VERSION) {
      out.connack(Version.MQTT_3_1_1, false, reason, Publication.NO_PROPERTIES);
    }
    gone(true);
  }

  /// The client takes too little: what waits for it is not worth more memory.
  void dropAsSlow() {
    if (stage == Stage.CLOSED) return;
    core.metrics.count(Counter.SLOW_CLIENTS_DROPPED);
    core.metrics.closed(ReasonCode.QUOTA_EXCEEDED);
    if (version.isFive()) out.disconnect(ReasonCode.QUOTA_EXCEEDED, "this client does not keep up");
    // its session is left in a piece of work of its own: a delivery to it is under way just now
    stage = Stage.CLOSED;
    out.end(true);
    killAt = core.now() + LINGER_MILLIS;
    rest.after(REST_MILLIS, () -> core.enter(this::leave));
  }

  /// The bytes under it have ended.
  void ended() {
    if (stage == Stage.CLOSED) {
      killAt = Publication.NEVER;
      core.sessions.unregister(this);
      return;
    }
    gone(false);
    core.sessions.unregister(this);
  }

  private void gone(boolean lingers) {
    stage = Stage.CLOSED;
    killAt = core.now() + LINGER_MILLIS;
    leave();
    out.end(lingers);
  }

  private void leave() {
    var of = session;
    if (of == null) return;
    session = null;
    in = null;
    if (of.connection() == this) core.sessions.left(of, Optional.ofNullable(will), willDelay, peer);
  }

  void tick(long now) {
    if (stage == Stage.CLOSED) {
      if (now >= killAt) {
        wire.kill();
        core.sessions.unregister(this);
      }
      return;
    }
    out.replayMore();
    if (stage == Stage.OPEN) {
      if (now - lastHeard <= silenceAllowed) return;
      core.metrics.count(Counter.KEEP_ALIVE_TIMEOUTS);
      core.enter(
          () -> close(ReasonCode.KEEP_ALIVE_TIMEOUT, "nothing was heard within the keep-alive"));
    } else if (now - since > core.settings.connectWithin().toMillis()) {
      core.metrics.count(Counter.CONNECT_TIMEOUTS);
      close(ReasonCode.PROTOCOL_ERROR, "no CONNECT in time");
    }
  }

  /// Reading rests until [#resume].
  void pause() {
    isPaused = true;
    wire.pause();
  }

  void resume() {
    if (!isPaused) return;
    isPaused = false;
    if (!isResting && stage == Stage.OPEN) wire.resume();
  }
}
