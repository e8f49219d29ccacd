package steward.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import steward.rights.Caller;
import steward.rights.Client;
import steward.rights.ClientId;
import steward.store.SessionRow;
import steward.store.SessionTable;
import steward.value.Sha256;

/// Who is signed in. Thread-safe; nothing but [#open] waits for the disk.
///
/// A token has 256 random bits and is kept as its hash. A browser's or phone's session ends 90 days
/// after its last use, a wall screen's when it is revoked; those of SSH and of certificates end
/// after an hour without use and are not kept over a restart, since their clients prove themselves
/// anew.
public final class Sessions {
  /// The most of a client; a further one ends the one that was used longest ago.
  public static final int PER_CLIENT_MAX = 20;

  public static final Duration UNUSED_MAX = Duration.ofDays(90);
  public static final Duration SHORT_UNUSED_MAX = Duration.ofHours(1);

  /// How long a code counts as fresh.
  public static final Duration FRESH = Duration.ofMinutes(5);

  /// How often at most it is written that a session was used.
  static final Duration SEEN_EVERY = Duration.ofMinutes(5);

  private static final int ID_BYTES = 8;

  /// How a session was opened.
  public enum Via {
    /// With a code.
    BROWSER(true),
    CERTIFICATE(false),
    SSH(false),
    RECOVERY(true),
    CLAIM(true);

    private final boolean kept;

    Via(boolean kept) {
      this.kept = kept;
    }

