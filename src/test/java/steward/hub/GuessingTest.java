package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sign-in as thieves try it: by guessing, by flooding, with codes that were seen before, and by
/// comparing answers.
class GuessingTest {
  private static final String NOBODY = "A".repeat(26);

  @TempDir Path home;

  private OwnedHouse house;

  @BeforeEach
  void begin() {
    house = OwnedHouse.on(home);
  }

  @AfterEach
  void end() {
    house.close();
  }

  private static String body(String client, String code) {
    return "{\"client\":\"%s\",\"code\":\"%s\"}".formatted(client, code);
  }

  private Wire.Answer from(String address, String body, String... headers) {
    return Wire.ask(
        Wire.from(address, house.https()).withTls(), "POST", "/api/v1/session", body, headers);
  }

  /// All headers but those whose value is the moment's.
  private static Map<String, List<String>> shape(Wire.Answer answer) {
    var shape = new TreeMap<>(answer.headers());
    shape.keySet().removeAll(List.of("date", "retry-after"));
    return shape;
  }

  @Test
  void all_that_is_wrong_has_one_answer() {
    Token guest = house.newUser("Gus", "guest", "");
    Token gone = house.newUser("Gone", "resident", "");
    Token suspended = house.newUser("Sus", "resident", "");
    assertThat(house.alice("PATCH", "/users/sus", "{\"suspended\":true}").status()).isEqualTo(200);
    assertThat(house.alice("DELETE", "/users/gone", "").status()).isEqualTo(204);
    Wire.Answer usual = from("127.0.1.1", body(NOBODY, "123456"));
    assertThat(usual.status()).isEqualTo(401);
    var others =
        List.of(
            from("127.0.1.2", body(guest.client(), guest.wrongCode())),
            from("127.0.1.2", body(gone.client(), gone.code())),
            from("127.0.1.2", body(suspended.client(), suspended.code())),
            from("127.0.1.2", body("gus", "123456")),
            from("127.0.1.2", body("' OR 1=1 --", "123456")),
            from("127.0.1.2", "{\"code\":\"123456\"}"),
            from("127.0.1.2", "{}"),
            from("127.0.1.2", "{\"recovery\":\"AAAA-AAAA-AAAA-AAAA\"}"),
            from(
                "127.0.1.3",
                "{\"client\":\"%s\",\"recovery\":\"AAAA-AAAA-AAAA-AAAA\"}"
                    .formatted(guest.client())),
            from(
                "127.0.1.2", "{\"code\":\"123456\"}", "Cookie", "__Host-device=" + "x".repeat(43)));
    for (Wire.Answer other : others) {
      assertThat(other.status()).isEqualTo(401);
      assertThat(other.body()).isEqualTo(usual.body());
      assertThat(shape(other)).isEqualTo(shape(usual));
    }
  }

  @Test
  void guessing_with_a_stolen_secret_is_slowed_down_and_keeps_nobody_else_waiting() {
    Token guest = house.newUser("Gus", "guest", "");
    Wire.Answer first = house.signIn(guest.client(), guest.code());
    assertThat(first.status()).isEqualTo(200);
    String device = first.cookie("__Host-device");
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < 30; i++)
      statuses.add(from("127.0.2." + (i + 1), body(guest.client(), guest.wrongCode())).status());
    assertThat(statuses).contains(429).doesNotContain(200);
    assertThat(statuses.stream().filter(status -> status == 401).count())
        .as("tries that were heard, from many addresses")
        .isLessThanOrEqualTo(5);
    assertThat(from("127.0.2.99", body(guest.client(), guest.code(1))).status())
        .as("nor is the right code heard then")
        .isEqualTo(429);
    Wire.Answer own =
        house.ask(
            "POST",
            "/session",
            "{\"code\":\"" + guest.code(1) + "\"}",
            "Cookie",
            "__Host-device=" + device);
    assertThat(own.status()).as("its own browser has tries of its own").isEqualTo(200);
  }

  @Test
  void a_flood_of_strangers_keeps_the_owner_out_of_nothing() {
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < 700; i++) {
      String address = "127.1." + i / 200 + "." + (1 + i % 200);
      statuses.add(from(address, body(NOBODY, "000000")).status());
    }
    assertThat(statuses).contains(401, 429).doesNotContain(200, 500, 503);
    assertThat(statuses.getLast()).as("the house's budget is spent").isEqualTo(429);
    for (int i = 0; i < 40; i++) from("127.0.0.1", body(NOBODY, "000000"));
    Wire.Answer in =
        house.ask(
            "POST",
            "/session",
            "{\"code\":\"" + house.alice.code() + "\"}",
            "Cookie",
            "__Host-device=" + house.device);
    assertThat(in.status())
        .as("from an address that guessed, with its browser's mark")
        .isEqualTo(200);
    assertThat(from("127.3.0.1", body(NOBODY, "000000")).status())
        .as("a known client opens it for strangers again")
        .isEqualTo(401);
  }

  @Test
  void the_owner_with_its_secret_gets_in_while_strangers_are_kept_out() {
    for (int i = 0; i < 40; i++) from("127.0.0.1", body(NOBODY, "000000"));
    assertThat(from("127.0.0.1", body(NOBODY, "000000")).status()).isEqualTo(429);
    assertThat(house.signIn(house.alice.client(), house.alice.code()).status()).isEqualTo(200);
  }

  @Test
  void a_code_is_taken_once_whoever_shows_it() {
    String code = house.alice.code();
    assertThat(house.signIn(house.alice.client(), code).status()).isEqualTo(200);
    assertThat(house.signIn(house.alice.client(), code).status()).isEqualTo(401);
    assertThat(house.alice("POST", "/session/fresh", "{\"code\":\"" + code + "\"}").status())
        .as("as a fresh code neither")
        .isEqualTo(401);
    house.restart();
    assertThat(house.signIn(house.alice.client(), code).status())
        .as("after a restart neither")
        .isEqualTo(401);
  }

  @Test
  void a_recovery_code_is_taken_once() {
    String body =
        "{\"client\":\"%s\",\"recovery\":\"%s\"}"
            .formatted(house.alice.client(), house.alice.recovery().getFirst());
    assertThat(house.ask("POST", "/session", body).status()).isEqualTo(200);
    assertThat(house.ask("POST", "/session", body).status()).isEqualTo(401);
  }

  @Test
  void a_clock_that_is_off_is_told_to_whom_it_belongs_and_opens_nothing() {
    // Of three steps off, forty seconds and more whatever the moment within a step.
    String late = house.alice.code(-3);
    Wire.Answer stranger = from("127.0.1.1", body(NOBODY, late));
    Wire.Answer own = house.signIn(house.alice.client(), late);
    assertThat(own.status()).isEqualTo(401);
    assertThat(own.json().get("detail").text()).contains("clock").contains("late");
    assertThat(own.headers()).doesNotContainKey("set-cookie");
    assertThat(stranger.json().get("detail").text()).doesNotContain("clock");
    assertThat(house.signIn(house.alice.client(), late).status()).isIn(401, 429);
  }
}
