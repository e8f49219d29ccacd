package steward.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What is asked of a device that bears one request at a time: the one that is being asked, and
/// those that wait for their turn. Immutable.
///
/// @param <R> a request
public record Turns<R>(Optional<R> asked, List<R> waiting) {
  /// More do not wait: see [#isFull].
  public static final int WAITING_MAX = 16;

  public Turns {
    waiting = List.copyOf(waiting);
    if (asked.isEmpty() && !waiting.isEmpty())
      throw new IllegalArgumentException("nothing waits while nothing is asked");
  }

  public static <R> Turns<R> none() {
    return new Turns<>(Optional.empty(), List.of());
  }

  public boolean isFree() {
    return asked.isEmpty();
  }

  public boolean isFull() {
    return waiting.size() >= WAITING_MAX;
  }

  /// With one more at the end; it is the one to ask now where nothing else was. At the limit
  /// nothing changes.
  public Turns<R> then(R request) {
    if (isFree()) return new Turns<>(Optional.of(request), List.of());
    if (isFull()) return this;
    var more = new ArrayList<>(waiting);
    more.add(request);
    return new Turns<>(asked, more);
  }

  /// With one more that is asked before those that wait. At the limit the last of these is left
  /// out.
  public Turns<R> next(R request) {
    if (isFree()) return new Turns<>(Optional.of(request), List.of());
    var more = new ArrayList<R>(waiting.size() + 1);
    more.add(request);
    more.addAll(isFull() ? waiting.subList(0, WAITING_MAX - 1) : waiting);
    return new Turns<>(asked, more);
  }

  /// Without those of the waiting ones that are meant. The one that is being asked stays.
  public Turns<R> without(Predicate<? super R> some) {
    return new Turns<>(asked, waiting.stream().filter(some.negate()).toList());
  }

  /// The one that was asked is over; the next, if there is one, is the one to ask now.
  public Turns<R> ended() {
    if (waiting.isEmpty()) return none();
    return new Turns<>(Optional.of(waiting.getFirst()), waiting.subList(1, waiting.size()));
  }
}
