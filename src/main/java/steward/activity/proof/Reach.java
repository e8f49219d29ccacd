package steward.activity.proof;

import java.util.List;
import java.util.Optional;
import steward.activity.Activity;
import steward.activity.Deed;
import steward.activity.Doing;
import steward.activity.Phrase;
import steward.activity.Trigger;
import steward.activity.text.Names;
import steward.activity.text.Words;
import steward.place.Moment;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Text;
import steward.value.Value;
import steward.value.Word;

/// Finds tasks that nobody can perform, events that nobody can observe, and messages that reach
/// nobody.
final class Reach {
  private final Names names;

  Reach(Names names) {
    this.names = names;
  }

  void find(Activity activity, List<Finding> into) {
    for (Trigger.Simple leaf : activity.leaves()) event(activity, leaf, into);
    for (Doing line : activity.lines()) {
      switch (line) {
        case Doing.Task task -> task(activity, task, into);
        case Doing.Start(String id) -> {
          if (names.activity(id).isEmpty() && !id.equals(activity.id()))
            task(activity, "starts “" + id + "”, which is not there", true, into);
        }
        case Doing.Publish(_, Phrase payload, _) -> phrase(activity, payload, into);
        case Doing.Wait _, Doing.Confirm _, Doing.Together _, Doing.Choose _ -> {}
      }
    }
  }

  private void task(Activity activity, String what, boolean error, List<Finding> into) {
    said(activity, Finding.Kind.TASK, what, error, into);
  }

  private static void said(
      Activity activity, Finding.Kind kind, String what, boolean error, List<Finding> into) {
    String sentence = Said.quoted(activity) + " " + what + ".";
    into.add(
        error
            ? Finding.error(kind, activity.id(), sentence, List.of())
            : Finding.warning(kind, activity.id(), sentence, List.of()));
  }

  private void task(Activity activity, Doing.Task task, List<Finding> into) {
    ActionKind kind = task.deed().kind();
    switch (task.deed()) {
      case Deed.Tell(_, Phrase text, _) -> phrase(activity, text, into);
      case Deed.Taken(_, var from) -> taken(activity, from.thing(), from.property(), into);
      case Deed.Fixed _ -> {}
    }
    if (task.things().isFixed()) {
      for (ThingId id : names.members(task.things()))
        cannot(id, task.deed())
            .ifPresent(
                why -> task(activity, "asks " + Said.thing(id, names) + " " + why, true, into));
      return;
    }
    List<Thing> able =
        names.members(task.things()).stream()
            .flatMap(id -> names.thing(id).stream())
            .filter(thing -> thing.can(kind))
            .toList();
    if (able.isEmpty()) {
      boolean tells = kind == ActionKind.NOTIFY || kind == ActionKind.SAY;
      String what =
          (tells ? "tells nobody: no thing can do this: " : "asks nobody: no thing can do this: ")
              + Said.line(task, names);
      said(activity, tells ? Finding.Kind.MESSAGE : Finding.Kind.TASK, what, false, into);
    } else if (able.stream().allMatch(thing -> cannot(thing.id(), task.deed()).isPresent())) {
      String why = cannot(able.getFirst().id(), task.deed()).orElse("");
      task(activity, "asks " + able.getFirst().name() + " " + why, true, into);
    }
  }

  /// Why this thing cannot do it.
  private Optional<String> cannot(ThingId id, Deed deed) {
    Thing thing = names.thing(id).orElse(null);
    if (thing == null)
      return Optional.of("to " + deed.kind().label() + ", but there is no such thing");
    Ability ability = thing.abilities().get(deed.kind());
    if (ability == null) return Optional.of("to " + deed.kind().label() + ", which it cannot");
    if (!(deed instanceof Deed.Fixed(Action action))) return Optional.empty();
    return ability
        .parameter()
        .filter(parameter -> value(action).filter(v -> !parameter.type().admits(v)).isPresent())
        .map(parameter ->
            "to " + action.sentence() + ", and it takes " + parameter.type().expected());
  }

  private static Optional<Value> value(Action action) {
    return switch (action) {
      case Action.Put(_, Amount amount) -> Optional.of(amount);
      case Action.Put(_, Word word) -> Optional.of(word);
      case Action.Put(_, Text _), Action.Put(_, Colour _) -> Optional.empty();
      case Action.Turn _, Action.Plain _, Action.Tell _ -> Optional.empty();
    };
  }

  private void phrase(Activity activity, Phrase phrase, List<Finding> into) {
    for (Phrase.Taken taken : phrase.taken()) {
      if (names.thing(taken.thing()).isEmpty())
        said(
            activity,
            Finding.Kind.MESSAGE,
            "names " + taken.thing() + " in a message, which is not there",
            false,
            into);
    }
  }

  private void taken(Activity activity, ThingId id, Property property, List<Finding> into) {
    boolean known =
        names.thing(id).filter(thing -> thing.observes().contains(property)).isPresent();
    if (!known)
      task(
          activity,
          "takes the "
              + property.spoken()
              + " of "
              + Said.thing(id, names)
              + ", which does not tell it",
          true,
          into);
  }

  private void event(Activity activity, Trigger.Simple leaf, List<Finding> into) {
    switch (leaf) {
      case Trigger.OfThings of -> observed(activity, of, into);
      case Trigger.Stands(Selector things, _, _) -> {
        if (there(things).isEmpty())
          event(activity, leaf, "there is no such thing", things.isFixed(), into);
      }
      case Trigger.At(Moment.Sun _, _) -> {
        if (names.place().spot().isEmpty())
          event(activity, leaf, "the house does not know where it stands", false, into);
      }
      case Trigger.ComesTrue _,
          Trigger.At _,
          Trigger.Cron _,
          Trigger.Starts _,
          Trigger.Heard _ -> {}
    }
  }

  private List<Thing> there(Selector things) {
    return names.members(things).stream().flatMap(id -> names.thing(id).stream()).toList();
  }

  private void observed(Activity activity, Trigger.OfThings of, List<Finding> into) {
    if (of.things().isFixed()) {
      for (ThingId id : names.members(of.things())) {
        Thing thing = names.thing(id).orElse(null);
        if (thing == null) event(activity, of, "there is no “" + id + "”", true, into);
        else if (!thing.observes().contains(of.property()))
          event(
              activity,
              of,
              thing.name() + " does not tell its " + of.property().spoken(),
              true,
              into);
      }
    } else if (there(of.things()).stream().noneMatch(t -> t.observes().contains(of.property()))) {
      event(activity, of, "no thing tells its " + of.property().spoken(), false, into);
    }
    if (of instanceof Trigger.Becomes(_, Property property, Value value, _)
        && !property.admits(value))
      event(activity, of, property.spoken() + " is never " + value.sentence(), true, into);
  }

  private void event(
      Activity activity, Trigger leaf, String why, boolean error, List<Finding> into) {
    String what = "waits for what nobody observes: " + Words.of(leaf, names) + ", but " + why;
    said(activity, Finding.Kind.EVENT, what, error, into);
  }
}
