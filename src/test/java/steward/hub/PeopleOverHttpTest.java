package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse.Reply;

/// Users, clients and what belongs to them, as the API shows them to the one at the machine.
class PeopleOverHttpTest {
  @TempDir Path home;

  private RunningHouse steward;
  private Shapes shapes;

  @BeforeEach
  void begin() {
    steward = RunningHouse.on(home);
    shapes = new Shapes(steward.get("/openapi.json").json());
  }

  @AfterEach
  void end() {
    steward.close();
  }

  private Reply shaped(String method, String template, String path, String body, int status) {
    Reply reply = steward.ask(method, path, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    if (status != 204) shapes.check(template, method.toLowerCase(java.util.Locale.ROOT), reply);
    return reply;
  }

  @Test
  void a_household_is_set_up_and_every_answer_has_its_shape() {
    shaped("POST", "/users", "/users", "{\"name\":\"Ada\",\"role\":\"master\"}", 201);
    shaped(
        "POST",
        "/users",
        "/users",
        "{\"name\":\"Gus\",\"role\":\"guest\",\"rooms\":[\"Hall\"],\"times\":[{\"days\":[\"mon\"],\"from\":\"08:00\",\"to\":\"20:00\"}]}",
        201);
    shaped("GET", "/users", "/users", "", 200);
    shaped("PATCH", "/users/{id}", "/users/gus", "{\"name\":\"Gustav\",\"rooms\":[]}", 200);
    Reply enrolled =
        shaped(
            "POST",
            "/users/{id}/clients",
            "/users/ada/clients",
            "{\"name\":\"Phone\",\"kind\":\"phone\"}",
            201);
    assertThat(enrolled.json().get("enrolment").get("secret").text()).matches("[A-Z2-7]{26}");
    shaped("GET", "/clients", "/clients?user=ada", "", 200);
    shaped("GET", "/clients/{id}", "/clients/phone", "", 200);
    shaped("GET", "/clients/{id}/rights", "/clients/phone/rights", "", 200);
    shaped("PATCH", "/clients/{id}", "/clients/phone", "{\"name\":\"My phone\"}", 200);
    shaped("POST", "/clients/{id}/recovery", "/clients/phone/recovery", "{}", 201);
    shaped("GET", "/sessions", "/sessions", "", 200);
    shaped("GET", "/session", "/session", "", 200);
    shaped("GET", "/rights", "/rights", "", 200);
    shaped("GET", "/audit", "/audit?limit=5", "", 200);
    shaped("GET", "/claim/status", "/claim/status", "", 200);
    shaped("DELETE", "/users/{id}", "/users/gus", "", 204);
  }

  @Test
  void the_last_master_cannot_lose_the_house() {
    shaped("POST", "/users", "/users", "{\"name\":\"Ada\",\"role\":\"master\"}", 201);
    shaped("POST", "/users/{id}/clients", "/users/ada/clients", "{\"name\":\"Phone\"}", 201);
    assertThat(steward.ask("DELETE", "/users/ada", "").status()).isEqualTo(409);
    assertThat(steward.ask("DELETE", "/clients/phone", "").status()).isEqualTo(409);
    assertThat(steward.ask("PATCH", "/users/ada", "{\"role\":\"guest\"}").status()).isEqualTo(409);
    assertThat(steward.ask("PATCH", "/users/ada", "{\"suspended\":true}").status()).isEqualTo(409);
    assertThat(steward.ask("PATCH", "/clients/phone", "{\"suspended\":true}").status())
        .isEqualTo(409);
  }

  @Test
  void an_ssh_key_is_whole_or_refused_with_the_reason() {
    shaped("POST", "/users", "/users", "{\"name\":\"Ada\",\"role\":\"master\"}", 201);
    shaped("POST", "/users/{id}/clients", "/users/ada/clients", "{\"name\":\"Shell\"}", 201);
    Reply md5 =
        steward.ask(
            "PUT",
            "/clients/shell/ssh-key",
            "{\"key\":\"16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48\"}");
    assertThat(md5.status()).isEqualTo(422);
    assertThat(md5.text()).contains("MD5");
  }

  @Test
  void every_schema_that_is_named_is_there() {
    String document = steward.get("/openapi.json").text();
    Set<String> named = new HashSet<>();
    var references = Pattern.compile("#/components/schemas/(\\w+)").matcher(document);
    while (references.find()) named.add(references.group(1));
    var schemas = steward.get("/openapi.json").json().get("components").get("schemas").object();
    assertThat(schemas.keySet()).map(String::valueOf).containsAll(named);
  }
}
