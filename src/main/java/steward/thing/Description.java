package steward.thing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import steward.value.Text;

/// A thing as its family describes it before a person accepted it.
public record Description(
    Udn udn,
    String name,
    String kind,
    String maker,
    String model,
    String firmware,
    Binding binding,
    Set<Property> observes,
    Map<ActionKind, Ability> abilities) {
  public Description {
    name = brief(name, "Thing");
    maker = brief(maker, "unknown");
    model = brief(model, "unknown");
    firmware = brief(firmware, "unknown");
    observes = Collections.unmodifiableSet(new LinkedHashSet<>(observes));
    abilities = Collections.unmodifiableMap(new LinkedHashMap<>(abilities));
  }

  private static String brief(String text, String otherwise) {
    String clean = Text.clean(text).strip();
    if (clean.isEmpty()) return otherwise;
    return clean.length() > Thing.NAME_LENGTH_MAX
        ? clean.substring(0, Thing.NAME_LENGTH_MAX)
        : clean;
  }

  public Thing accepted(ThingId id, int number, String givenName, String room) {
    return new Thing(
        id, number, udn, givenName, room, kind, maker, model, firmware, binding, observes,
        abilities);
  }
}
