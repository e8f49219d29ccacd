package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.rights.Grant;
import steward.rights.Role;
import steward.rights.User;
import steward.sim.cloud.CloudAuthority;
import steward.sim.post.SimMail;
import steward.sim.post.SimNtfy;
import steward.value.Tree;

/// People of the house are told on their pages, by the owner's own mail server and by the owner's
/// own ntfy server, over real sockets.
class ToldPeopleTest {
  private static final String PASSWORD = "Nine-Walls-Of-Staple";
  private static final String TOKEN = "tk_0123456789abcdefghijklmnopqrs";

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final CloudAuthority authority = new CloudAuthority();
  private final SimMail mail = new SimMail(vertx, authority, "house", PASSWORD);
  private final SimNtfy ntfy = new SimNtfy(vertx, TOKEN);
  private RunningHouse running;

  @BeforeEach
  void begin() throws IOException {
    RunningHouse.get(mail.start(0));
    RunningHouse.get(ntfy.start(0));
    Files.writeString(folder.resolve("mail.txt"), PASSWORD + "\n");
    Files.writeString(folder.resolve("ntfy.txt"), TOKEN + "\n");
    Files.writeString(folder.resolve("ca.pem"), authority.pem());
    running = house();
    for (String name : List.of("Ben", "Ada")) person(name, Role.RESIDENT, Grant.NONE);
    put("ben", "{\"mail\":\"ben@example.org\",\"topic\":\"bens-secret-topic\"}");
  }

  private RunningHouse house() {
    return RunningHouse.on(
        folder.resolve("home"),
        "house.name=Elm Street",
        "notify.mail.server=smtp://house@localhost:" + mail.port(),
        "notify.mail.from=house@example.org",
        "notify.mail.password-file=" + folder.resolve("mail.txt"),
        "notify.mail.ca-file=" + folder.resolve("ca.pem"),
        "notify.ntfy.server=http://127.0.0.1:" + ntfy.port(),
        "notify.ntfy.token-file=" + folder.resolve("ntfy.txt"),
        "notify.link=https://house.home:8888");
  }

  @AfterEach
  void end() {
    running.close();
    mail.close();
    ntfy.close();
    RunningHouse.get(vertx.close());
  }

  private User person(String name, Role role, Grant grant) {
    var accounts = running.house.doorkeeper().people().accounts();
    User user = accounts.addUser(name, role, grant).join();
    await().until(() -> names().contains(user.id().value()));
    return user;
  }

  private List<String> names() {
    return running.get("/persons").json().get("items").items().stream()
        .map(one -> one.get("id").text())
        .toList();
  }

