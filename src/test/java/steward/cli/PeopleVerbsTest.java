package steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People, clients, sessions, audit, rights and names on the broker, asked of a scripted steward.
class PeopleVerbsTest {
  private static final String BEN =
      """
      {"id":"ben","name":"Ben","role":"guest","suspended":false,"rooms":["Hall"],"times":[{"days":["mon","fri"],"from":"08:00","to":"10:00"}],"values":[],"clients":1}\
      """;
  private static final String PHONE =
      """
      {"id":"c1","user":"ben","name":"Phone\\u202e","kind":"phone","suspended":false,"packaged":true,"certificateSuffices":false,"sshKey":{"type":"ssh-ed25519","fingerprint":"SHA256:abc"},"seen":null}\
      """;
  private static final String MADE =
      "{\"client\":"
          + PHONE
          + """
          ,"enrolment":{"secret":"MFRGG","uri":"otpauth://totp/x?secret=ABC","qr":["10","01"],"link":"https://h:8888/#client=MFRGG","linkQr":["10","01"],"recovery":["AAAA-BBBB","CCCC-DDDD"]}}\
          """;

  @TempDir Path folder;

  private FakeSteward steward;

  @BeforeEach
  void start() throws IOException {
    steward = new FakeSteward();
    steward.on("GET /users", 200, "{\"items\":[" + BEN + "],\"next\":null}");
    steward.on("PATCH /users/ben", 200, BEN);
    steward.on("GET /clients", 200, "{\"items\":[" + PHONE + "],\"next\":null}");
    steward.on("PATCH /clients/c1", 200, PHONE);
    steward.on("PUT /clients/c1/ssh-key", 200, PHONE);
    steward.on("POST /users/ben/clients", 201, MADE);
    steward.on("POST /recover", 201, MADE);
  }

  @AfterEach
  void stop() {
    steward.close();
  }

  @Test
  void users_are_listed_added_and_changed() {
    assertThat(Typed.at(steward, "users").lines())
        .containsExactly(
            "USER  NAME  ROLE   CLIENTS  GRANTED",
            "ben   Ben   guest  1        Hall, mon,fri 08:00-10:00");
    steward.on("POST /users", 201, BEN);
    var added =
        Typed.at(
            steward,
            "users",
            "add",
            "Ben",
            "guest",
            "--room",
            "Hall",
            "--times",
            "mon,fri 08:00-10:00");
    assertThat(added.out()).startsWith("Ben is added; 'steward clients add ben NAME'");
    assertThat(last())
        .isEqualTo(
            "POST /users {\"name\":\"Ben\",\"role\":\"guest\",\"rooms\":[\"Hall\"],\"times\":[{\"days\":[\"mon\",\"fri\"],\"from\":\"08:00\",\"to\":\"10:00\"}]}");

    changes("{\"name\":\"B\"}", "users", "rename", "ben", "B");
    changes("{\"role\":\"master\"}", "users", "role", "ben", "master");
    changes("{\"rooms\":[\"Hall\",\"Kitchen\"]}", "users", "rooms", "ben", "Hall", "Kitchen");
    changes("{\"times\":[]}", "users", "times", "ben", "always");
    changes("{\"suspended\":true}", "users", "suspend", "ben");
    changes("{\"suspended\":false}", "users", "resume", "ben");
    steward.on("DELETE /users/ben", 204, "");
    assertThat(Typed.at(steward, "users", "remove", "ben").out()).isEqualTo("Removed.\n");
    assertThat(Typed.at(steward, "users", "times", "ben", "soon").err())
        .contains("expected days and times such as 'mon,fri 08:00-10:00', got 'soon'");
  }

  private void changes(String body, String... words) {
    var typed = Typed.at(steward, words);
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(last()).isEqualTo("PATCH /users/ben " + body);
  }

  @Test
  void a_refusal_is_told_with_its_exit_code() {
    steward.on(
        "PATCH /users/ben",
        403,
        "{\"type\":\"/problems/fresh-code\",\"detail\":\"A fresh code is needed.\"}");
    var typed = Typed.at(steward, "users", "suspend", "ben");
    assertThat(typed.exit()).isEqualTo(Exit.NOT_TAKEN.code());
    assertThat(typed.err()).contains("A fresh code is needed.");
    assertThat(Typed.at(steward, "users", "remove", "anna").exit())
        .isEqualTo(Exit.NOT_FOUND.code());
  }

