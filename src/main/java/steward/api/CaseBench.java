package steward.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import steward.activity.Activity;
import steward.loop.Case;
import steward.loop.Deadline;
import steward.loop.HouseNames;
import steward.loop.PastHouse;
import steward.loop.Time;
import steward.store.CaseFiles;

/// Keeps cases and goes through them, one at a time and each within its time: one may need as much
/// memory as a house does. Thread-safe; never on an event loop or the house's thread.
final class CaseBench {
  /// So long all cases may take together; what is not gone through by then is said.
  static final Duration ALL_TIME_MAX = Duration.ofSeconds(60);

  private final PastHouse past;
  private final CaseFiles files;
  private final AtomicBoolean busy = new AtomicBoolean();

  CaseBench(PastHouse past, CaseFiles files) {
    this.past = past;
    this.files = files;
  }

  /// @throws RejectedExecutionException while another one is at it, or when the time is over
  private <T> T inTurn(Supplier<T> work) {
    if (!busy.compareAndSet(false, true))
      throw new RejectedExecutionException("another case is being kept or gone through");
    try {
      return work.get();
    } finally {
      busy.set(false);
    }
  }

  private static Deadline deadline(String name) {
    return Deadline.in(Time.system(), Case.TIME_MAX, "the case '" + name + "'");
  }

  /// Keeps the entries `from..to` as a case of this activity.
  ///
  /// @throws RejectedExecutionException when it is too much, or not now
  Case keep(Activity activity, String name, long from, long to) {
    return inTurn(() -> {
      Case kept = Case.of(past, activity, name, from, to, deadline(name));
      files.keep(kept);
      return kept;
    });
  }

  /// What became of each case; one after the other, so that no more than one is in memory.
  ///
  /// @throws RejectedExecutionException when it is not now
  List<Map<String, Object>> runAll(HouseNames names) {
    return inTurn(() -> {
      var all = Deadline.in(Time.system(), ALL_TIME_MAX, "all cases");
      return files.names().stream()
          .map(name -> all.isOver() ? late(name) : ran(name, names))
          .toList();
    });
  }

  private Map<String, Object> ran(String name, HouseNames names) {
    Optional<Case> kept = files.find(name);
    if (kept.isEmpty()) return bad(name, "it cannot be read");
    Optional<Activity> now = names.activity(kept.get().activity());
    if (now.isEmpty()) return bad(name, "its activity is gone");
    try {
      return json(kept.get().run(now.get(), past.expectations(), deadline(name)));
    } catch (RejectedExecutionException e) {
      return bad(name, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Object> late(String name) {
    return bad(
        name,
        "not gone through: all cases together took longer than %d s"
            .formatted(ALL_TIME_MAX.toSeconds()));
  }

  private static Map<String, Object> bad(String name, String why) {
    return Map.of("name", name, "good", false, "missing", List.of(why), "more", List.of());
  }

  private static Map<String, Object> json(Case.Outcome outcome) {
    return Map.of(
        "name", outcome.name(),
        "activity", outcome.activity(),
        "good", outcome.isGood(),
        "missing", outcome.missing(),
        "more", outcome.more());
  }
}
