package steward.mqtt;

/// Who is at the other end: client identifier, user name (empty where none was given), remote
/// address as `host:port`, and the door it came through. The first two are the client's own words
/// and prove nothing. Immutable.
public record Peer(String clientId, String user, String address, String door) {
  /// The house itself, and whoever published a message that was kept.
  public static final Peer NOBODY = new Peer("", "", "", "");
}
