package steward.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import steward.rights.Caller;
import steward.rights.Client;
import steward.rights.ClientId;
import steward.store.MqttPasswordTable;
import steward.value.Sha256;

/// People's clients on the broker: programs such as Home Assistant or Node-RED, each by the name
/// `USER/CLIENT` and a password of 128 random bits of its own, with the rights of its user.
///
/// Thread-safe. What is asked is answered from memory; a change is on the disk before it counts.
public final class MqttPasswords {
  private static final int PASSWORD_BYTES = 16;
  private static final int PASSWORD_LENGTH_MAX = 256;
  private static final byte[] NOBODYS = new byte[64];

  private final MqttPasswordTable table;
  private final Accounts accounts;
  private final InstantSource clock;
  private final ConcurrentMap<ClientId, MqttPasswordTable.Kept> passwords;
  private final InTurn turn = new InTurn();
  private volatile Consumer<ClientId> changed = _ -> {};

  /// A new name with its password, which is shown once and kept nowhere.
  public record Made(String name, String password) {
    /// Without the password.
    @Override
    public String toString() {
      return "Made[" + name + "]";
    }
  }

  /// One of them, as it is shown.
  public record Item(String name, Instant since, Optional<Instant> seen) {}

  private MqttPasswords(MqttPasswordTable table, Accounts accounts, InstantSource clock) {
    this.table = table;
    this.accounts = accounts;
    this.clock = clock;
    passwords = new ConcurrentHashMap<>(table.all());
  }

  /// Reads who has one. Blocks.
  public static MqttPasswords open(
      MqttPasswordTable table, Accounts accounts, InstantSource clock) {
    return new MqttPasswords(table, accounts, clock);
  }

  /// Names what hears of each password that is good no more.
  public void onChanged(Consumer<ClientId> hears) {
    changed = hears;
  }

  /// The name of a client on the broker. No device has one with a slash.
  public static String name(Client client) {
    return client.user() + "/" + client.id();
  }

  /// Makes a password for a client, in place of the one before.
  public CompletableFuture<Made> make(Client client) {
    String password = Base32.of(Hashes.random(PASSWORD_BYTES));
    var kept = new MqttPasswordTable.Kept(Sha256.hex(password), clock.instant());
    return turn.run(() -> {
      table.put(client.id(), kept).join();
      passwords.put(client.id(), kept);
      changed.accept(client.id());
      return new Made(name(client), password);
    });
  }

  /// Takes a client's password away.
  public CompletableFuture<Void> remove(ClientId client) {
    return turn.run(
            () -> {
              passwords.remove(client);
              changed.accept(client);
              table.remove(client).join();
              return client;
            })
        .thenAccept(_ -> {});
  }

  public boolean has(ClientId client) {
    return passwords.containsKey(client);
  }

  /// All of them, by name.
  public List<Item> list() {
    return accounts.clients().stream()
        .flatMap(client ->
            Optional.ofNullable(passwords.get(client.id())).stream()
                .map(one -> new Item(name(client), one.since(), accounts.lastSeen(client.id()))))
        .sorted(Comparator.comparing(Item::name))
        .toList();
  }

  /// Forgets the passwords of clients that are gone.
  public void forget(ClientId client) {
    if (accounts.client(client).isPresent() || !has(client)) return;
    var _ = remove(client);
  }

  /// The client of this name as it is now; nothing if it has no password, or is gone or suspended.
  public Optional<Caller.Known> caller(String name) {
    int slash = name.indexOf('/');
    if (slash < 0 || !steward.thing.ThingId.isSlug(name.substring(slash + 1)))
      return Optional.empty();
    var id = new ClientId(name.substring(slash + 1));
    if (!has(id)) return Optional.empty();
    return accounts
        .caller(id, Optional.empty())
        .filter(known -> known.user().id().value().contentEquals(name.subSequence(0, slash)));
  }

  /// The same where the password is right. Takes the same time for a name that nobody has.
  Optional<Caller.Known> authenticate(String name, byte[] password) {
    Optional<Caller.Known> known = caller(name);
    byte[] right =
        known
            .map(caller -> passwords.get(caller.client().id()))
            .map(kept -> kept.hash().getBytes(StandardCharsets.US_ASCII))
            .orElse(NOBODYS);
    byte[] given =
        Sha256.hex(password.length <= PASSWORD_LENGTH_MAX ? password : NOBODYS)
            .getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(given, right) ? known : Optional.empty();
  }

  void seen(Caller.Known known) {
    accounts.seen(known.client().id());
  }
}
