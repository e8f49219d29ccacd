package steward.activity;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import steward.activity.Running.Strand;
import steward.state.HouseView;
import steward.state.TimerKey;
import steward.state.Timers;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.Outcome;
import steward.thing.Selector;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Text;

/// Performs the lines of runs: in order, at once, with waits. Confined to the house loop.
final class Player {
  /// How often a waiting strand looks at its condition where no event tells it.
  private static final long LOOK_MS = 60_000;

  private final HouseView house;
  private final Timers timers;
  private final Stage stage;
  private final Consumer<Running> over;
  private final BiConsumer<Running, String> start;
  private final Map<Long, Running> runs = new LinkedHashMap<>();
  private final Map<Long, Running> awaited = new HashMap<>();
  private final Map<ThingId, Set<Long>> confirming = new HashMap<>();

  /// @param over is told of a run whose lines are over
  /// @param start begins another activity for a run
  Player(
      HouseView house,
      Timers timers,
      Stage stage,
      Consumer<Running> over,
      BiConsumer<Running, String> start) {
    this.house = house;
    this.timers = timers;
    this.stage = stage;
    this.over = over;
    this.start = start;
  }

  Iterable<Running> runs() {
    return List.copyOf(runs.values());
  }

  boolean isEmpty() {
    return runs.isEmpty();
  }

  @Nullable Running run(long id) {
    return runs.get(id);
  }

  /// The runs of this version of the activity, the oldest first.
  List<Running> of(Armed armed) {
    return List.copyOf(armed.runs);
  }

  void begin(Running run, int at, long mono) {
    if (runs.put(run.id, run) == null) run.armed.runs.add(run);
    play(run, run.begin(at, 0), mono);
  }

  /// Ends what the run was in the middle of; it performs nothing more.
  void stop(Running run) {
    for (Strand strand : run.strands) {
      timers.cancel(wait(run, strand));
      strand.awaits.forEach(awaited::remove);
    }
    run.strands.clear();
    for (ThingId thing : run.confirms) {
      Set<Long> waiting = confirming.get(thing);
      if (waiting != null) waiting.remove(run.id);
    }
    run.confirms.clear();
  }

  void forget(Running run) {
    stop(run);
    runs.remove(run.id);
    run.armed.runs.remove(run);
  }

  private static TimerKey wait(Running run, Strand strand) {
    return new TimerKey(TimerKey.Kind.WAIT, run.armed.activity.id(), run.id, strand.id);
  }

  private void play(Running run, Strand strand, long mono) {
    while (true) {
      switch (run.armed.program.steps().get(strand.at)) {
        case Program.Send(Doing.Task task) -> {
          perform(run, task);
          strand.at++;
        }
        case Program.Ask(Doing.Task task, _) -> {
          strand.exceptions.clear();
          perform(run, task).forEach((command, thing) -> ask(run, strand, command, thing));
          if (!strand.awaits.isEmpty()) return;
          answered(run, strand);
        }
        case Program.Pause(Duration span) -> {
          strand.at++;
          timers.set(wait(run, strand), mono + span.toMillis());
          return;
        }
        case Program.Await(Condition condition, Duration within, int next) -> {
          if (!Conditions.holds(condition, house)) {
            strand.until = mono + within.toMillis();
            confirm(run, strand, condition, mono);
            return;
          }
          strand.at = next;
        }
        case Program.Branch(Condition condition, int otherwise) ->
            strand.at = Conditions.holds(condition, house) ? strand.at + 1 : otherwise;
        case Program.Jump(int to) -> strand.at = to;
        case Program.Fork(List<Integer> starts, int next) -> {
          strand.at = next;
          strand.left = starts.size() + 1; // itself, so that the last to end is never a child here
          for (int at : starts) play(run, run.begin(at, strand.id), mono);
          if (--strand.left > 0) return;
        }
        case Program.Publish(Doing.Publish message) -> {
          String payload = message.payload().said(run.words, house);
          stage.publish(run.armed.activity, message.topic(), payload, message.retain(), run.id);
          strand.at++;
        }
        case Program.Start(String activity) -> {
          start.accept(run, activity);
          strand.at++;
        }
        case Program.End() -> {
          end(run, strand, mono);
          return;
        }
      }
    }
  }

  private void end(Running run, Strand strand, long mono) {
    run.strands.remove(strand);
    Strand parent = run.strand(strand.parent).orElse(null);
    if (parent != null) {
      if (--parent.left == 0) play(run, parent, mono);
    } else if (run.strands.isEmpty()) {
      over.accept(run);
    }
  }

  private void confirm(Running run, Strand strand, Condition condition, long mono) {
    listen(run, condition);
    timers.set(wait(run, strand), Math.min(strand.until, mono + LOOK_MS));
  }

  private void listen(Running run, Condition condition) {
    Conditions.needs(
        condition,
        (things, _) -> {
          for (ThingId thing : house.members(things)) {
            if (confirming.computeIfAbsent(thing, _ -> new LinkedHashSet<>()).add(run.id))
              run.confirms.add(thing);
          }
        });
  }

  /// Something of the thing changed: who waits for it looks again.
  void changed(ThingId thing, long mono) {
    if (confirming.isEmpty()) return;
    Set<Long> waiting = confirming.get(thing);
    if (waiting == null) return;
    for (long id : List.copyOf(waiting)) {
      Running run = runs.get(id);
      if (run == null || !look(run, mono)) waiting.remove(id);
    }
    if (waiting.isEmpty()) confirming.remove(thing);
  }

  /// Whether a strand of the run still waits for a condition.
  private boolean look(Running run, long mono) {
    boolean waits = false;
    for (Strand strand : List.copyOf(run.strands)) {
      if (!(run.armed.program.steps().get(strand.at)
          instanceof Program.Await(Condition condition, _, int next))) continue;
      if (Conditions.holds(condition, house)) {
        timers.cancel(wait(run, strand));
        strand.at = next;
        play(run, strand, mono);
      } else {
        waits = true;
      }
    }
    return waits;
  }

