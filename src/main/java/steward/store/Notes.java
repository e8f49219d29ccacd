package steward.store;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last notes of a part of the store, also written to the log. Thread-safe.
final class Notes {
  static final int NOTES_MAX = 50;
  private final InstantSource clock;
  private final boolean logged;
  private final ArrayDeque<StoreNote> notes = new ArrayDeque<>();

  Notes(InstantSource clock) {
    this(clock, true);
  }

  private Notes(InstantSource clock, boolean logged) {
    this.clock = clock;
    this.logged = logged;
  }

  /// Notes that do not go to the log.
  static Notes quiet(InstantSource clock) {
    return new Notes(clock, false);
  }

  synchronized void add(String sentence) {
    if (logged) Log.LOG.warn(sentence);
    if (notes.size() == NOTES_MAX) notes.removeFirst();
    notes.add(new StoreNote(clock.instant(), sentence));
  }

  synchronized List<StoreNote> all() {
    return List.copyOf(notes);
  }

  /// Only what has something to say pays for the start of logging.
  private static final class Log {
    static final Logger LOG = LoggerFactory.getLogger("steward.store");
  }
}
