package steward.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.access.SshHostKey;
import steward.hub.RunningHouse;

/// The whole way of a key: made, registered over the API, used, and out with its client.
class RegisteredKeyTest {
  private static final Pattern CODE = Pattern.compile("\\b[0-9]{4} ?[0-9]{4}\\b");

  @TempDir Path home;
  @TempDir Path folder;

  @Test
  void a_registered_key_comes_in_with_its_clients_rights_until_the_client_is_revoked()
      throws Exception {
    assumeTrue(OpenSsh.isInstalled(), "there is no OpenSSH client on this machine");
    try (var house = RunningHouse.on(home, "ssh.port=0")) {
      await().until(() -> house.house.port("ssh") > 0);
      var ssh = new OpenSsh(folder, house.house.port("ssh"));
      ssh.know(SshHostKey.open(home).knownHosts(List.of("127.0.0.1"), ssh.port()));
      String cookie = claimed(house);

      String user =
          house
              .ask("POST", "/users", "{\"name\":\"Bob\",\"role\":\"monitor\"}", "Cookie", cookie)
              .json()
              .get("id")
              .text();
      String client =
          house
              .ask(
                  "POST",
                  "/users/" + user + "/clients",
                  "{\"name\":\"Wall\",\"kind\":\"script\"}",
                  "Cookie",
                  cookie)
              .json()
              .get("client")
              .get("id")
              .text();
      String line = ssh.make("bob", "-t", "ed25519").toString();
      var put =
          house.ask(
              "PUT",
              "/clients/" + client + "/ssh-key",
              "{\"key\":\"" + line + " bob@wall\"}",
              "Cookie",
              cookie);
      assertThat(put.status()).as(put.text()).isEqualTo(200);

      String host = "house@127.0.0.1";
      assertThat(ssh.ssh("bob", host, "things").exit()).isZero();
      var refused = ssh.ssh("bob", host, "inbox", "add", "tasmota", "topic=kettle");
      assertThat(refused.exit()).as("a monitor manages nothing").isEqualTo(8);

      Process ended = ssh.start("bob", "-T", host);
      await().until(() -> sessions(house, cookie).size() == 1);
      String session = sessions(house, cookie).getFirst();
      Process watching = ssh.start("bob", host, "watch");
      await().until(() -> sessions(house, cookie).size() == 2);
      assertThat(ended(house, "/sessions/" + session, cookie)).isEqualTo(204);
      assertThat(ended.waitFor(60, TimeUnit.SECONDS)).as("the one whose session ended").isTrue();
      assertThat(sessions(house, cookie)).hasSize(1).doesNotContain(session);
      assertThat(watching.isAlive()).as("the other one").isTrue();
      assertThat(ended(house, "/clients/" + client, cookie)).isEqualTo(204);
      assertThat(watching.waitFor(60, TimeUnit.SECONDS)).as("it is out at once").isTrue();
      assertThat(ssh.ssh("bob", host, "things").err()).contains("Permission denied (publickey)");
      assertThat(house.ask("GET", "/audit", "", "Cookie", cookie).text()).contains("sshSession");
    }
  }

  private static int ended(RunningHouse house, String path, String cookie) {
    return house.ask("DELETE", path, "", "Cookie", cookie).status();
  }

  /// The ids of the sessions of SSH.
  private static List<String> sessions(RunningHouse house, String cookie) {
    return house.ask("GET", "/sessions", "", "Cookie", cookie).json().get("items").items().stream()
        .filter(one -> one.get("via").text().equals("ssh"))
        .map(one -> one.get("id").text())
        .toList();
  }

  private String claimed(RunningHouse house) throws Exception {
    var code = CODE.matcher(Files.readString(home.resolve("claim.txt")));
    assertThat(code.find()).isTrue();
    var reply =
        house.ask(
            "POST",
            "/claim",
            "{\"code\":\"%s\",\"user\":\"Alice\",\"client\":\"Laptop\",\"zone\":\"Europe/Vienna\"}"
                .formatted(code.group().replace(" ", "")));
    assertThat(reply.status()).isEqualTo(201);
    return String.join(
        "; ",
        reply.headers().getOrDefault("set-cookie", List.of()).stream()
            .map(text -> text.substring(0, text.indexOf(';')))
            .toList());
  }
}
