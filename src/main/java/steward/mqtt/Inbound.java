package steward.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What a connected client sends: publishes, acknowledgements, subscriptions. Confined to the
/// broker's loop.
///
/// Acknowledgements leave in the order of what they acknowledge: once one waits for the store,
/// those behind it do too.
final class Inbound {
  private final Core core;
  private final Connection connection;
  private final Session session;
  private final Map<Integer, String> aliases = new HashMap<>(4);

  /// Acknowledgements that wait for the store.
  private int owed;

  /// Of these, those that count against the receive maximum.
  private int owedOfQos1;

  Inbound(Core core, Connection connection, Session session) {
    this.core = core;
    this.connection = connection;
    this.session = session;
  }

  void publish(Packet.Publish publish) throws PacketException {
    core.metrics.count(Counter.MESSAGES_IN);
    if (!publish.properties().subscriptionIds().isEmpty()) {
      throw PacketException.protocolError("a subscription identifier comes from a server only");
    }
    String topic = topic(publish);
    if (publish.qos() == 2 && session.incoming.get(publish.id())) {
      core.metrics.count(Counter.DUPLICATES_IGNORED);
      answer(PacketType.PUBREC, publish.id(), ReasonCode.SUCCESS, "");
      return;
    }
    checkReceiveMaximum(publish.qos());
    var limit = overLimit(topic);
    if (limit.isPresent()) {
      core.metrics.count(Counter.TOPIC_OVER_LIMIT);
      refused(publish, ReasonCode.TOPIC_NAME_INVALID, limit.get());
      return;
    }
    var verdict =
        core.admission.publish(connection.peer(), topic, publish.retain(), publish.payload());
    if (!verdict.isAllowed()) {
      core.metrics.count(Counter.PUBLISH_REFUSED);
      refused(publish, ReasonCode.NOT_AUTHORIZED, verdict.sentence());
      return;
    }
    var route = core.router.route(topic);
    var objection =
        core.objection(route, publish.qos(), publish.retain(), publish.payload().length());
    if (objection.isPresent()) {
      noRoom(publish, objection.get());
      return;
    }
    core.publish(route, publication(publish, route), session, origin(publish.properties()));
    accepted(publish);
  }

  private void accepted(Packet.Publish publish) {
    switch (publish.qos()) {
      case 1 -> answer(PacketType.PUBACK, publish.id(), ReasonCode.SUCCESS, "");
      case 2 -> {
        session.incoming.set(publish.id());
        core.keeper.incoming(session, publish.id());
        answer(PacketType.PUBREC, publish.id(), ReasonCode.SUCCESS, "");
      }
      default -> {}
    }
  }

  private String topic(Packet.Publish publish) throws PacketException {
    int alias = (int) publish.properties().number(Property.TOPIC_ALIAS, -1);
    if (alias < 0) return publish.topic();
    if (alias == 0 || alias > core.limits.topicAliases()) {
      throw new PacketException(
          ReasonCode.TOPIC_ALIAS_INVALID,
          "topic alias " + alias + "; 1 to " + core.limits.topicAliases() + " exist");
    }
    if (!publish.topic().isEmpty()) {
      aliases.put(alias, publish.topic());
      return publish.topic();
    }
    var known = aliases.get(alias);
    if (known == null)
      throw PacketException.protocolError("topic alias " + alias + " was never set");
    return known;
  }

  private void checkReceiveMaximum(int qos) throws PacketException {
    if (qos == 0) return;
    int most = core.limits.receiveMaximum();
    if (!connection.version().isFive()) {
      // the older versions have no such rule: reading rests until the store has caught up
      if (owedOfQos1 >= most) connection.pause();
    } else if (owedOfQos1 + session.incoming.cardinality() >= most) {
      throw new PacketException(
          ReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
          "more than " + most + " messages without waiting for their receipt");
    }
  }

  private Optional<String> overLimit(String topic) {
    if (Topics.isReserved(topic))
      return Optional.of("topics that begin with $ belong to the broker");
    return tooLong(topic);
  }

  private Optional<String> tooLong(String topic) {
    int bytes = core.limits.topicBytes();
    boolean mayBeTooLong = topic.length() * 3 > bytes;
    if (mayBeTooLong && topic.getBytes(StandardCharsets.UTF_8).length > bytes) {
      return Optional.of("more than " + bytes + " bytes");
    }
    int levels = core.limits.topicLevels();
    return Topics.depth(topic) > levels
        ? Optional.of("more than " + levels + " levels")
        : Optional.empty();
  }

  private Publication publication(Packet.Publish publish, Router.Route route) {
    long expiry = publish.properties().number(Property.MESSAGE_EXPIRY, -1);
    return new Publication(
        route.topic(),
        route.utf8().unsafeArray(),
        publish.payload(),
        publish.qos(),
        publish.retain(),
        publish.properties().forwarded(),
        expiry < 0 ? Publication.NEVER : core.now() + expiry * 1000);
  }

  private Origin origin(Properties properties) {
    String responseTopic = properties.text(Property.RESPONSE_TOPIC);
    return responseTopic.isEmpty()
        ? connection.origin()
        : new Origin(
            connection.peer(), responseTopic, properties.binary(Property.CORRELATION_DATA));
  }

  /// Version 5 is told; to the older ones it is acknowledged and forgotten, since they would only
  /// send it again.
  private void refused(Packet.Publish publish, ReasonCode reason, String sentence) {
    if (publish.qos() == 0) return;
    boolean isFive = connection.version().isFive();
    if (publish.qos() == 2 && !isFive) session.incoming.set(publish.id());
    var type = publish.qos() == 1 ? PacketType.PUBACK : PacketType.PUBREC;
    answer(type, publish.id(), isFive ? reason : ReasonCode.SUCCESS, isFive ? sentence : "");
  }

