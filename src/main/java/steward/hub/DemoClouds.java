package steward.hub;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import steward.discovery.DiscoveryInbox.Naming;
import steward.sim.cloud.CloudAuthority;
import steward.sim.cloud.SimCloud;
import steward.sim.nest.NestCloud;
import steward.sim.netatmo.NetatmoCloud;
import steward.thing.Binding;
import steward.thing.Udn;
import steward.value.Bytes;

/// Simulated clouds of Netatmo and Google for the demo, on the loopback network alone: the names of
/// the real ones lead to this machine, and nothing leaves it. Made before the house, which has to
/// know where they are. Thread-safe.
final class DemoClouds implements AutoCloseable {
  private static final String ROOM = "Simulated clouds";
  private static final String PEM = "simulated-clouds.pem";

  private final Vertx vertx;
  private final NetatmoCloud netatmo;
  private final NestCloud nest;

  private DemoClouds(Vertx vertx, CloudAuthority authority, long seed) {
    this.vertx = vertx;
    netatmo = new NetatmoCloud(vertx, "127.0.90.11", authority, seed);
    nest = new NestCloud(vertx, "127.0.90.12", authority, seed);
  }

  /// @param home where their certificate is written for the house to read
  static DemoClouds open(Path home, long seed) throws IOException, InterruptedException {
    var authority = new CloudAuthority();
    Files.writeString(home.resolve(PEM), authority.pem());
    var opened = new DemoClouds(Vertx.vertx(), authority, seed);
    try {
      for (SimCloud cloud : List.of(opened.netatmo, opened.nest))
        cloud.start().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
      return opened;
    } catch (ExecutionException | TimeoutException e) {
      opened.close();
      throw new IOException("the simulated clouds could not be started", e);
    }
  }

  /// What the house's configuration says of them.
  List<String> settings() {
    var hosts = new ArrayList<String>();
    hosts.add(NetatmoCloud.HOST + "=" + at(netatmo));
    for (String host : NestCloud.HOSTS) hosts.add(host + "=" + at(nest));
    return List.of(
        "clouds.allow=netatmo,nest",
        "clouds.hosts=" + String.join(",", hosts),
        "clouds.trust=" + PEM);
  }

  private static String at(SimCloud cloud) {
    return cloud.address() + ":" + cloud.port();
  }

  /// Brings the accounts in, by names that say what they are.
  ///
  /// @return the UDNs of the accounts, whose parts come later, and their room
  Map<String, String> bringIn(StewardHouse house)
      throws InterruptedException, ExecutionException, TimeoutException {
    bringIn(
        house,
        new Udn("netatmo:" + NetatmoCloud.CLIENT),
        Binding.of("netatmo", "client", NetatmoCloud.CLIENT),
        Map.of("secret", NetatmoCloud.SECRET, "refresh", NetatmoCloud.REFRESH),
        "Netatmo (simulated cloud)");
    bringIn(
        house,
        new Udn("nest:" + NestCloud.PROJECT),
        Binding.of(
            "nest",
            "project",
            NestCloud.PROJECT,
            "client",
            NestCloud.CLIENT,
            "subscription",
            NestCloud.SUBSCRIPTION),
        Map.of("secret", NestCloud.SECRET, "refresh", NestCloud.REFRESH),
        "Nest (simulated cloud)");
    return Map.of("netatmo:" + NetatmoCloud.CLIENT, ROOM, "nest:" + NestCloud.PROJECT, ROOM);
  }

  private static void bringIn(
      StewardHouse house, Udn account, Binding binding, Map<String, String> secrets, String name)
      throws InterruptedException, ExecutionException, TimeoutException {
    // These clouds are new with each demo and know nothing of the tokens of the last one.
    for (var secret : secrets.entrySet())
      house
          .deviceSecrets()
          .put(account.value(), secret.getKey(), Bytes.utf8(secret.getValue()))
          .get(20, TimeUnit.SECONDS);
    house.inbox().byHand(binding, new Naming("", name, ROOM), "local").get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    netatmo.close();
    nest.close();
    var _ = vertx.close();
  }
}
