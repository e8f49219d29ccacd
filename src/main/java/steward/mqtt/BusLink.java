package steward.mqtt;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import steward.thing.Message;

/// One connection of the [ExternalBus] to its broker. Confined to the bus's event loop.
final class BusLink {
  /// What the link tells its bus.
  interface Events {
    void up();

    /// Comes once. `wasVersion` says that the broker does not speak this version.
    void down(String reason, boolean wasVersion);

    void message(Message.Publish message, Origin from);
  }

  private final NetSocket socket;
  private final Version version;
  private final ExternalSettings settings;
  private final MqttMetrics metrics;
  private final Events events;
  private final Framer framer;
  private final PacketWriter writer = new PacketWriter();
  private final ArrayDeque<Publication> waiting = new ArrayDeque<>();
  private final Map<Integer, Publication> inFlight = new HashMap<>();
  private final BitSet incoming = new BitSet();
  private final Origin origin;
  private int lastId;
  private int window;
  private long largestPacket = Long.MAX_VALUE;
  private long onItsWay;
  private long heardAt = System.nanoTime();
  private long saidAt = System.nanoTime();
  private boolean isUp;
  private boolean isDown;

  BusLink(
      NetSocket socket,
      Version version,
      ExternalSettings settings,
      MqttMetrics metrics,
      Events events) {
    this.socket = socket;
    this.version = version;
    this.settings = settings;
    this.metrics = metrics;
    this.events = events;
    this.framer = new Framer(settings.limits().packetBytes());
    this.window = settings.limits().inFlight();
    this.origin = Origin.of(new Peer("", "", String.valueOf(socket.remoteAddress()), "external"));
  }

  void begin() {
    socket.exceptionHandler(_ -> {});
    socket.closeHandler(_ -> down("the broker closed the connection", !isUp && version.isFive()));
    socket.handler(this::read);
    int keepAlive = (int) settings.keepAlive().toSeconds();
    writer.connect(version, settings, keepAlive);
    flush();
  }

  private void read(Buffer buffer) {
    heardAt = System.nanoTime();
    byte[] bytes = buffer.getBytes();
    metrics.add(Counter.BYTES_IN, bytes.length);
    framer.feed(bytes);
    try {
      while (!isDown && framer.next())
        packet(PacketDecoder.decode(version, framer.first(), framer.body()));
    } catch (PacketException e) {
      metrics.closed(e.reason());
      down("the broker sent what is not MQTT: " + e.getMessage(), false);
    }
    flush();
  }

  private void packet(Packet packet) throws PacketException {
    switch (packet) {
      case Packet.Connack connack -> connack(connack);
      case Packet.Publish publish -> publish(publish);
      case Packet.Ack ack -> ack(ack);
      case Packet.Disconnect disconnect ->
          down("the broker ended it, " + reason(disconnect), false);
      case Packet.Suback suback -> {
        for (int code : suback.codes()) {
          if (code >= 0x80) metrics.count(Counter.SUBSCRIBE_REFUSED);
        }
      }
      case Packet.Unsuback _, Packet.Ping _ -> {}
      case Packet.Connect _, Packet.Subscribe _, Packet.Unsubscribe _, Packet.Auth _ ->
          throw PacketException.protocolError("a packet that only clients send");
    }
  }

  private static String reason(Packet.Disconnect disconnect) {
    String text = disconnect.properties().text(Property.REASON_STRING);
    return "code " + disconnect.code() + (text.isEmpty() ? "" : ": " + text);
  }

  private void connack(Packet.Connack connack) {
    if (connack.code() != 0) {
      boolean wasVersion = version.isFive() && (connack.code() == 1 || connack.code() == 0x84);
      down("the broker refused the connection with code " + connack.code(), wasVersion);
      return;
    }
    var properties = connack.properties();
    window = (int) Math.min(window, properties.number(Property.RECEIVE_MAXIMUM, 65_535));
    largestPacket = properties.number(Property.MAXIMUM_PACKET_SIZE, Long.MAX_VALUE);
    isUp = true;
    events.up();
  }

  boolean isUp() {
    return isUp && !isDown;
  }

  void subscribe(Map<String, Integer> filters) {
    for (var filter : filters.entrySet()) {
      var wish = new Packet.Wish(filter.getKey(), filter.getValue(), version.isFive(), false, 0);
      writer.subscribe(version, nextId(), List.of(wish));
    }
    flush();
  }

  void unsubscribe(String filter) {
    writer.unsubscribe(version, nextId(), filter);
    flush();
  }

  /// Gathers a message; [#flush] sends it. What the broker does not take fast enough is discarded
  /// and counted.
  void send(Publication message) {
    boolean isFull = onItsWay + writer.size() > settings.limits().queueBytes();
    if (isFull || waiting.size() >= settings.limits().queueMessages()) {
      metrics.count(Counter.QUEUE_OVER_LIMIT);
    } else if (message.qos > 0 && inFlight.size() >= window) {
      waiting.add(message);
    } else {
      write(message);
    }
  }

