package steward.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import steward.value.Bytes;

/// Writes the broker's state into the store, and reads it back, in the broker's own form. Confined
/// to its loop.
///
/// Times are stored as wall time and read back as the broker's clock.
final class Keeper {
  private static final int NO_LOCAL = 4;
  private static final int AS_PUBLISHED = 8;
  private static final int RETAIN = 4;
  private static final int RELEASED = 8;

  private final SessionStore store;
  private final MqttTime time;
  private long lastNumber;

  Keeper(SessionStore store, MqttTime time) {
    this.store = store;
    this.time = time;
  }

  boolean accepts() {
    return store.accepts();
  }

  void session(Session session) {
    if (!session.isDurable()) return;
    var out = new PacketWriter();
    out.u64(session.expirySeconds);
    out.u64(toWall(session.endsAt));
    store.put(StoreKey.session(session.clientId), out.take());
  }

  void subscription(Receiver.Subscription subscription) {
    if (!subscription.session().isDurable()) return;
    var out = new PacketWriter();
    out.u8(
        subscription.qos()
            | (subscription.noLocal() ? NO_LOCAL : 0)
            | (subscription.asPublished() ? AS_PUBLISHED : 0));
    out.varint(subscription.id());
    store.put(
        StoreKey.subscription(subscription.session().clientId, subscription.wholeFilter()),
        out.take());
  }

  void unsubscribed(Session session, String wholeFilter) {
    if (session.isDurable()) store.delete(StoreKey.subscription(session.clientId, wholeFilter));
  }

  void retained(Publication message) {
    store.put(StoreKey.retained(message.topic), written(message));
  }

  void retainedGone(String topic) {
    store.delete(StoreKey.retained(topic));
  }

  /// Stores the delivery, and its message with the first of them.
  void delivery(Session session, Outgoing outgoing) {
    var message = outgoing.message;
    if (!outgoing.isStored) {
      if (message.references++ == 0) {
        message.stored = ++lastNumber;
        store.put(StoreKey.message(message.stored), written(message));
      }
      outgoing.isStored = true;
    }
    var out = new PacketWriter();
    out.u64(message.stored);
    boolean isReleased = outgoing.stage == Outgoing.Stage.RELEASED;
    out.u8(outgoing.qos | (outgoing.retain ? RETAIN : 0) | (isReleased ? RELEASED : 0));
    for (int id : outgoing.subscriptionIds) out.varint(id);
    store.put(StoreKey.delivery(session.clientId, outgoing.id), out.take());
  }

  void delivered(Session session, Outgoing outgoing) {
    if (!outgoing.isStored) return;
    outgoing.isStored = false;
    store.delete(StoreKey.delivery(session.clientId, outgoing.id));
    var message = outgoing.message;
    if (--message.references == 0) store.delete(StoreKey.message(message.stored));
  }

  void incoming(Session session, int id) {
    if (session.isDurable())
      store.put(StoreKey.incoming(session.clientId, id), Publication.NO_PROPERTIES);
  }

  void incomingDone(Session session, int id) {
    if (session.isDurable()) store.delete(StoreKey.incoming(session.clientId, id));
  }

  /// Removes a durable session and everything that is its own.
  void sessionGone(Session session) {
    if (!session.isDurable()) return;
    for (String filter : session.subscriptions.keySet()) unsubscribed(session, filter);
    session.everything().forEach(outgoing -> delivered(session, outgoing));
    session.incoming.stream().forEach(id -> store.delete(StoreKey.incoming(session.clientId, id)));
    store.delete(StoreKey.session(session.clientId));
  }

  private byte[] written(Publication message) {
    var out = new PacketWriter();
    out.u8(message.qos | (message.retain ? RETAIN : 0));
    out.u64(toWall(message.expiresAt));
    out.u16(message.topicUtf8.length);
    out.raw(message.topicUtf8);
    out.varint(message.properties.length);
    out.raw(message.properties);
    out.raw(message.payload.unsafeArray());
    return out.take();
  }

  Publication message(byte[] value) throws PacketException {
    var in = new ByteCursor(value, 0, value.length);
    int flags = in.u8("flags");
    long expires = toClock(u64(in));
    String topic = in.text("topic");
    int length = in.varint("property length");
    int start = in.position();
    in.part(length, "properties");
    byte[] properties = in.since(start);
    byte[] utf8 = topic.getBytes(StandardCharsets.UTF_8);
    Bytes payload = in.rest();
    return new Publication(
        topic, utf8, payload, flags & 3, (flags & RETAIN) != 0, properties, expires);
  }

  /// A stored delivery before it is joined with its message.
  record StoredDelivery(
      long message,
      int id,
      int qos,
      boolean retain,
      boolean isReleased,
      List<Integer> subscriptionIds) {}

  StoredDelivery delivery(int id, byte[] value) throws PacketException {
    var in = new ByteCursor(value, 0, value.length);
    long message = u64(in);
    lastNumber = Math.max(lastNumber, message);
    int flags = in.u8("flags");
    List<Integer> ids = new ArrayList<>(1);
    while (in.remaining() > 0) ids.add(in.varint("subscription identifier"));
    return new StoredDelivery(
        message, id, flags & 3, (flags & RETAIN) != 0, (flags & RELEASED) != 0, List.copyOf(ids));
  }

  void readSession(Session session, byte[] value) throws PacketException {
    var in = new ByteCursor(value, 0, value.length);
    session.expirySeconds = u64(in);
    long ends = toClock(u64(in));
    session.endsAt = ends == Publication.NEVER ? time.now() + session.expirySeconds * 1000 : ends;
  }

  Receiver.Subscription readSubscription(Session session, String wholeFilter, byte[] value)
      throws PacketException {
    var in = new ByteCursor(value, 0, value.length);
    int flags = in.u8("flags");
    int id = in.varint("subscription identifier");
    var shared = Topics.Shared.of(wholeFilter);
    return new Receiver.Subscription(
        session,
        shared.group(),
        shared.filter(),
        flags & 3,
        (flags & NO_LOCAL) != 0,
        (flags & AS_PUBLISHED) != 0,
        id);
  }

  private static long u64(ByteCursor in) throws PacketException {
    return in.u32("number") << 32 | in.u32("number");
  }

  private long toWall(long clock) {
    return clock == Publication.NEVER ? clock : clock - time.now() + time.wall();
  }

  private long toClock(long wall) {
    return wall == Publication.NEVER ? wall : wall - time.wall() + time.now();
  }
}
