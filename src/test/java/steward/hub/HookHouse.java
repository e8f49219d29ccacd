package steward.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import steward.value.Tree;

/// A running house whose webhooks are called over real sockets, as services outside would.
public final class HookHouse implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final Path home;
  private RunningHouse running;

  public HookHouse(Path home) {
    this.home = home;
    running = open();
  }

  private RunningHouse open() {
    return RunningHouse.on(home, "webhooks.port=0", "webhooks.reach-machine=on");
  }

  public void restart() {
    running.close();
    running = open();
  }

  public RunningHouse running() {
    return running;
  }

  public int port() {
    return running.house.port("webhooks");
  }

  /// Makes a hook; what the API answers.
  public Tree make(String body) {
    var reply = running.ask("POST", "/webhooks", body);
    if (reply.status() != 201) throw new IllegalStateException(reply.text());
    return reply.json();
  }

  /// What a caller hears.
  public record Heard(int status, String body, HttpResponse<String> whole) {
    public Tree json() {
      return Tree.of(tools.jackson.databind.json.JsonMapper.shared().readValue(body, Object.class));
    }
  }

  public Heard post(String path, String body, String... headers) {
    return call("POST", path, body, headers);
  }

  public Heard call(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body.isEmpty() && !method.equals("POST")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body, UTF_8));
    for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
    try {
      var heard = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
      return new Heard(heard.statusCode(), heard.body(), heard);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /// A value of a thing; empty where it has none.
  public String value(String thing, String property) {
    Tree properties = running.get("/things/" + thing).json().get("properties");
    if (!properties.has(property) || !properties.get(property).has("value")) return "";
    return String.valueOf(properties.get(property).get("value").node());
  }

  /// The readings of a property in the journal, the oldest first.
  public List<Tree> readings(String thing, String property) {
    return running.get("/journal?limit=500").json().get("items").items().stream()
        .filter(entry -> entry.get("kind").text().equals("reading"))
        .filter(entry -> entry.get("subject").text().equals(thing))
        .filter(entry -> entry.get("body").get("property").text().equals(property))
        .toList();
  }

  @Override
  public void close() {
    running.close();
  }
}
