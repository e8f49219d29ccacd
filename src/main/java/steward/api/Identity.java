package steward.api;

import java.util.Optional;
import javax.net.ssl.SSLSession;
import steward.rights.Caller;

/// What the entrance asks to find out who calls. Thread-safe; nothing here may block for long.
public interface Identity {
  /// The client whose session has this token.
  Optional<Caller.Known> byToken(String token);

  /// The client that needs no code, and whose certificate stands in this session.
  Optional<Caller.Known> byCertificate(SSLSession session);

  /// Whether this end of a loopback connection belongs to the steward's own user or root, and the
  /// failsafe is not switched off.
  boolean isAtMachine(Line line);

  /// Whether the house has an owner.
  boolean isClaimed();

  /// Whether the other end is on a home network that this machine is directly attached to.
  boolean isAttached(Line line);

  /// Whether the house may be called by this host name, in small letters; literal addresses of the
  /// connection itself are always good.
  boolean isHost(String name);
}
