package steward.access;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import steward.rights.Client;
import steward.rights.ClientId;
import steward.rights.Grant;
import steward.rights.Role;
import steward.rights.User;
import steward.rights.UserId;

/// Makes users and clients that are not kept yet, with ids that nobody has or had. Confined to
/// whoever makes one change after the other.
final class Newcomers {
  private final Set<String> userIds;
  private final Set<String> clientIds;
  private final Secrets secrets;
  private final InstantSource clock;
  private volatile String house = "";

  Newcomers(Set<String> userIds, Set<String> clientIds, Secrets secrets, InstantSource clock) {
    this.userIds = new HashSet<>(userIds);
    this.clientIds = new HashSet<>(clientIds);
    this.secrets = secrets;
    this.clock = clock;
  }

  void houseNamed(String name) {
    house = name;
  }

  /// @throws Refusal if the name or the grant cannot be used
  User user(String name, Role role, Grant grant) {
    check(grant);
    String clean = Names.cleaned(name);
    var id = new UserId(Names.id(clean, "user", userIds));
    return new User(id, clean, role, false, grant, clock.instant());
  }

  /// One that comes under the id that it had in another house.
  ///
  /// @throws Refusal if the id, the name or the grant cannot be used
  User returning(User user) {
    check(user.grant());
    if (!isFree(user.id()))
      throw new Refusal(Refusal.Why.TAKEN, "The id '" + user.id() + "' is or was a user's.");
    String name = Names.cleaned(user.name());
    return new User(user.id(), name, user.role(), user.suspended(), user.grant(), clock.instant());
  }

  /// @throws Refusal if the name cannot be used, or people's secrets are locked
  NewClient client(UserId user, String name, Client.Kind kind) {
    String clean = Names.cleaned(name);
    var id = new ClientId(Names.id(clean, "client", clientIds));
    Client client = Client.made(id, user, clean, kind, clock.instant());
    return NewClient.of(client, (house + " " + clean).strip(), secrets);
  }

  /// Also asked by others than the one who makes changes.
  synchronized boolean isFree(UserId id) {
    return Names.isFree(id.value(), userIds);
  }

  synchronized void took(UserId id) {
    userIds.add(id.value());
  }

  void took(ClientId id) {
    clientIds.add(id.value());
  }

  static void check(Grant grant) {
    if (grant.rooms().size() > Grant.ROOMS_MAX
        || grant.times().size() > Grant.TIMES_MAX
        || grant.values().size() > Grant.VALUES_MAX) {
      throw new Refusal(
          Refusal.Why.LIMIT,
          "A grant has at most %d rooms, %d times and %d values."
              .formatted(Grant.ROOMS_MAX, Grant.TIMES_MAX, Grant.VALUES_MAX));
    }
  }
}
