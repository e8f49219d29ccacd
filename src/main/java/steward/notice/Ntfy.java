package steward.notice;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import steward.hook.Endpoint;
import steward.hook.HttpPost;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.Target;
import steward.value.Bytes;
import tools.jackson.databind.json.JsonMapper;

/// The owner's own ntfy server: each message is one POST of JSON to its root, as ntfy's API for
/// publishing has it. Thread-safe.
public final class Ntfy implements Carrier {
  private static final Duration WITHIN = Duration.ofSeconds(15);
  private static final int URGENT = 5;
  private static final int USUAL = 3;

  private final Vertx vertx;
  private final HttpPost post;
  private final Endpoint server;
  private final Target target;
  private final Settings settings;

  /// @param url of the server
  /// @param token the file with a token or `user:password`
  /// @param link where a tap leads
  public record Settings(
      String url, Optional<Path> token, Optional<Path> ca, Optional<String> link, String version) {}

  /// @throws steward.value.Malformed if the URL may not be used
  Ntfy(Vertx vertx, Outgoing outgoing, Settings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.server = Endpoint.read(settings.url());
    this.target = new Target(server.host(), server.port(), server.tls(), settings.ca());
    this.post = new HttpPost(vertx, outgoing, Purpose.DECLARED_SERVICE, WITHIN);
  }

  @Override
  public String server() {
    return target.toString();
  }

  @Override
  public Future<Verdict> carry(Notice notice, String topic) {
    return vertx
        .executeBlocking(this::authorization, false)
        .compose(authorization -> {
          var headers = new LinkedHashMap<String, String>();
          headers.put("content-type", "application/json");
          headers.put("user-agent", "steward/" + settings.version());
          authorization.ifPresent(value -> headers.put("authorization", value));
          return post.post(server, target, "notify.ntfy", headers, body(notice, topic));
        })
        .map(this::verdict)
        .recover(e -> Future.succeededFuture(Verdict.later(String.valueOf(e.getMessage()))));
  }

  private Optional<String> authorization() throws IOException {
    if (settings.token().isEmpty()) return Optional.empty();
    String line = Passwords.first(settings.token().get());
    if (line.isEmpty()) return Optional.empty();
    return Optional.of(
        line.indexOf(':') < 0
            ? "Bearer " + line
            : "Basic " + Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.UTF_8)));
  }

  private Bytes body(Notice notice, String topic) {
    var body = new LinkedHashMap<String, Object>();
    body.put("topic", topic);
    body.put("title", notice.title());
    body.put("message", notice.text());
    body.put("priority", notice.urgent() ? URGENT : USUAL);
    settings.link().ifPresent(link -> body.put("click", link));
    return Bytes.utf8(JsonMapper.shared().writeValueAsString(Map.copyOf(body)));
  }

  private Verdict verdict(HttpPost.Result result) {
    String name = server();
    return switch (result) {
      case HttpPost.Result.Answered(int status, _) when status < 300 ->
          new Verdict.Taken(name + " took it (" + status + ")");
      case HttpPost.Result.Answered(int status, _) when status < 400 ->
          new Verdict.Refused(
              name + " names another address (" + status + "), which is not followed");
      case HttpPost.Result.Answered(int status, int after) when isPassing(status) ->
          new Verdict.Later(name + " answered " + status, Duration.ofSeconds(after));
      case HttpPost.Result.Answered(int status, _) ->
          new Verdict.Refused(
              name
                  + switch (status) {
                    case 401, 403 -> " does not accept the house's token (" + status + ")";
                    case 404 -> " is no ntfy server (404)";
                    case 413 -> " finds it too long (413)";
                    default -> " did not take it (" + status + ")";
                  });
      case HttpPost.Result.Unreachable(String why) -> Verdict.later(why);
      case HttpPost.Result.Unanswered(String why) -> new Verdict.Unsure(name + ": " + why);
    };
  }

  private static boolean isPassing(int status) {
    return status == 408 || status == 425 || status == 429 || status >= 500;
  }
}
