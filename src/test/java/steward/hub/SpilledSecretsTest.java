package steward.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import steward.value.Tree;

/// Every kind of secret is made, used rightly and wrongly, and then looked for in everything that
/// the steward wrote: none is found.
class SpilledSecretsTest {
  private static final String PASSWORD = "Correct-Horse-7-Battery";
  private static final String PASSPHRASE = "staple among nine walls";

  @TempDir Path home;

  private final Map<String, String> secrets = new LinkedHashMap<>();

  @Test
  void no_secret_is_in_anything_that_is_written() throws Exception {
    var said = new ByteArrayOutputStream();
    String journal;
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (var _ = new Talkative()) {
      System.setOut(new PrintStream(said, true, UTF_8));
      System.setErr(new PrintStream(said, true, UTF_8));
      LoggerFactory.getLogger(Steward.class).trace("the finest level is heard");
      journal = live();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(said.toString(UTF_8)).contains("the finest level is heard");
    assertThat(secrets).hasSizeGreaterThan(30);
    var written = new LinkedHashMap<String, byte[]>();
    written.put("what was said", said.toByteArray());
    // Its files are packed; this is what is in them.
    written.put("the journal's entries", journal.getBytes(UTF_8));
    for (Path file : files()) {
      written.put(home.relativize(file).toString(), Files.readAllBytes(file));
    }
    assertThat(written.keySet())
        .anyMatch(name -> name.startsWith("steward.db"))
        .anyMatch(name -> name.contains("journal"));
    for (var place : written.entrySet()) {
      String text = new String(place.getValue(), ISO_8859_1).toLowerCase(Locale.ROOT);
      secrets.forEach((what, secret) -> {
        for (String form : forms(secret))
          assertThat(text.contains(form.toLowerCase(Locale.ROOT)))
              .as(what + " as " + form + " in " + place.getKey())
              .isFalse();
      });
    }
  }

  /// All files but the keys, which are what they are.
  private List<Path> files() throws IOException {
    try (var all = Files.walk(home)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(home.resolve("keys")))
          .toList();
    }
  }

