package steward.mqtt;

import io.vertx.core.Future;
import steward.value.Bytes;

/// Who may connect, publish and subscribe; asked for every one of these, wills included.
///
/// `publish` and `subscribe` are called on the broker's loop and must not block; `connect` may
/// answer later, and until then nothing more is read from the client. Whoever was admitted with a
/// user name has shown that it is that user, as far as this admission looks at it.
public interface Admission {
  /// A client that wants in. `hasUser` and `hasPassword` tell an empty one from none.
  record Candidate(Peer peer, boolean hasUser, boolean hasPassword, Bytes password) {}

  Future<Verdict> connect(Candidate candidate);

  Verdict publish(Peer peer, String topic, boolean retain);

  /// The same where what is said counts as well.
  default Verdict publish(Peer peer, String topic, boolean retain, Bytes payload) {
    return publish(peer, topic, retain);
  }

  /// `filter` is the part behind the group for a shared subscription.
  Verdict subscribe(Peer peer, String filter);

  /// Whether a message is for whoever has this user name, empty for none; asked on the broker's
  /// loop for each message that a subscription matches, retained ones too.
  default boolean hears(String user, String topic) {
    return true;
  }

  /// Whoever connects from this machine may do everything; nobody else gets in.
  static Admission loopbackOnly() {
    return new LoopbackAdmission();
  }

  /// See [Admission#loopbackOnly].
  final class LoopbackAdmission implements Admission {
    private LoopbackAdmission() {}

    @Override
    public Future<Verdict> connect(Candidate candidate) {
      return Future.succeededFuture(
          candidate.peer().isLoopback()
              ? Verdict.allowed()
              : new Verdict.Refused("only clients on this machine may connect"));
    }

    @Override
    public Verdict publish(Peer peer, String topic, boolean retain) {
      return Verdict.allowed();
    }

    @Override
    public Verdict subscribe(Peer peer, String filter) {
      return Verdict.allowed();
    }
  }
}
