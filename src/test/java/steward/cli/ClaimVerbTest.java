package steward.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.access.OneCertificate;
import steward.access.ServerKeys;

class ClaimVerbTest {
  private static final String CODE = "49031776";
  private static final String CLAIMED =
      """
      {"user":{"id":"alice","name":"Alice"},"client":{"id":"laptop","name":"Alice's laptop"},
       "enrolment":{"secret":"ABCDEFGHIJKLMNOPQRSTUVWXYZ","uri":"otpauth://totp/Steward:laptop?secret=ABC&issuer=Steward",
                    "qr":[],"link":"x","linkQr":[],"recovery":["AAAA-BBBB-CCCC-DDDD","EEEE-FFFF-GGGG-HHHH"]}}\
      """;

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private ServerKeys keys;
  private int port;

  @BeforeEach
  void start() throws Exception {
    keys = keys("house");
    port = listen(keys);
    answers.put("GET /api/v1/claim/status", "{\"claimed\":false,\"open\":true,\"attached\":true}");
    answers.put("POST /api/v1/claim", CLAIMED);
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void the_right_words_make_an_owner() {
    var typed = claim("--words", String.join(" ", keys.fingerprint().words()));

    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(typed.out())
        .contains(
            "Alice now owns this house, and signs in with Alice's laptop.",
            "otpauth://totp/Steward:laptop?secret=ABC&issuer=Steward",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "  AAAA-BBBB-CCCC-DDDD\n  EEEE-FFFF-GGGG-HHHH\n")
        .doesNotContain("█", CODE);
    assertThat(asked)
        .containsExactly(
            "GET /api/v1/claim/status ",
            "POST /api/v1/claim {\"user\":\"Alice\",\"client\":\"Laptop\",\"zone\":\"Europe/Vienna\",\"code\":\""
                + CODE
                + "\"}");
  }

  @Test
  void words_are_taken_as_people_type_them_and_the_fingerprint_too() {
    String words = String.join("  ", keys.fingerprint().words()).toUpperCase(java.util.Locale.ROOT);
    String hex = keys.fingerprint().sha256();

    assertThat(claim("--words", " " + words + " ").exit()).isZero();
    assertThat(claim("--fingerprint", hex).exit()).isZero();
    assertThat(
            claim("--fingerprint", hex.replace(":", "").toLowerCase(java.util.Locale.ROOT)).exit())
        .isZero();
    assertThat(Json.read(claim("--fingerprint", hex, "--json").out()))
        .isEqualTo(Json.read(CLAIMED));
  }

  @Test
  void a_man_in_the_middle_learns_nothing() throws Exception {
    var real = keys("real").fingerprint();

    for (String[] known :
        List.of(
            new String[] {"--words", String.join(" ", real.words())},
            new String[] {"--fingerprint", real.sha256()})) {
      var typed = claim(known);
      assertThat(typed.exit()).isEqualTo(Exit.UNSOUND.code());
      assertThat(typed.err())
          .contains("is not the certificate on the console: nothing was sent", "another machine");
      for (String word : keys.fingerprint().words()) {
        assertThat(typed.err()).doesNotContain(" " + word + " ");
      }
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void who_steps_in_after_the_comparison_gets_nothing_either() throws Exception {
    Api api = new Wire("127.0.0.1", port).pinned(keys("real").certificate());

    assertThatThrownBy(() -> api.post("/claim", Map.of("code", CODE)))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.exit()).isEqualTo(Exit.UNSOUND);
              assertThat(failure.sentence())
                  .contains("another certificate is shown", "nothing was sent");
            });
    assertThat(asked).isEmpty();
  }

  @Test
  void what_cannot_be_right_is_told_before_anything_is_sent() {
    String words = String.join(" ", keys.fingerprint().words());
    String sha1 = keys.fingerprint().sha1();

    assertThat(claim("--words", "one two").err()).contains("expected eight words, got 2");
    assertThat(claim("--fingerprint", sha1).err()).contains("SHA-1, which can be forged");
    assertThat(claim("--fingerprint", "xyz").err()).contains("expected 64 hex digits");
    assertThat(claim().err()).contains("without a terminal: give --words or --fingerprint");
    assertThat(asked).isEmpty();
    var wrong = typed("--words", words, "--code", "1234567");
    assertThat(wrong.err()).contains("eight digits").doesNotContain("1234567");
    assertThat(typed("--words", words, "--code", CODE, "--zone", "Mars/Olympus").err())
        .contains("such as Europe/Vienna");
    assertThat(asked).noneMatch(line -> line.startsWith("POST"));
  }

