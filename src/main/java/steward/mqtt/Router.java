package steward.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import steward.value.Bytes;

/// From a topic to its receivers. Confined to the broker's loop.
///
/// The receivers of each exact topic are remembered until a subscription changes, so a house's
/// usual messages cost one look-up.
final class Router {
  /// Topics remembered at most; at the limit all are forgotten.
  private static final int REMEMBERED = 8_192;

  /// One session with those of its subscriptions that match.
  record Direct(Session session, List<Receiver.Subscription> matching) {}

  /// The receivers of one topic.
  record Route(
      String topic,
      Bytes utf8,
      List<Direct> direct,
      List<Receiver.Group> groups,
      boolean isHeard) {}

  private final TopicTree<Receiver> receivers = new TopicTree<>();
  private final TopicTree<String> heard = new TopicTree<>();
  private final Map<String, Receiver.Group> groups = new HashMap<>();
  private final Map<String, Route> routes = new HashMap<>();
  private int subscriptions;

  int subscriptions() {
    return subscriptions;
  }

  void hear(String filter) {
    heard.add(filter, filter);
    routes.clear();
  }

  void unhear(String filter) {
    heard.remove(filter, filter);
    routes.clear();
  }

  void add(Receiver.Subscription subscription) {
    subscriptions++;
    routes.clear();
    if (!subscription.isShared()) {
      receivers.add(subscription.filter(), subscription);
      return;
    }
    var group = groups.get(subscription.wholeFilter());
    if (group == null) {
      group = new Receiver.Group();
      groups.put(subscription.wholeFilter(), group);
      receivers.add(subscription.filter(), group);
    }
    group.members.add(subscription);
  }

  void remove(Receiver.Subscription subscription) {
    subscriptions--;
    routes.clear();
    if (!subscription.isShared()) {
      receivers.remove(subscription.filter(), subscription);
      return;
    }
    var group = groups.get(subscription.wholeFilter());
    if (group == null) return;
    group.members.remove(subscription);
    if (group.members.isEmpty()) {
      groups.remove(subscription.wholeFilter());
      receivers.remove(subscription.filter(), group);
    }
  }

  Route route(String topic) {
    var known = routes.get(topic);
    if (known != null) return known;
    if (routes.size() >= REMEMBERED) routes.clear();
    var route = find(topic);
    routes.put(topic, route);
    return route;
  }

  private Route find(String topic) {
    Map<Session, List<Receiver.Subscription>> direct = new LinkedHashMap<>();
    List<Receiver.Group> shared = new ArrayList<>(0);
    receivers.match(
        topic,
        receiver -> {
          switch (receiver) {
            case Receiver.Subscription one ->
                direct.computeIfAbsent(one.session(), _ -> new ArrayList<>(1)).add(one);
            case Receiver.Group group -> shared.add(group);
          }
        });
    var isHeard = new boolean[1];
    heard.match(topic, _ -> isHeard[0] = true);
    List<Direct> all = new ArrayList<>(direct.size());
    direct.forEach((session, matching) -> all.add(new Direct(session, matching)));
    return new Route(topic, Bytes.utf8(topic), all, shared, isHeard[0]);
  }

  /// Hands the message to every session that wants it. `from` is the publishing session, if any.
  static void deliver(Route route, Publication message, @Nullable Session from) {
    for (var direct : route.direct) direct.session.deliver(message, direct.matching, from);
    for (var group : route.groups) {
      var member = group.choose(message);
      member.session().deliver(message, List.of(member), null);
    }
  }

  /// Whether some session that outlives its connection would have the message stored.
  static boolean isForDurable(Route route, int qos) {
    if (qos == 0) return false;
    for (var direct : route.direct) {
      if (direct.session.isDurable()) return true;
    }
    return !route.groups.isEmpty();
  }
}
