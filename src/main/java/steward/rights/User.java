package steward.rights;

import java.time.Instant;

/// A person of the house, or a service outside it. Users do not sign in: their clients do.
///
/// @param name for people, at most [#NAME_LENGTH_MAX] characters
/// @param suspended its clients may do nothing until that is taken back
/// @param since when it was made
public record User(
    UserId id, String name, Role role, boolean suspended, Grant grant, Instant since) {
  public static final int NAME_LENGTH_MAX = 60;

  public User named(String other) {
    return new User(id, other, role, suspended, grant, since);
  }

  public User as(Role other, Grant granted) {
    return new User(id, name, other, suspended, granted, since);
  }

  public User suspended(boolean now) {
    return new User(id, name, role, now, grant, since);
  }

  /// Whether it can run the house now.
  public boolean isMaster() {
    return role == Role.MASTER && !suspended;
  }
}