  /// The wait of a strand is over.
  void due(Running run, Strand strand, long mono) {
    if (run.armed.program.steps().get(strand.at)
        instanceof Program.Await(Condition condition, _, int next)) {
      if (Conditions.holds(condition, house)) {
        strand.at = next;
      } else if (mono < strand.until) {
        confirm(run, strand, condition, mono);
        return;
      } else {
        run.words.put("exceptions", String.join(", ", Conditions.exceptions(condition, house)));
        strand.at++;
      }
    }
    play(run, strand, mono);
  }

  private void ask(Running run, Strand strand, long command, ThingId thing) {
    Optional<Outcome> outcome = stage.outcome(command);
    if (outcome.isPresent() && !outcome.get().isFinal()) {
      strand.awaits.add(command);
      awaited.put(command, run);
    } else {
      outcome.ifPresent(now -> judge(strand, name(thing), now));
    }
  }

  private String name(ThingId thing) {
    return Conditions.name(Selector.one(thing), house);
  }

  private static void judge(Strand strand, String name, Outcome outcome) {
    switch (outcome.state()) {
      case SILENT -> strand.exceptions.add(name + " did not answer");
      case REFUSED -> strand.exceptions.add(name + " refused: " + outcome.reason());
      case EXPIRED -> strand.exceptions.add(name + " could not be asked: " + outcome.reason());
      case WAITING, SENT, ACCEPTED, CONFIRMED, UNOBSERVABLE, SUPERSEDED -> {}
    }
  }

  /// A command came to its end.
  void closed(long command, ThingId thing, Outcome outcome, long mono) {
    Running run = awaited.remove(command);
    if (run == null) return;
    for (Strand strand : List.copyOf(run.strands)) {
      if (!strand.awaits.remove(command)) continue;
      judge(strand, name(thing), outcome);
      if (!strand.awaits.isEmpty()) return;
      answered(run, strand);
      play(run, strand, mono);
      return;
    }
  }

  private static void answered(Running run, Strand strand) {
    if (!(run.armed.program.steps().get(strand.at) instanceof Program.Ask(_, int next)))
      throw new IllegalStateException("the strand " + strand.id + " asked nothing");
    if (strand.exceptions.isEmpty()) {
      strand.at = next;
    } else {
      run.words.put("exceptions", String.join(", ", strand.exceptions));
      strand.at++;
    }
  }

  /// @return the commands and whom each asks
  private Map<Long, ThingId> perform(Running run, Doing.Task task) {
    Activity activity = run.armed.activity;
    if (!Conditions.holds(task.guard(), house)) {
      skip(run, task, Conditions.whyNot(task.guard(), house));
      return Map.of();
    }
    var commands = new LinkedHashMap<Long, ThingId>();
    for (ThingId thing : whom(task)) {
      Optional<Action> action = action(run, task.deed(), thing);
      if (action.isEmpty()) {
        skip(run, task, "the value for it was not known");
        continue;
      }
      List<Before> before = run.before;
      long command =
          stage.perform(
              activity, thing, action.get(), task.retry(), run.id, run.trail.then(activity.id()));
      run.before = Undoing.with(before, thing, action.get(), command, house);
      commands.put(command, thing);
    }
    if (commands.isEmpty() && !task.things().isFixed())
      skip(run, task, "there is nothing in " + Conditions.name(task.things(), house));
    return commands;
  }

  private void skip(Running run, Doing.Task task, String why) {
    String what = task.deed().kind().label() + " " + Conditions.name(task.things(), house);
    stage.skipped(run.armed.activity, what + ": " + why, List.of(run.id));
  }

  /// Of a rule over things only those are asked that can do it.
  private List<ThingId> whom(Doing.Task task) {
    List<ThingId> members = house.members(task.things());
    if (task.things().isFixed()) return members;
    return members.stream()
        .filter(id ->
            house.thing(id).map(t -> t.abilities().containsKey(task.deed().kind())).orElse(false))
        .toList();
  }

  private Optional<Action> action(Running run, Deed deed, ThingId thing) {
    return switch (deed) {
      case Deed.Fixed(Action action) -> Optional.of(action);
      case Deed.Tell(var kind, Phrase phrase, var how) -> {
        String text = phrase.said(run.words, house);
        int length = Math.min(text.length(), Text.LENGTH_MAX);
        yield Optional.of(new Action.Tell(kind, text.substring(0, length), how));
      }
      case Deed.Taken(var kind, Operand.Taken from) -> {
        Ability ability =
            house
                .thing(thing)
                .map(Thing::abilities)
                .map(all -> all.get(kind))
                .orElse(Ability.of(kind));
        yield ability
            .parameter()
            .map(Ability.Parameter::type)
            .filter(ValueType.Amounts.class::isInstance)
            .map(ValueType.Amounts.class::cast)
            .flatMap(range -> Conditions.number(from, house).map(number -> within(range, number)))
            .map(amount -> new Action.Put(kind, amount));
      }
    };
  }

  private static Amount within(ValueType.Amounts range, double number) {
    return new Amount(Math.clamp(number, range.min(), range.max()), range.unit());
  }

  /// Puts back a run that was kept. Timers are restored apart, after this.
  void restore(Running run) {
    if (runs.put(run.id, run) == null) run.armed.runs.add(run);
    for (Strand strand : run.strands) {
      for (long command : strand.awaits) awaited.put(command, run);
      if (run.armed.program.steps().get(strand.at)
          instanceof Program.Await(Condition condition, _, _)) listen(run, condition);
    }
  }
}
