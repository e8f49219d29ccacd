package steward.mqtt;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What goes out on one connection: packets gathered for one write, topic aliases, retained
/// messages that wait for room. Confined to the broker's loop.
final class Outbound {
  /// Retained messages for a new subscription are handed out while less than this is on its way, in
  /// bytes.
  private static final int LOW_WATER = 256 * 1024;

  /// The same for messages of QoS 1 and 2 that wait.
  private static final int LOW_MESSAGES = 64;

  private record Replay(Receiver.Subscription subscription, ArrayDeque<String> topics) {}

  private final Core core;
  private final Connection connection;
  private final Wire wire;
  private final PacketWriter writer = new PacketWriter();
  private final ArrayDeque<Receiver.Subscription> toReplay = new ArrayDeque<>();
  private final Map<String, Integer> aliases = new HashMap<>(4);
  private @Nullable Replay replay;
  private Version version = Version.MQTT_3_1_1;
  private int window;
  private long largestPacket = Long.MAX_VALUE;
  private int aliasMaximum;
  private boolean explains = true;
  private boolean isDirty;
  private boolean isEnded;
  private long onItsWay;

  Outbound(Core core, Connection connection, Wire wire) {
    this.core = core;
    this.connection = connection;
    this.wire = wire;
    this.window = core.limits.inFlight();
  }

  /// Takes over what the CONNECT says about the client's own limits.
  void agree(Packet.Connect connect) {
    version = connect.version();
    var properties = connect.properties();
    window = (int) Math.min(window, properties.number(Property.RECEIVE_MAXIMUM, 65_535));
    largestPacket = properties.number(Property.MAXIMUM_PACKET_SIZE, Long.MAX_VALUE);
    aliasMaximum =
        (int)
            Math.min(
                core.limits.topicAliases(), properties.number(Property.TOPIC_ALIAS_MAXIMUM, 0));
    explains = properties.number(Property.REQUEST_PROBLEM, 1) == 1;
  }

  int window() {
    return window;
  }

  /// Gathers one PUBLISH. False when the client does not take packets of this size.
  boolean publish(
      Publication message,
      int qos,
      boolean dup,
      boolean retain,
      int id,
      List<Integer> subscriptionIds) {
    if (isEnded) return true;
    int alias = 0;
    boolean namesTopic = true;
    if (aliasMaximum > 0) {
      var known = aliases.get(message.topic);
      namesTopic = known == null;
      alias = known != null ? known : aliases.size() < aliasMaximum ? aliases.size() + 1 : 0;
    }
    List<Integer> ids = version.isFive() ? subscriptionIds : List.of();
    var delivery = new PacketWriter.Delivery(version, qos, dup, retain, id, alias, namesTopic, ids);
    if (largestPacket < Integer.MAX_VALUE
        && PacketWriter.sizeOf(message, delivery) > largestPacket) {
      core.metrics.count(Counter.PACKET_TOO_LARGE_FOR_CLIENT);
      return false;
    }
    if (namesTopic && alias > 0) aliases.put(message.topic, alias);
    writer.publish(message, delivery, core.now());
    core.metrics.count(Counter.MESSAGES_OUT);
    touch();
    long held = onItsWay + writer.size();
    if (held > core.limits.queueBytes()) connection.dropAsSlow();
    else if (held > core.limits.queueBytes() / 2) core.press();
    return true;
  }

  /// PUBREL for a message whose receipt was lost with the last connection.
  void release(int id) {
    ack(PacketType.PUBREL, id, ReasonCode.SUCCESS, "");
  }

  void ack(PacketType type, int id, ReasonCode reason, String sentence) {
    writer.ack(version, type, id, reason, explains ? sentence : "");
    touch();
  }

  void connack(Version to, boolean sessionPresent, ReasonCode reason, byte[] properties) {
    writer.connack(to, sessionPresent, reason, properties);
    touch();
  }

  void suback(int id, int[] codes) {
    writer.suback(version, id, codes);
    touch();
  }

  void unsuback(int id, int[] codes) {
    writer.unsuback(version, id, codes);
    touch();
  }

  void pong() {
    writer.empty(PacketType.PINGRESP);
    touch();
  }

  void disconnect(ReasonCode reason, String sentence) {
    writer.disconnect(reason, explains ? sentence : "");
    touch();
  }

  private void touch() {
    if (isDirty || isEnded) return;
    isDirty = true;
    core.flushLater(this);
  }

  /// Writes what was gathered, at the end of a piece of the loop's work.
  void flush() {
    isDirty = false;
    if (isEnded || writer.isEmpty()) return;
    byte[] bytes = writer.take();
    onItsWay += bytes.length;
    core.metrics.add(Counter.BYTES_OUT, bytes.length);
    wire.write(bytes, () -> written(bytes.length));
  }

  private void written(int count) {
    onItsWay -= count;
    if (replay != null && onItsWay < LOW_WATER) core.enter(this::replayMore);
  }

  /// Hands out the retained messages for this subscription as fast as the client takes them.
  void replay(Receiver.Subscription subscription) {
    if (isEnded) return;
    toReplay.add(subscription);
    replayMore();
  }

  void replayMore() {
    var session = subscriptionSession();
    while (session != null
        && onItsWay + writer.size() < LOW_WATER
        && session.waiting() < LOW_MESSAGES) {
      var current = replay;
      if (current == null) {
        var next = toReplay.poll();
        if (next == null) return;
        current = new Replay(next, new ArrayDeque<>(core.retained.topics(next.filter())));
        replay = current;
      }
      String topic = current.topics.poll();
      if (topic == null) replay = null;
      // what is retained now, not then: a newer message may already have been sent
      else core.retained(topic).ifPresent(now -> session.deliverRetained(now, replaying()));
    }
  }

  private Receiver.Subscription replaying() {
    return java.util.Objects.requireNonNull(replay).subscription;
  }

  private @Nullable Session subscriptionSession() {
    var current = replay;
    var next = current != null ? current.subscription : toReplay.peek();
    return next == null ? null : next.session();
  }

  /// No further write. `flushFirst` sends what was gathered.
  void end(boolean flushFirst) {
    if (isEnded) return;
    if (flushFirst) flush();
    isEnded = true;
    toReplay.clear();
    replay = null;
    if (flushFirst) wire.end();
    else wire.kill();
  }
}
