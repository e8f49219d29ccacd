package steward.access;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.rights.ClientId;

/// Who is told when accounts change. Thread-safe.
final class Watchers {
  private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

  private final List<Consumer<ClientId>> revoked = new CopyOnWriteArrayList<>();
  private final List<Runnable> changed = new CopyOnWriteArrayList<>();

  void onRevoked(Consumer<ClientId> watcher) {
    revoked.add(watcher);
  }

  void onChanged(Runnable watcher) {
    changed.add(watcher);
  }

  void changed() {
    changed.forEach(Runnable::run);
  }

  void revoked(ClientId id) {
    for (Consumer<ClientId> watcher : revoked) {
      try {
        watcher.accept(id);
      } catch (RuntimeException e) {
        LOG.error("a part of the steward did not hear that {} was revoked", id, e);
      }
    }
  }
}
