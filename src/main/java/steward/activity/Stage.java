package steward.activity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.state.Trail;
import steward.task.Retry;
import steward.thing.Action;
import steward.thing.Outcome;
import steward.thing.ThingId;

/// Where the engine writes and performs. Implemented by the house.
public interface Stage {

  /// The activity fires because of these entries; gives the number of the entry that says so.
  long fired(Activity activity, String because, Map<String, String> values, List<Long> causes);

  /// The activity lets something pass that it would have done.
  void skipped(Activity activity, String reason, List<Long> causes);

  /// A task of a run is to be performed now; gives the number of the command.
  long perform(Activity activity, ThingId thing, Action action, Retry retry, long run, Trail trail);

  /// How far that command has come; empty once it is forgotten.
  Optional<Outcome> outcome(long command);

  /// A message for the broker.
  void publish(Activity activity, String topic, String payload, boolean retain, long run);

  /// The activity is disarmed because of a fault of its own; the entry says why.
  void disarmed(Activity disarmed, String reason, long cause);
}
