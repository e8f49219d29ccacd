package steward.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import steward.network.HalfOpen;

/// All sessions and connections, their ends and their wills. Confined to the broker's loop.
final class Sessions {
  private static final long FOREVER = 0xFFFF_FFFFL;

  private record LateWill(Publication message, Peer peer, long at) {}

  private final Core core;
  private final Map<String, Session> sessions = new HashMap<>();
  private final Map<String, LateWill> wills = new HashMap<>();
  private final Set<Connection> connections = new HashSet<>();
  private final HalfOpen<Connection> halfOpen = new HalfOpen<>();

  Sessions(Core core) {
    this.core = core;
  }

  int size() {
    return sessions.size();
  }

  int clients() {
    return connections.size() - halfOpen.size();
  }

  Optional<Session> get(String clientId) {
    return Optional.ofNullable(sessions.get(clientId));
  }

  /// Connections that were not admitted yet.
  int halfOpen() {
    return halfOpen.size();
  }

  /// Takes a connection that has said nothing yet. False when there are too many clients.
  boolean register(Connection connection) {
    if (isFull()) return false;
    connections.add(connection);
    halfOpen
        .add(connection.peer().source(), connection)
        .ifPresent(oldest -> {
          core.metrics.count(Counter.HALF_OPEN_OVER_LIMIT);
          oldest.drop();
        });
    return true;
  }

  /// Whether there are as many clients as there may be, without those that are only on their way.
  boolean isFull() {
    return connections.size() - halfOpen.size() >= core.limits.clients();
  }

  /// It was admitted: from now on it is a client.
  void admitted(Connection connection) {
    halfOpen.remove(connection.peer().source(), connection);
  }

  void unregister(Connection connection) {
    halfOpen.remove(connection.peer().source(), connection);
    connections.remove(connection);
  }

  /// A session for the client, and whether it was there before. Empty when no more can be kept.
  record Opened(Session session, boolean wasPresent) {}

  Optional<Opened> open(Connection connection, boolean clean, long expirySeconds) {
    String clientId = connection.peer().sessionName();
    var old = sessions.get(clientId);
    var other = old == null ? null : old.connection();
    if (other != null) {
      core.metrics.count(Counter.TAKEN_OVER);
      other.close(ReasonCode.SESSION_TAKEN_OVER, "another connection uses this client identifier");
      old = sessions.get(clientId);
    }
    if (old != null && (clean || !mayStill(connection.peer(), old))) {
      end(old);
      old = null;
    }
    if (old == null && sessions.size() >= core.limits.sessions()) {
      core.metrics.count(Counter.SESSIONS_OVER_LIMIT);
      return Optional.empty();
    }
    wills.remove(clientId);
    var session = old != null ? old : new Session(clientId, core);
    if (old != null && expirySeconds == 0) core.keeper.sessionGone(old);
    session.expirySeconds = expirySeconds;
    sessions.put(clientId, session);
    session.attach(connection);
    core.keeper.session(session);
    return Optional.of(new Opened(session, old != null));
  }

  /// Whether the client may still hear all that its session hears. If not, what waits for it is not
  /// its own any more either.
  private boolean mayStill(Peer peer, Session session) {
    return session.subscriptions.values().stream()
        .allMatch(one -> core.admission.subscribe(peer, one.filter()).isAllowed());
  }

  long granted(long asked) {
    return Math.min(asked, core.settings.sessionAtMost().toSeconds());
  }

  /// The connection of this session is gone; its will, if any, was not withdrawn.
  void left(Session session, Optional<Publication> will, long willDelaySeconds, Peer peer) {
    session.detach();
    if (session.isDurable()) {
      session.endsAt = core.now() + session.expirySeconds * 1000;
      core.keeper.session(session);
    }
    will.ifPresent(message -> {
      long delay = Math.min(willDelaySeconds, session.expirySeconds);
      if (delay == 0) publish(message, peer);
      else wills.put(session.clientId, new LateWill(message, peer, core.now() + delay * 1000));
    });
    if (!session.isDurable()) end(session);
  }

