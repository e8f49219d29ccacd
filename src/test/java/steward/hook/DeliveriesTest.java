package steward.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steward.network.Outgoing;
import steward.network.Purpose;
import steward.network.Resolver;
import steward.store.WebhookRow;
import steward.thing.Message;
import steward.thing.Message.Failed;
import steward.thing.Message.HttpResponse;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Malformed;

/// Notices are sent to a receiver that fails in every way: each gets its fate, and each try the
/// same id.
class DeliveriesTest {
  private static final Udn PAGER = new Udn("webhook:pager");
  private static final String SECRET = "whsec_c29tZSBzZWNyZXQgb2YgdGhlIHRlc3Qh";

  private final Vertx vertx = Vertx.vertx();
  private final Receiver receiver = new Receiver();
  private final Known hooks = new Known();
  private final List<Message> answers = Collections.synchronizedList(new ArrayList<>());
  private int port;

  /// Answers with the next of its statuses, and with 200 when there is none left; 0 is silence, and
  /// -1 hangs up.
  private static final class Receiver {
    private final List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
    private final List<HttpServerRequest> requests =
        Collections.synchronizedList(new ArrayList<>());
    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean isHeld;

    void on(HttpServerRequest request) {
      request
          .body()
          .onSuccess(body -> {
            requests.add(request);
            bodies.add(body.toString(UTF_8));
            int status = statuses.isEmpty() ? 200 : statuses.removeFirst();
            if (status == 0 || isHeld) return;
            if (status < 0) {
              var _ = request.connection().close();
              return;
            }
            if (status == 302) request.response().putHeader("Location", "http://127.0.0.1:1/");
            if (status == 429) request.response().putHeader("Retry-After", "0");
            var _ = request.response().setStatusCode(status).end("a body that nobody reads");
          });
    }
  }

  private final class Known implements Targets {
    private volatile Hook hook = hook("standard", Proof.STANDARD, "");
    private volatile String off = "";

    private Hook hook(String kind, Proof proof, String why) {
      return Hook.of(
          new WebhookRow(
              "pager",
              "pager",
              PAGER.value(),
              true,
              kind,
              proof.label(),
              "",
              "",
              "",
              List.of(),
              Instant.EPOCH,
              Optional.empty(),
              why));
    }

    void isIfttt() {
      hook = hook("ifttt", Proof.PATH, "");
    }

    @Override
    public Optional<Hook> sending(Udn device) {
      return Optional.of(hook);
    }

    @Override
    public Optional<Hook> find(String id) {
      return Optional.of(hook);
    }

    @Override
    public Optional<Endpoint> endpoint(Hook of) {
      return Optional.of(Endpoint.read("http://127.0.0.1:" + port + "/in?key=abc"));
    }

    @Override
    public Optional<String> secret(Hook of) {
      return of.proof() == Proof.STANDARD ? Optional.of(SECRET) : Optional.empty();
    }

    @Override
    public void off(Hook of, String why) {
      off = why;
      hook = hook(of.row().kind(), of.proof(), why);
    }
  }

  private HttpServer server;
  private Deliveries deliveries;

  @BeforeEach
  void begin() {
    server = get(vertx.createHttpServer().requestHandler(receiver::on).listen(0, "127.0.0.1"));
    port = server.actualPort();
    deliveries = deliveries(Purpose.DECLARED_SERVICE);
  }

  private Deliveries deliveries(Purpose purpose) {
    var outgoing = new Outgoing(vertx, Resolver.ofSystem());
    return new Deliveries(
        hooks,
        new HttpPost(vertx, outgoing, purpose, Duration.ofMillis(700)),
        new Deliveries.Settings(
            "test",
            InstantSource.system(),
            new Random(1),
            (after, task) -> {
              long timer = vertx.setTimer(Math.max(1, after.toMillis()), _ -> task.run());
              return () -> vertx.cancelTimer(timer);
            },
            Collections.nCopies(5, Duration.ofMillis(10))));
  }