  private void put(String user, String reach) {
    var answer = running.ask("PUT", "/users/" + user + "/reach", reach);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private Tree tell(String person, String more, String text) {
    String body =
        "{\"action\":\"notify\",\"text\":%s%s}"
            .formatted(
                new io.vertx.core.json.JsonArray().add(text).encode().replaceAll("^\\[|]$", ""),
                more);
    var answer = running.ask("POST", "/things/" + person + "/perform?wait=30s", body);
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return answer.json();
  }

  private List<Tree> notices() {
    return running.get("/notices").json().get("items").items();
  }

  @Test
  void an_activity_tells_a_person_by_all_ways() {
    running.ask(
        "POST",
        "/things",
        "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"lamp\"},\"id\":\"lamp\"}");
    var saved =
        running.ask(
            "PUT",
            "/activities/door",
            """
            {"name":"The door","perform":[
              {"thing":"ben","action":"notify","text":"{lamp.name} at the door","urgent":true},
              {"things":{"people":"residents"},"action":"notify","text":"Look","by":["page"]}]}\
            """);
    assertThat(saved.status()).as(saved.text()).isLessThan(300);
    assertThat(saved.json().get("words").text())
        .contains("tell all residents “Look” by the pages")
        .contains("tell Ben “{lamp.name} at the door”, urgently");

    running.ask("POST", "/activities/door/start", "");

    await().until(() -> mail.mails().size() == 1 && ntfy.published().size() == 1);
    SimMail.Mail sent = mail.mails().getFirst();
    assertThat(sent.from()).isEqualTo("house@example.org");
    assertThat(sent.to()).isEqualTo("ben@example.org");
    assertThat(sent.header("Subject")).isEqualTo("! The door: lamp at the door");
    assertThat(sent.body()).isEqualTo("lamp at the door\r\n");
    var pushed = ntfy.published().getFirst();
    assertThat(pushed.getString("topic")).isEqualTo("bens-secret-topic");
    assertThat(pushed.getString("title")).isEqualTo("The door");
    assertThat(pushed.getInteger("priority")).isEqualTo(5);
    assertThat(pushed.getString("click")).isEqualTo("https://house.home:8888");
    // Ben twice, Ada once; each command has an outcome of its own.
    await().until(() -> notices().size() == 3);
    Tree command =
        await()
            .until(
                () -> running.get("/commands/" + (long) first().get("id").number()).json(),
                now -> now.get("outcome").text().equals("unobservable"));
    assertThat(command.get("reason").text())
        .contains("mail: localhost:" + mail.port() + " took it (250 2.0.0 Ok: queued as 1)")
        .contains("ntfy: 127.0.0.1:" + ntfy.port() + " took it (200)")
        .contains("the pages: until it is seen")
        .endsWith("whether it was read cannot be checked");

    assertThat(running.ask("POST", "/notices/seen", "{\"all\":true}").json().get("unseen").number())
        .isZero();
    running.close();
    running = house();
    assertThat(notices()).hasSize(3).allMatch(one -> !one.get("unseen").truth());
    assertThat(mail.mails()).hasSize(1);
  }

  private long receivers() {
    return mail.commands().stream().filter(line -> line.startsWith("RCPT")).count();
  }

  /// Ben's urgent one.
  private Tree first() {
    return notices().stream().filter(one -> one.get("urgent").truth()).findFirst().orElseThrow();
  }

  @Test
  void servers_that_are_down_or_say_no_are_told_of_honestly_and_asked_again() {
    mail.mood(SimMail.Mood.REFUSES);
    ntfy.next(401, Map.of());
    Tree refused = tell("ben", "", "one");
    assertThat(refused.get("outcome").text()).isEqualTo("refused");
    assertThat(refused.get("reason").text())
        .contains("550 5.1.1 no such mailbox")
        .contains("does not accept the house's token (401)");

    ntfy.next(302, Map.of("Location", "http://127.0.0.1:1/"));
    assertThat(tell("ben", ",\"by\":[\"ntfy\"]", "two").get("reason").text())
        .contains("names another address (302), which is not followed");

    mail.mood(SimMail.Mood.HAS_NO_TLS);
    assertThat(tell("ben", ",\"by\":[\"mail\"]", "three").get("reason").text())
        .contains("offers no TLS (STARTTLS): no mail and no password is sent to it");
    mail.mood(SimMail.Mood.INJECTS);
    assertThat(tell("ben", ",\"by\":[\"mail\"]", "four").get("outcome").text())
        .isEqualTo("refused");
    assertThat(mail.mails()).isEmpty();

    // Down for now: tried again after a few seconds, and then taken, once.
    mail.mood(SimMail.Mood.GREYLISTS);
    long before = receivers();
    ntfy.next(429, Map.of("Retry-After", "1"));
    Thread back =
        Thread.startVirtualThread(() -> {
          await().until(() -> receivers() > before);
          mail.mood(SimMail.Mood.GOOD);
        });
    Tree later = tell("ben", "", "five");
    assertThat(later.get("outcome").text()).isEqualTo("unobservable");
    await().until(() -> mail.mails().size() == 1 && ntfy.published().size() == 1);
    await().until(() -> !back.isAlive());
    assertThat(notices().getFirst().get("ways").get("mail").get("tries").number()).isEqualTo(2);
  }

  @Test
  void what_devices_say_ends_no_header_and_what_nobody_sees_is_left_out() {
    String hostile =
        "Hi\r\nBcc: eve@example.org\r\n\r\n.\r\nQUIT\r\n\u202egnp.exe\u0000 \u05e9\u05dc\u05d5\u05dd "
            + "\ud83d\ude00".repeat(100);
    Tree said = tell("ben", ",\"by\":[\"mail\",\"page\"]", hostile);
    assertThat(said.get("outcome").text()).isEqualTo("unobservable");
    SimMail.Mail sent = mail.mails().getFirst();
    assertThat(sent.header("Bcc")).isEmpty();
    assertThat(sent.header("Subject")).isEqualTo("Elm Street: Hi");
    assertThat(sent.text().lines()).allMatch(line -> line.length() < 80);
    assertThat(sent.body())
        .contains("Bcc: eve@example.org", "gnp.exe \u05e9\u05dc\u05d5\u05dd", "\ud83d\ude00")
        .doesNotContain("\u202e", "\u0000");
    assertThat(mail.commands()).doesNotContain("QUIT\r\n");
    assertThat(notices().getFirst().get("text").text())
        .contains("Bcc: eve")
        .doesNotContain("\u202e");
  }

  @Test
  void what_may_have_been_taken_is_never_sent_twice_nor_what_loops() {
    mail.mood(SimMail.Mood.DROPS);
    running.ask(
        "POST", "/things/ben/perform", "{\"action\":\"notify\",\"text\":\"x\",\"by\":[\"mail\"]}");
    await()
        .until(
            () -> notices().getFirst().get("ways").get("mail").get("state").text(),
            "unsure"::equals);
    assertThat(mail.mails()).isEmpty();
    mail.mood(SimMail.Mood.GOOD);
    for (int n = 2; n <= 12; n++)
      running.ask(
          "POST",
          "/things/ben/perform",
          "{\"action\":\"notify\",\"text\":\"x\",\"by\":[\"page\"]}");
    Tree limited = tell("ben", "", "too much");
    assertThat(limited.get("outcome").text()).isEqualTo("refused");
    assertThat(limited.get("reason").text())
        .isEqualTo("Ben was told 12 things within a minute: no more are sent");
    assertThat(tell("ada", "", "not too much").get("outcome").text()).isEqualTo("unobservable");
    assertThat(notices()).hasSize(13);
  }

  @Test
  void nobody_reads_a_password_an_address_or_a_topic_in_what_is_written() throws IOException {
    mail.mood(SimMail.Mood.GOOD);
    Files.writeString(folder.resolve("mail.txt"), "Wrong-" + PASSWORD);
    // Its answer repeats the right one.
    assertThat(tell("ben", "", "hello").get("reason").text())
        .contains("does not accept user or password (535)");
    String journal = running.get("/journal?limit=500").text();
    String people = running.get("/persons").text() + running.get("/things/ben").text();
    running.close();
    for (String secret : List.of(PASSWORD, TOKEN, "ben@example.org", "bens-secret-topic")) {
      assertThat(journal).doesNotContain(secret);
      assertThat(people).doesNotContain(secret);
      try (var files = Files.walk(folder.resolve("home"))) {
        for (Path file : files.filter(Files::isRegularFile).toList())
          assertThat(
                  new String(
                      Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(secret);
      }
    }
    running = house();
    assertThat(running.get("/users/ben/reach").json().get("topic").text())
        .isEqualTo("bens-secret-topic");
  }

  @Test
  void a_guest_hears_nothing_of_rooms_that_it_may_not_see() {
    running.ask(
        "POST",
        "/things",
        "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"n\"},\"id\":\"n\",\"name\":\"Cot lamp\",\"room\":\"Nursery\"}");
    person("Gus", Role.GUEST, new Grant(java.util.Set.of("Hall"), List.of(), java.util.Set.of()));

    assertThat(tell("gus", "", "Dinner is ready").get("outcome").text()).isEqualTo("unobservable");
    assertThat(tell("gus", "", "Quiet, the nursery sleeps").get("reason").text())
        .isEqualTo("Gus is a guest who may not see Nursery");
    // Everybody means who lives here.
    assertThat(
            running
                .ask(
                    "PUT",
                    "/activities/all",
                    """
                    {"name":"All","perform":[{"things":{"people":"everybody"},"action":"notify","text":"a"},
                      {"things":{"people":"home"},"action":"notify","text":"b"}]}\
                    """)
                .status())
        .isLessThan(300);
    running.ask("POST", "/activities/all/start", "");
    await().until(() -> notices().size() == 3);
    assertThat(notices().stream().map(one -> one.get("person").text()))
        .containsExactlyInAnyOrder("gus", "ben", "ada");
  }
}
