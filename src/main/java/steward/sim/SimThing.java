package steward.sim;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.thing.Binding;
import steward.thing.ThingId;
import steward.thing.Udn;

/// A thing of the simulated house as its people would accept it: which one, and what they call it.
///
/// A thing that announces itself is found in the inbox under its UDN; any other is brought in by
/// hand with its sheet.
///
/// @param udn the thing; a part of a device has a slash
public record SimThing(Udn udn, ThingId id, String name, String room, @Nullable Binding sheet) {

  /// The binding for bringing it in by hand; empty for a thing that announces itself.
  public Optional<Binding> byHand() {
    return Optional.ofNullable(sheet);
  }
}
