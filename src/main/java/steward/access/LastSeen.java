package steward.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import steward.rights.ClientId;
import steward.store.AccountTable;
import steward.store.ClientRow;

/// When each client was here last: exactly in memory, about so on the disk. Thread-safe.
final class LastSeen {
  /// How often at most it is written that a client was seen.
  static final Duration EVERY = Duration.ofMinutes(15);

  private final AccountTable table;
  private final Map<ClientId, Instant> seen = new ConcurrentHashMap<>();
  private final Map<ClientId, Instant> kept = new ConcurrentHashMap<>();

  LastSeen(AccountTable table, List<ClientRow> clients) {
    this.table = table;
    for (ClientRow row : clients) {
      row.seen().ifPresent(at -> seen.put(row.client().id(), at));
    }
  }

  void note(ClientId id, Instant now) {
    seen.put(id, now);
    Instant before = kept.get(id);
    if (before != null && Duration.between(before, now).abs().compareTo(EVERY) < 0) return;
    kept.put(id, now);
    // Nobody waits for it, and the store counts what it cannot keep.
    var _ = table.seen(Map.of(id, now)).exceptionally(_ -> null);
  }

  Optional<Instant> last(ClientId id) {
    return Optional.ofNullable(seen.get(id));
  }

  void forget(ClientId id) {
    seen.remove(id);
    kept.remove(id);
  }
}
