package steward.thing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which people of the house are meant. Guests and wall tablets are meant only by their own words:
/// what concerns everybody who lives here need not concern them.
public enum People {
  /// Masters and residents.
  EVERYBODY,
  /// Of these who is known to be at home.
  HOME,
  MASTERS,
  RESIDENTS,
  GUESTS,
  /// Tablets on a wall, and others that only look.
  MONITORS;

  /// The kind of a person's thing: `/person/ROLE`.
  private static final String KIND = "/person/";

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<People> labelled(String label) {
    return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(People::label).toList();
  }

  /// The kind of the thing that stands for a person of this role.
  public static String kind(String role) {
    return KIND + role;
  }

  /// Whether the thing stands for a person, and is no device.
  public static boolean isPerson(Thing thing) {
    return thing.kind().startsWith(KIND);
  }

  /// Whether this person is meant, as far as the role says it.
  public boolean means(Thing person) {
    if (!isPerson(person)) return false;
    String role = person.kind().substring(KIND.length());
    return switch (this) {
      case EVERYBODY, HOME -> role.equals("master") || role.equals("resident");
      case MASTERS -> role.equals("master");
      case RESIDENTS -> role.equals("resident");
      case GUESTS -> role.equals("guest");
      case MONITORS -> role.equals("monitor");
    };
  }
}
