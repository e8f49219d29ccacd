package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.value.Tree;

/// Sessions that are given, stolen, ended and revoked, and what a guest finds.
class SessionAttackTest {
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

  private int status(String session) {
    return house.as(session, "GET", "/session", "").status();
  }

  @Test
  void cookies_are_for_this_host_and_no_script() {
    Wire.Answer in = house.signIn(house.alice.client(), house.alice.code());
    assertThat(in.all("Set-Cookie")).hasSize(2);
    for (String cookie : in.all("Set-Cookie")) {
      assertThat(cookie).matches("__Host-(session|device)=[A-Za-z0-9_-]{43};.*");
      assertThat(List.of(cookie.split("; ?")))
          .contains("HTTPOnly", "Secure", "SameSite=Strict", "Path=/")
          .noneMatch(part -> part.startsWith("Domain"));
    }
    assertThat(in.body()).doesNotContain(in.cookie("__Host-session"));
    assertThat(in.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void a_token_that_a_client_brings_is_never_made_its_session() {
    String planted = "B".repeat(43);
    Wire.Answer in =
        house.signIn(
            house.alice.client(),
            house.alice.code(),
            "Cookie",
            "__Host-session=" + planted + "; __Host-device=" + planted);
    assertThat(in.cookie("__Host-session")).isNotEqualTo(planted).hasSize(43);
    assertThat(in.cookie("__Host-device")).isNotEqualTo(planted).hasSize(43);
    assertThat(status(planted)).isEqualTo(401);
    // A session that is signed in over is another than the new one.
    Token other = house.newUser("Bob", "resident", "");
    Wire.Answer over =
        house.signIn(other.client(), other.code(), "Cookie", "__Host-session=" + house.session);
    assertThat(over.cookie("__Host-session")).isNotEqualTo(house.session);
    assertThat(over.cookie("__Host-device")).isNotEqualTo(house.device);
    assertThat(house.alice("GET", "/session", "").json().get("user").get("id").text())
        .isEqualTo("alice");
  }

  @Test
  void who_signs_out_is_out_everywhere_and_at_once() {
    String session = house.signedIn(house.alice);
    try (Wire stream = stream(session)) {
      assertThat(house.as(session, "DELETE", "/session", "").status()).isEqualTo(204);
      assertThat(status(session)).isEqualTo(401);
      assertThat(isEnded(stream)).as("its stream").isTrue();
    }
    assertThat(house.ask("GET", "/session", "", "Authorization", "Bearer " + session).status())
        .isEqualTo(401);
    assertThat(status(house.session)).as("the other session goes on").isEqualTo(200);
    house.restart();
    assertThat(status(session)).as("after a restart, too").isEqualTo(401);
    assertThat(status(house.session)).isEqualTo(200);
  }

  private Wire stream(String session) {
    Wire wire = Wire.tls(house.https());
    var answer =
        wire.request("GET", "/api/v1/stream", "", "Cookie", "__Host-session=" + session).read();
    assertThat(answer.status()).isEqualTo(200);
    return wire;
  }

  /// Whether it is told that it is over, and hears nothing after that.
  private static boolean isEnded(Wire stream) {
    String line = stream.line();
    for (int lines = 0; lines < 1_000 && !line.equals("event: signed-out"); lines++)
      line = stream.line();
    if (!line.equals("event: signed-out")) return false;
    while (!line.equals("0")) line = stream.line();
    return true;
  }

  @Test
  void who_is_revoked_suspended_or_changed_hears_no_more() {
    Token bob = house.newUser("Bob", "resident", "");
    String session = house.signedIn(bob);
    String client = house.as(session, "GET", "/session", "").json().get("client").get("id").text();
    try (Wire stream = stream(session)) {
      assertThat(house.alice("PATCH", "/users/bob", "{\"role\":\"guest\"}").status())
          .isEqualTo(200);
      assertThat(isEnded(stream)).as("of another role").isTrue();
    }
    try (Wire stream = stream(session)) {
      assertThat(house.alice("PATCH", "/users/bob", "{\"suspended\":true}").status())
          .isEqualTo(200);
      assertThat(isEnded(stream)).as("suspended").isTrue();
      assertThat(status(session)).isEqualTo(401);
    }
    assertThat(house.alice("PATCH", "/users/bob", "{\"suspended\":false}").status()).isEqualTo(200);
    assertThat(status(session)).as("a session that ended stays ended").isEqualTo(401);
    String again = house.signIn(bob.client(), bob.code(1)).cookie("__Host-session");
    try (Wire stream = stream(again)) {
      assertThat(house.alice("DELETE", "/clients/" + client, "").status()).isEqualTo(204);
      assertThat(isEnded(stream)).as("revoked").isTrue();
      assertThat(status(again)).isEqualTo(401);
    }
    assertThat(house.signIn(bob.client(), bob.code(-1)).status()).isEqualTo(401);
    assertThat(house.signIn(bob.client(), bob.recovery().getFirst()).status()).isEqualTo(401);
  }

  @Test
  void a_session_that_a_master_ends_hears_no_more() {
    String session = house.signedIn(house.newUser("Bob", "resident", ""));
    String id =
        house
            .alice("GET", "/sessions?user=bob", "")
            .json()
            .get("items")
            .items()
            .getFirst()
            .get("id")
            .text();
    try (Wire stream = stream(session)) {
      assertThat(house.alice("DELETE", "/sessions/" + id, "").status()).isEqualTo(204);
      assertThat(isEnded(stream)).isTrue();
    }
  }

  private int webSocket(String session, String origin) {
    return Wire.ask(
            Wire.tls(house.https()),
            "GET",
            "/api/v1/stream",
            "",
            "Origin",
            origin,
            "Cookie",
            "__Host-session=" + session,
            "Connection",
            "Upgrade",
            "Upgrade",
            "websocket",
            "Sec-WebSocket-Version",
            "13",
            "Sec-WebSocket-Key",
            "AAECAwQFBgcICQoLDA0ODw==")
        .status();
  }

  @Test
  void a_web_socket_opens_for_a_page_of_the_house_and_no_other() {
    String own = "https://127.0.0.1:" + house.https();
    for (String foreign :
        List.of(
            "https://evil.example",
            "https://127.0.0.1",
            "http://127.0.0.1:" + house.https(),
            "https://127.0.0.1:" + house.http(),
            "https://127.0.0.1.evil.example:" + house.https(),
            "https://localhost:" + house.https(),
            "null",
            "")) {
      assertThat(webSocket(house.session, foreign)).as(foreign).isEqualTo(403);
    }
    assertThat(webSocket("", own)).as("without a session").isEqualTo(401);
    assertThat(webSocket("B".repeat(43), own)).as("with a token of nobody").isEqualTo(401);
    assertThat(webSocket(house.session, own)).isEqualTo(101);
  }

  @Test
  void one_client_does_not_take_all_streams() {
    String guest = house.signedIn(house.newUser("Gus", "guest", ""));
    var open = new java.util.ArrayList<Wire>();
    try {
      int refused = 0;
      for (int i = 0; i < 30; i++) {
        Wire wire = Wire.tls(house.https());
        open.add(wire);
        var answer =
            wire.request("GET", "/api/v1/stream", "", "Cookie", "__Host-session=" + guest).read();
        // Until the greeting has come a stream is not counted yet.
        if (answer.status() == 200) for (int line = 0; line < 6; line++) wire.line();
        else refused++;
      }
      assertThat(refused).isEqualTo(10);
      try (Wire own = stream(house.session)) {
        own.line();
        assertThat(own.line()).startsWith("retry:");
      }
    } finally {
      open.forEach(Wire::close);
    }
  }

  private void thing(String id, String room) {
    String body =
        "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"%1$s\"},\"id\":\"%1$s\",\"name\":\"%1$s\",\"room\":\"%2$s\"}"
            .formatted(id, room);
    assertThat(house.alice("POST", "/things", body).status()).isEqualTo(201);
  }

  @Test
  void a_guest_finds_its_rooms_and_nothing_of_the_others() {
    thing("hall-lamp", "Hall");
    thing("safe", "Study");
    String activity =
        """
        {"name":"Night","perform":[{"thing":"safe","action":"turn","to":"off"},{"thing":"hall-lamp","action":"turn","to":"off"}]}\
        """;
    assertThat(house.alice("PUT", "/activities/hall-lamp", activity).status()).isEqualTo(201);
    String guest = house.signedIn(house.newUser("Gus", "guest", ",\"rooms\":[\"Hall\"]"));
    try (Wire stream = stream(guest)) {
      assertThat(house.alice("POST", "/activities/hall-lamp/start", "{}").status())
          .isIn(200, 201, 202);
      assertThat(house.alice("PATCH", "/things/safe", "{\"name\":\"Gold\"}").status())
          .isEqualTo(200);
      assertThat(house.alice("PATCH", "/things/hall-lamp", "{\"name\":\"Marker\"}").status())
          .isEqualTo(200);
      for (String line = stream.line(); !line.contains("Marker"); line = stream.line())
        assertThat(line).doesNotContain("safe", "Gold");
    }
    for (String path :
        List.of(
            "/house",
            "/things",
            "/journal?limit=500",
            "/journal?subject=safe",
            "/users",
            "/clients",
            "/sessions")) {
      Wire.Answer answer = house.as(guest, "GET", path, "");
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.body()).as(path).doesNotContain("safe", "Study", "Gold", "Alice");
    }
    for (String path :
        List.of(
            "/things/safe",
            "/things/safe/history?property=power",
            "/things/safe/messages",
            "/things/safe/values/power",
            "/users/alice",
            "/clients/laptop",
            "/things/nothing")) {
      assertThat(house.as(guest, "GET", path, "").status()).as(path).isEqualTo(404);
    }
    assertThat(
            house
                .as(guest, "POST", "/things/safe/perform", "{\"action\":\"turn\",\"to\":\"on\"}")
                .status())
        .isEqualTo(404);
    for (Tree entry : house.alice("GET", "/journal?limit=500", "").json().get("items").items()) {
      String at = "/journal/" + (long) entry.get("seq").number();
      assertThat(house.as(guest, "GET", at, "").body()).doesNotContain("safe", "Gold");
      assertThat(house.as(guest, "GET", at + "/why", "").body()).doesNotContain("safe", "Gold");
      if (entry.get("subject").text().equals("safe"))
        assertThat(house.as(guest, "GET", at, "").status()).isEqualTo(404);
    }
  }

  @Test
  void a_guest_outside_its_times_finds_nothing() {
    thing("hall-lamp", "Hall");
    // A minute of a day that is neither today nor near it.
    var day =
        java.time.LocalDate.now(java.time.ZoneId.of("Europe/Vienna")).plusDays(3).getDayOfWeek();
    String name = day.name().substring(0, 3).toLowerCase(java.util.Locale.ROOT);
    String times = ",\"times\":[{\"days\":[\"" + name + "\"],\"from\":\"12:00\",\"to\":\"12:01\"}]";
    String guest = house.signedIn(house.newUser("Gus", "guest", ",\"rooms\":[\"Hall\"]" + times));
    assertThat(status(guest)).isEqualTo(200);
    for (String path : List.of("/things", "/house", "/journal", "/stream", "/things/hall-lamp"))
      assertThat(house.as(guest, "GET", path, "").status()).as(path).isEqualTo(403);
    assertThat(
            house
                .as(
                    guest,
                    "POST",
                    "/things/hall-lamp/perform",
                    "{\"action\":\"turn\",\"to\":\"on\"}")
                .status())
        .isEqualTo(403);
  }

  private int by(String sni, String host, String session) {
    Wire wire = Wire.tlsTo(house.https(), sni);
    return Wire.ask(
            wire,
            "GET",
            "/api/v1/session",
            "",
            "Host",
            host + ":" + house.https(),
            "Cookie",
            "__Host-session=" + session)
        .status();
  }

  @Test
  void the_name_of_a_client_is_for_that_client() {
    String bob = house.signedIn(house.newUser("Bob", "resident", ""));
    Wire.Answer packed =
        house.alice("POST", "/clients/laptop/package", "{\"password\":\"Correct-Horse-7\"}");
    assertThat(packed.status()).as(packed.body()).isEqualTo(201);
    String host = house.alice("GET", "/clients/laptop", "").json().get("host").text();
    assertThat(by(host, host, house.session)).isEqualTo(200);
    assertThat(by(host, host, "")).as("whoever is still to sign in").isEqualTo(401);
    assertThat(by(host, host, bob)).isEqualTo(421);
    assertThat(by(host, "127.0.0.1", bob)).as("by its name in the handshake").isEqualTo(421);
    assertThat(by("steward.local", host, bob)).as("by its name in the request").isEqualTo(421);
    assertThat(by("nobody.example", "127.0.0.1", bob)).as("a name of nobody").isEqualTo(200);
    assertThat(by("nobody.example", "nobody.example", bob)).isEqualTo(421);
  }
}
