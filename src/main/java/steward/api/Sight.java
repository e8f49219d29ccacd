package steward.api;

import java.util.Optional;
import steward.access.Gate;
import steward.link.Directory;
import steward.loop.Entry;
import steward.loop.Fact;
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
        isAboutThing(entry.fact()) && ThingId.isSlug(entry.subject())
            ? directory.thing(new ThingId(entry.subject()))
            : Optional.empty();
    return about.filter(thing -> sees(caller, thing)).isPresent();
  }

  /// An activity may have the same id as a thing.
  private static boolean isAboutThing(Fact fact) {
    return switch (fact) {
      case Fact.Read _,
          Fact.Stood _,
          Fact.Wanted _,
          Fact.Sent _,
          Fact.Answered _,
          Fact.Came _,
          Fact.ThingPut _,
          Fact.ThingGone _ ->
          true;
      case Fact.Fired _,
          Fact.Skipped _,
          Fact.Called _,
          Fact.Due _,
          Fact.ClockMoved _,
          Fact.TimeKnown _,
          Fact.Started _,
          Fact.Stopped _,
          Fact.ActivityPut _,
          Fact.ActivityGone _,
          Fact.Settled _,
          Fact.GroupPut _,
          Fact.GroupGone _,
          Fact.Heard _,
          Fact.Published _,
          Fact.Undone _,
          Fact.Found _,
          Fact.Noted _ ->
          false;
    };
  }
}
