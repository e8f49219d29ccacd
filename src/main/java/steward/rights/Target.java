package steward.rights;

import java.util.Optional;
import steward.thing.Thing;
import steward.thing.ThingId;

/// What is asked about: the object itself, not only its kind.
public sealed interface Target {

  /// The house as a whole, or a list of which each caller gets its own part.
  record House() implements Target {}

  /// A thing in a room.
  record OneThing(ThingId id, String room) implements Target {}

  /// An action of a thing that is dangerous: to unlock or to disarm.
  record Danger(ThingId id, String room) implements Target {}

  /// An action by which a thing learns something for good: to learn a code of a remote.
  record Lesson(ThingId id, String room) implements Target {}

  /// A property of a thing.
  record OneValue(ThingId id, String room, String property) implements Target {}

  /// An activity; its owner is a user's id or `local`, none for one that does not exist yet.
  ///
  /// @param manages whether it is to do what takes more than to perform, such as to learn
  record OneActivity(String id, Optional<String> owner, boolean manages) implements Target {
    public OneActivity(String id, Optional<String> owner) {
      this(id, owner, false);
    }
  }

  /// A webhook, by the id of its thing.
  record OneHook(String id) implements Target {}

  /// An action of a thing, by its name.
  record OneAction(ThingId id, String room, String action) implements Target {}

  record OneUser(UserId id) implements Target {}

  record OneClient(ClientId id, UserId user) implements Target {}

  /// What is asked for does not exist, or the request does not say.
  record Nothing() implements Target {}

  static Target house() {
    return new House();
  }

  static Target nothing() {
    return new Nothing();
  }

  static Target of(Thing thing) {
    return new OneThing(thing.id(), thing.room());
  }

  /// How the audit log names it.
  default String text() {
    return switch (this) {
      case House _ -> "house";
      case OneThing(ThingId id, String _) -> "thing/" + id;
      case Danger(ThingId id, String _) -> "thing/" + id;
      case Lesson(ThingId id, String _) -> "thing/" + id + "/learn";
      case OneValue(ThingId id, String _, String property) -> "thing/" + id + "/" + property;
      case OneActivity(String id, Optional<String> _, boolean _) -> "activity/" + id;
      case OneHook(String id) -> "hook/" + id;
      case OneAction(ThingId id, String _, String action) -> "thing/" + id + "/" + action;
      case OneUser(UserId id) -> "user/" + id;
      case OneClient(ClientId id, UserId _) -> "client/" + id;
      case Nothing _ -> "nothing";
    };
  }
}
