package steward.hub;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import steward.access.Accounts;
import steward.access.Gate;
import steward.access.Sessions;
import steward.access.SshKey;
import steward.api.Note;
import steward.rights.Caller;
import steward.rights.ClientId;
import steward.rights.Rules;
import steward.rights.Target;
import steward.ssh.Keys;

/// The SSH keys that clients registered, and the sessions that they open. Thread-safe.
record RegisteredKeys(
    Accounts accounts,
    Sessions sessions,
    Gate gate,
    BooleanSupplier claimed,
    Supplier<Optional<Note>> news)
    implements Keys {

  @Override
  public Optional<String> client(SshKey key) {
    return accounts
        .clientBySshKey(key.toString())
        .filter(client -> accounts.caller(client.id(), Optional.empty()).isPresent())
        .map(client -> client.id().value());
  }

  @Override
  public Optional<Keys.Opened> open(String client, SshKey key, InetAddress from) {
    Optional<Caller.Known> caller =
        accounts
            .clientBySshKey(key.toString())
            .filter(found -> found.id().value().equals(client))
            .flatMap(found -> accounts.caller(found.id(), Optional.empty()));
    if (caller.isEmpty()) return Optional.empty();
    var asking = new Gate.Asking(caller.get(), Gate.Face.SSH, from.getHostAddress());
    gate.note(asking, "sshSession", "house", "allowed", "");
    Sessions.Opened session =
        sessions.open(caller.get().client(), Sessions.Via.SSH, from.getHostAddress(), false).join();
    return Optional.of(
        new Keys.Opened(
            client,
            caller.get().principal(),
            session.token(),
            session.item().id(),
            () -> {
              var _ = sessions.end(session.item().id());
            }));
  }

  @Override
  public boolean isOpenTo(InetAddress from) {
    return from.isLoopbackAddress() || claimed.getAsBoolean();
  }

  /// For those who may see how the house is.
  @Override
  public Optional<String> notice(String client) {
    return accounts
        .caller(new ClientId(client), Optional.empty())
        .filter(caller ->
            gate.judge()
                .decide(caller, Rules.row("health"), Target.house(), gate.now())
                .isAllowed())
        .flatMap(_ -> news.get())
        .map(Note::sentence);
  }

  @Override
  public void refused(InetAddress from) {
    var asking = new Gate.Asking(Caller.stranger(), Gate.Face.SSH, from.getHostAddress());
    gate.note(asking, "sshSession", "house", "failed", "no registered key");
  }
}
