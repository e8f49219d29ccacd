package steward.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.activity.Activity;
import steward.activity.ActivityPrincipal;
import steward.activity.Stage;
import steward.state.Trail;
import steward.task.Command;
import steward.task.Retry;
import steward.task.TaskRunner;
import steward.thing.Action;
import steward.thing.Outcome;
import steward.thing.ThingId;

/// Writes down what activities do, and has it done. Confined to the house loop.
record Script(House house, TaskRunner tasks, Orders orders, House.Output output) implements Stage {
  @Override
  public long fired(
      Activity activity, String because, Map<String, String> values, List<Long> causes) {
    var fact = new Fact.Fired(activity.version(), because, values);
    return house.write(activity.id(), causes, 0, ActivityPrincipal.of(activity), fact);
  }

  @Override
  public void skipped(Activity activity, String reason, List<Long> causes) {
    house.write(activity.id(), causes, 0, ActivityPrincipal.of(activity), new Fact.Skipped(reason));
  }

  @Override
  public long perform(
      Activity activity, ThingId thing, Action action, Retry retry, long run, Trail trail) {
    var wanted = new Fact.Wanted(action, retry, TaskRunner.VALID_USUAL, "");
    String principal = ActivityPrincipal.of(activity);
    long number = house.write(thing.value(), List.of(run), 0, principal, wanted);
    orders.want(thing, wanted, principal, List.of(run), number, trail);
    return number;
  }

  @Override
  public Optional<Outcome> outcome(long command) {
    return tasks.command(command).map(Command::outcome);
  }

  @Override
  public void publish(Activity activity, String topic, String payload, boolean retain, long run) {
    var message = new Fact.Published(topic, payload, retain);
    house.write(activity.id(), List.of(run), 0, ActivityPrincipal.of(activity), message);
    output.publish(activity.id(), message);
  }

  @Override
  public void disarmed(Activity disarmed, String reason, long cause) {
    skipped(disarmed, reason, List.of(cause));
    house.write(disarmed.id(), List.of(cause), 0, "steward", new Fact.ActivityPut(disarmed));
  }
}
