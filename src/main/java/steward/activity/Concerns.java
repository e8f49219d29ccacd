package steward.activity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import steward.thing.Selector;
import steward.thing.ThingId;

/// Which things an activity looks at or asks for something. Confined to one question.
public final class Concerns {
  private final Function<Selector, List<ThingId>> members;
  private final Set<ThingId> things = new LinkedHashSet<>();

  private Concerns(Function<Selector, List<ThingId>> members) {
    this.members = members;
  }

  /// All of them, as its rules over things mean them now.
  public static Set<ThingId> of(Activity activity, Function<Selector, List<ThingId>> members) {
    var concerns = new Concerns(members);
    activity.leaves().forEach(concerns::edge);
    concerns.condition(activity.condition());
    activity.lines().forEach(concerns::line);
    return concerns.things;
  }

  private void add(Selector selector) {
    things.addAll(members.apply(selector));
  }

  private void edge(Trigger.Simple edge) {
    switch (edge) {
      case Trigger.OfThings of -> add(of.things());
      case Trigger.Stands stands -> add(stands.things());
      case Trigger.ComesTrue comes -> condition(comes.condition());
      case Trigger.OfClock _, Trigger.Starts _, Trigger.Heard _ -> {}
    }
  }

  private void condition(Condition condition) {
    Conditions.needs(condition, (selector, _) -> add(selector));
  }

  private void line(Doing line) {
    switch (line) {
      case Doing.Task task -> {
        add(task.things());
        condition(task.guard());
        switch (task.deed()) {
          case Deed.Taken(_, var from) -> things.add(from.thing());
          case Deed.Tell(_, Phrase text, _) -> phrase(text);
          case Deed.Fixed _ -> {}
        }
      }
      case Doing.Confirm confirm -> condition(confirm.condition());
      case Doing.Choose choose -> condition(choose.condition());
      case Doing.Publish publish -> phrase(publish.payload());
      case Doing.Wait _, Doing.Together _, Doing.Start _ -> {}
    }
  }

  private void phrase(Phrase phrase) {
    phrase.taken().forEach(taken -> things.add(taken.thing()));
  }
}
