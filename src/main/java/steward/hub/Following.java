package steward.hub;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import steward.discovery.Mover;
import steward.link.DriverHost;
import steward.thing.Message;
import steward.thing.Udn;

/// Lets the links of accepted devices hear what is announced, and try new addresses.
record Following(DriverHost host) implements Mover {
  @Override
  public CompletableFuture<Optional<String>> proof(Udn device, String address) {
    return host.proof(device, address);
  }

  @Override
  public void heard(Udn device, Message.Seen seen) {
    host.heard(device, seen);
  }
}
