package steward.activity;

import java.time.Duration;
import java.util.List;
import steward.task.Retry;
import steward.thing.Selector;

/// One line of what an activity performs. Lines are performed in order; a task is handed over and
/// the next line follows at once, unless it says that it waits.
public sealed interface Doing {

  /// A task: an action of each of the things, under its own guard, with its own retry.
  ///
  /// @param waits whether the next line waits for the outcome; always so where there is something
  ///   to do otherwise
  /// @param otherwise what to do when the outcome of one of the things is not as expected; nothing
  ///   that could not be observed counts as that
  record Task(
      Selector things,
      Deed deed,
      Condition guard,
      Retry retry,
      boolean waits,
      List<Doing> otherwise)
      implements Doing {
    public Task {
      otherwise = List.copyOf(otherwise);
      waits = waits || !otherwise.isEmpty();
    }
  }

  /// A pause before the next line.
  record Wait(Duration span) implements Doing {}

  /// Waits until the condition holds, at most so long; then what is to be done otherwise.
  record Confirm(Condition condition, Duration within, List<Doing> otherwise) implements Doing {
    public Confirm {
      otherwise = List.copyOf(otherwise);
    }
  }

  /// Branches that run at once; the next line follows when all are over.
  record Together(List<List<Doing>> branches) implements Doing {
    public Together {
      branches = branches.stream().map(List::copyOf).toList();
    }
  }

  /// One or the other, as the condition says at that moment.
  record Choose(Condition condition, List<Doing> then, List<Doing> otherwise) implements Doing {
    public Choose {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /// A message for what no driver knows; never on a topic of a thing or below `steward/`.
  record Publish(String topic, Phrase payload, boolean retain) implements Doing {}

  /// Starts another activity, if its conditions hold.
  record Start(String activity) implements Doing {}

  /// The lines within this one, in order.
  default List<Doing> parts() {
    return switch (this) {
      case Task task -> task.otherwise();
      case Confirm confirm -> confirm.otherwise();
      case Together(List<List<Doing>> branches) -> branches.stream().flatMap(List::stream).toList();
      case Choose choose ->
          java.util.stream.Stream.concat(choose.then().stream(), choose.otherwise().stream())
              .toList();
      case Wait _, Publish _, Start _ -> List.of();
    };
  }
}
