package steward.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steward.access.ClientAuthority;
import steward.access.ClientKeys;
import steward.access.ServerKeys;
import steward.access.ServerTls;

/// The keys of the house as its listeners show them. Thread-safe; opening and renewing block.
record HouseKeys(ServerKeys server, ClientKeys clients, ClientAuthority authority, ServerTls tls) {
  private static final Logger LOG = LoggerFactory.getLogger(HouseKeys.class);

  /// @param further host names of the house
  /// @param served whether the client with this host name may come in now
  static HouseKeys open(Path home, Instant now, List<String> further, Predicate<String> served)
      throws IOException {
    ServerKeys server = ServerKeys.open(home, now, further);
    var clients = ClientKeys.open(home, server);
    var authority = ClientAuthority.open(home);
    return new HouseKeys(
        server, clients, authority, new ServerTls(server, clients, authority, served));
  }

  /// Makes anew what is about to end or names the machine wrongly; says whether there was any.
  boolean renewIfDue(Instant now) {
    try {
      var renewed = server.renewIfDue(now);
      renewed.ifPresent(made ->
          LOG.info(
              "the server's certificate is a new one, {}: its SHA-256 fingerprint is {}",
              made.why(),
              made.now().sha256()));
      return !clients.renewIfDue(now).isEmpty() || renewed.isPresent();
    } catch (IOException e) {
      LOG.error("the certificates could not be renewed: {}", e.getMessage());
      return false;
    }
  }

  /// Where the pages are for the devices of the home network.
  List<String> addresses(int port) {
    return server.names().stream()
        .filter(name -> name.equals("steward.local") || name.matches("[0-9.]+"))
        .filter(name -> !name.startsWith("127."))
        .sorted(Comparator.reverseOrder())
        .map(name -> "https://" + name + ":" + port + "/")
        .toList();
  }

  /// Removes the host names of clients that are no more.
  ///
  /// @param left the names of those that are
  void forget(Set<String> left) {
    for (String host : clients.hosts()) {
      if (left.contains(host)) continue;
      try {
        clients.remove(host);
      } catch (IOException e) {
        LOG.error("the key of {} could not be removed: {}", host, e.getMessage());
      }
    }
  }
}
