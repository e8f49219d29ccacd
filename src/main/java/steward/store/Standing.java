package steward.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Whether a part of the store does what it should, since when, and what it met. Thread-safe.
final class Standing {
  private final InstantSource clock;
  private final Notes notes;
  private Optional<String> fault = Optional.empty();
  private Instant since;

  Standing(InstantSource clock, Notes notes) {
    this.clock = clock;
    this.notes = notes;
    since = clock.instant();
  }

  /// What is wrong, if anything.
  synchronized Optional<String> fault() {
    return fault;
  }

  /// Something is wrong; only the first time after all was well is it noted.
  synchronized void bad(String sentence) {
    if (fault.isEmpty()) {
      since = clock.instant();
      notes.add(sentence);
    }
    fault = Optional.of(sentence);
  }

  /// All is well; noted with this sentence if it was not before.
  synchronized void good(String sentence) {
    if (fault.isEmpty()) return;
    fault = Optional.empty();
    since = clock.instant();
    notes.add(sentence);
  }

  synchronized StoreHealth health(Map<String, Long> counters) {
    String sentence = fault.orElse("keeps everything");
    return new StoreHealth(fault.isEmpty(), sentence, since, counters, notes.all());
  }
}
