package steward.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The timers of the house: part of its state, kept over restarts. Confined to the house loop.
///
/// A timer is due on the house's own monotonic time or, for clock edges, on the wall clock; both in
/// milliseconds.
public final class Timers {
  private final Map<TimerKey, Timer> byKey = new HashMap<>();
  private final PriorityQueue<Timer> monotonic = new PriorityQueue<>(ORDER);
  private final PriorityQueue<Timer> wall = new PriorityQueue<>(ORDER);
  private long order;

  /// A timer, with its place among those that are due at the same time.
  public record Timer(TimerKey key, long due, long order) {}

  private static final Comparator<Timer> ORDER =
      Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order);

  /// Sets a timer; one of the same key is replaced.
  public void set(TimerKey key, long due) {
    cancel(key);
    var timer = new Timer(key, due, order++);
    byKey.put(key, timer);
    queue(key).add(timer);
  }

  public void cancel(TimerKey key) {
    Timer old = byKey.remove(key);
    // Removing from the middle of a heap is slow; stale ones are dropped when they come up or
    // outnumber the rest.
    if (old != null) sweep(queue(key));
  }

  private PriorityQueue<Timer> queue(TimerKey key) {
    return key.followsWallClock() ? wall : monotonic;
  }

  private void sweep(PriorityQueue<Timer> queue) {
    if (queue.size() > 64 && queue.size() > 2 * byKey.size() + 64) {
      queue.removeIf(this::isStale);
    }
  }

  private boolean isStale(Timer timer) {
    Timer now = byKey.get(timer.key());
    return now == null || now.order() != timer.order();
  }

  public boolean has(TimerKey key) {
    return byKey.containsKey(key);
  }

  /// When this timer is due, if it is set.
  public Optional<Long> due(TimerKey key) {
    return Optional.ofNullable(byKey.get(key)).map(Timer::due);
  }

  /// The next timer that is due by now, in order; it stays set until [#take].
  public Optional<Timer> next(long mono, long wallNow) {
    Timer first = head(monotonic);
    if (first != null && first.due() <= mono) return Optional.of(first);
    Timer edge = head(wall);
    return edge != null && edge.due() <= wallNow ? Optional.of(edge) : Optional.empty();
  }

  /// Takes a timer out because it is performed now; false if it is not set.
  public boolean take(TimerKey key) {
    Timer timer = byKey.remove(key);
    if (timer == null) return false;
    Timer first = queue(key).peek();
    if (first != null && first.order() == timer.order()) queue(key).poll();
    return true;
  }

  /// Milliseconds until the next timer is due, 0 if one is, or `atMost`.
  public long wait(long mono, long wallNow, long atMost) {
    long wait = atMost;
    Timer first = head(monotonic);
    if (first != null) wait = Math.min(wait, first.due() - mono);
    Timer edge = head(wall);
    if (edge != null) wait = Math.min(wait, edge.due() - wallNow);
    return Math.max(0, wait);
  }

  private @Nullable Timer head(PriorityQueue<Timer> queue) {
    Timer head = queue.peek();
    while (head != null && isStale(head)) {
      queue.poll();
      head = queue.peek();
    }
    return head;
  }

  /// All timers in the order in which they were set.
  public List<Timer> all() {
    var all = new ArrayList<>(byKey.values());
    all.sort(Comparator.comparingLong(Timer::order));
    return all;
  }

  public int size() {
    return byKey.size();
  }

  /// Cancels every timer of the activity or thing of this kind.
  public void cancelAll(TimerKey.Kind kind, String subject) {
    for (Timer timer : all()) {
      if (timer.key().kind() == kind && timer.key().subject().equals(subject)) cancel(timer.key());
    }
  }
}
