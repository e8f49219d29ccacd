package steward.loop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import steward.state.StateBoard;
import steward.state.Trail;
import steward.task.Command;
import steward.task.TaskRunner;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.Outcome;
import steward.thing.Thing;
import steward.thing.ThingId;

/// Makes commands of what people and activities want. Confined to the house loop.
record Orders(House house, StateBoard board, TaskRunner tasks, House.Expectations expectations) {

  /// Takes an order: refuses what the thing cannot do, and begins the rest.
  void want(
      ThingId id,
      Fact.Wanted wanted,
      String principal,
      List<Long> causes,
      long number,
      Trail trail) {
    Thing thing = board.thing(id).orElse(null);
    Action action = wanted.action();
    Optional<String> refusal = refusal(thing, action);
    var expectation =
        thing == null || refusal.isPresent()
            ? new steward.thing.Expectation.Unobservable("it was refused")
            : id.equals(PlaceThing.ID)
                ? PlaceThing.expectation(action)
                : PersonThing.is(thing)
                    ? PersonThing.expectation()
                    : expectations.of(thing, action);
    var command =
        new Command(
            number,
            id,
            action,
            expectation,
            principal,
            causes,
            wanted.key(),
            house.mono() + wanted.valid().toMillis(),
            wanted.retry(),
            1,
            Instant.EPOCH,
            trail,
            new Outcome(Outcome.State.WAITING, "to be sent", house.at()));
    tasks.begin(command, wanted.valid(), board.status(id), refusal, house.moment());
  }

  private static Optional<String> refusal(@Nullable Thing thing, Action action) {
    if (thing == null) return Optional.of("there is no such thing");
    Ability ability = thing.abilities().get(action.kind());
    if (ability == null) return Optional.of(TaskRunner.cannot(action));
    if (action instanceof Action.Put(_, var value) && ability.parameter().isPresent()) {
      var type = ability.parameter().get().type();
      if (!type.admits(value))
        return Optional.of("it takes " + type.expected() + ", not " + value.sentence());
    }
    return Optional.empty();
  }
}
