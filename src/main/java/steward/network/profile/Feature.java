package steward.network.profile;

import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Thing;

/// One thing that a kind of device does, and whether it goes on without its cloud.
///
/// @param needs which things have it: `property:NAME`, `action:NAME`, or empty for all
/// @param stays whether it goes on
/// @param says in words, a whole sentence
public record Feature(String needs, boolean stays, String says) {
  private static final String PROPERTY = "property:";
  private static final String ACTION = "action:";

  /// Whether a file may say so: it names a property or action that there is.
  static boolean isKnown(String needs) {
    return needs.isEmpty()
        || needs.startsWith(PROPERTY)
            && Property.named(needs.substring(PROPERTY.length())).isPresent()
        || needs.startsWith(ACTION)
            && ActionKind.labelled(needs.substring(ACTION.length())).isPresent();
  }

  boolean isOf(Thing thing) {
    if (needs.startsWith(PROPERTY))
      return thing.observes().stream()
          .anyMatch(one -> one.name().equals(needs.substring(PROPERTY.length())));
    return needs.isEmpty()
        || thing.abilities().keySet().stream()
            .anyMatch(one -> one.label().equals(needs.substring(ACTION.length())));
  }
}
