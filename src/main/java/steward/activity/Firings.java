package steward.activity;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import steward.state.HouseView;
import steward.value.Span;

/// Decides whether an activity fires, and writes down when it last did and why it last did not.
/// Confined to the house loop.
final class Firings {
  /// How many firings of an activity wait for the one that runs.
  static final int QUEUE_MAX = 10;

  private static final Duration HELD_EVERY = Duration.ofSeconds(1);

  private final HouseView house;
  private final Stage stage;
  private final Player player;
  private final Consumer<Running> over;
  private final Consumer<Running> begin;
  private final Map<String, Deque<Cue>> queues = new TreeMap<>();

  Firings(
      HouseView house,
      Stage stage,
      Player player,
      Consumer<Running> over,
      Consumer<Running> begin) {
    this.house = house;
    this.stage = stage;
    this.player = player;
    this.over = over;
    this.begin = begin;
  }

  /// Fires the activity, unless it runs already, keeps quiet, or its condition does not hold.
  void fire(Armed armed, Cue cue) {
    Activity activity = armed.activity;
    if (cue.trail().count(activity.id()) >= ActivityEngine.ROUNDS_MAX) {
      String why = "cut: it set itself off " + ActivityEngine.ROUNDS_MAX + " times in a row";
      stage.skipped(activity, why, List.of(cue.cause()));
      return;
    }
    List<Running> running = player.of(armed);
    if (!running.isEmpty() && activity.again() != Activity.Again.RESTART) {
      if (activity.again() == Activity.Again.QUEUE) queue(armed, cue);
      else held(armed, cue.cause(), () -> "it was still running");
      return;
    }
    if (isQuiet(armed)) {
      held(armed, cue.cause(), () -> "it is quiet for " + Span.text(activity.quiet()));
      return;
    }
    if (!Conditions.holds(activity.condition(), house)) {
      held(armed, cue.cause(), () -> Conditions.whyNot(activity.condition(), house));
      return;
    }
    for (Running older : running) over.accept(older);
    begin(armed, cue);
  }

  private boolean isQuiet(Armed armed) {
    Duration quiet = armed.activity.quiet();
    if (quiet.isZero() || armed.standing.firedSeq() == 0) return false;
    Duration since = Duration.between(armed.standing.firedAt(), house.at());
    return !since.isNegative() && since.compareTo(quiet) < 0;
  }

  private void queue(Armed armed, Cue cue) {
    var queue = queues.computeIfAbsent(armed.activity.id(), _ -> new ArrayDeque<>());
    if (queue.size() < QUEUE_MAX) queue.add(cue.said());
    else stage.skipped(armed.activity, QUEUE_MAX + " firings wait already", List.of(cue.cause()));
  }

  private void begin(Armed armed, Cue cue) {
    Activity activity = armed.activity;
    Map<String, String> values = Map.of();
    if (!(activity.condition() instanceof Condition.Always)) {
      values = new LinkedHashMap<>();
      Conditions.values(activity.condition(), house, values);
    }
    String because = cue.because().get();
    long id = stage.fired(activity, because, values, List.of(cue.cause()));
    armed.standing = armed.standing.fired(id, house.at());
    Map<String, String> words =
        armed.program.speaks() ? cue.words(because, house) : new HashMap<>();
    begin.accept(new Running(id, armed, cue.trail(), words));
  }

  /// Keeps why the activity let an event pass, at most once a second: a sentence costs more than
  /// the decision.
  private void held(Armed armed, long cause, Supplier<String> reason) {
    Standing standing = armed.standing;
    Duration since = Duration.between(standing.heldAt(), house.at());
    if (standing.heldSeq() > 0 && !since.isNegative() && since.compareTo(HELD_EVERY) < 0) return;
    armed.standing = standing.held(cause, house.at(), reason.get());
  }

  void dropQueue(String id) {
    queues.remove(id);
  }

  /// The firing that waited longest, taken out.
  Optional<Cue> nextOf(String id) {
    var queue = queues.get(id);
    if (queue == null) return Optional.empty();
    Optional<Cue> waiting = Optional.ofNullable(queue.poll());
    if (queue.isEmpty()) queues.remove(id);
    return waiting;
  }

  Map<String, List<Kept.Firing>> queued() {
    var queued = new TreeMap<String, List<Kept.Firing>>();
    queues.forEach((id, queue) -> queued.put(id, queue.stream().map(Cue::kept).toList()));
    return queued;
  }

  void restore(Map<String, List<Kept.Firing>> queued) {
    queued.forEach((id, cues) -> {
      var queue = new ArrayDeque<Cue>();
      cues.forEach(cue -> queue.add(Cue.of(cue)));
      queues.put(id, queue);
    });
  }
}
