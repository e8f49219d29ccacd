package steward.api;

import java.util.Optional;
import steward.access.Gate;
import steward.link.Directory;
import steward.loop.Entry;
import steward.rights.Caller;
import steward.thing.Thing;
import steward.thing.ThingId;

/// Which things and entries a caller sees, for lists and streams. Thread-safe.
record Sight(Gate gate, Directory directory) {

  boolean seesAll(Caller caller) {
    return gate.judge().seesAll(caller);
  }

  boolean sees(Caller caller, Thing thing) {
    return seesAll(caller) || gate.judge().sees(caller, thing, gate.now());
  }

  /// Whoever does not see the whole house sees the entries about the things it sees.
  boolean sees(Caller caller, Entry entry) {
    if (seesAll(caller)) return true;
    Optional<Thing> about =
        ThingId.isSlug(entry.subject())
            ? directory.thing(new ThingId(entry.subject()))
            : Optional.empty();
    return about.filter(thing -> sees(caller, thing)).isPresent();
  }
}
