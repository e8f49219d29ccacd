package steward.mqtt;

/// What a stored value is about. `name` is a client identifier or a topic; a subscription's is the
/// client identifier, U+0000 and the filter, since neither can contain that.
public record StoreKey(Kind kind, String name, long number) {

  /// The order is part of the file's format: only add at the end.
  public enum Kind {
    SESSION,
    SUBSCRIPTION,
    RETAINED,
    MESSAGE,
    DELIVERY,
    INCOMING
  }

  static StoreKey session(String client) {
    return new StoreKey(Kind.SESSION, client, 0);
  }

  static StoreKey subscription(String client, String filter) {
    return new StoreKey(Kind.SUBSCRIPTION, client + '\0' + filter, 0);
  }

  static StoreKey retained(String topic) {
    return new StoreKey(Kind.RETAINED, topic, 0);
  }

  static StoreKey message(long number) {
    return new StoreKey(Kind.MESSAGE, "", number);
  }

  static StoreKey delivery(String client, int id) {
    return new StoreKey(Kind.DELIVERY, client, id);
  }

  static StoreKey incoming(String client, int id) {
    return new StoreKey(Kind.INCOMING, client, id);
  }
}
