package steward.mqtt;

import java.util.List;

/// A message of QoS 1 or 2 on its way to one session. Confined to the broker's loop.
final class Outgoing {
  /// Sent only after `ready`; `RELEASED` once the receiver has it and only the end of QoS 2 is
  /// missing.
  enum Stage {
    WAITING,
    SENT,
    RELEASED
  }

  final Publication message;
  final int qos;
  final int id;
  final boolean retain;
  final List<Integer> subscriptionIds;
  boolean isStored;
  boolean isReady = true;
  Stage stage = Stage.WAITING;

  Outgoing(Publication message, int qos, int id, boolean retain, List<Integer> subscriptionIds) {
    this.message = message;
    this.qos = qos;
    this.id = id;
    this.retain = retain;
    this.subscriptionIds = subscriptionIds;
  }
}
