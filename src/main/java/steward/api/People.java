package steward.api;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import steward.access.Accounts;
import steward.access.Audit;
import steward.access.Claim;
import steward.access.PrivacyPackage;
import steward.access.Secrets;
import steward.access.Sessions;
import steward.access.SignIn;
import steward.rights.Client;

/// What the API's operations about people are built on.
///
/// @param home the address that a new device opens first, such as `https://steward.local:8888/`
public record People(
    Accounts accounts,
    SignIn signIn,
    Sessions sessions,
    Secrets secrets,
    Audit audit,
    Claim claim,
    Packages packages,
    Supplier<String> home) {

  /// Makes privacy packages, off the caller's thread.
  public interface Packages {
    /// @param request the client's own certificate request, PEM
    /// @param password for a key made here, where there is no request
    CompletableFuture<PrivacyPackage> make(
        Client client, Optional<String> request, Optional<String> password);

    /// The house's authority as PEM; nothing before it is made.
    Optional<String> authority();
  }
}
