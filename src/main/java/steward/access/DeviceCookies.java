package steward.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import steward.rights.ClientId;
import steward.store.CookieRow;
import steward.store.SessionTable;
import steward.value.Sha256;

/// The marks of browsers that have signed in: 256 random bits, kept as their hash. Thread-safe.
///
/// Such a mark says as which client this browser signed in, so that its owner need enter only the
/// code, and gives it tries of its own that no stranger can use up. It opens nothing by itself.
final class DeviceCookies {
  static final Duration VALID = Duration.ofDays(400);

  /// The most of a client; a further one ends the oldest.
  static final int PER_CLIENT_MAX = 20;

  private final SessionTable table;
  private final InstantSource clock;
  private final Map<String, CookieRow> byHash = new ConcurrentHashMap<>();

  DeviceCookies(SessionTable table, Accounts accounts, InstantSource clock) {
    this.table = table;
    this.clock = clock;
    for (CookieRow row : table.cookies()) byHash.put(row.hash(), row);
    accounts.onRevoked(client -> {
      if (accounts.client(client).isEmpty()) drop(row -> row.client().equals(client));
    });
  }

  /// The mark behind a cookie.
  Optional<CookieRow> find(String cookie) {
    if (!Hashes.isToken(cookie)) return Optional.empty();
    return Optional.ofNullable(byHash.get(Sha256.hex(cookie)))
        .filter(row -> clock.instant().isBefore(row.until()));
  }

  /// A cookie for a browser that signed in as this client: the one it has, for another while, or a
  /// new one. Completes when it is kept.
  CompletableFuture<String> issue(ClientId client, Optional<String> had) {
    Instant now = clock.instant();
    drop(row -> !now.isBefore(row.until()));
    String cookie =
        had.filter(one -> find(one).filter(row -> row.client().equals(client)).isPresent())
            .orElseGet(Hashes::token);
    var row = new CookieRow(Sha256.hex(cookie), client, now, now.plus(VALID));
    return table
        .put(row)
        .thenApply(_ -> {
          byHash.put(row.hash(), row);
          makeRoom(client);
          return cookie;
        });
  }

  private void makeRoom(ClientId client) {
    List<CookieRow> mine =
        byHash.values().stream()
            .filter(row -> row.client().equals(client))
            .sorted(Comparator.comparing(CookieRow::since).reversed())
            .toList();
    if (mine.size() <= PER_CLIENT_MAX) return;
    List<CookieRow> over = mine.subList(PER_CLIENT_MAX, mine.size());
    drop(over::contains);
  }

  private void drop(Predicate<CookieRow> which) {
    List<CookieRow> over = byHash.values().stream().filter(which).toList();
    if (over.isEmpty()) return;
    over.forEach(row -> byHash.remove(row.hash()));
    // Nobody waits for it: without its client a mark says nothing, and an old one is not taken.
    var _ = table.removeCookies(over).exceptionally(_ -> null);
  }
}