  private void end(Session session) {
    core.keeper.sessionGone(session);
    sessions.remove(session.clientId);
    session.subscriptions.values().forEach(core.router::remove);
    var will = wills.remove(session.clientId);
    if (will != null) publish(will.message, will.peer);
  }

  private void publish(Publication will, Peer peer) {
    if (Topics.isReserved(will.topic)
        || !core.admission.publish(peer, will.topic, will.retain).isAllowed()) {
      core.metrics.count(Counter.PUBLISH_REFUSED);
      return;
    }
    core.metrics.count(Counter.WILLS);
    core.publish(core.router.route(will.topic), will, null, Origin.of(peer));
  }

  void tick() {
    long now = core.now();
    for (var connection : List.copyOf(connections)) connection.tick(now);
    for (var will : new ArrayList<>(wills.entrySet())) {
      if (will.getValue().at > now) continue;
      wills.remove(will.getKey());
      publish(will.getValue().message, will.getValue().peer);
    }
    for (var session : new ArrayList<>(sessions.values())) {
      if (session.isConnected() || session.endsAt > now) continue;
      core.metrics.count(Counter.EXPIRED_SESSIONS);
      end(session);
    }
  }

  /// Closes every connection that the test names.
  void close(Predicate<Peer> which, ReasonCode reason, String sentence) {
    for (var connection : List.copyOf(connections)) {
      if (which.test(connection.peer())) connection.close(reason, sentence);
    }
  }

  /// Takes over what the store has kept. What does not fit together any more is left out.
  void restore(Map<StoreKey, byte[]> stored) throws PacketException {
    Map<Long, Publication> messages = new HashMap<>();
    for (var entry : stored.entrySet()) {
      var key = entry.getKey();
      switch (key.kind()) {
        case SESSION -> {
          var session = new Session(key.name(), core);
          core.keeper.readSession(session, entry.getValue());
          sessions.put(key.name(), session);
        }
        case RETAINED -> core.retained.put(core.keeper.message(entry.getValue()));
        case MESSAGE -> messages.put(key.number(), core.keeper.message(entry.getValue()));
        case SUBSCRIPTION, DELIVERY, INCOMING -> {}
      }
    }
    restoreSubscriptions(stored);
    restoreDeliveries(stored, messages);
  }

  private void restoreSubscriptions(Map<StoreKey, byte[]> stored) throws PacketException {
    for (var entry : stored.entrySet()) {
      var key = entry.getKey();
      if (key.kind() == StoreKey.Kind.INCOMING) {
        get(key.name()).ifPresent(session -> session.incoming.set((int) key.number()));
      }
      if (key.kind() != StoreKey.Kind.SUBSCRIPTION) continue;
      int cut = key.name().indexOf('\0');
      var session = sessions.get(key.name().substring(0, Math.max(cut, 0)));
      if (session == null) continue;
      var subscription =
          core.keeper.readSubscription(session, key.name().substring(cut + 1), entry.getValue());
      session.subscriptions.put(subscription.wholeFilter(), subscription);
      core.router.add(subscription);
    }
  }

  private void restoreDeliveries(Map<StoreKey, byte[]> stored, Map<Long, Publication> messages)
      throws PacketException {
    record Waiting(Session session, Keeper.StoredDelivery delivery) {}
    List<Waiting> all = new ArrayList<>();
    for (var entry : stored.entrySet()) {
      var key = entry.getKey();
      if (key.kind() != StoreKey.Kind.DELIVERY || !sessions.containsKey(key.name())) continue;
      var session = sessions.get(key.name());
      all.add(new Waiting(session, core.keeper.delivery((int) key.number(), entry.getValue())));
    }
    all.sort(java.util.Comparator.comparingLong(waiting -> waiting.delivery.message()));
    for (var waiting : all) {
      var message = messages.get(waiting.delivery.message());
      if (message != null) waiting.session.restore(waiting.delivery, message);
    }
  }

  /// What a client of version 3 asks for by not being clean.
  static long forever() {
    return FOREVER;
  }
}
