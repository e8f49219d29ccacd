package steward.access;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import steward.rights.Client;
import steward.rights.ClientId;
import steward.rights.User;
import steward.rights.UserId;
import steward.store.ClientRow;

/// All users and clients at one moment, found by what they show. Immutable.
final class People {
  private final Map<UserId, User> users;
  private final Map<ClientId, ClientRow> clients;
  private final Map<String, ClientRow> bySecret = new HashMap<>();
  private final Map<String, ClientRow> byCertificate = new HashMap<>();
  private final Map<String, ClientRow> bySshKey = new HashMap<>();
  private final Map<String, ClientRow> byHost = new HashMap<>();

  /// Clients whose user is not there are left out.
  People(Collection<User> users, Collection<ClientRow> clients) {
    this.users = new TreeMap<>(Comparator.comparing(UserId::value));
    this.clients = new TreeMap<>(Comparator.comparing(ClientId::value));
    for (User user : users) this.users.put(user.id(), user);
    for (ClientRow row : clients) {
      if (this.users.containsKey(row.client().user())) enter(row);
    }
  }

  private void enter(ClientRow row) {
    Client client = row.client();
    clients.put(client.id(), row);
    bySecret.put(row.secretHash(), row);
    client.certificate().ifPresent(certificate -> byCertificate.put(certificate, row));
    client.sshKey().ifPresent(key -> bySshKey.put(key, row));
    client.host().ifPresent(host -> byHost.put(host, row));
  }

  List<User> users() {
    return List.copyOf(users.values());
  }

  List<ClientRow> rows() {
    return List.copyOf(clients.values());
  }

  List<ClientRow> rows(UserId user) {
    return clients.values().stream().filter(row -> row.client().user().equals(user)).toList();
  }

  Optional<User> user(UserId id) {
    return Optional.ofNullable(users.get(id));
  }

  Optional<ClientRow> client(ClientId id) {
    return Optional.ofNullable(clients.get(id));
  }

  Optional<ClientRow> bySecret(String hash) {
    return Optional.ofNullable(bySecret.get(hash));
  }

  Optional<ClientRow> byCertificate(String sha256) {
    return Optional.ofNullable(byCertificate.get(sha256));
  }

  Optional<ClientRow> bySshKey(String key) {
    return Optional.ofNullable(bySshKey.get(key));
  }

  Optional<ClientRow> byHost(String host) {
    return Optional.ofNullable(byHost.get(host));
  }

  /// Whether somebody is there who can run the house: a master that may, with a client that may.
  boolean isHeld() {
    return clients.values().stream().anyMatch(row -> !row.client().suspended() && isMasters(row));
  }

  private boolean isMasters(ClientRow row) {
    return user(row.client().user()).filter(User::isMaster).isPresent();
  }

  People with(User user) {
    return changed(map -> map.put(user.id(), user), map -> {});
  }

  People without(UserId user) {
    return changed(map -> map.remove(user), map -> {});
  }

  People with(ClientRow client) {
    return changed(map -> {}, map -> map.put(client.client().id(), client));
  }

  People without(ClientId client) {
    return changed(map -> {}, map -> map.remove(client));
  }

  private People changed(
      Consumer<Map<UserId, User>> ofUsers, Consumer<Map<ClientId, ClientRow>> ofClients) {
    var nextUsers = new HashMap<>(users);
    var nextClients = new HashMap<>(clients);
    ofUsers.accept(nextUsers);
    ofClients.accept(nextClients);
    return new People(nextUsers.values(), nextClients.values());
  }
}
