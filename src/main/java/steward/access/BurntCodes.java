package steward.access;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import steward.rights.ClientId;

/// Codes of a time to come of which somebody was told that they are right: they are not accepted
/// when that time comes, so that telling it helps nobody to guess. Thread-safe.
///
/// It forgets at a restart, which a thief does not bring about, and nothing is lost but this: who
/// guessed a code of the next ten minutes could then use it.
final class BurntCodes {
  /// The most per client; a further one is not told.
  static final int PER_CLIENT_MAX = 8;

  static final int CLIENTS_MAX = 4_000;

  private final Map<ClientId, Set<Long>> steps = new LinkedHashMap<>();

  /// @return whether it may be told
  synchronized boolean add(ClientId client, long step, Instant now) {
    if (!steps.containsKey(client) && steps.size() >= CLIENTS_MAX) return false;
    Set<Long> mine = steps.computeIfAbsent(client, _ -> new HashSet<>());
    long past = Totp.step(now) - Totp.WINDOW;
    mine.removeIf(old -> old < past);
    if (step < past) return true;
    return mine.contains(step) || mine.size() < PER_CLIENT_MAX && mine.add(step);
  }

  synchronized boolean contains(ClientId client, long step) {
    return steps.getOrDefault(client, Set.of()).contains(step);
  }
}