  @Test
  void a_client_is_shown_once_with_all_it_needs() {
    var typed = Typed.at(steward, "clients", "add", "ben", "Phone", "--kind", "phone");
    assertThat(typed.lines())
        .containsExactly(
            "Phone (c1) is made. This is shown once:",
            "",
            "Open on it    https://h:8888/#client=MFRGG",
            "Secret        MFRGG",
            "Authenticator otpauth://totp/x?secret=ABC",
            "Recovery codes, each for one use:",
            "  AAAA-BBBB",
            "  CCCC-DDDD");
    assertThat(last()).startsWith("POST /users/ben/clients ").contains("\"kind\":\"phone\"");
    assertThat(Typed.at(steward, "recover").out()).contains("AAAA-BBBB");
    assertThat(Typed.at(steward, "clients", "add", "ben", "Phone", "--json").out())
        .contains("\"link\"", "\"recovery\"");
  }

  @Test
  void a_qr_code_is_two_rows_of_modules_a_line_dark_on_light() {
    assertThat(Shown.lines(List.of("10", "01")))
        .containsExactly(
            "\u001b[38;5;16;48;5;231m      \u001b[0m",
            "\u001b[38;5;16;48;5;231m  ▀▄  \u001b[0m",
            "\u001b[38;5;16;48;5;231m      \u001b[0m");
  }

  @Test
  void clients_are_listed_and_changed() throws IOException {
    assertThat(Typed.at(steward, "clients", "--user", "ben").lines())
        .containsExactly(
            "CLIENT  USER  NAME   KIND   SEEN  BESIDES",
            "c1      ben   Phone  phone        package, SSH key");
    assertThat(last()).isEqualTo("GET /clients?user=ben");
    assertThat(Typed.at(steward, "clients", "rename", "c1", "Old").exit()).isZero();
    assertThat(last()).isEqualTo("PATCH /clients/c1 {\"name\":\"Old\"}");

    Path key = Files.writeString(folder.resolve("key.pub"), "ssh-ed25519 AAAA me\n");
    assertThat(Typed.at(steward, "clients", "ssh-key", "c1", key.toString()).out())
        .isEqualTo("Registered: SHA256:abc\n");
    assertThat(last()).isEqualTo("PUT /clients/c1/ssh-key {\"key\":\"ssh-ed25519 AAAA me\"}");
    assertThat(Typed.at(steward, "clients", "ssh-key", "c1").exit()).isEqualTo(Exit.USAGE.code());
    steward.on("POST /clients/c1/recovery", 201, "{\"recovery\":[\"EEEE-FFFF\"]}");
    assertThat(Typed.at(steward, "clients", "recovery", "c1").out()).contains("EEEE-FFFF");
  }

  @Test
  void a_package_is_kept_where_only_its_owner_reads_it() throws IOException {
    steward.on("POST /clients/c1/package", 201, "{\"host\":\"c-1.local\"}");
    Path password = Files.writeString(folder.resolve("password"), "long enough\n");
    Path out = folder.resolve("package.json");
    String[] words = {
      "clients", "package", "c1", "-o", out.toString(), "--password-file", password.toString()
    };
    var typed = Typed.at(steward, words);

    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(last()).isEqualTo("POST /clients/c1/package {\"password\":\"long enough\"}");
    assertThat(out).content().isEqualTo("{\"host\":\"c-1.local\"}");
    assertThat(Files.getPosixFilePermissions(out)).hasSize(2);
    int asked = steward.asked().size();
    assertThat(Typed.at(steward, words).err()).contains("is not overwritten");
    assertThat(steward.asked()).hasSize(asked);
    assertThat(Typed.at(steward, "clients", "package", "c1").exit()).isEqualTo(Exit.USAGE.code());
  }

