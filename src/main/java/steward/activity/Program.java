package steward.activity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The lines of an activity as steps that follow one another, so that a run can stop between two of
/// them and a restart can go on. Immutable.
///
/// A step goes on with the next one unless it says otherwise; nothing ever leads back, so a run
/// ends.
///
/// @param ending the first step of the lines at the end
/// @param speaks whether any of its lines says something
record Program(List<Step> steps, int ending, boolean speaks) {

  /// What a strand of a run does at its place.
  sealed interface Step {}

  /// Hands the task over and goes on.
  record Send(Doing.Task task) implements Step {}

  /// Hands the task over and waits for its outcome: when it is as expected goes on at `next`, else
  /// with the next step.
  record Ask(Doing.Task task, int next) implements Step {}

  record Pause(Duration span) implements Step {}

  /// Waits for the condition: when it holds goes on at `next`; when the time is over with the next
  /// step.
  record Await(Condition condition, Duration within, int next) implements Step {}

  record Branch(Condition condition, int otherwise) implements Step {}

  record Jump(int to) implements Step {}

  /// Begins a strand at each start; goes on at `next` when all are over.
  record Fork(List<Integer> starts, int next) implements Step {}

  record Publish(Doing.Publish message) implements Step {}

  record Start(String activity) implements Step {}

  /// The strand is over.
  record End() implements Step {}

  static Program of(Activity activity) {
    var maker = new Maker();
    maker.lines(activity.perform());
    maker.steps.add(new End());
    int ending = maker.steps.size();
    maker.lines(activity.until().map(Until::perform).orElse(List.of()));
    maker.steps.add(new End());
    return new Program(
        List.copyOf(maker.steps), ending, maker.steps.stream().anyMatch(Program::speaks));
  }

  private static boolean speaks(Step step) {
    return switch (step) {
      case Send(Doing.Task task) -> task.deed() instanceof Deed.Tell;
      case Ask(Doing.Task task, _) -> task.deed() instanceof Deed.Tell;
      case Publish _ -> true;
      case Pause _, Await _, Branch _, Jump _, Fork _, Start _, End _ -> false;
    };
  }

  private static final class Maker {
    final List<Step> steps = new ArrayList<>();

    void lines(List<Doing> lines) {
      for (Doing line : lines) line(line);
    }

    private void line(Doing line) {
      switch (line) {
        case Doing.Task task when !task.waits() -> steps.add(new Send(task));
        case Doing.Task task -> {
          int at = hold();
          lines(task.otherwise());
          steps.set(at, new Ask(task, steps.size()));
        }
        case Doing.Wait(Duration span) -> steps.add(new Pause(span));
        case Doing.Confirm(Condition condition, Duration within, List<Doing> otherwise) -> {
          int at = hold();
          lines(otherwise);
          steps.set(at, new Await(condition, within, steps.size()));
        }
        case Doing.Choose(Condition condition, List<Doing> then, List<Doing> otherwise) -> {
          int at = hold();
          lines(then);
          int over = hold();
          steps.set(at, new Branch(condition, steps.size()));
          lines(otherwise);
          steps.set(over, new Jump(steps.size()));
        }
        case Doing.Together(List<List<Doing>> branches) -> {
          int at = hold();
          var starts = new ArrayList<Integer>();
          for (List<Doing> branch : branches) {
            starts.add(steps.size());
            lines(branch);
            steps.add(new End());
          }
          steps.set(at, new Fork(List.copyOf(starts), steps.size()));
        }
        case Doing.Publish publish -> steps.add(new Publish(publish));
        case Doing.Start(String activity) -> steps.add(new Start(activity));
      }
    }

    /// Leaves a place that is filled in when it is known where to go on.
    private int hold() {
      steps.add(new End());
      return steps.size() - 1;
    }
  }
}
