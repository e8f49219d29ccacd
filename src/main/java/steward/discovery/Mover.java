package steward.discovery;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import steward.thing.Message;
import steward.thing.Udn;

/// Tries whether a device is at another address, and hears what accepted devices announce.
public interface Mover {
  Mover NONE =
      new Mover() {
        @Override
        public CompletableFuture<Optional<String>> proof(Udn device, String host) {
          return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public void heard(Udn device, Message.Seen seen) {}
      };

  /// How the device at this address proved to be the one that is known; empty if it did not.
  CompletableFuture<Optional<String>> proof(Udn device, String host);

  void heard(Udn device, Message.Seen seen);
}
