package steward.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import steward.access.Claim;
import steward.config.Config;
import steward.config.Misconfigured;
import steward.loop.Time;
import steward.value.Tree;
import tools.jackson.databind.json.JsonMapper;

/// A whole steward on free ports, asked over HTTP as any client would.
public final class RunningHouse implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  public final StewardHouse house;

  private RunningHouse(StewardHouse house) {
    this.house = house;
  }

  public static RunningHouse on(Path home, String... settings) {
    return on(Time.system(), home, settings);
  }

  /// A house that lives by this clock; what touches the network has its own.
  public static RunningHouse on(Time time, Path home, String... settings) {
    return on(time, false, home, settings);
  }

  /// One whose network of things is a simulated one.
  static RunningHouse simulated(Path home, String... settings) {
    return on(Time.system(), true, home, settings);
  }

  private static RunningHouse on(Time time, boolean demo, Path home, String... settings) {
    var all =
        new ArrayList<>(
            List.of(
                "http.port=0",
                "https.port=off",
                "mqtt.port=0",
                "mqtt.tls-port=off",
                "ssh.port=off",
                "mdns.announce=off",
                "things.look=off",
                "things.on-this-machine=on",
                "log.level=error"));
    all.addAll(List.of(settings));
    try {
      var house = new StewardHouse(Config.read(home, Map.of(), all), "test", demo, time);
      get(house.start("test"));
      return new RunningHouse(house);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Misconfigured e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Makes a person its owner, in the zone of Vienna. Whoever sits at the machine stays one who
  /// may.
  public void claim(String user) {
    var claim = house.doorkeeper().people().claim();
    String code = claim.offer().orElseThrow().code();
    var zone = ZoneId.of("Europe/Vienna");
    claim.claim(new Claim.Wish(code, user, "Laptop", zone, Optional.empty())).join();
  }

  /// The word with which somebody becomes its owner.
  public String claimCode() {
    return house.doorkeeper().claim().offer().orElseThrow().code();
  }

  /// An answer: status, headers, body as a document where it is JSON.
  public record Reply(int status, Map<String, List<String>> headers, String text) {
    public Tree json() {
      return Tree.of(JsonMapper.shared().readValue(text, Object.class));
    }

    public String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  public String url(String path) {
    return "http://127.0.0.1:" + house.port("http") + path;
  }

  public Reply get(String path) {
    return ask("GET", path, "");
  }

  public Reply ask(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    url(
                        path.startsWith("/api") || path.length() < 2 || isPlain(path)
                            ? path
                            : "/api/v1" + path)))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body, UTF_8));
    for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
    try {
      var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
      return new Reply(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPlain(String path) {
    return path.matches("/(healthz|readyz|metrics|openapi\\.json)");
  }

  @Override
  public void close() {
    house.close();
  }
}
