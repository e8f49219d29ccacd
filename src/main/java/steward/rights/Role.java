package steward.rights;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a user is in the house; each client of the user has the rights of that role.
public enum Role {
  /// Runs the house: everything.
  MASTER(Right.READ, Right.PERFORM, Right.WRITE, Right.MANAGE),
  /// Lives here.
  RESIDENT(Right.READ, Right.PERFORM, Right.WRITE),
  /// Reads and performs in the rooms granted, within the times granted.
  GUEST(Right.READ, Right.PERFORM),
  /// Looks, such as a tablet on the wall.
  MONITOR(Right.READ),
  /// A device or a bridge: reports and is asked about its own things, over MQTT only.
  DEVICE(Right.ATTACH),
  /// A service outside the house: the values and webhooks granted to it by name, nothing else.
  CLOUD(Right.PEER);

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
  private final Set<Right> rights;

  Role(Right first, Right... more) {
    rights = Set.copyOf(EnumSet.of(first, more));
  }

  public boolean has(Right right) {
    return rights.contains(right);
  }

  /// The word in documents: the name in small letters.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> labelled(String label) {
    return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
  }
}
