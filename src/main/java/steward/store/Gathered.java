package steward.store;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.thing.Property;
import steward.value.Amount;

/// Measurements that came since the last merge, in memory. Thread-safe.
///
/// It holds all measurements of the entries of the journal after `from` up to `to`. At
/// [#MEASUREMENTS_MAX] it forgets them and begins anew from there: the journal has them.
final class Gathered {
  static final int MEASUREMENTS_MAX = 100_000;

  private final ReentrantLock lock = new ReentrantLock();
  private Map<SeriesKey, Track> tracks = new HashMap<>();
  private int count;
  private long from;
  private long to;

  Gathered(long from) {
    this.from = from;
    to = from;
  }

  /// A copy of all that is here at one moment.
  record Copy(Map<SeriesKey, Track> tracks, int count, long from, long to) {}

  /// Adds the measurement of an entry to tracks, if it is one.
  static boolean take(Entry entry, Map<SeriesKey, Track> tracks) {
    if (!(entry.fact() instanceof Fact.Read(Property property, Amount(double number, _), _))) {
      return false;
    }
    if (!property.isArchived()) return false;
    tracks
        .computeIfAbsent(new SeriesKey(entry.subject(), property.name()), _ -> new Track())
        .add(entry.at().toEpochMilli(), number);
    return true;
  }

  /// Takes the next entry and returns how many measurements are here now.
  int add(Entry entry) {
    lock.lock();
    try {
      if (take(entry, tracks)) count++;
      to = entry.seq();
      if (count == MEASUREMENTS_MAX) {
        tracks = new HashMap<>();
        count = 0;
        from = to;
      }
      return count;
    } finally {
      lock.unlock();
    }
  }

  Track track(SeriesKey key) {
    lock.lock();
    try {
      Track track = tracks.get(key);
      return track == null ? new Track() : track.part(0, track.size());
    } finally {
      lock.unlock();
    }
  }

  Copy copy() {
    lock.lock();
    try {
      var copy = new HashMap<SeriesKey, Track>();
      tracks.forEach((key, track) -> copy.put(key, track.part(0, track.size())));
      return new Copy(copy, count, from, to);
    } finally {
      lock.unlock();
    }
  }

  int count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  long from() {
    lock.lock();
    try {
      return from;
    } finally {
      lock.unlock();
    }
  }

  /// Takes out what was in this copy.
  void forget(Copy done) {
    lock.lock();
    try {
      if (from > done.from()) return; // It was full meanwhile, and has forgotten it already.
      done.tracks()
          .forEach((key, old) ->
              tracks.computeIfPresent(
                  key,
                  (_, track) ->
                      track.size() == old.size() ? null : track.part(old.size(), track.size())));
      count -= done.count();
      from = done.to();
    } finally {
      lock.unlock();
    }
  }
}
