package steward.thing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import steward.value.Malformed;

/// A thing that a person accepted: who it is, where it is reached, what it observes and what it
/// performs.
///
/// @param number the place in the original management API, `device/19`; from 1
/// @param kind the path `/device/CATEGORY/MAKER/KIND`
/// @param abilities what it performs, by action kind
public record Thing(
    ThingId id,
    int number,
    Udn udn,
    String name,
    String room,
    String kind,
    String maker,
    String model,
    String firmware,
    Binding binding,
    Set<Property> observes,
    Map<ActionKind, Ability> abilities) {
  public static final int NAME_LENGTH_MAX = 80;

  public Thing {
    checkName("/name", name);
    checkName("/room", room);
    observes = Collections.unmodifiableSet(new LinkedHashSet<>(observes));
    abilities = Collections.unmodifiableMap(new LinkedHashMap<>(abilities));
  }

  private static void checkName(String at, String name) {
    if (name.isBlank() || name.length() > NAME_LENGTH_MAX) {
      throw new Malformed(
          at, "a text of 1 to " + NAME_LENGTH_MAX + " characters", "'" + name + "'");
    }
  }

  /// Whether it is a device, and not the house itself or one of its people.
  public boolean isDevice() {
    return kind.startsWith("/device/");
  }

  public boolean can(ActionKind kind) {
    return abilities.containsKey(kind);
  }

  public Thing named(String newName, String newRoom) {
    return new Thing(
        id, number, udn, newName, newRoom, kind, maker, model, firmware, binding, observes,
        abilities);
  }

  /// The same thing as its device describes it now; identity, name and room stay.
  public Thing described(Description now) {
    return new Thing(
        id,
        number,
        udn,
        name,
        room,
        now.kind(),
        now.maker(),
        now.model(),
        now.firmware(),
        now.binding(),
        now.observes(),
        now.abilities());
  }

  /// The same thing at another address.
  public Thing bound(Binding other) {
    return new Thing(
        id, number, udn, name, room, kind, maker, model, firmware, other, observes, abilities);
  }
}
