package steward.hub;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.web.Chromium;
import tools.jackson.databind.json.JsonMapper;

/// Every page of a house in which every name is markup, in a real browser: names are shown as text,
/// no script of theirs runs, and nothing is fetched for them.
class HostilePagesTest {
  private static final String NAME = "<img src=/x onerror=alert(1)>\u202e</a><script>alert(2)";
  private static final List<String> PAGES =
      List.of(
          "/",
          "/rooms/" + "%3Cimg%20src%3D%2Fx%20onerror%3Dalert(1)%3E%3C%2Fa%3E%3Cscript%3Ealert(2)",
          "/things/lamp",
          "/activities",
          "/activities/night",
          "/inbox",
          "/by-hand",
          "/journal",
          "/health",
          "/people",
          "/people/ada",
          "/clients/phone",
          "/audit",
          "/rights",
          "/rooms/%3Cscript%3Ealert(3)%3C%2Fscript%3E",
          "/things/%22%3E%3Csvg%20onload=alert(4)%3E");

  @TempDir Path home;

  private static String json(String template) {
    String quoted = JsonMapper.shared().writeValueAsString(NAME);
    return template.replace("%s", quoted);
  }

  private static void make(RunningHouse house, String method, String path, String body) {
    Assertions.assertThat(house.ask(method, path, json(body)).status()).as(path).isIn(200, 201);
  }

  @Test
  void names_of_markup_are_text_on_every_page() {
    var program = Chromium.program();
    assumeTrue(program.isPresent(), Chromium.MISSING);
    var alarms = new ArrayList<String>();
    try (RunningHouse house = RunningHouse.on(home);
        Chromium chromium = new Chromium()) {
      make(
          house,
          "POST",
          "/things",
          "{\"family\":\"tasmota\",\"binding\":{\"topic\":\"x\"},\"id\":\"lamp\",\"name\":%s,\"room\":%s}");
      make(
          house,
          "PUT",
          "/activities/night",
          "{\"name\":%s,\"perform\":[{\"thing\":\"lamp\",\"action\":\"turn\",\"to\":\"on\"}]}");
      make(house, "POST", "/users", "{\"name\":\"Ada\",\"role\":\"master\"}");
      make(house, "POST", "/users/ada/clients", "{\"name\":\"Phone\"}");
      make(house, "PATCH", "/users/ada", "{\"name\":%s}");
      make(house, "PATCH", "/clients/phone", "{\"name\":%s}");
      for (String path : PAGES) {
        Page page = chromium.page(1280, ColorScheme.LIGHT);
        page.onDialog(dialog -> {
          alarms.add(path + " " + dialog.message());
          dialog.dismiss();
        });
        page.onRequest(request -> {
          if (request.url().endsWith("/x")) alarms.add(path + " " + request.url());
        });
        page.navigate(house.url(path));
        chromium.shows(page);
        Assertions.assertThat(page.locator("img[onerror], svg[onload]").count()).as(path).isZero();
        page.close();
      }
      Assertions.assertThat(alarms).isEmpty();
    }
  }
}
