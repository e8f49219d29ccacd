package steward.mqtt;

import java.net.InetAddress;
import steward.network.Source;

/// Who is at the other end: client identifier, user name (empty where none was given), remote
/// address as `host:port`, and the door it came through. The first two are the client's own words
/// and prove nothing until it was admitted. Immutable.
public record Peer(String clientId, String user, String address, String door) {
  /// The house itself, and whoever published a message that was kept.
  public static final Peer NOBODY = new Peer("", "", "", "");

  /// Parts a user's name from its client identifier; neither may contain it.
  static final char PART = '\u0001';

  /// Under which name its session is kept. Users have their own, so that nobody takes over what
  /// waits for another by using its client identifier.
  String sessionName() {
    return user.isEmpty() ? clientId : user + PART + clientId;
  }

  /// The user's name in that of a session.
  static String userOf(String sessionName) {
    int part = sessionName.indexOf(PART);
    return part < 0 ? "" : sessionName.substring(0, part);
  }

  /// The address without its port; empty where there is none.
  public String host() {
    return address.substring(0, Math.max(0, address.lastIndexOf(':')));
  }

  /// Whether the address is one of this machine's own loopback interface.
  public boolean isLoopback() {
    String host = host();
    int scope = host.indexOf('%');
    if (scope >= 0) host = host.substring(0, scope);
    try {
      return !host.isEmpty() && InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// What it is counted under.
  public Source source() {
    return Source.read(host()).orElseGet(() -> new Source(host()));
  }
}
