package steward.network.audit;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import steward.thing.Udn;

/// Where it is kept what was asked of which device. Implemented over the store; thread-safe.
public interface Memory {

  /// All of it, by device.
  Map<Udn, Kept> all();

  /// Keeps it; completes when it is committed and synced. When a login was tried is never taken
  /// back by it.
  CompletableFuture<Void> put(Udn device, Kept kept);
}
