package steward.hub;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import steward.access.KeyRequest;
import steward.access.PrivacyPackage;
import steward.access.PrivacyPackage.Makers;
import steward.access.PrivacyPackage.Ports;
import steward.access.Refusal;
import steward.api.People;
import steward.rights.Client;

/// Makes privacy packages from the keys of the house.
record HousePackages(Doorkeeper doorkeeper) implements People.Packages {

  @Override
  public CompletableFuture<PrivacyPackage> make(
      Client client, Optional<String> request, Optional<String> password) {
    return CompletableFuture.supplyAsync(
        () -> made(client, request, password), Thread::startVirtualThread);
  }

  private PrivacyPackage made(Client client, Optional<String> request, Optional<String> password) {
    HouseKeys keys =
        doorkeeper
            .opened()
            .orElseThrow(() ->
                new Refusal(
                    Refusal.Why.BUSY, "HTTPS is off, so there is nothing to make a package for."));
    var makers = new Makers(keys.server(), keys.clients(), keys.authority());
    String id = client.id().value();
    var ports =
        new Ports(
            doorkeeper.port(Listeners.HTTPS),
            doorkeeper.port(Listeners.CERTIFICATE),
            doorkeeper.sshPort(),
            doorkeeper.mqttsPort());
    Optional<String> hostKey = doorkeeper.hostKeyLine("steward.local");
    try {
      return request.isPresent()
          ? PrivacyPackage.of(
              makers, id, KeyRequest.read(request.get()), ports, hostKey, doorkeeper.now())
          : PrivacyPackage.of(makers, id, password.orElse(""), ports, hostKey, doorkeeper.now());
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.Why.MALFORMED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public Optional<String> authority() {
    return doorkeeper.opened().map(keys -> keys.server().authorityText());
  }
}