  /// Whether half of what may be on its way to the broker is.
  boolean isPressed() {
    return onItsWay > settings.limits().queueBytes() / 2;
  }

  private void write(Publication message) {
    int id = message.qos > 0 ? nextId() : 0;
    var delivery =
        new PacketWriter.Delivery(
            version, message.qos, false, message.retain, id, 0, true, List.of());
    if (PacketWriter.sizeOf(message, delivery) > largestPacket) {
      metrics.count(Counter.PACKET_TOO_LARGE_FOR_CLIENT);
      return;
    }
    if (id > 0) inFlight.put(id, message);
    metrics.count(Counter.MESSAGES_OUT);
    writer.publish(message, delivery, 0);
  }

  private int nextId() {
    do {
      lastId = lastId == 65_535 ? 1 : lastId + 1;
    } while (inFlight.containsKey(lastId));
    return lastId;
  }

  private void publish(Packet.Publish publish) throws PacketException {
    metrics.count(Counter.MESSAGES_IN);
    boolean isNew = publish.qos() < 2 || !incoming.get(publish.id());
    if (publish.qos() == 2) incoming.set(publish.id());
    if (isNew) tell(publish);
    switch (publish.qos()) {
      case 1 -> writer.ack(version, PacketType.PUBACK, publish.id(), ReasonCode.SUCCESS, "");
      case 2 -> writer.ack(version, PacketType.PUBREC, publish.id(), ReasonCode.SUCCESS, "");
      default -> {}
    }
  }

  private void tell(Packet.Publish publish) throws PacketException {
    String topic = topic(publish);
    String responseTopic = publish.properties().text(Property.RESPONSE_TOPIC);
    var correlation = publish.properties().binary(Property.CORRELATION_DATA);
    var from =
        responseTopic.isEmpty() ? origin : new Origin(origin.peer(), responseTopic, correlation);
    events.message(
        new Message.Publish(topic, publish.payload(), publish.qos(), publish.retain()), from);
  }

  private String topic(Packet.Publish publish) throws PacketException {
    int alias = (int) publish.properties().number(Property.TOPIC_ALIAS, 0);
    if (!publish.topic().isEmpty()) return publish.topic();
    // we allow no aliases, so none can have been set
    throw PacketException.protocolError("topic alias " + alias + " was never set");
  }

  private void ack(Packet.Ack ack) throws PacketException {
    switch (ack.type()) {
      case PUBACK, PUBCOMP -> finished(ack.id());
      case PUBREC -> {
        if (ack.code() >= 0x80) finished(ack.id());
        else writer.ack(version, PacketType.PUBREL, ack.id(), ReasonCode.SUCCESS, "");
      }
      case PUBREL -> {
        incoming.clear(ack.id());
        writer.ack(version, PacketType.PUBCOMP, ack.id(), ReasonCode.SUCCESS, "");
      }
      case RESERVED,
          CONNECT,
          CONNACK,
          PUBLISH,
          SUBSCRIBE,
          SUBACK,
          UNSUBSCRIBE,
          UNSUBACK,
          PINGREQ,
          PINGRESP,
          DISCONNECT,
          AUTH ->
          throw PacketException.protocolError(ack.type() + " acknowledges nothing");
    }
  }

  private void finished(int id) {
    inFlight.remove(id);
    while (inFlight.size() < window && !waiting.isEmpty()) write(waiting.remove());
  }

  void flush() {
    if (isDown || writer.isEmpty()) return;
    byte[] bytes = writer.take();
    saidAt = System.nanoTime();
    onItsWay += bytes.length;
    metrics.add(Counter.BYTES_OUT, bytes.length);
    socket.write(Buffer.buffer(bytes)).onSuccess(_ -> onItsWay -= bytes.length);
  }

  /// Each second: keeps a silent connection alive, and gives up a dead one.
  void tick() {
    long now = System.nanoTime();
    long keepAlive = settings.keepAlive().toNanos();
    if (!isUp && now - heardAt > settings.within().toNanos()) {
      down("no answer to the CONNECT", false);
    } else if (isUp && now - heardAt > keepAlive + keepAlive / 2) {
      metrics.count(Counter.KEEP_ALIVE_TIMEOUTS);
      down("the broker was not heard within the keep-alive", false);
    } else if (isUp && now - Math.min(saidAt, heardAt) > keepAlive * 3 / 4) {
      writer.empty(PacketType.PINGREQ);
      flush();
    }
  }

  /// Says goodbye and ends it.
  void close() {
    if (isDown) return;
    writer.empty(PacketType.DISCONNECT);
    flush();
    isDown = true;
    socket.end().onFailure(_ -> {});
  }

  private void down(String reason, boolean wasVersion) {
    if (isDown) return;
    isDown = true;
    metrics.add(Counter.DROPPED_WHILE_DOWN, inFlight.size() + (long) waiting.size());
    socket.close().onFailure(_ -> {});
    events.down(reason, wasVersion);
  }
}
