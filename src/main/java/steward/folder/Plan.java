package steward.folder;

import java.util.List;
import java.util.Map;
import steward.activity.Activity;
import steward.folder.Layout.Kind;
import steward.hook.Returned;
import steward.place.Place;
import steward.rights.User;
import steward.thing.Group;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Malformed;

/// What it would mean to bring a folder into the house: what comes, what changes, what is not done
/// and why. Immutable.
///
/// @param doubts why it is not done unless that is insisted on, each with its place in the folder
/// @param notes what a person has to know or do besides
/// @param same how many parts are here already just so
public record Plan(List<Item> items, List<Malformed.Fault> doubts, List<String> notes, int same) {
  public Plan {
    items = List.copyOf(items);
    doubts = List.copyOf(doubts);
    notes = List.copyOf(notes);
  }

  /// One part that comes or changes.
  ///
  /// @param id as its file is called
  /// @param sentence what it means, for people
  public record Item(Kind kind, String id, boolean isNew, String sentence, Step step) {}

  /// What is done for an item.
  public sealed interface Step {
    record PutUser(User user) implements Step {}

    record PutThing(Thing thing) implements Step {}

    record KeepCodes(Udn device, Map<String, Bytes> codes) implements Step {
      public KeepCodes {
        codes = Map.copyOf(codes);
      }
    }

    record PutCaller(Returned caller) implements Step {}

    record PutGroup(Group group) implements Step {}

    record Settle(Place place) implements Step {}

    /// All of the house's, those that were there before too.
    record KeepInvariants(List<Map<String, Object>> all) implements Step {
      public KeepInvariants {
        all = List.copyOf(all);
      }
    }

    record PutActivity(Activity activity) implements Step {}

    record KeepCase(String text) implements Step {}

    record KeepProfile(String text) implements Step {}
  }

  /// Whether there is nothing to do.
  public boolean isEmpty() {
    return items.isEmpty();
  }
}
