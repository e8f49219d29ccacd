package steward.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.HookHouse.Heard;
import steward.value.Tree;

/// Services call the house's webhooks over real sockets: rightly, wrongly, twice, late, and too
/// often.
class WebhookCallsTest {
  private static final String EVENT = "{\"event\":\"ring\",\"n\":1}";

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

  private static String[] bearer(Tree made) {
    return new String[] {
      "Authorization",
      "Bearer " + made.get("secret").text(),
      "Content-Type",
      "application/json; charset=utf-8"
    };
  }

  @Test
  void a_call_is_taken_with_an_id_whose_outcome_can_be_asked() {
    house
        .running()
        .ask(
            "POST",
            "/things",
            "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"lamp\"},\"id\":\"lamp\"}");
    Tree made =
        house.make("{\"kind\":\"generic\",\"name\":\"Bell\",\"observe\":{\"power\":\"/n\"}}");
    assertThat(
            house
                .running()
                .ask(
                    "PUT",
                    "/activities/light",
                    """
                    {"name":"Light","when":[{"thing":"bell","property":"called","becomes":"ring"}],
                     "perform":[{"thing":"lamp","action":"turn","to":"on"}]}\
                    """)
                .status())
        .isLessThan(300);
    String path = made.get("path").text();

    Heard heard = house.post(path, EVENT, bearer(made));

    assertThat(heard.status()).isEqualTo(202);
    assertThat(heard.json().get("outcome").text()).isEqualTo("taken");
    assertThat(house.value("bell", "power")).isEqualTo("1.0");
    String ask = heard.json().get("ask").text();
    Tree became = house.call("GET", ask, "", bearer(made)).json();
    assertThat(became.get("events").items()).hasSize(2);
    Tree command = became.get("commands").items().getFirst();
    assertThat(command.get("thing").text()).isEqualTo("lamp");
    // Nobody is behind the lamp: what became of the call is never called a success.
    assertThat(became.get("outcome").text()).isIn("waiting", "sent");
    assertThat(house.call("GET", ask, "").status()).isEqualTo(401);

    long id = (long) command.get("id").number();
    assertThat(house.running().get("/journal/" + id + "/why").text()).contains("bell");
    house.restart();
    Tree later =
        await()
            .until(
                () -> house.call("GET", ask, "", bearer(made)).json(),
                now -> now.get("commands").items().size() == 1);
    assertThat(later.get("commands").items().getFirst().get("thing").text()).isEqualTo("lamp");
  }

  @Test
  void a_wrong_a_missing_and_a_foreign_secret_and_an_unknown_hook_sound_alike() {
    Tree made = house.make("{\"kind\":\"generic\",\"name\":\"Bell\"}");
    Tree other = house.make("{\"kind\":\"generic\",\"name\":\"Other\"}");
    String path = made.get("path").text();
    List<Heard> refused =
        List.of(
            house.post(path, EVENT),
            house.post(path, EVENT, "Authorization", "Bearer x"),
            house.post(path, EVENT, "Authorization", "Basic " + made.get("secret").text()),
            house.post(path + "?secret=" + made.get("secret").text(), EVENT),
            house.post(path + "/" + made.get("secret").text(), EVENT),
            house.post(path, EVENT, bearer(other)),
            house.post("/hook/00112233445566778899", EVENT, bearer(made)));

    assertThat(refused)
        .allSatisfy(heard -> {
          assertThat(heard.status()).isEqualTo(401);
          assertThat(heard.body()).isEmpty();
        });
    assertThat(refused.stream().map(heard -> heard.whole().headers().map().keySet()).distinct())
        .hasSize(1);
    assertThat(house.readings("bell", "called")).isEmpty();
    assertThat(house.post(path, EVENT, "X-Steward-Secret", made.get("secret").text()).status())
        .isEqualTo(202);
  }

  @Test
  void nothing_but_hooks_is_served_there_and_looking_changes_nothing() {
    Tree made = house.make("{\"kind\":\"generic\",\"name\":\"Bell\"}");
    String path = made.get("path").text();

    for (String elsewhere :
        List.of("/", "/api/v1/things", "/healthz", "/hook", "/hook/", "/hook/../api/v1/things"))
      assertThat(house.call("GET", elsewhere, "", bearer(made)).status()).isEqualTo(404);
    assertThat(house.call("HEAD", path, "").status()).isEqualTo(200);
    assertThat(house.call("HEAD", "/hook/0011", "").status()).isEqualTo(200);
    assertThat(house.call("GET", path, "", bearer(made)).status()).isEqualTo(405);
    assertThat(house.call("GET", path, "").status()).isEqualTo(401);
    assertThat(house.call("DELETE", path, "", bearer(made)).status()).isEqualTo(405);
    assertThat(house.readings("bell", "called")).isEmpty();
    assertThat(
            house
                .running()
                .ask("GET", "/things", "", "Authorization", "Bearer " + made.get("secret").text())
                .status())
        .as("even at the machine itself: a hook's secret is no token")
        .isNotEqualTo(200);
  }

