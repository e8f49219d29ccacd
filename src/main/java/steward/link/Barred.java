package steward.link;

import java.util.List;
import java.util.Optional;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Input;
import steward.driver.Step;
import steward.thing.Status;
import steward.thing.Thing;

/// Stands in for the driver of a device that this house does not reach: it says why, and sends
/// nothing. Immutable.
record Barred(List<Thing> things, String why) implements Driver<Boolean> {
  Barred {
    things = List.copyOf(things);
  }

  @Override
  public Boolean start() {
    return false;
  }

  @Override
  public Step<Boolean> on(Boolean state, Input input) {
    List<Effect> said =
        things.stream()
            .<Effect>map(thing -> new Effect.Stood(thing.udn(), Status.State.ABSENT, why))
            .toList();
    return new Step<>(true, said);
  }

  Carrier carrier() {
    return new OverNothing(Optional.of(why));
  }
}