  /// The message cannot be kept as promised: version 5 is told, the older ones get no
  /// acknowledgement and try again.
  private void noRoom(Packet.Publish publish, String sentence) {
    if (connection.version().isFive()) refused(publish, ReasonCode.QUOTA_EXCEEDED, sentence);
  }

  /// Acknowledges now, or as soon as the store has what this piece of work changed.
  private void answer(PacketType type, int id, ReasonCode reason, String sentence) {
    if (owed == 0 && !core.mustWaitForStore()) {
      connection.out.ack(type, id, reason, sentence);
      return;
    }
    int one = type == PacketType.PUBACK ? 1 : 0;
    owed++;
    owedOfQos1 += one;
    later(isWritten -> {
      owed--;
      owedOfQos1 -= one;
      if (isWritten) connection.out.ack(type, id, reason, sentence);
      else notWritten(type, id);
      if (owedOfQos1 < core.limits.receiveMaximum() / 2) connection.resume();
    });
  }

  private void later(Consumer<Boolean> action) {
    core.afterCommit(action);
  }

  private void notWritten(PacketType type, int id) {
    boolean canSay =
        connection.version().isFive() && (type == PacketType.PUBACK || type == PacketType.PUBREC);
    if (type == PacketType.PUBREC) session.incoming.clear(id);
    if (canSay)
      connection.out.ack(type, id, ReasonCode.QUOTA_EXCEEDED, "the message could not be stored");
  }

  void ack(Packet.Ack ack) throws PacketException {
    switch (ack.type()) {
      case PUBACK -> session.acknowledged(ack.id(), false);
      case PUBCOMP -> session.acknowledged(ack.id(), true);
      case PUBREC -> {
        boolean isRefused = ack.code() >= 0x80;
        boolean isKnown = session.received(ack.id(), isRefused);
        if (!isRefused) answer(PacketType.PUBREL, ack.id(), known(isKnown), "");
      }
      case PUBREL -> {
        boolean isKnown = session.incoming.get(ack.id());
        session.incoming.clear(ack.id());
        if (isKnown) core.keeper.incomingDone(session, ack.id());
        answer(PacketType.PUBCOMP, ack.id(), known(isKnown), "");
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

  private static ReasonCode known(boolean isKnown) {
    return isKnown ? ReasonCode.SUCCESS : ReasonCode.PACKET_ID_NOT_FOUND;
  }

  void subscribe(Packet.Subscribe subscribe) {
    var ids = subscribe.properties().subscriptionIds();
    int id = ids.isEmpty() ? 0 : ids.getFirst();
    var codes = new int[subscribe.wishes().size()];
    var replays = new boolean[codes.length];
    for (int i = 0; i < codes.length; i++) {
      var wish = subscribe.wishes().get(i);
      boolean isNew = !session.subscriptions.containsKey(wish.filter());
      codes[i] = subscribed(wish, id);
      boolean wants = wish.handling() == 0 || wish.handling() == 1 && isNew;
      replays[i] = codes[i] < 0x80 && wants && !Topics.isShared(wish.filter());
    }
    acknowledge(() -> {
      connection.out.suback(subscribe.id(), codes);
      for (int i = 0; i < codes.length; i++) {
        var subscription = session.subscriptions.get(subscribe.wishes().get(i).filter());
        if (replays[i] && subscription != null) connection.out.replay(subscription);
      }
    });
  }

  /// Like [#answer]: a kept session's subscriptions are written down before they are confirmed.
  private void acknowledge(Runnable send) {
    if (owed == 0 && !core.mustWaitForStore()) {
      send.run();
      return;
    }
    owed++;
    later(_ -> {
      owed--;
      send.run();
    });
  }

  private int subscribed(Packet.Wish wish, int id) {
    var shared = Topics.Shared.of(wish.filter());
    if (!Topics.isFilter(shared.filter()) || tooLong(wish.filter()).isPresent()) {
      core.metrics.count(Counter.SUBSCRIBE_REFUSED);
      return code(ReasonCode.TOPIC_FILTER_INVALID);
    }
    if (!core.admission.subscribe(connection.peer(), shared.filter()).isAllowed()) {
      core.metrics.count(Counter.SUBSCRIBE_REFUSED);
      return code(ReasonCode.NOT_AUTHORIZED);
    }
    var old = session.subscriptions.get(wish.filter());
    if (old == null && session.subscriptions.size() >= core.limits.subscriptions()) {
      core.metrics.count(Counter.SUBSCRIPTIONS_OVER_LIMIT);
      return code(ReasonCode.QUOTA_EXCEEDED);
    }
    if (old != null) core.router.remove(old);
    var subscription =
        new Receiver.Subscription(
            session,
            shared.group(),
            shared.filter(),
            wish.qos(),
            wish.noLocal(),
            wish.asPublished(),
            id);
    session.subscriptions.put(wish.filter(), subscription);
    core.router.add(subscription);
    core.keeper.subscription(subscription);
    return wish.qos();
  }

  private int code(ReasonCode reason) {
    return connection.version().isFive() ? reason.code() : ReasonCode.UNSPECIFIED.code();
  }

  void unsubscribe(Packet.Unsubscribe unsubscribe) {
    var codes = new int[unsubscribe.filters().size()];
    for (int i = 0; i < codes.length; i++) {
      var old = session.subscriptions.remove(unsubscribe.filters().get(i));
      if (old == null) {
        codes[i] = ReasonCode.NO_SUBSCRIPTION_EXISTED.code();
        continue;
      }
      core.router.remove(old);
      core.keeper.unsubscribed(session, old.wholeFilter());
    }
    acknowledge(() -> connection.out.unsuback(unsubscribe.id(), codes));
  }
}
