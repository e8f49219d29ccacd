package steward.ssh;

import java.net.InetAddress;
import java.util.Optional;
import steward.access.SshKey;

/// Whose public key it is. Asked on threads of the SSH server, which it may block briefly, and at
/// every connection anew, so that a revoked client is out.
public interface Keys {

  /// The id of the client that registered this key. Nothing is proven yet: clients ask about keys
  /// before they sign with one, so this opens nothing and changes nothing.
  Optional<String> client(SshKey key);

  /// Opens a session for the client that has shown that it holds the key; empty where it may not
  /// come in, such as a client suspended since.
  Optional<Opened> open(String client, SshKey key, InetAddress from);

  /// Whether anybody from there is answered at all: before the house has an owner only this
  /// machine.
  default boolean isOpenTo(InetAddress from) {
    return true;
  }

  /// What this client is to be told at its prompt, such as who became the owner of the house.
  default Optional<String> notice(String client) {
    return Optional.empty();
  }

  /// A connection was closed in which nobody had shown a registered key. Called at most as often as
  /// connections are let in.
  default void refused(InetAddress from) {}

  /// A session at the steward's API.
  ///
  /// @param client the client's id, by which [SshServer#disconnect] finds it
  /// @param principal how the journal names the client
  /// @param bearer the token by which the API knows the session; it lives as long as the connection
  /// @param session by which lists name the session and [SshServer#end] finds it; no secret
  /// @param closed called once when the connection has ended
  record Opened(String client, String principal, String bearer, String session, Runnable closed) {
    @Override
    public String toString() {
      return principal;
    }
  }
}