  private static <T> T get(io.vertx.core.Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @AfterEach
  void end() {
    get(vertx.close());
  }

  private void send(String name) {
    deliveries.send(
        PAGER,
        new Message.HttpRequest(
            name,
            443,
            "POST",
            "/",
            Map.of("content-type", "application/json", "webhook-id", "msg_" + name),
            Bytes.utf8("{\"text\":\"" + name + "\"}"),
            Duration.ofSeconds(1)),
        answers::add);
  }

  private Message answer() {
    await().until(() -> !answers.isEmpty());
    return answers.removeFirst();
  }

  @Test
  void a_notice_is_signed_and_its_taking_told() {
    send("7");

    assertThat(answer()).isEqualTo(new HttpResponse("7", 200, Map.of(), Bytes.EMPTY));
    HttpServerRequest request = receiver.requests.getFirst();
    assertThat(request.uri()).isEqualTo("/in?key=abc");
    assertThat(request.getHeader("User-Agent")).isEqualTo("steward/test");
    String id = request.getHeader("webhook-id");
    long at = Long.parseLong(request.getHeader("webhook-timestamp"));
    byte[] key = Signatures.key(Proof.STANDARD, SECRET);
    byte[] body = receiver.bodies.getFirst().getBytes(UTF_8);
    assertThat(request.getHeader("webhook-signature"))
        .isEqualTo(Signatures.standard(key, id, at, body));
  }

  @Test
  void what_passes_is_tried_again_under_the_same_id() {
    receiver.statuses.addAll(List.of(500, 429, 503, 408, -1));
    send("7");

    assertThat(answer()).isEqualTo(new HttpResponse("7", 200, Map.of(), Bytes.EMPTY));
    assertThat(receiver.requests).hasSize(6);
    assertThat(receiver.requests.stream().map(one -> one.getHeader("webhook-id")).distinct())
        .containsExactly("msg_7");
  }

  @Test
  void after_the_last_try_it_is_given_up_and_said() {
    receiver.statuses.addAll(Collections.nCopies(6, 500));
    send("7");

    assertThat(answer()).isEqualTo(new HttpResponse("7", 500, Map.of(), Bytes.EMPTY));
    assertThat(receiver.requests).hasSize(6);
  }

  @Test
  void a_redirect_and_a_plain_no_are_final() {
    receiver.statuses.addAll(List.of(302, 404));
    send("7");
    assertThat(answer()).isEqualTo(new HttpResponse("7", 302, Map.of(), Bytes.EMPTY));
    send("8");
    assertThat(answer()).isEqualTo(new HttpResponse("8", 404, Map.of(), Bytes.EMPTY));
    assertThat(receiver.requests).hasSize(2);
  }

  @Test
  void gone_for_good_turns_the_hook_off() {
    receiver.statuses.add(410);
    send("7");
    assertThat(answer()).isEqualTo(new HttpResponse("7", 410, Map.of(), Bytes.EMPTY));
    assertThat(hooks.off).contains("410");
    send("8");
    assertThat(answer())
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reason()).contains("the hook is off"));
    assertThat(receiver.requests).hasSize(1);
  }

  @Test
  void nobody_there_is_tried_again_and_then_said() {
    get(server.close());
    send("7");
    assertThat(answer())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.why()).isEqualTo(Failed.Why.UNREACHABLE);
              assertThat(failed.reason()).contains("after 6 tries").doesNotContain("abc");
            });
  }

  @Test
  void where_a_repeat_could_not_be_told_silence_is_not_repeated() {
    hooks.isIfttt();
    receiver.statuses.addAll(List.of(500, 0));
    send("7");

    assertThat(answer())
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.why()).isEqualTo(Failed.Why.LATE));
    assertThat(receiver.requests).hasSize(2);
    assertThat(receiver.requests.getFirst().getHeader("webhook-id")).isNull();
  }

  @Test
  void of_too_many_that_wait_the_oldest_is_given_up() {
    receiver.isHeld = true;
    send("flying");
    await().until(() -> receiver.requests.size() == 1);
    for (int i = 0; i <= Deliveries.WAITING_MAX; i++) send(Integer.toString(i));
    assertThat(answer())
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.name()).isEqualTo("0");
              assertThat(failed.reason()).contains("100 notices wait");
            });
    assertThat(deliveries.counters().get("webhooks.out.dropped")).isEqualTo(1);
  }

  @Test
  void this_machine_is_not_reached_unless_it_may() {
    deliveries = deliveries(Purpose.THING);
    send("7");
    assertThat(answer())
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reason()).contains("may not be reached"));
    assertThat(receiver.requests).isEmpty();
  }

  @Test
  void an_address_in_the_open_or_with_a_user_is_no_target() {
    for (String bad :
        List.of(
            "http://example.org/x",
            "https://a:b@example.org/",
            "ftp://example.org/",
            "https:///x",
            "http://169.254.169.254.nip.io/",
            "javascript:1"))
      assertThatThrownBy(() -> Endpoint.read(bad))
          .isInstanceOf(Malformed.class)
          .hasMessageNotContaining("example.org");
    assertThat(Endpoint.read("http://nodered.lan:1880/in").authority())
        .isEqualTo("nodered.lan:1880");
    assertThat(Endpoint.read("https://example.org").path()).isEqualTo("/");
  }
}