  @Test
  void github_signs_the_body_and_a_repeat_with_another_id_is_found_out_after_a_restart_too() {
    Tree made = house.make("{\"kind\":\"github\",\"name\":\"Repository\"}");
    String path = made.get("path").text();
    byte[] key = made.get("secret").text().getBytes(UTF_8);
    String body = "{\"action\":\"opened\",\"zen\":\"ä\"}\n";
    String right = "sha256=" + HookHouse.hex(HookHouse.hmac(key, body));
    String[] headers = {
      "x-HUB-signature-256", right, "X-GitHub-Event", "issues", "X-GitHub-Delivery", "one"
    };

    assertThat(house.post(path, body.strip(), headers).status()).isEqualTo(401);
    assertThat(
            house
                .post(path, body, "X-Hub-Signature-256", right.replace("sha256=", "sha1="))
                .status())
        .isEqualTo(401);
    Heard first = house.post(path, body, headers);
    assertThat(first.status()).isEqualTo(202);
    Heard again = house.post(path, body, headers);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().get("id").text()).isEqualTo(first.json().get("id").text());
    assertThat(again.json().get("repeat").truth()).isTrue();
    house.restart();
    headers[5] = "two";
    assertThat(house.post(path, body, headers).json().get("id").text())
        .isEqualTo(first.json().get("id").text());
    assertThat(house.readings("repository", "called")).hasSize(1);
    assertThat(house.readings("repository", "called").getFirst().get("body").get("value").text())
        .isEqualTo("issues");
  }

  @Test
  void stripe_signs_its_time_and_may_show_two_signatures_while_its_key_changes() {
    String secret = "whsec_made-by-the-other-side";
    Tree made = house.make("{\"kind\":\"stripe\",\"name\":\"Shop\",\"secret\":\"" + secret + "\"}");
    String path = made.get("path").text();
    assertThat(made.has("secret")).isFalse();
    long now = Instant.now().getEpochSecond();

    assertThat(
            house
                .post(path, charge(1, now), "Stripe-Signature", stripe(secret, 1, now, now))
                .status())
        .isEqualTo(202);
    assertThat(
            house
                .post(
                    path,
                    charge(2, now),
                    "Stripe-Signature",
                    stripe(secret, 2, now, now).replace("v1=", "v0=ab,v1=00,v1="))
                .status())
        .isEqualTo(202);
    assertThat(
            house
                .post(path, charge(3, now), "Stripe-Signature", stripe(secret, 3, now, now - 301))
                .status())
        .isEqualTo(401);
    assertThat(
            house
                .post(
                    path,
                    charge(3, now),
                    "Stripe-Signature",
                    stripe(secret, 3, now, now - 301).replace("t=" + (now - 301), "t=" + now))
                .status())
        .isEqualTo(401);
    assertThat(
            house
                .post(
                    path,
                    charge(3, now),
                    "Stripe-Signature",
                    stripe(secret, 3, now, now).replace("v1=", "v0="))
                .status())
        .isEqualTo(401);
    assertThat(house.readings("shop", "called")).hasSize(2);
  }

  private static String charge(int number, long at) {
    return "{\"id\":\"evt_%d\",\"type\":\"charge.failed\",\"created\":%d}".formatted(number, at);
  }

  private static String stripe(String secret, int number, long created, long stamp) {
    byte[] key = secret.getBytes(UTF_8);
    return "t=%d,v1=%s"
        .formatted(
            stamp, HookHouse.hex(HookHouse.hmac(key, stamp + "." + charge(number, created))));
  }

  @Test
  void standard_webhooks_sign_id_time_and_body_and_an_id_is_taken_once() {
    Tree made = house.make("{\"kind\":\"standard\",\"name\":\"Peer\"}");
    String path = made.get("path").text();
    byte[] key = Base64.getDecoder().decode(made.get("secret").text().substring(6));
    long now = Instant.now().getEpochSecond();
    String body = "{\"type\":\"door.rang\",\"data\":{}}";

    assertThat(house.post(path, body, standard(key, "msg_1", now, body)).status()).isEqualTo(202);
    assertThat(
            house.post(path, body, standard(key, "msg_1", now, body)).json().get("repeat").truth())
        .isTrue();
    assertThat(house.post(path, body, standard(key, "msg_2", now, body)).json().has("repeat"))
        .isFalse();
    assertThat(house.post(path, body, standard(key, "msg_3", now - 400, body)).status())
        .isEqualTo(401);
    assertThat(house.post(path, body, standard(key, "msg_3", now + 400, body)).status())
        .isEqualTo(401);
    String[] moved = standard(key, "msg_3", now, body);
    moved[1] = "msg_4";
    assertThat(house.post(path, body, moved).status()).isEqualTo(401);
    assertThat(house.readings("peer", "called")).hasSize(2);
  }

  private static String[] standard(byte[] key, String id, long at, String body) {
    String signature =
        Base64.getEncoder().encodeToString(HookHouse.hmac(key, id + "." + at + "." + body));
    return new String[] {
      "webhook-id",
      id,
      "webhook-timestamp",
      Long.toString(at),
      "webhook-signature",
      "v1a,x v1," + signature
    };
  }

  @Test
  void a_revoked_secret_opens_nothing_and_a_removed_hook_takes_its_thing_with_it() {
    Tree made = house.make("{\"kind\":\"generic\",\"name\":\"Bell\"}");
    String path = made.get("path").text();
    Tree rotated = house.running().ask("POST", "/webhooks/bell/rotate", "{}").json();

    assertThat(house.post(path, EVENT, bearer(made)).status()).isEqualTo(401);
    assertThat(house.post(path, EVENT, bearer(rotated)).status()).isEqualTo(202);
    assertThat(house.running().ask("DELETE", "/webhooks/bell", "").status()).isEqualTo(204);
    assertThat(house.post(path, EVENT, bearer(rotated)).status()).isEqualTo(401);
    assertThat(house.running().get("/things/bell").status()).isEqualTo(404);
    Tree second = house.make("{\"kind\":\"generic\",\"name\":\"Second\"}");
    assertThat(house.running().ask("DELETE", "/things/second", "").status()).isEqualTo(204);
    await()
        .untilAsserted(() ->
            assertThat(house.post(second.get("path").text(), EVENT, bearer(second)).status())
                .isEqualTo(401));
  }

  @Test
  void what_cannot_be_read_is_told_plainly_and_may_be_sent_again() {
    Tree made = house.make("{\"kind\":\"ifttt\",\"name\":\"Applet\"}");
    String path = made.get("path").text();
    String secret = made.get("secret").text();

    Heard broken =
        house.post(
            path,
            "{\"who\":\"Tom \"the cat\" Smith\"}",
            "X-Steward-Secret",
            secret,
            "Content-Type",
            "application/json");
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.json().get("detail").text()).contains("quotation marks");
    assertThat(
            house
                .post(
                    path,
                    "event=bed_in&event=other",
                    "x-steward-secret",
                    secret,
                    "Content-Type",
                    "application/x-www-form-urlencoded")
                .status())
        .isEqualTo(202);
    assertThat(house.value("applet", "bed")).isEqualTo("in");
    assertThat(
            house.post(path, "x", "x-steward-secret", secret, "Content-Encoding", "gzip").status())
        .isEqualTo(415);
    assertThat(
            house
                .post(path, "<a/>", "x-steward-secret", secret, "Content-Type", "text/xml")
                .status())
        .isEqualTo(400);
    assertThat(
            house.post(path, "\uFEFF{\"event\":\"bed_out\"}", "x-steward-secret", secret).status())
        .isEqualTo(202);
    assertThat(house.value("applet", "bed")).isEqualTo("out");
    assertThat(house.post(path, "hello", "x-steward-secret", secret).status()).isEqualTo(202);
    String deep = "[".repeat(200) + "]".repeat(200);
    assertThat(house.post(path, deep, "x-steward-secret", secret).status()).isEqualTo(400);
  }

  @Test
  void withings_looks_first_repeats_itself_and_an_older_notice_never_wins() {
    Tree made =
        house.make("{\"kind\":\"withings\",\"name\":\"Mat\",\"sheet\":{\"userid\":\"77\"}}");
    String path = made.get("path").text();
    long now = Instant.now().getEpochSecond();

    assertThat(house.call("HEAD", path, "").status()).isEqualTo(200);
    assertThat(house.call("GET", path, "").status()).isEqualTo(200);
    assertThat(notify(path, "userid=77&appli=50&startdate=" + (now - 120)).status()).isEqualTo(200);
    assertThat(house.value("mat", "bed")).isEqualTo("in");
    assertThat(notify(path, "userid=77&appli=51&date=" + (now - 10)).status()).isEqualTo(200);
    assertThat(notify(path, "userid=77&appli=50&startdate=" + (now - 120)).status()).isEqualTo(200);
    assertThat(notify(path, "userid=77&appli=50&startdate=" + (now - 60)).status()).isEqualTo(200);
    assertThat(house.value("mat", "bed")).isEqualTo("out");
    assertThat(notify(path, "userid=77").status()).isEqualTo(400);
    assertThat(notify(path, "userid=78&appli=50").status()).isEqualTo(400);
    assertThat(notify(path.substring(0, path.lastIndexOf('/')), "userid=77&appli=50").status())
        .isEqualTo(401);
    assertThat(notify(path, "userid=77&appli=16&startdate=" + now).status()).isEqualTo(200);
    assertThat(house.value("mat", "bed")).isEqualTo("out");
  }

  private Heard notify(String path, String form) {
    return house.post(
        path, form, "Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
  }
}