  @Test
  void sessions_audit_and_rights_are_read() {
    steward.on(
        "GET /sessions",
        200,
        "{\"items\":[{\"id\":\"s1\",\"user\":\"ben\",\"client\":\"c1\",\"via\":\"ssh\",\"since\":\"\",\"seen\":\"\",\"until\":null,\"address\":\"192.168.1.2\",\"self\":true}]}");
    assertThat(Typed.at(steward, "sessions").out())
        .contains("s1", "ben/c1", "revoked", "192.168.1.2 (this one)");
    steward.on("DELETE /sessions/s1", 204, "");
    assertThat(Typed.at(steward, "sessions", "end", "s1").out()).isEqualTo("Ended.\n");

    steward.on(
        "GET /audit",
        200,
        "{\"items\":[{\"seq\":7,\"at\":\"\",\"principal\":\"stranger\",\"role\":\"stranger\",\"address\":\"192.168.1.9\",\"face\":\"http\",\"operation\":\"signIn\",\"target\":\"\",\"verdict\":\"forbidden\",\"reason\":\"\",\"count\":3}],\"next\":null}");
    assertThat(Typed.at(steward, "audit", "--who", "stranger", "--verdict", "forbidden").out())
        .contains(
            "#7", "signIn: forbidden, by stranger (stranger) over http from 192.168.1.9, 3 times");
    assertThat(last()).isEqualTo("GET /audit?principal=stranger&verdict=forbidden&limit=50");
    steward.on("GET /audit/export", 200, "{\"seq\":1}\n{\"seq\":2}\n");
    assertThat(Typed.at(steward, "audit", "export").out()).isEqualTo("{\"seq\":1}\n{\"seq\":2}\n");

    steward.on(
        "GET /rights",
        200,
        "{\"items\":[{\"operation\":\"addUser\",\"says\":\"make a user\",\"fresh\":true,\"roles\":{\"master\":\"yes\",\"guest\":\"no\"}},"
            + "{\"operation\":\"perform\",\"says\":\"ask\",\"fresh\":false,\"roles\":{\"master\":\"yes\",\"guest\":\"part\"}}]}");
    assertThat(Typed.at(steward, "rights").lines())
        .containsExactly(
            "OPERATION  MASTER  GUEST  FRESH CODE  WHAT IT IS",
            "addUser    yes     no     yes         make a user",
            "perform    yes     part               ask");
    assertThat(Typed.at(steward, "rights", "--role", "guest").out()).doesNotContain("addUser");
    assertThat(Typed.at(steward, "rights", "--role", "x").err()).contains("master, guest");
  }

  @Test
  void a_name_on_the_broker_is_made_for_a_thing_or_a_bridge() {
    steward.on(
        "POST /mqtt/clients",
        201,
        "{\"name\":\"d-plug\",\"password\":\"pw\",\"host\":\"h\",\"ports\":{\"mqtts\":8883,\"mqtt\":null},\"setup\":\"one\\ntwo\"}");
    assertThat(Typed.at(steward, "mqtt-clients", "add", "--thing", "plug").lines())
        .containsExactly(
            "Name      d-plug",
            "Password  pw   (shown once)",
            "Host      h",
            "Port      8883 (encrypted)",
            "",
            "one",
            "two");
    assertThat(last()).isEqualTo("POST /mqtt/clients {\"thing\":\"plug\"}");
    assertThat(Typed.at(steward, "mqtt-clients", "add").exit()).isEqualTo(Exit.USAGE.code());
    steward.on(
        "GET /mqtt/clients",
        200,
        "{\"items\":[{\"name\":\"z\",\"kind\":\"bridge\",\"things\":[\"a\"],\"prefix\":\"zigbee\"}]}");
    assertThat(Typed.at(steward, "mqtt-clients").out()).contains("z     bridge        zigbee/…");
  }

  @Test
  void a_claim_is_opened_again_at_the_machine() {
    steward.on("POST /claim/reopen", 200, "{\"claimed\":false,\"open\":true,\"until\":\"\"}");
    assertThat(Typed.at(steward, "setup-code").out()).contains("stands on the steward's console");
    assertThat(Typed.at(steward, "unlock").exit()).isNotZero();
  }

  @Test
  void status_says_whether_the_house_has_an_owner() {
    steward.on("GET /house", 200, "{\"name\":\"Home\",\"zone\":\"UTC\",\"rooms\":[],\"things\":0}");
    steward.on("GET /health", 200, "{\"state\":\"green\",\"parts\":[],\"notes\":[]}");
    steward.on("GET /session", 200, "{\"user\":null,\"role\":\"machine\",\"claimed\":false}");
    assertThat(Typed.with(Map.of("STEWARD_URL", steward.url()), false, "status").out())
        .contains("Asked from the machine itself", "Nobody owns this house yet");
  }

  private String last() {
    return steward.asked().getLast();
  }
}
