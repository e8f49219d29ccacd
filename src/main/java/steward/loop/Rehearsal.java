package steward.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import steward.activity.Activity;
import steward.task.Command;

/// Runs a recorded span again in a house in which one activity is another one, without touching a
/// thing: what it would have done, beside what was done. Thread-safe: one at a time; never on the
/// house's own thread.
///
/// What things reported comes as it came. Timers are those of the rehearsed house. A command that
/// was not really given is obeyed at once.
public final class Rehearsal {
  /// So many entries are rehearsed at most.
  public static final int ENTRIES_MAX = 300_000;

  /// So long a rehearsal may take.
  public static final Duration TIME_MAX = Duration.ofSeconds(30);

  static final long ABOUT_MS = 5_000;

  private final PastHouse past;
  private final Time time;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile @Nullable Underway underway;

  /// @param from the first entry that was rehearsed, and `to` the last
  /// @param exact see [PastHouse.Back]
  /// @param semantics what the state that was begun with was made by
  /// @param whole whether the span was gone through to its end within the limits
  public record Result(
      Timeline timeline,
      long from,
      long to,
      int entries,
      boolean exact,
      int semantics,
      boolean whole) {}

  /// How far the rehearsal of an activity has come.
  ///
  /// @param entries how many it goes through; 0 while they are read
  public record Progress(String activity, int done, int entries) {}

  /// The one that is under way. Written by its own thread, but for `cancelled`.
  private static final class Underway {
    private final String activity;
    private volatile int done;
    private volatile int entries;
    private volatile boolean cancelled;

    Underway(String activity) {
      this.activity = activity;
    }
  }

  public Rehearsal(PastHouse past, Time time) {
    this.past = past;
    this.time = time;
  }

  /// Rehearses the entries `from..to` with this activity in place of the one of that id; without
  /// one, as if it were not there.
  ///
  /// @throws RejectedExecutionException while another rehearsal is under way
  public Result run(String id, Optional<Activity> draft, long from, long to) {
    if (!busy.compareAndSet(false, true))
      throw new RejectedExecutionException("another rehearsal is under way");
    var mine = new Underway(id);
    underway = mine;
    try {
      return rehearse(mine, draft, Math.max(from, past.journal().first()), to);
    } finally {
      underway = null;
      busy.set(false);
    }
  }

  /// The rehearsal that is under way, if one is.
  public Optional<Progress> progress() {
    return Optional.ofNullable(underway)
        .map(one -> new Progress(one.activity, one.done, one.entries));
  }

  /// Ends the rehearsal of this activity where it is: what it has found so far is its result.
  ///
  /// @return whether there was one
  public boolean cancel(String activity) {
    Underway one = underway;
    if (one == null || !one.activity.equals(activity)) return false;
    one.cancelled = true;
    return true;
  }

  private Result rehearse(Underway mine, Optional<Activity> draft, long from, long to) {
    String id = mine.activity;
    long last = Math.min(Math.min(to, past.journal().last()), from + ENTRIES_MAX - 1);
    List<Entry> entries = new ArrayList<>();
    past.journal().read(from, last, entries::add);
    List<Entry> did = entries.stream().filter(Timeline::isDone).toList();
    var stage = new Stagehand(new Commanded(did));
    PastHouse.Back back = past.after(from - 1, stage);
    House house = back.house();
    if (!entries.isEmpty()) begin(house, id, draft, entries.getFirst());
    stage.collect();
    mine.entries = entries.size();
    boolean whole = last >= Math.min(to, past.journal().last());
    long deadline = time.nanos() + TIME_MAX.toNanos();
    int done = 0;
    for (Entry entry : entries) {
      if (mine.cancelled || time.nanos() > deadline) {
        whole = false;
        break;
      }
      if (isGiven(entry, id, from)) give(stage, house, entry);
      mine.done = ++done;
    }
    if (!entries.isEmpty() && whole) {
      Entry end = entries.getLast();
      stage.advance(house, end.at(), end.mono());
    }
    return new Result(
        Timeline.of(did, stage.written()),
        from,
        last,
        entries.size(),
        back.exact(),
        back.semantics(),
        whole);
  }

  private static void begin(House house, String id, Optional<Activity> draft, Entry first) {
    Instant at = house.seq() == 0 ? first.at() : house.at();
    long mono = Math.max(house.mono(), house.seq() == 0 ? first.mono() : 0);
    if (draft.isPresent())
      house.take(new Fact.ActivityPut(draft.get().armed(true)), id, "rehearsal", at, mono);
    else if (house.engine().activity(id).isPresent())
      house.take(new Fact.ActivityGone(), id, "rehearsal", at, mono);
  }

  /// Time passes up to the entry, and it comes; while the steward was off, no timer fired.
  private static void give(Stagehand stage, House house, Entry entry) {
    if (!(entry.fact() instanceof Fact.Started)) stage.advance(house, entry.at(), entry.mono());
    house.take(entry.fact(), entry.subject(), entry.principal(), entry.at(), entry.mono());
    stage.advance(house, entry.at(), entry.mono());
  }

  /// Whether the entry came from outside, and means in the rehearsed house what it meant.
  private static boolean isGiven(Entry entry, String id, long from) {
    if (!entry.isInput()) return false;
    return switch (entry.fact()) {
      case Fact.Due _, Fact.Undone _, Fact.Stopped _ -> false;
      case Fact.Sent(long command, _) -> command < from;
      case Fact.Answered(long command, _, _) -> command < from;
      case Fact.ActivityPut _, Fact.ActivityGone _ -> !entry.subject().equals(id);
      default -> true;
    };
  }

  /// The commands that were given really, by what they ask of whom.
  private static final class Commanded implements Stagehand.Happened {
    private final Map<String, List<Long>> moments = new HashMap<>();

    Commanded(List<Entry> did) {
      for (Entry entry : did)
        if (entry.fact() instanceof Fact.Wanted wanted)
          moments
              .computeIfAbsent(
                  entry.subject() + " " + wanted.action().sentence(), _ -> new ArrayList<>())
              .add(entry.mono());
    }

    @Override
    public boolean commanded(Command command, long mono) {
      return moments
          .getOrDefault(command.thing() + " " + command.action().sentence(), List.of())
          .stream()
          .anyMatch(one -> Math.abs(one - mono) <= ABOUT_MS);
    }
  }
}
