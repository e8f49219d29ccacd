package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls that a page of another site, another program or another user of this machine makes: they
/// are nobody's, or are not answered at all.
class ForeignCallerTest {
  private static final String HOUSE = "/api/v1/house";

  @TempDir Path home;

  private RunningHouse house;

  @BeforeEach
  void begin() {
    house =
        RunningHouse.on(home, "https.port=0", "https.certificate-port=0", "https.listen=loopback");
  }

  @AfterEach
  void end() {
    house.close();
  }

  private Wire http() {
    return Wire.plain(house.house.port("http"));
  }

  private Wire https() {
    return Wire.tls(house.house.port("https"));
  }

  private int host(Wire wire, String host) {
    return Wire.ask(wire, "GET", HOUSE, "", "Host", host).status();
  }

  @Test
  void a_name_that_was_turned_to_this_machine_is_not_answered_by_any_door() {
    int port = house.house.port("http");
    for (String own : List.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port)) {
      assertThat(host(http(), own)).as(own).isEqualTo(200);
    }
    for (String foreign :
        List.of(
            "evil.example",
            "evil.example:" + port,
            "evil.example.",
            "steward.local:" + port,
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "127.0.0.1@evil.example",
            "evil.example:80@127.0.0.1",
            "[::ffff:10.0.0.1]",
            "[fe80::1%25eth0]",
            "[fd00::1]:" + port,
            "0.0.0.0:" + port,
            "2130706433",
            "127.1",
            "0x7f000001",
            "localhost:x",
            "",
            " ",
            ",",
            "127.0.0.1, evil.example")) {
      assertThat(host(http(), foreign)).as("plain: " + foreign).isIn(400, 421);
      assertThat(host(https(), foreign)).as("TLS: " + foreign).isIn(400, 404, 421);
    }
    assertThat(host(https(), "evil.example")).isEqualTo(421);
    assertThat(host(http(), "localhost.:" + port)).as("the same name with its dot").isEqualTo(200);
  }

  @Test
  void a_request_has_one_host_and_means_it() {
    String own = "Host: 127.0.0.1:" + house.house.port("http") + "\r\n";
    for (String request :
        List.of(
            "GET " + HOUSE + " HTTP/1.1\r\n\r\n",
            "GET " + HOUSE + " HTTP/1.0\r\n\r\n",
            "GET " + HOUSE + " HTTP/1.1\r\n" + own + "Host: evil.example\r\n\r\n",
            "GET " + HOUSE + " HTTP/1.1\r\nHost: evil.example\r\n" + own + "\r\n",
            "GET " + HOUSE + " HTTP/1.1\r\n" + own + own + "\r\n",
            "GET http://evil.example" + HOUSE + " HTTP/1.1\r\n" + own + "\r\n",
            "GET //evil.example" + HOUSE + " HTTP/1.1\r\n" + own + "\r\n",
            "GET evil.example" + HOUSE + " HTTP/1.1\r\n" + own + "\r\n",
            "CONNECT evil.example:443 HTTP/1.1\r\n" + own + "\r\n")) {
      try (Wire wire = http()) {
        assertThat(wire.send(request).next().map(Wire.Answer::status).orElse(0))
            .as(request)
            .isIn(0, 400, 404, 405, 421);
      }
    }
  }

  private static final String NEW_THING =
      "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"x\"},\"id\":\"x\"}";

  private String own() {
    return "http://127.0.0.1:" + house.house.port("http");
  }

  @Test
  void pages_of_other_origins_change_nothing_and_hear_nothing() {
    String own = own();
    for (String origin :
        List.of(
            "null",
            "http://evil.example",
            own.replace("http:", "https:"),
            own + ".evil.example",
            own.replace("127.0.0.1", "localhost"),
            "http://127.0.0.1",
            "http://127.0.0.1:1",
            "file://",
            "chrome-extension://abc",
            "",
            "http://x@" + own.substring(7),
            "%%%")) {
      assertThat(Wire.ask(http(), "POST", "/api/v1/things", NEW_THING, "Origin", origin).status())
          .as(origin)
          .isEqualTo(403);
      try (Wire wire = http()) {
        assertThat(wire.request("GET", "/api/v1/stream", "", "Origin", origin).read().status())
            .as(origin)
            .isEqualTo(403);
      }
    }
    assertThat(Wire.ask(http(), "GET", "/api/v1/things/x", "").status()).isEqualTo(404);
    Wire.Answer answer = Wire.ask(http(), "POST", "/api/v1/things", NEW_THING, "Origin", own());
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    assertThat(
            Wire.ask(
                    http(),
                    "OPTIONS",
                    "/api/v1/things",
                    "",
                    "Origin",
                    "http://evil.example",
                    "Access-Control-Request-Method",
                    "POST")
                .headers())
        .doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void forms_of_other_sites_change_nothing() {
    for (String site : List.of("cross-site", "same-site", "x")) {
      assertThat(
              Wire.ask(http(), "POST", "/api/v1/things", NEW_THING, "Sec-Fetch-Site", site)
                  .status())
          .isEqualTo(403);
      assertThat(
              Wire.ask(
                      http(),
                      "POST",
                      "/api/v1/things",
                      NEW_THING,
                      "Sec-Fetch-Site",
                      site,
                      "Sec-Fetch-Mode",
                      "navigate")
                  .status())
          .as("a form of another site")
          .isEqualTo(403);
    }
    assertThat(Wire.ask(http(), "GET", "/api/v1/things/x", "").status()).isEqualTo(404);
  }

  @Test
  void what_comes_through_a_proxy_is_not_the_person_at_the_machine() {
    for (String header :
        List.of(
            "X-Forwarded-For",
            "x-forwarded-host",
            "X-Forwarded-Proto",
            "Forwarded",
            "Via",
            "X-Real-IP",
            "CF-Connecting-IP")) {
      assertThat(Wire.ask(http(), "GET", HOUSE, "", header, "127.0.0.1").status())
          .as(header)
          .isEqualTo(403);
    }
  }

  @Test
  void a_token_that_is_none_never_makes_one_the_person_at_the_machine() {
    for (String value :
        List.of("Bearer x", "bearer " + "A".repeat(43), "Bearer", "Bearer ", "Basic eDp5", "x")) {
      assertThat(Wire.ask(http(), "GET", HOUSE, "", "Authorization", value).status())
          .as(value)
          .isIn(401, 404);
    }
    Wire.Answer stale =
        Wire.ask(http(), "GET", HOUSE, "", "Cookie", "__Host-session=" + "A".repeat(43));
    assertThat(stale.status()).isIn(401, 404);
    assertThat(stale.header("Set-Cookie"))
        .as("the browser at the machine is rid of it")
        .startsWith("__Host-session=;")
        .contains("Max-Age=0");
  }

  @Test
  void another_user_of_this_machine_is_a_stranger() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can be another user");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not there");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not there");
    assertThat(curl("127.0.0.1", 65534)).as("nobody").isEqualTo("404");
    assertThat(curl("127.0.0.1", 0)).as("root").isEqualTo("200");
    assertThat(curl("[::1]", 65534)).isEqualTo("404");
  }

  private String curl(String host, int user) throws IOException, InterruptedException {
    var words =
        List.of(
            "/usr/bin/setpriv",
            "--reuid=" + user,
            "--regid=" + user,
            "--clear-groups",
            "/usr/bin/curl",
            "-s",
            "-g",
            "-o",
            "/dev/null",
            "-w",
            "%{http_code}",
            "http://" + host + ":" + house.house.port("http") + HOUSE);
    var builder = new ProcessBuilder(words).directory(Path.of("/").toFile());
    builder
        .environment()
        .keySet()
        .removeIf(key -> key.toLowerCase(java.util.Locale.ROOT).contains("proxy"));
    Process curl = builder.start();
    assertThat(curl.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new String(
        curl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void every_answer_tells_the_browser_what_it_must_not_do() {
    for (String path : List.of(HOUSE, "/api/v1/nothing", "/", "/healthz", "/nothing", "/ui/x")) {
      Wire.Answer answer = Wire.ask(http(), "GET", path, "");
      assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(answer.header("Content-Security-Policy"))
          .as(path)
          .contains("default-src 'none'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by");
    }
    assertThat(
            Wire.ask(https(), "GET", "/healthz", "", "Host", "steward.local")
                .header("Strict-Transport-Security"))
        .isIn("", "max-age=31536000");
  }
}
