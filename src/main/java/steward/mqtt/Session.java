package steward.mqtt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the broker remembers of one client: its subscriptions, what waits for it, what is under way
/// in both directions. Confined to the broker's loop.
final class Session {
  final String clientId;
  final Map<String, Receiver.Subscription> subscriptions = new HashMap<>(4);

  /// Identifiers of QoS 2 messages received and not yet released.
  final BitSet incoming = new BitSet();

  /// Seconds it outlives its connection; 0 ends with it.
  long expirySeconds;

  /// When it ends, in the broker's clock; [Publication#NEVER] while connected.
  long endsAt = Publication.NEVER;

  private final String user;
  private final Core core;
  private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
  private final Map<Integer, Outgoing> inFlight = new LinkedHashMap<>();
  private final BitSet ids = new BitSet();
  private int lastId;
  private long bytes;
  private long pressedSince = Publication.NEVER;
  private @Nullable Connection connection;

  Session(String clientId, Core core) {
    this.clientId = clientId;
    this.user = Peer.userOf(clientId);
    this.core = core;
  }

  boolean isDurable() {
    return expirySeconds > 0;
  }

  boolean isConnected() {
    return connection != null;
  }

  boolean keepsUp() {
    return waiting.size() < core.limits.queueMessages() / 2;
  }

  @Nullable Connection connection() {
    return connection;
  }

  int waiting() {
    return waiting.size();
  }

  List<Outgoing> everything() {
    var all = new ArrayList<>(inFlight.values());
    all.addAll(waiting);
    return all;
  }

  /// Takes a message that some of the session's subscriptions match. `from` is the publishing
  /// session, if any.
  void deliver(Publication message, List<Receiver.Subscription> matching, @Nullable Session from) {
    if (!hears(message)) return;
    int qos = -1;
    boolean retain = false;
    List<Integer> ids = List.of();
    for (var subscription : matching) {
      if (subscription.noLocal() && from == this) continue;
      qos = Math.max(qos, subscription.qos());
      retain |= subscription.asPublished() && message.retain;
      if (subscription.id() > 0) ids = with(ids, subscription.id());
    }
    if (qos >= 0) send(message, Math.min(qos, message.qos), retain, ids);
  }

  /// Whether the one whose session it is may have the message.
  boolean hears(Publication message) {
    return core.admission.hears(user, message.topic);
  }

  /// A retained message for a new subscription.
  void deliverRetained(Publication message, Receiver.Subscription subscription) {
    if (!hears(message)) return;
    List<Integer> ids = subscription.id() > 0 ? List.of(subscription.id()) : List.of();
    send(message, Math.min(subscription.qos(), message.qos), true, ids);
  }

  private static List<Integer> with(List<Integer> ids, int id) {
    if (ids.isEmpty()) return List.of(id);
    List<Integer> more = new ArrayList<>(ids);
    more.add(id);
    return more;
  }

  private void send(Publication message, int qos, boolean retain, List<Integer> subscriptionIds) {
    if (qos == 0) {
      if (connection != null) connection.out.publish(message, 0, false, retain, 0, subscriptionIds);
      return;
    }
    if (waiting.size() >= core.limits.queueMessages()
        || bytes > core.limits.queueBytes()
        || idsAreUsedUp()) {
      core.metrics.count(Counter.QUEUE_OVER_LIMIT);
      if (connection != null) connection.dropAsSlow();
      return;
    }
    var outgoing = new Outgoing(message, qos, freeId(), retain, subscriptionIds);
    if (isDurable()) {
      core.keeper.delivery(this, outgoing);
      if (qos == 2 && core.mustWaitForStore()) holdUntilStored(outgoing);
    }
    bytes += message.bytes();
    waiting.add(outgoing);
    pump();
    press();
  }

  /// QoS 2 is sent only when it is written down: else a crash could give its identifier to another
  /// message.
  private void holdUntilStored(Outgoing outgoing) {
    outgoing.isReady = false;
    core.afterCommit(_ -> {
      outgoing.isReady = true;
      pump();
    });
  }

  /// A publisher that runs ahead of a connected receiver waits for it, but only for a moment.
  private void press() {
    if (connection == null || keepsUp()) return;
    if (pressedSince == Publication.NEVER) pressedSince = core.now();
    if (core.now() - pressedSince < Core.PATIENCE_MILLIS) core.press();
  }

