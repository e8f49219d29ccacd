package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.value.Tree;

/// Callers that flood, dawdle, send too much, or want what was never granted to them.
class WebhookLimitsTest {
  @TempDir Path home;

  private HookHouse house;

  @BeforeEach
  void begin() {
    house = new HookHouse(home);
  }

  @AfterEach
  void end() {
    house.close();
  }

  private static String[] secret(Tree made) {
    return new String[] {"X-Steward-Secret", made.get("secret").text()};
  }

  @Test
  void a_body_and_headers_have_an_end() {
    Tree made = house.make("{\"kind\":\"generic\",\"name\":\"Bell\"}");
    String path = made.get("path").text();

    assertThat(house.post(path, "x".repeat(64 * 1024), secret(made)).status()).isEqualTo(202);
    assertThat(house.post(path, "x".repeat(64 * 1024 + 1), secret(made)).status()).isEqualTo(413);
    assertThat(
            house
                .post(
                    path,
                    "{}",
                    "X-Steward-Secret",
                    made.get("secret").text(),
                    "X-Long",
                    "y".repeat(17_000))
                .status())
        .isIn(400, 431);
    String head =
        "POST %s HTTP/1.1\r\nHost: h\r\nX-Steward-Secret: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(path, made.get("secret").text());
    try (Wire wire = Wire.plain(house.port())) {
      wire.send(head + "5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n");
      assertThat(wire.read().status()).isEqualTo(202);
    }
    try (Wire wire = Wire.plain(house.port())) {
      wire.send(head);
      String chunk = "4000\r\n" + "z".repeat(0x4000) + "\r\n";
      for (int i = 0; i < 5; i++) wire.send(chunk);
      assertThat(wire.read().status()).isEqualTo(413);
    }
  }

  @Test
  void a_request_that_never_ends_is_cut_while_others_are_heard() {
    Tree made = house.make("{\"kind\":\"generic\",\"name\":\"Bell\"}");
    String path = made.get("path").text();
    try (Wire slow = Wire.plain(house.port());
        Wire mute = Wire.plain(house.port())) {
      slow.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n");
      assertThat(house.post(path, "{}", secret(made)).status()).isEqualTo(202);
      assertThat(slow.ends()).isTrue();
      assertThat(mute.ends()).isTrue();
      assertThat(house.post(path, "{\"n\":2}", secret(made)).status()).isEqualTo(202);
    }
  }

  @Test
  void a_flood_of_one_caller_is_told_to_wait_and_another_hook_is_not_touched() {
    Tree noisy = house.make("{\"kind\":\"generic\",\"name\":\"Noisy\"}");
    Tree quiet = house.make("{\"kind\":\"generic\",\"name\":\"Quiet\"}");
    var statuses = new ArrayList<CompletableFuture<Integer>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 120; i++) {
        int number = i;
        statuses.add(
            CompletableFuture.supplyAsync(
                () ->
                    house
                        .post(noisy.get("path").text(), "{\"n\":" + number + "}", secret(noisy))
                        .status(),
                threads));
      }
    }
    List<Integer> heard = statuses.stream().map(CompletableFuture::join).toList();
    assertThat(heard)
        .contains(202, 429)
        .allMatch(status -> status == 202 || status == 429 || status == 503);
    assertThat(house.post(quiet.get("path").text(), "{}", secret(quiet)).status()).isEqualTo(202);
    // Strangers who know the address take nothing of what its caller has.
    for (int i = 0; i < 60; i++)
      assertThat(house.post(quiet.get("path").text(), "{}").status()).isEqualTo(401);
    assertThat(house.post(quiet.get("path").text(), "{\"n\":9}", secret(quiet)).status())
        .isEqualTo(202);
  }

  @Test
  void a_call_does_what_was_granted_by_name_and_an_unsigned_one_never_unlocks() {
    house
        .running()
        .ask(
            "POST",
            "/things",
            "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"lamp\"},\"id\":\"lamp\"}");
    house
        .running()
        .ask(
            "POST",
            "/things",
            """
            {"family":"plain","id":"door","binding":{"key":"door","perform.unlock":"door/set OPEN"}}\
            """);
    String unlock = "\"perform\":[{\"thing\":\"door\",\"action\":\"unlock\"}]}";
    for (String kind : List.of("generic", "github", "ifttt", "withings"))
      assertThat(
              house
                  .running()
                  .ask("POST", "/webhooks", "{\"kind\":\"" + kind + "\",\"name\":\"X\"," + unlock)
                  .status())
          .as(kind)
          .isEqualTo(422);
    house.make("{\"kind\":\"standard\",\"name\":\"Signed\"," + unlock);
    Tree made =
        house.make(
            """
            {"kind":"generic","name":"Bell","perform":[
              {"when":"ring","thing":"lamp","action":"turn","to":"on"}]}\
            """);
    String path = made.get("path").text();

    var silent = house.post(path, "{\"event\":\"hello\"}", secret(made)).json();
    var ring = house.post(path, "{\"event\":\"ring\"}", secret(made)).json();

    assertThat(asked(silent, made)).isEmpty();
    Tree command = asked(ring, made).getFirst();
    assertThat(command.get("thing").text()).isEqualTo("lamp");
    String audit = house.running().get("/audit").text();
    assertThat(audit)
        .contains("hook:bell")
        .contains("\"cloud\"")
        .contains("hookPerform")
        .contains("thing/lamp/turn")
        .doesNotContain(made.get("secret").text());
    long id = (long) command.get("id").number();
    assertThat(house.running().get("/journal/" + id).json().get("principal").text())
        .startsWith("hook:bell@");
  }

  private List<Tree> asked(Tree taken, Tree made) {
    return house
        .call("GET", taken.get("ask").text(), "", secret(made))
        .json()
        .get("commands")
        .items();
  }
}
