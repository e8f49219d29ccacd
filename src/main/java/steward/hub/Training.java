package steward.hub;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import steward.cli.Commands;
import steward.cli.Exit;
import steward.config.Config;
import steward.config.Misconfigured;
import steward.loop.Time;
import steward.sim.SimSettings;
import steward.sim.Visitor;
import steward.thing.Thing;

/// A short life of a small house, from which the Java machine learns what to keep in its start-up
/// cache.
final class Training {
  private static final List<String> PATHS =
      List.of(
          "/",
          "/healthz",
          "/readyz",
          "/metrics",
          "/openapi.json",
          "/api/v1/house",
          "/api/v1/things",
          "/api/v1/inbox",
          "/api/v1/activities",
          "/api/v1/journal?limit=50",
          "/api/v1/health",
          "/api/v1/families");

  private Training() {}

  static Exit run(Commands.Train options)
      throws Misconfigured,
          IOException,
          InterruptedException,
          ExecutionException,
          TimeoutException {
    Path home = Files.createTempDirectory("steward-train-");
    try {
      var settings = new ArrayList<>(options.settings());
      settings.addAll(
          List.of(
              "http.port=0",
              "https.port=0",
              "https.certificate-port=0",
              "https.listen=loopback",
              "ssh.port=0",
              "mdns.announce=off",
              "things.look=off",
              "mqtt.port=0",
              "mqtt.tls-port=0",
              "log.level=warn"));
      Config config = Config.read(home, java.util.Map.of(), settings);
      live(config);
      live(config); // the second life begins as every later start does: with a state to restore
      return Exit.DONE;
    } finally {
      Demo.delete(home);
    }
  }

  private static void live(Config config)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    try (var house = new StewardHouse(config, Steward.version(), true, Time.system())) {
      get(house.start(Steward.version()));
      var simulated = Demo.furnish(house, SimSettings.demo().withSeed(7).withLapse(600));
      var visitor = new Visitor(house.vertx(), house.port("http"), house.port("https"));
      for (int round = 0; round < 3; round++) {
        get(visitor.look(PATHS));
        for (Thing thing : house.host().directory().things()) {
          if (thing.can(steward.thing.ActionKind.TURN)) {
            String to = round % 2 == 0 ? "on" : "off";
            get(
                visitor.request(
                    HttpMethod.POST,
                    "/api/v1/things/" + thing.id() + "/perform",
                    "{\"action\":\"turn\",\"to\":\"" + to + "\"}"));
          }
        }
        Thread.sleep(1_000);
      }
      visitor.close();
      get(simulated.close());
    }
  }

  private static <T> T get(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