  private boolean idsAreUsedUp() {
    return waiting.size() + inFlight.size() >= 65_535;
  }

  private int freeId() {
    int id = ids.nextClearBit(lastId + 1);
    if (id > 65_535) id = ids.nextClearBit(1);
    ids.set(id);
    lastId = id;
    return id;
  }

  /// Sends what waits, as far as the receiver's window goes.
  void pump() {
    var to = connection;
    if (to == null) return;
    while (inFlight.size() < to.out.window()) {
      var outgoing = waiting.peek();
      if (outgoing == null || !outgoing.isReady) break;
      waiting.remove();
      if (outgoing.stage == Outgoing.Stage.WAITING && outgoing.message.isExpired(core.now())) {
        core.metrics.count(Counter.EXPIRED_MESSAGES);
        forget(outgoing);
      } else {
        transmit(to, outgoing);
      }
    }
    if (waiting.size() < core.limits.queueMessages() / 4) pressedSince = Publication.NEVER;
  }

  private void transmit(Connection to, Outgoing outgoing) {
    boolean dup = outgoing.stage == Outgoing.Stage.SENT;
    outgoing.stage = Outgoing.Stage.SENT;
    boolean isSent =
        to.out.publish(
            outgoing.message,
            outgoing.qos,
            dup,
            outgoing.retain,
            outgoing.id,
            outgoing.subscriptionIds);
    if (isSent) inFlight.put(outgoing.id, outgoing);
    else forget(outgoing);
  }

  private void forget(Outgoing outgoing) {
    ids.clear(outgoing.id);
    bytes -= outgoing.message.bytes();
    core.keeper.delivered(this, outgoing);
  }

  /// The receiver has a message of QoS 1, or the whole of QoS 2.
  boolean acknowledged(int id, boolean isComplete) {
    var outgoing = inFlight.get(id);
    if (outgoing == null || outgoing.qos != (isComplete ? 2 : 1)) return false;
    inFlight.remove(id);
    forget(outgoing);
    pump();
    return true;
  }

  /// The receiver has a message of QoS 2: it is never sent again. `refused` ends it.
  boolean received(int id, boolean refused) {
    var outgoing = inFlight.get(id);
    if (outgoing == null || outgoing.qos != 2) return false;
    if (refused) {
      inFlight.remove(id);
      forget(outgoing);
      pump();
    } else if (outgoing.stage != Outgoing.Stage.RELEASED) {
      outgoing.stage = Outgoing.Stage.RELEASED;
      if (outgoing.isStored) core.keeper.delivery(this, outgoing);
    }
    return true;
  }

  void attach(Connection to) {
    connection = to;
    endsAt = Publication.NEVER;
  }

  void detach() {
    connection = null;
    pressedSince = Publication.NEVER;
  }

  /// Goes on where the last connection ended: what was under way is sent again under its
  /// identifiers, then the rest.
  void resume() {
    var to = connection;
    if (to == null) return;
    var again = new ArrayList<>(inFlight.values());
    inFlight.clear();
    for (int i = again.size() - 1; i >= 0; i--) {
      if (again.get(i).stage == Outgoing.Stage.SENT) waiting.addFirst(again.get(i));
    }
    for (var outgoing : again) {
      if (outgoing.stage != Outgoing.Stage.RELEASED) continue;
      inFlight.put(outgoing.id, outgoing);
      to.out.release(outgoing.id);
    }
    pump();
  }

  /// Takes over a delivery that the store has kept, in the order of the calls.
  void restore(Keeper.StoredDelivery stored, Publication message) {
    var outgoing =
        new Outgoing(message, stored.qos(), stored.id(), stored.retain(), stored.subscriptionIds());
    outgoing.isStored = true;
    message.references++;
    message.stored = stored.message();
    ids.set(stored.id());
    lastId = stored.id();
    bytes += message.bytes();
    if (stored.isReleased()) {
      outgoing.stage = Outgoing.Stage.RELEASED;
      inFlight.put(stored.id(), outgoing);
    } else {
      outgoing.stage = Outgoing.Stage.SENT;
      waiting.add(outgoing);
    }
  }
}