    /// The word in documents: the name in small letters.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Via> labelled(String label) {
      return Arrays.stream(values()).filter(via -> via.label().equals(label)).findFirst();
    }
  }

  /// A session as lists show it.
  ///
  /// @param id by which it is named; no secret
  /// @param until when it ends if it is not used before; none for until it is revoked
  public record Item(
      String id,
      ClientId client,
      Via via,
      Instant since,
      Instant seen,
      Optional<Instant> until,
      String address) {}

  /// A new session with its token, which is nowhere else.
  public record Opened(String token, Item item) {
    /// Not the token.
    @Override
    public String toString() {
      return "Opened[" + item.id() + "]";
    }
  }

  private final SessionTable table;
  private final Accounts accounts;
  private final InstantSource clock;
  private final Map<String, Live> byHash = new ConcurrentHashMap<>();
  private final Map<String, Live> byId = new ConcurrentHashMap<>();
  private final List<Consumer<Item>> ended = new CopyOnWriteArrayList<>();

  private Sessions(SessionTable table, Accounts accounts, InstantSource clock) {
    this.table = table;
    this.accounts = accounts;
    this.clock = clock;
  }

  /// Reads the sessions that were open, and follows the revoking of clients from now on. Blocks for
  /// a moment.
  public static Sessions open(SessionTable table, Accounts accounts, InstantSource clock) {
    var sessions = new Sessions(table, accounts, clock);
    for (SessionRow row : table.sessions()) {
      Via.labelled(row.via()).ifPresent(via -> sessions.enter(new Live(row, via)));
    }
    accounts.onRevoked(client -> {
      if (accounts.caller(client, Optional.empty()).isEmpty()) {
        var _ = sessions.endAll(client);
      }
    });
    return sessions;
  }

  /// A session that may be used. What changes in it is set by whoever uses it last.
  private static final class Live {
    final Via via;
    volatile SessionRow row;
    volatile Instant kept;
    volatile @Nullable Instant fresh;

    Live(SessionRow row, Via via) {
      this.row = row;
      this.via = via;
      this.kept = row.seen();
    }

    boolean isOver(Instant now) {
      return row.until().filter(until -> !now.isBefore(until)).isPresent();
    }

    /// A clock that was set back does not make a code fresh again.
    Optional<Instant> freshUntil(Instant now) {
      Instant since = fresh;
      return since == null || now.isBefore(since)
          ? Optional.empty()
          : Optional.of(since.plus(FRESH));
    }

    Item item() {
      SessionRow now = row;
      return new Item(
          now.id(), now.client(), via, now.since(), now.seen(), now.until(), now.address());
    }
  }

  private void enter(Live live) {
    byHash.put(live.row.hash(), live);
    byId.put(live.row.id(), live);
  }

  /// Is told of each session that ends before its time: its sockets are to be closed. Must not
  /// block.
  public void onEnded(Consumer<Item> watcher) {
    ended.add(watcher);
  }

  /// Opens a session; completes when it is kept.
  ///
  /// @param fresh whether a code was given just now
  public CompletableFuture<Opened> open(Client client, Via via, String address, boolean fresh) {
    Instant now = clock.instant();
    String token = Hashes.token();
    String id = Base32.of(Hashes.random(ID_BYTES)).toLowerCase(Locale.ROOT);
    var row =
        new SessionRow(
            Sha256.hex(token),
            id,
            client.id(),
            via.label(),
            now,
            now,
            until(client.kind(), via, now),
            address);
    var live = new Live(row, via);
    if (fresh) live.fresh = now;
    CompletableFuture<Void> keeping =
        via.kept ? table.put(List.of(row)) : CompletableFuture.completedFuture(null);
    return keeping.thenApply(_ -> {
      drop(one -> one.isOver(now));
      enter(live);
      makeRoom(client.id(), via.kept);
      return new Opened(token, live.item());
    });
  }

  private static Optional<Instant> until(Client.Kind kind, Via via, Instant now) {
    if (!via.kept) return Optional.of(now.plus(SHORT_UNUSED_MAX));
    return kind == Client.Kind.SCREEN ? Optional.empty() : Optional.of(now.plus(UNUSED_MAX));
  }

  private void makeRoom(ClientId client, boolean kept) {
    List<Live> mine =
        byHash.values().stream()
            .filter(one -> one.row.client().equals(client) && one.via.kept == kept)
            .sorted(Comparator.comparing((Live one) -> one.row.seen()).reversed())
            .toList();
    if (mine.size() <= PER_CLIENT_MAX) return;
    List<Live> over = mine.subList(PER_CLIENT_MAX, mine.size());
    drop(over::contains);
  }

  /// Who shows this token, with the rights it has at this moment, and notes that it was here. Fast
  /// enough for an event loop.
  public Optional<Caller.Known> caller(String token, Instant now) {
    Optional<Live> live = live(token, now);
    if (live.isEmpty()) return Optional.empty();
    Live one = live.get();
    Optional<Caller.Known> caller = accounts.caller(one.row.client(), one.freshUntil(now));
    caller.ifPresent(known -> use(one, known.client(), now));
    return caller;
  }

  /// The session that a token opens.
  public Optional<Item> item(String token) {
    return live(token, clock.instant()).map(Live::item);
  }

  private Optional<Live> live(String token, Instant now) {
    if (!Hashes.isToken(token)) return Optional.empty();
    Live live = byHash.get(Sha256.hex(token));
    if (live == null) return Optional.empty();
    if (!live.isOver(now)) return Optional.of(live);
    drop(one -> one == live);
    return Optional.empty();
  }

  private void use(Live live, Client client, Instant now) {
    SessionRow row = live.row;
    if (now.isAfter(row.seen())) {
      live.row = row.used(now, until(client.kind(), live.via, now), row.address());
    }
    if (Duration.between(live.kept, now).compareTo(SEEN_EVERY) < 0) return;
    live.kept = now;
    accounts.seen(client.id());
    if (!live.via.kept) return;
    // Nobody waits for it: a session whose last use is not kept ends a little earlier.
    var _ = table.put(List.of(live.row)).exceptionally(_ -> null);
  }

  /// Notes that a code was given in this session just now.
  Optional<Instant> freshen(String token) {
    Instant now = clock.instant();
    Optional<Live> live = live(token, now);
    live.ifPresent(one -> one.fresh = now);
    return live.flatMap(one -> one.freshUntil(now));
  }

  public List<Item> all() {
    Instant now = clock.instant();
    return byHash.values().stream()
        .filter(live -> !live.isOver(now))
        .map(Live::item)
        .sorted(Comparator.comparing(Item::since).thenComparing(Item::id))
        .toList();
  }

  public Optional<Item> find(String id) {
    return Optional.ofNullable(byId.get(id)).map(Live::item);
  }

  /// How many sessions a client has.
  public int count(ClientId client) {
    Instant now = clock.instant();
    return (int)
        byHash.values().stream()
            .filter(live -> live.row.client().equals(client) && !live.isOver(now))
            .count();
  }

  /// Ends a session at once. The future says whether there was one, when its end is kept.
  public CompletableFuture<Boolean> end(String id) {
    return end(live -> live.row.id().equals(id)).thenApply(count -> count > 0);
  }

  /// Ends all sessions of a client at once; the future completes when that is kept.
  public CompletableFuture<Integer> endAll(ClientId client) {
    return end(live -> live.row.client().equals(client));
  }

  /// Nobody waits for it: an end that is not kept is found again at the next start.
  private void drop(Predicate<Live> which) {
    var _ = end(which).exceptionally(_ -> 0);
  }

  private CompletableFuture<Integer> end(Predicate<Live> which) {
    List<Live> over = byHash.values().stream().filter(which).toList();
    if (over.isEmpty()) return CompletableFuture.completedFuture(0);
    for (Live live : over) {
      byHash.remove(live.row.hash());
      byId.remove(live.row.id());
      ended.forEach(watcher -> watcher.accept(live.item()));
    }
    List<SessionRow> rows = over.stream().filter(live -> live.via.kept).map(l -> l.row).toList();
    if (rows.isEmpty()) return CompletableFuture.completedFuture(over.size());
    return table.remove(rows).thenApply(_ -> over.size());
  }
}
