package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.hub.RunningHouse.Reply;
import tools.jackson.databind.json.JsonMapper;

/// Names that hide something or look like another, in every field that takes one; and paths that
/// lead out of the folder of the pages.
class HostileNamesTest {
  private static final String OVERRIDE = "\u202e";

  private static final List<String> HOSTILE =
      List.of(
          "a\u0000b",
          "a\u001b[31mb",
          "a\nb",
          "a\r\nSet-Cookie: x=y",
          "a\tb",
          "ecila" + OVERRIDE + "gnp",
          "a\u2066b\u2069",
          "a\u200fb",
          "a\u200eb",
          "a\u061cb",
          "a\ufeffb",
          "a\u200bb",
          "a\u2028b",
          "a\u0085b",
          "a\ue000b",
          "a\ud800b",
          "a\udb40\udc41b",
          "a\u00adb",
          "a\uffffb");

  private static final List<String> MARKUP =
      List.of(
          "<script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "\"><svg onload=alert(1)>",
          "javascript:alert(1)",
          "{{constructor}}",
          "${alert(1)}",
          "]]>",
          "</title>",
          "'; drop table user --");

  @TempDir Path home;

  private RunningHouse house;

  @BeforeEach
  void begin() {
    house = RunningHouse.on(home);
    String thing =
        "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"x\"},\"id\":\"lamp\",\"room\":\"Hall\"}";
    assertThat(house.ask("POST", "/things", thing).status()).isEqualTo(201);
    assertThat(house.ask("POST", "/users", "{\"name\":\"Ada\",\"role\":\"master\"}").status())
        .isEqualTo(201);
    assertThat(house.ask("POST", "/users/ada/clients", "{\"name\":\"Phone\"}").status())
        .isEqualTo(201);
  }

  @AfterEach
  void end() {
    house.close();
  }

  /// A document with the characters of a name written as JSON escapes them.
  private static String json(String template, String name) {
    String quoted = JsonMapper.shared().writeValueAsString(name);
    return template.formatted(quoted);
  }

  private record Field(String method, String path, String body) {}

  private static final List<Field> FIELDS =
      List.of(
          new Field("PATCH", "/users/ada", "{\"name\":%s}"),
          new Field("PATCH", "/clients/phone", "{\"name\":%s}"),
          new Field("PATCH", "/things/lamp", "{\"name\":%s}"),
          new Field("PATCH", "/things/lamp", "{\"room\":%s}"),
          new Field(
              "PUT",
              "/activities/night",
              "{\"name\":%s,\"perform\":[{\"thing\":\"lamp\",\"action\":\"turn\",\"to\":\"on\"}]}"),
          new Field("POST", "/users", "{\"name\":%s,\"role\":\"guest\"}"),
          new Field("POST", "/users", "{\"name\":\"G\",\"role\":\"guest\",\"rooms\":[%s]}"),
          new Field("POST", "/users/ada/clients", "{\"kind\":\"phone\",\"name\":%s}"));

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /// All texts of a document.
  private static void texts(Object tree, List<String> all) {
    if (tree instanceof Map<?, ?> map) map.values().forEach(value -> texts(value, all));
    else if (tree instanceof List<?> list) list.forEach(value -> texts(value, all));
    else if (tree instanceof String text) all.add(text);
  }

  @Test
  void a_name_that_hides_something_is_refused_or_cleaned_in_every_field() {
    for (Field field : FIELDS) {
      for (String name : HOSTILE) {
        Reply reply = house.ask(field.method(), field.path(), json(field.body(), name));
        assertThat(reply.status()).as(field + " " + name).isIn(200, 201, 400, 409, 422);
      }
    }
    assertNothingIsHidden();
  }

  private void assertNothingIsHidden() {
    for (String path :
        List.of(
            "/house",
            "/things",
            "/activities",
            "/users",
            "/clients",
            "/journal?limit=500",
            "/audit?limit=500")) {
      var all = new ArrayList<String>();
      texts(JsonMapper.shared().readValue(house.get(path).text(), Object.class), all);
      assertThat(all).isNotEmpty();
      for (String text : all)
        assertThat(text.codePoints().filter(HostileNamesTest::isHidden).toArray())
            .as(path + ": " + text)
            .isEmpty();
    }
  }