  @Test
  void a_house_that_cannot_be_claimed_says_why_and_never_sees_the_code() {
    String words = String.join(" ", keys.fingerprint().words());
    answers.remove("GET /api/v1/claim/status");
    assertThat(claim("--words", words).err()).contains("has an owner");
    answers.put("GET /api/v1/claim/status", "{\"open\":true,\"attached\":false}");
    assertThat(claim("--words", words).err()).contains("only from its own network");
    answers.put("GET /api/v1/claim/status", "{\"open\":false,\"attached\":true}");
    var typed = claim("--words", words);
    assertThat(typed.err()).contains("the time for the claim is over");
    assertThat(typed.exit()).isEqualTo(Exit.NOT_TAKEN.code());
    assertThat(asked).noneMatch(line -> line.contains(CODE));
  }

  @Test
  void a_wrong_code_is_told_as_the_steward_says_it() {
    answers.remove("POST /api/v1/claim");
    var typed = claim("--words", String.join(" ", keys.fingerprint().words()));

    assertThat(typed.exit()).isEqualTo(Exit.NOT_FOUND.code());
    assertThat(typed.err()).contains("there is nothing here");
  }

  @Test
  void nobody_there_and_nonsense_for_a_host_are_told() throws Failure {
    assertThat(Typed.with(Map.of(), false, "claim", "127.0.0.1:1").exit())
        .isEqualTo(Exit.UNREACHABLE.code());
    assertThat(Typed.with(Map.of(), false, "claim", "http://x").exit())
        .isEqualTo(Exit.USAGE.code());
    assertThat(Wire.of("steward.local")).isEqualTo(new Wire("steward.local", 8888));
    assertThat(Wire.of("https://10.0.0.2:99/")).isEqualTo(new Wire("10.0.0.2", 99));
    assertThat(Wire.of("fd00::7")).isEqualTo(new Wire("fd00::7", 8888));
    assertThat(Wire.of("[fe80::7%eth0]:99").base()).isEqualTo("https://[fe80::7%eth0]:99");
    for (String bad : List.of("", "a b", "a:0", "a:99999", "a/b", "user@a", "a?b", "[::1"))
      assertThatThrownBy(() -> Wire.of(bad)).as(bad).isInstanceOf(Failure.class);
  }

  private Typed claim(String... more) {
    var arguments = new java.util.ArrayList<>(List.of(more));
    arguments.addAll(List.of("--code", CODE, "--zone", "Europe/Vienna"));
    return typed(arguments.toArray(String[]::new));
  }

  private Typed typed(String... more) {
    var arguments = new java.util.ArrayList<>(List.of("claim", "127.0.0.1:" + port));
    arguments.addAll(List.of("--user", "Alice", "--client", "Laptop"));
    arguments.addAll(List.of(more));
    return Typed.with(Map.of(), false, arguments.toArray(String[]::new));
  }

  private ServerKeys keys(String name) throws IOException {
    return ServerKeys.open(Files.createDirectory(folder.resolve(name)), Instant.now());
  }

  private int listen(ServerKeys shown) throws Exception {
    var options = new HttpServerOptions().setSsl(true).setKeyCertOptions(OneCertificate.of(shown));
    HttpServer server = vertx.createHttpServer(options).requestHandler(this::answer);
    return await(server.listen(0, "127.0.0.1")).actualPort();
  }

  private void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          String what = request.method() + " " + request.path();
          asked.add(what + " " + body);
          String known = answers.get(what);
          if (known == null) {
            request.response().setStatusCode(404).end("{\"detail\":\"there is nothing here\"}");
          } else {
            request.response().setStatusCode(what.startsWith("POST") ? 201 : 200).end(known);
          }
        });
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