  private static List<String> forms(String secret) {
    byte[] plain = secret.getBytes(UTF_8);
    var forms = new ArrayList<>(List.of(secret, HexFormat.of().formatHex(plain)));
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(plain));
    if (secret.matches("[A-Z2-7]{26,}")) {
      byte[] raw =
          new Token("", "secret=" + secret + "&", List.of()).secretBytes(secret.length() * 5 / 8);
      forms.add(new String(raw, ISO_8859_1));
      forms.add(HexFormat.of().formatHex(raw));
      forms.add(Base64.getEncoder().withoutPadding().encodeToString(raw));
      forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
    }
    if (secret.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}")) forms.add(secret.replace("-", ""));
    if (secret.matches("[A-Za-z0-9_-]{43}"))
      forms.add(new String(Base64.getUrlDecoder().decode(secret), ISO_8859_1));
    return forms;
  }

  private void know(String what, String secret) {
    assertThat(secret).as(what).hasSizeGreaterThan(7);
    secrets.put(what, secret);
  }

  private Token know(String whose, Token token) {
    know("the secret of " + whose, token.client());
    know("the codes of " + whose, token.secret());
    for (String one : token.recovery()) know("recovery " + one + " of " + whose, one);
    return token;
  }

  /// @return the whole journal, read from its files
  private String live() {
    try (OwnedHouse house =
        OwnedHouse.on(home, "log.level=debug", "mqtt.tls-port=0", "webhooks.port=0")) {
      know("the setup code", house.setupCode);
      know("Alice", house.alice);
      know("Alice's session", house.session);
      know("Alice's mark", house.device);
      Token bob = know("Bob", house.newUser("Bob", "resident", ""));
      Wire.Answer in = house.signIn(bob.client(), bob.code());
      know("Bob's session", in.cookie("__Host-session"));
      know("Bob's mark", in.cookie("__Host-device"));
      wrongly(house, bob);
      things(house);
      String own = "/clients/" + in.json().get("client").get("id").text();
      Wire.Answer packed =
          house.alice("POST", own + "/package", "{\"password\":\"" + PASSWORD + "\"}");
      assertThat(packed.status()).as(packed.body()).isEqualTo(201);
      know("the password of the package", PASSWORD);
      Wire.Answer recovery = house.alice("POST", own + "/recovery", "{}");
      for (Tree one : recovery.json().get("recovery").items())
        know("new recovery " + one.text(), one.text());
      know("the passphrase", PASSPHRASE);
      assertThat(
              house.alice("PUT", "/passphrase", "{\"passphrase\":\"" + PASSPHRASE + "\"}").status())
          .isEqualTo(204);
      assertThat(house.alice("GET", "/audit/export", "").body())
          .contains("signIn")
          .satisfies(text -> secrets.values().forEach(one -> assertThat(text).doesNotContain(one)));
      house.restart("log.level=debug");
      Wire.Answer journal = house.alice("GET", "/journal?limit=500", "");
      assertThat(journal.status()).isEqualTo(200);
      assertThat(journal.body()).contains("lamp");
      return journal.body();
    }
  }

  /// In places where they do not belong.
  private static void wrongly(OwnedHouse house, Token bob) {
    String token = house.session;
    house.signIn(bob.client() + "7", bob.wrongCode());
    house.signIn(bob.recovery().getFirst(), bob.client());
    house.ask("POST", "/session", "{\"client\":\"" + bob.client());
    house.ask("POST", "/session", "{\"" + bob.client() + "\":1}");
    house.alice("POST", "/session/fresh", "{\"code\":\"" + bob.secret() + "\"}");
    house.ask("GET", "/session?token=" + token, "", "Authorization", "Basic " + token);
    house.ask("GET", "/session", "", "Authorization", "Bearer " + token + token);
    house.alice("GET", "/things/" + token, "");
    house.alice("DELETE", "/sessions/" + token, "");
    house.alice("GET", "/clients/" + bob.client(), "");
    house.alice("POST", "/things", "{\"family\":\"" + bob.client() + "\"}");
  }

  private void things(OwnedHouse house) {
    String body = "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"lamp\"},\"id\":\"lamp\"}";
    assertThat(house.alice("POST", "/things", body).status()).isEqualTo(201);
    Wire.Answer made = house.alice("POST", "/mqtt/clients", "{\"thing\":\"lamp\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    know("the password of the lamp", made.json().get("password").text());
    hooks(house);
  }

  private void hooks(OwnedHouse house) {
    for (String kind : List.of("generic", "withings", "github", "standard")) {
      String wish = "{\"kind\":\"" + kind + "\",\"name\":\"" + kind + "\"}";
      Wire.Answer hook = house.alice("POST", "/webhooks", wish);
      assertThat(hook.status()).as(hook.body()).isEqualTo(201);
      String secret = hook.json().get("secret").text();
      know("the secret of the hook " + kind, secret);
      String path = hook.json().get("path").text();
      int port = house.running().house.port("webhooks");
      String form = "userid=1&appli=50&date=1700000000";
      for (String body : List.of(form, "{\"x\":\"\"y\"}"))
        Wire.ask(
            Wire.plain(port),
            "POST",
            path,
            body,
            "Authorization",
            "Bearer " + secret,
            "Content-Type",
            "application/json");
    }
    know("the key of a receiver", "key-of-a-receiver-0815");
    String out =
        "{\"kind\":\"ifttt\",\"name\":\"Pager\",\"target\":\"http://127.0.0.1:1/trigger/x/with/key/key-of-a-receiver-0815\"}";
    assertThat(house.alice("POST", "/webhooks", out).status()).isEqualTo(201);
    house.alice(
        "POST", "/things/pager/perform?wait=2s", "{\"action\":\"notify\",\"text\":\"hello\"}");
  }
}