  @Test
  void markup_is_a_name_like_any_other_and_stays_text() {
    for (Field field : FIELDS) {
      for (String name : MARKUP) {
        Reply reply = house.ask(field.method(), field.path(), json(field.body(), name));
        assertThat(reply.status()).as(field + " " + name).isIn(200, 201, 409, 422);
        assertThat(reply.header("content-type")).startsWith("application/");
        assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
      }
    }
    assertThat(house.get("/users").status()).isEqualTo(200);
  }

  @Test
  void errors_that_repeat_what_was_sent_hide_nothing_either() {
    for (String name : HOSTILE) {
      String escaped = JsonMapper.shared().writeValueAsString(name);
      for (Reply reply :
          List.of(
              house.ask("POST", "/users", "{\"name\":\"x\",\"role\":" + escaped + "}"),
              house.ask("POST", "/things", "{" + escaped + ":1}"),
              house.ask(
                  "PUT",
                  "/activities/x",
                  "{\"name\":\"x\",\"perform\":[{\"thing\":" + escaped + "}]}"))) {
        assertThat(reply.status()).isIn(400, 422);
        var all = new ArrayList<String>();
        texts(JsonMapper.shared().readValue(reply.text(), Object.class), all);
        for (String text : all)
          assertThat(text.codePoints().filter(HostileNamesTest::isHidden).toArray())
              .as(text)
              .isEmpty();
      }
    }
  }

  @Test
  void ids_in_paths_are_ids_or_nothing() {
    for (String id :
        List.of(
            "..",
            "%2e%2e",
            "a%00b",
            "%E2%80%AE",
            "a%2Fb",
            "a%5Cb",
            "%3Cscript%3E",
            "a".repeat(3_000))) {
      for (String folder :
          List.of("/things/", "/users/", "/clients/", "/activities/", "/journal/", "/commands/")) {
        try (Wire wire = Wire.plain(house.house.port("http"))) {
          var answer = wire.request("GET", "/api/v1" + folder + id, "").read();
          assertThat(answer.status()).as(folder + id).isIn(400, 404, 422);
          assertThat(answer.body()).doesNotContain(OVERRIDE);
        }
      }
    }
  }

  @Test
  void no_path_leads_out_of_the_pages() {
    String page = house.ask("GET", "/", "").text();
    String base = page.replaceAll("(?s).*\"(/ui/[^/\"]+/)base\\.css\".*", "$1");
    assertThat(base).startsWith("/ui/");
    for (String up :
        List.of(
            "../",
            "..%2f",
            "%2e%2e/",
            "%2e%2e%2f",
            "%252e%252e%252f",
            "..%5c",
            "..\\",
            "....//",
            "..;/",
            "%c0%ae%c0%ae/",
            "%e0%80%ae%e0%80%ae/",
            "%uff0e%uff0e/",
            "..%00/",
            "./../",
            "//",
            "..%ef%bc%8f")) {
      for (String file :
          List.of(
              "etc/passwd",
              "steward.db",
              "keys/people.key",
              "keys/claimed",
              "steward/web/page.html",
              "META-INF/MANIFEST.MF")) {
        for (String start : List.of(base, "/ui/", "/")) {
          try (Wire wire = Wire.plain(house.house.port("http"))) {
            var answer = wire.request("GET", start + up.repeat(8) + file, "").read();
            assertThat(answer.status()).as(start + up + file).isIn(400, 403, 404, 421);
            assertThat(answer.body()).doesNotContain("root:", "SQLite format", "Manifest-Version");
          }
        }
      }
    }
    for (String path :
        List.of(
            "/etc/passwd",
            "/ui",
            "/ui/",
            "/ui/file:/etc/passwd",
            "/ui/x%00.js",
            base + "../../pages",
            base + "base.css/")) {
      try (Wire wire = Wire.plain(house.house.port("http"))) {
        assertThat(wire.request("GET", path, "").read().status()).as(path).isIn(400, 404);
      }
    }
  }
}
