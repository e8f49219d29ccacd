package steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages over a real socket: what is served, under which guards, and how little of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebPagesTest {
  private static final int FIRST_PAGE_MAX = 150_000;
  private static final Path SOURCES = Path.of("src/main/resources/steward/web");

  private final HttpClient client = HttpClient.newHttpClient();
  private FakeHouse house;

  @BeforeAll
  void start() throws Exception {
    house = new FakeHouse(0);
  }

  @AfterAll
  void stop() throws Exception {
    house.close();
    client.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/rooms/Living%20room",
        "/things/hall-lamp",
        "/activities",
        "/activities/new",
        "/inbox",
        "/by-hand",
        "/journal",
        "/why/812",
        "/health",
        "/people",
        "/people/anna",
        "/clients/laptop",
        "/me",
        "/audit",
        "/rights"
      })
  void every_page_is_the_index_under_a_strict_policy(String path) throws Exception {
    var answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(answer, "content-security-policy"))
        .contains(
            "default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http:", "https:", "*", "data:");
    assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(answer, "referrer-policy")).isEqualTo("no-referrer");
    assertThat(header(answer, "cross-origin-opener-policy")).isEqualTo("same-origin");
  }

  @Test
  void the_policy_names_the_import_map_by_the_hash_of_its_bytes() throws Exception {
    var answer = get("/");
    String map = first("<script type=\"importmap\">(.*?)</script>", text(answer));

    assertThat(header(answer, "content-security-policy"))
        .contains("'" + Asset.policyHash(map) + "'");
  }

  @Test
  void the_index_has_no_other_inline_script_or_style_and_names_no_other_host() throws Exception {
    String index = text(get("/"));

    assertThat(index.split("<script", -1)).hasSize(3);
    assertThat(index).doesNotContain("<style", "style=", "onload", "//");
  }

  @Test
  void everything_the_index_names_is_there_and_may_be_kept_for_a_year() throws Exception {
    for (String path : named(text(get("/")))) {
      var answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(header(answer, "cache-control")).as(path).contains("immutable");
      assertThat(header(answer, "etag")).as(path).matches("\"[0-9a-f]{16}(-gz)?\"");
    }
  }

  @ParameterizedTest
  @EnumSource(Face.class)
  void each_caller_gets_the_page_that_fits_and_it_is_small(Face face) throws Exception {
    house.access.become(face);
    try {
      String page = text(get("/things/hall-lamp"));
      String script =
          switch (face) {
            case APP -> "/main.js";
            case SIGN_IN -> "/signin.js";
            case CLAIM -> "/claim.js";
          };
      assertThat(page).contains(script + "\"></script>");
      assertThat(page.contains("/house.js")).isEqualTo(face == Face.APP);
      assertThat(get("/claim").statusCode()).isEqualTo(face == Face.CLAIM ? 200 : 404);
      assertThat(text(get("/trust"))).contains(face == Face.CLAIM ? "/claim.js" : "/trust.js");
      for (String path : named(page)) assertThat(get(path).statusCode()).as(path).isEqualTo(200);
    } finally {
      house.access.become(Face.APP);
    }
  }

  @Test
  void what_is_known_already_is_not_sent_again() throws Exception {
    String tag = header(get("/"), "etag");
    var again = send(request("/").header("If-None-Match", tag));

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void a_page_costs_little_and_is_compressed_where_the_browser_can() throws Exception {
    long sum = 0;
    for (String path : named(text(get("/")))) {
      var answer = send(request(path).header("Accept-Encoding", "gzip"));
      assertThat(header(answer, "content-encoding")).isEqualTo("gzip");
      assertThat(unzipped(answer.body())).isEqualTo(get(path).body());
      sum += answer.body().length;
    }
    assertThat(sum).isLessThan(FIRST_PAGE_MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ui/",
        "/ui/nothing/main.js",
        "/ui/../pom.xml",
        "/nowhere",
        "/things",
        "/ui/%2e%2e/api.js"
      })
  void an_unknown_path_is_not_found(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void every_file_in_the_folder_is_served_and_every_served_one_is_in_the_folder()
      throws IOException {
    var listed = new ArrayList<>(List.of(Assets.PAGE));
    for (var names : List.of(Assets.FIRST, Assets.LATER, Assets.STYLES)) listed.addAll(names);
    try (Stream<Path> files = Files.walk(SOURCES)) {
      var there =
          files.filter(Files::isRegularFile).map(f -> SOURCES.relativize(f).toString()).toList();
      assertThat(listed).containsExactlyInAnyOrderElementsOf(there);
    }
  }

  @Test
  void no_script_writes_markup_or_styles_as_text() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".js")).toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContain("innerHTML", "unsafeHTML", "eval(", "document.write", " style=");
      }
    }
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(house.url() + path));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static byte[] unzipped(byte[] zipped) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return in.readAllBytes();
    }
  }

  private static List<String> named(String index) {
    return Pattern.compile("(?:href|src)=\"(/ui/[^\"]+)\"")
        .matcher(index)
        .results()
        .map(match -> match.group(1))
        .distinct()
        .toList();
  }

  private static String first(String pattern, String text) {
    var match = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertThat(match.find()).as(pattern).isTrue();
    return match.group(1);
  }
}
