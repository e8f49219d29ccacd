package steward.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import steward.store.NoticeTable;
import steward.thing.Channel;

/// What people were told of late, on the disk and in memory. Thread-safe.
///
/// Of each person the last [#KEPT_MAX] are kept.
public final class Notices {
  public static final int KEPT_MAX = 200;
  private static final Duration FRESH = Duration.ofHours(2);

  private final NoticeTable table;
  private final InstantSource clock;
  private final Map<String, Deque<Notice>> byPerson = new HashMap<>();
  private final List<Consumer<Notice>> watchers = new CopyOnWriteArrayList<>();
  private final LongAdder unkept = new LongAdder();

  private Notices(NoticeTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  /// Reads those that are kept. Blocks.
  static Notices open(NoticeTable table, InstantSource clock) {
    var notices = new Notices(table, clock);
    for (NoticeTable.Row row : table.all()) {
      try {
        notices.add(Notice.read(row));
      } catch (IllegalArgumentException _) {
        notices.unkept.increment();
      }
    }
    return notices;
  }

  /// What still waits for a server after a restart. What may have been delivered is not repeated,
  /// and what is old by now is given up.
  synchronized List<Notice> left() {
    var left = new ArrayList<Notice>();
    Instant oldest = clock.instant().minus(FRESH);
    for (Deque<Notice> all : byPerson.values()) {
      for (Notice notice : List.copyOf(all)) {
        Notice now = notice;
        for (var fate : notice.fates().entrySet()) {
          Fate was = fate.getValue();
          if (was.state() == Fate.State.SENDING)
            now =
                now.with(
                    fate.getKey(),
                    was.end(Fate.State.UNSURE, "the steward stopped while it was sent"));
          else if (was.state() == Fate.State.WAITING && notice.at().isBefore(oldest))
            now =
                now.with(
                    fate.getKey(), was.end(Fate.State.GIVEN_UP, "the steward was off too long"));
        }
        if (!now.equals(notice)) {
          var _ = put(now);
        }
        if (now.fates().values().stream().anyMatch(fate -> fate.state() == Fate.State.WAITING))
          left.add(now);
      }
    }
    return left;
  }

  /// Is told of each notice that is new or came to another state. Must not block.
  public void watch(Consumer<Notice> watcher) {
    watchers.add(watcher);
  }

  private void add(Notice notice) {
    Deque<Notice> all = byPerson.computeIfAbsent(notice.person(), _ -> new ArrayDeque<>());
    all.removeIf(older -> older.id() == notice.id());
    all.addLast(notice);
  }

  /// Keeps one, new or changed; done when it is on the disk.
  CompletableFuture<Void> put(Notice notice) {
    Optional<Notice> oldest = Optional.empty();
    synchronized (this) {
      Deque<Notice> all = byPerson.computeIfAbsent(notice.person(), _ -> new ArrayDeque<>());
      if (all.stream().anyMatch(one -> one.id() == notice.id())) {
        var changed = all.stream().map(one -> one.id() == notice.id() ? notice : one).toList();
        all.clear();
        all.addAll(changed);
      } else {
        all.addLast(notice);
        if (all.size() > KEPT_MAX) oldest = Optional.ofNullable(all.poll());
      }
    }
    oldest.ifPresent(old -> {
      var _ = counted(table.forget(old.person(), old.id()));
    });
    var kept =
        counted(table.put(notice.id(), notice.person(), notice.at(), notice.seen(), notice.body()));
    watchers.forEach(watcher -> watcher.accept(notice));
    return kept;
  }

  private CompletableFuture<Void> counted(CompletableFuture<Void> write) {
    return write.whenComplete((_, fault) -> {
      if (fault != null) unkept.increment();
    });
  }

  synchronized Optional<Notice> find(long id) {
    return byPerson.values().stream()
        .flatMap(Deque::stream)
        .filter(one -> one.id() == id)
        .findFirst();
  }

  /// A notice came further by one way. Several ways are under way at once: none undoes another.
  synchronized CompletableFuture<Void> came(long id, Channel way, Fate fate) {
    return find(id)
        .map(notice -> put(notice.with(way, fate)))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /// Those of a person, newest first.
  public synchronized List<Notice> of(String person) {
    return List.copyOf(byPerson.getOrDefault(person, new ArrayDeque<>())).reversed();
  }

  /// Those of everybody, newest first.
  public synchronized List<Notice> all() {
    return byPerson.values().stream()
        .flatMap(Deque::stream)
        .sorted(java.util.Comparator.comparingLong(Notice::id).reversed())
        .toList();
  }

  /// Whether it is on the pages of its person until it is seen.
  public static boolean isUnseen(Notice notice) {
    return notice.seen().isEmpty() && notice.fates().containsKey(Channel.PAGE);
  }

  /// Somebody saw these.
  public synchronized CompletableFuture<Void> see(List<Notice> seen) {
    Instant now = clock.instant();
    var writes =
        seen.stream()
            .flatMap(one -> find(one.id()).stream())
            .filter(Notices::isUnseen)
            .map(one -> put(one.seenAt(now)))
            .toList();
    return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
  }

  /// A person is gone, and what it was told.
  synchronized void forget(String person) {
    byPerson.remove(person);
    var _ = counted(table.forget(person, Long.MAX_VALUE));
  }

  Map<String, Long> counters() {
    return new TreeMap<>(Map.of("notices.unkept", unkept.sum()));
  }
}
