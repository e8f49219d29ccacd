package steward.loop;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import steward.activity.Activity;
import steward.activity.Memories;
import steward.activity.Run;
import steward.activity.Standing;
import steward.place.Place;
import steward.state.StateBoard;
import steward.state.Timers;
import steward.task.Command;
import steward.thing.Group;

/// The whole state of a house after entry `seq`: what a restart needs to go on. Immutable.
public record HouseState(
    long seq,
    Instant at,
    long mono,
    HouseTime time,
    int semantics,
    List<StateBoard.Picture> things,
    List<Activity> activities,
    Map<String, Standing> standings,
    Memories memories,
    List<Run> runs,
    List<Timers.Timer> timers,
    List<Command> commands,
    Place place,
    List<Group> groups) {
  static final int CLOSED_KEPT = 200;

  public HouseState {
    things = List.copyOf(things);
    activities = List.copyOf(activities);
    standings = Map.copyOf(standings);
    runs = List.copyOf(runs);
    timers = List.copyOf(timers);
    commands = List.copyOf(commands);
    groups = List.copyOf(groups);
  }

  /// Where states are kept between runs. Implemented by `store`; thread-safe.
  public interface States {
    /// Keeps this state, off the calling thread.
    void keep(HouseState state);

    /// The newest that can be read.
    java.util.Optional<HouseState> newest();

    /// The newest that is not younger than this entry and can be read.
    java.util.Optional<HouseState> before(long seq);
  }

  /// What this house is now. Called on the house's own thread.
  public static HouseState of(House house) {
    var standings = new java.util.HashMap<String, Standing>();
    for (Activity activity : house.engine().activities()) {
      standings.put(activity.id(), house.engine().standing(activity.id()));
    }
    var commands = new java.util.ArrayList<Command>();
    var closed = house.tasks().closed();
    commands.addAll(closed.subList(Math.max(0, closed.size() - CLOSED_KEPT), closed.size()));
    commands.addAll(house.tasks().open());
    return new HouseState(
        house.seq(),
        house.at(),
        house.mono(),
        house.time(),
        House.SEMANTICS,
        house.board().pictures(),
        house.engine().activities(),
        standings,
        house.engine().memories(),
        house.engine().runs(),
        house.timers().all(),
        commands,
        house.sky().place(),
        house.membership().groups());
  }

  /// Puts this state into an empty house.
  public void into(House house) {
    house.resume(this);
    things.forEach(house.board()::restore);
    house.engine().restore(activities, standings, memories);
    runs.forEach(house.engine()::restore);
    commands.forEach(house.tasks()::restore);
    for (Timers.Timer timer : timers) house.timers().set(timer.key(), timer.due());
  }
}
