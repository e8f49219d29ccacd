package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What strangers find before the house has an owner, and that afterwards they never find it again.
class FirstContactAttackTest {
  private static final String CLAIM = "/api/v1/claim";

  @TempDir Path home;

  private RunningHouse house;

  @BeforeEach
  void begin() {
    house = open();
  }

  @AfterEach
  void end() {
    house.close();
  }

  private RunningHouse open() {
    return RunningHouse.on(
        home, "https.port=0", "https.certificate-port=0", "https.listen=loopback");
  }

  private Wire.Answer ask(String method, String path, String body, String... headers) {
    return Wire.ask(Wire.tls(house.house.port("https")), method, path, body, headers);
  }

  private int status(String method, String path) {
    return ask(method, path, "").status();
  }

  private Wire.Answer claim(String code) {
    return ask("POST", CLAIM, OwnedHouse.wish(code, "Alice"));
  }

  private String code() {
    return OwnedHouse.code(house);
  }

  private static String wrong(String code) {
    return String.format(Locale.ROOT, "%08d", (Integer.parseInt(code) + 1) % 100_000_000);
  }

  @Test
  void before_the_claim_there_is_the_claim_page_and_nothing_else() {
    assertThat(status("GET", "/healthz")).isEqualTo(200);
    Wire.Answer page = ask("GET", "/", "");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("claim.js").doesNotContain("main.js");
    assertThat(ask("GET", "/things/kettle", "").body()).isEqualTo(page.body());
    String asset = page.body().replaceAll("(?s).*\"(/ui/[^\"]+claim\\.js)\".*", "$1");
    assertThat(status("GET", asset)).isEqualTo(200);
    assertThat(status("GET", CLAIM + "/status")).isEqualTo(200);
    for (String path :
        List.of(
            "/metrics",
            "/metrics/",
            "/openapi.json",
            "/api",
            "/api/",
            "/api/v1",
            "/api/v1/",
            "/api/v1/house",
            "/api/v1/house/",
            "//api/v1/house",
            "/./api/v1/house",
            "/%61pi/v1/house",
            "/ui/../api/v1/house",
            "/ui/%2e%2e/api/v1/house",
            "/ui/..%2fapi/v1/house",
            "/API/v1/house",
            "/api/v1/things",
            "/api/v1/inbox",
            "/api/v1/session",
            "/api/v1/users",
            "/api/v1/audit",
            "/api/v1/audit/export",
            "/api/v1/stream",
            "/api/v1/rights",
            "/api/v1/claim/status/../../house",
            "/.well-known/x",
            "/ui/nothing.js",
            "/favicon.ico")) {
      Wire.Answer answer = ask("GET", path, "");
      boolean isClaimPage = answer.status() == 200 && answer.body().equals(page.body());
      assertThat(isClaimPage || answer.status() == 404).as(path + " " + answer.status()).isTrue();
    }
    for (var operation : house.get("/openapi.json").json().get("paths").object().entrySet()) {
      String path = "/api/v1" + String.valueOf(operation.getKey()).replaceAll("\\{\\w+}", "x");
      if (List.of(CLAIM, CLAIM + "/status", "/api/v1/authority").contains(path)) continue;
      for (Object method : ((Map<?, ?>) operation.getValue()).keySet()) {
        String verb = String.valueOf(method).toUpperCase(Locale.ROOT);
        assertThat(ask(verb, path, "{}").status()).as(verb + " " + path).isEqualTo(404);
      }
    }
    for (String method : List.of("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "HEAD")) {
      assertThat(status(method, "/api/v1/house")).as(method).isIn(404, 405);
    }
  }

  @Test
  void of_two_that_claim_at_once_one_gets_the_house() throws Exception {
    String code = code();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> one = () -> claim(code).status();
      var statuses =
          pool.invokeAll(List.of(one, one, one, one)).stream().map(f -> f.resultNow()).toList();
      assertThat(statuses).containsOnlyOnce(201).allMatch(status -> status == 201 || status == 404);
    }
    assertThat(house.house.doorkeeper().people().accounts().users()).hasSize(1);
    assertThat(house.house.doorkeeper().people().accounts().clients()).hasSize(1);
  }

  @Test
  void a_wrong_code_leaves_nothing_and_five_of_them_end_it() throws Exception {
    String code = code();
    for (int left = 4; left >= 0; left--) {
      Wire.Answer answer = claim(wrong(code));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.headers()).doesNotContainKey("set-cookie");
    }
    assertThat(claim(code).status()).as("the right one is void, too").isEqualTo(403);
    assertThat(home.resolve("keys/claimed")).doesNotExist();
    assertThat(home.resolve("claim.txt")).doesNotExist();
    house.close();
    for (String table : List.of("user", "client", "recovery", "session", "device_cookie"))
      assertThat(rows(table)).as(table).isZero();
    house = open();
    assertThat(code()).isNotEqualTo(code);
    assertThat(claim(code).status()).as("the code before the restart").isEqualTo(403);
    assertThat(claim(code()).status()).isEqualTo(201);
  }

  @Test
  void what_cannot_be_read_uses_up_no_try_and_leaves_nothing() {
    String code = code();
    for (String body :
        List.of(
            "",
            "{",
            "[]",
            "null",
            "{\"code\":\"" + code + "\"}",
            OwnedHouse.wish(code, " "),
            OwnedHouse.wish(code, "\u202e"),
            OwnedHouse.wish(code, "\u0000"),
            OwnedHouse.wish(code, "x".repeat(5_000)),
            OwnedHouse.wish(code, "A").replace("Europe/Vienna", "../../etc/passwd"),
            OwnedHouse.wish(code, "A").replace("}", ",\"role\":\"master\"}"))) {
      assertThat(ask("POST", CLAIM, body).status()).as(body).isIn(400, 422);
    }
    assertThat(home.resolve("keys/claimed")).doesNotExist();
    assertThat(claim(code).status()).isEqualTo(201);
  }

  @Test
  void once_claimed_there_is_never_a_claim_again() throws Exception {
    assertThat(claim(code()).status()).isEqualTo(201);
    assertGone();
    house.close();
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("steward.db"));
        var statement = db.createStatement()) {
      for (String table : List.of("device_cookie", "session", "recovery", "client", "user"))
        statement.executeUpdate("DELETE FROM " + table);
    }
    house = open();
    assertThat(house.house.doorkeeper().people().accounts().users()).isEmpty();
    assertGone();
    house.close();
    for (String file : List.of("steward.db", "steward.db-wal", "steward.db-shm"))
      Files.deleteIfExists(home.resolve(file));
    house = open();
    assertGone();
  }

  private void assertGone() {
    assertThat(house.house.doorkeeper().claim().offer()).isEmpty();
    assertThat(home.resolve("claim.txt")).doesNotExist();
    assertThat(claim("00000000").status()).isEqualTo(404);
    for (String path : List.of(CLAIM, CLAIM + "/status", "/claim"))
      assertThat(status("GET", path)).as(path).isIn(404, 405);
    assertThat(ask("GET", "/", "").body()).doesNotContain("claim.js").contains("signin.js");
  }

  private long rows(String table) throws Exception {
    try (var db = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("steward.db"));
        var statement = db.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }
}
