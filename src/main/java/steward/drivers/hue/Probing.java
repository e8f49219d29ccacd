package steward.drivers.hue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Effect;
import steward.thing.Message;
import steward.thing.Status;

/// Finds out whether the stream of events is still alive: each minute the bridge is asked for one
/// type of resources, and what it answers must be what the events have told. Confined to one step.
record Probing(Turn turn) {
  static final String TICK = "tick";

  /// The wake-up for a second look at what differed: an event may have been on its way.
  static final String DOUBT = "doubt";

  static final String NAME = "probe";

  private static final String AGAIN = "probe-again";
  private static final Duration SECOND_LOOK = Duration.ofSeconds(3);
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final List<String> TYPES =
      List.of("grouped_light", "button", "motion", "contact", "relative_rotary");
  private static final Set<String> COMPARED =
      Set.of(
          "on.on",
          "button.button_report.updated",
          "motion.motion_report.motion",
          "contact_report.state",
          "relative_rotary.rotary_report.updated");

  void tick() {
    if (turn.key.isEmpty()) return;
    turn.wake(TICK, turn.pace.wait(turn.moment.random()));
    boolean isWell = turn.stream.isOpen() && turn.health.state() == Status.State.PRESENT;
    if (isWell) ask();
    else new Fetching(turn).begin();
  }

  void ask() {
    List<String> types = TYPES.stream().filter(type -> !turn.house().all(type).isEmpty()).toList();
    String type = types.isEmpty() ? "bridge" : types.get(turn.probe++ % types.size());
    turn.get(NAME + ":" + type, "/clip/v2/resource/" + type, WITHIN);
  }

  /// The same type once more.
  void doubt() {
    if (turn.key.isEmpty() || !turn.stream.isOpen()) return;
    turn.probe = Math.max(0, turn.probe - 1);
    List<String> types = TYPES.stream().filter(type -> !turn.house().all(type).isEmpty()).toList();
    if (types.isEmpty()) return;
    String type = types.get(turn.probe++ % types.size());
    turn.get(AGAIN + ":" + type, "/clip/v2/resource/" + type, WITHIN);
  }

  void answered(Message.HttpResponse answer) {
    if (answer.status() != 200) {
      if (!HueDriver.isBusy(answer.status())) turn.failed("the bridge answers " + answer.status());
      return;
    }
    Clip clip = Clip.of(answer);
    if (!clip.read()) {
      turn.failed("what the bridge answers cannot be read");
      return;
    }
    turn.pace = turn.pace.answered();
    if (turn.health.state() != Status.State.PRESENT) {
      new Fetching(turn).begin();
      return;
    }
    new Fetching(turn).present();
    Optional<Resource> other = clip.resources().stream().filter(this::differs).findFirst();
    if (other.isEmpty()) return;
    if (!answer.name().startsWith(AGAIN)) turn.wake(DOUBT, SECOND_LOOK);
    else missed(other.get());
  }

  private boolean differs(Resource now) {
    Resource known = turn.house().get(now.type(), now.id()).orElse(null);
    if (known == null) return true;
    for (String key : COMPARED) if (!now.text(key).equals(known.text(key))) return true;
    OptionalDouble one = now.number("dimming.brightness");
    OptionalDouble other = known.number("dimming.brightness");
    return one.isPresent()
        && other.isPresent()
        && Math.abs(one.getAsDouble() - other.getAsDouble()) > 1;
  }

  /// The stream is dead although its connection is not. What can be asked for is asked for; a press
  /// that was missed is gone, and said to be.
  private void missed(Resource other) {
    turn.dropped("a change of " + other.type() + " did not come with the events: begun anew");
    turn.stream =
        new Talk.Stream(
            Talk.Stream.Phase.DOWN,
            turn.now(),
            turn.stream.tries(),
            "",
            turn.stream.heardAt(),
            turn.stream.lag());
    turn.effects.add(new Effect.Close("its stream of events is dead"));
  }
}
