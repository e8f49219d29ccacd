package steward.loop;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Udn;

/// What the house loop has yet to take, in two lanes. Thread-safe; nobody waits.
///
/// The control lane (people, outcomes, alarms) is refused at its limit and never dropped. In the
/// readings lane, once [#MERGE_FROM] wait, the newest reading of a property takes the place of the
/// one that waits; a press is never merged, but beyond [#PRESSES_OF_THING_MAX] of one thing it is
/// dropped and counted.
final class Inbox<C> {
  static final int CONTROL_MAX = 10_000;
  static final int READINGS_MAX = 50_000;
  static final int MERGE_FROM = 10_000;
  static final int PRESSES_OF_THING_MAX = 100;

  private final Queue<C> control = new ConcurrentLinkedQueue<>();
  private final AtomicInteger controlSize = new AtomicInteger();
  private final Queue<Slot> readings = new ConcurrentLinkedQueue<>();
  private final AtomicInteger readingsSize = new AtomicInteger();
  private final Map<Key, Slot> pending = new ConcurrentHashMap<>();
  private final Map<Udn, AtomicInteger> presses = new ConcurrentHashMap<>();
  final LongAdder merged = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder refused = new LongAdder();

  private record Key(Udn thing, Property property) {}

  /// One place in the readings lane: its reading may be replaced until it is taken.
  private static final class Slot extends AtomicReference<@Nullable Reading> {
    private static final long serialVersionUID = 1L;
    final boolean mergeable;

    Slot(Reading reading, boolean mergeable) {
      super(reading);
      this.mergeable = mergeable;
    }
  }

  /// @return false when the lane is full
  boolean addControl(C input) {
    if (controlSize.incrementAndGet() > CONTROL_MAX) {
      controlSize.decrementAndGet();
      refused.increment();
      return false;
    }
    control.add(input);
    return true;
  }

  @Nullable C takeControl() {
    C input = control.poll();
    if (input != null) controlSize.decrementAndGet();
    return input;
  }

  void addReading(Reading reading) {
    int waiting = readingsSize.get();
    if (waiting < MERGE_FROM) add(new Slot(reading, false));
    else if (reading.property().isMomentary()) press(reading, waiting);
    else merge(reading, waiting);
  }

  private void add(Slot slot) {
    readingsSize.incrementAndGet();
    readings.add(slot);
  }

  private void press(Reading reading, int waiting) {
    var count = presses.computeIfAbsent(reading.thing(), _ -> new AtomicInteger());
    if (waiting >= READINGS_MAX || count.incrementAndGet() > PRESSES_OF_THING_MAX)
      dropped.increment();
    else add(new Slot(reading, false));
  }

  private void merge(Reading reading, int waiting) {
    var key = new Key(reading.thing(), reading.property());
    Slot slot = pending.get(key);
    Reading old = slot == null ? null : slot.get();
    if (slot != null && old != null && slot.compareAndSet(old, reading)) {
      merged.increment();
    } else if (waiting >= READINGS_MAX) {
      dropped.increment();
    } else {
      var fresh = new Slot(reading, true);
      pending.put(key, fresh);
      add(fresh);
    }
  }

  @Nullable Reading takeReading() {
    Slot slot = readings.poll();
    if (slot == null) return null;
    if (readingsSize.decrementAndGet() == 0 && !presses.isEmpty()) presses.clear();
    Reading reading = slot.getAndSet(null);
    if (slot.mergeable && reading != null) {
      pending.remove(new Key(reading.thing(), reading.property()), slot);
    }
    return reading;
  }

  boolean isEmpty() {
    return control.isEmpty() && readings.isEmpty();
  }

  int waitingReadings() {
    return readingsSize.get();
  }

  int waitingControl() {
    return controlSize.get();
  }
}
