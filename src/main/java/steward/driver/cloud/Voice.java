package steward.driver.cloud;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import steward.driver.Effect;
import steward.thing.Status;
import steward.thing.Thing;

/// What a step says, in order. Confined to that step.
final class Voice {
  private final List<Thing> things;
  private final List<Effect> effects = new ArrayList<>();

  Voice(List<Thing> things) {
    this.things = things;
  }

  List<Effect> effects() {
    return effects;
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  /// Before all else, the requests of this step above all.
  void first(Effect effect) {
    effects.addFirst(effect);
  }

  void wake(String name, Duration after) {
    add(new Effect.Wake(name, after));
  }

  /// How the account stands, and all that is in it.
  void stand(Status.State state, String reason) {
    for (Thing thing : things) add(new Effect.Stood(thing.udn(), state, reason));
  }

  /// The account itself is there; its parts say for themselves how they stand.
  void answers(String reason) {
    add(new Effect.Stood(things.getFirst().udn().root(), Status.State.PRESENT, reason));
  }

  /// What was not sent yet will not be.
  void unsent(Wish.Do deed, String why) {
    if (!deed.gone()) add(new Effect.Unsent(deed.command(), why));
  }
}
