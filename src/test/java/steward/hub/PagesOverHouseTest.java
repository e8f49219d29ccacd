package steward.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.FakePlug;
import steward.web.Axe;
import steward.web.Chromium;

/// The pages in a real browser before a real steward with a real (simulated) plug.
class PagesOverHouseTest {
  private static final List<String> PAGES =
      List.of(
          "/",
          "/rooms/Kitchen",
          "/things/kettle",
          "/activities",
          "/activities/new",
          "/inbox",
          "/by-hand",
          "/journal",
          "/health");

  @TempDir Path home;

  @Test
  void a_person_turns_the_kettle_on_and_sees_it_confirmed() {
    var program = Chromium.program();
    assumeTrue(program.isPresent(), Chromium.MISSING);
    Vertx vertx = Vertx.vertx();
    try (RunningHouse steward = RunningHouse.on(home);
        Chromium chromium = new Chromium();
        FakePlug plug =
            RunningHouse.get(
                FakePlug.start(vertx, "127.0.0.1", steward.house.mqttPort(), "kettle"))) {
      String key = "tasmota:" + plug.look().mac();
      await().until(() -> steward.get("/inbox").text().contains(key));
      steward.ask(
          "POST",
          "/inbox/" + key + "/accept",
          "{\"id\":\"kettle\",\"name\":\"Kettle\",\"room\":\"Kitchen\"}");
      await()
          .until(() ->
              steward
                  .get("/things/kettle")
                  .json()
                  .get("status")
                  .get("state")
                  .text()
                  .equals("present"));

      Page page = chromium.page(390, ColorScheme.LIGHT);
      page.navigate(steward.url("/"));
      page.getByRole(
              AriaRole.BUTTON,
              new Page.GetByRoleOptions()
                  .setName(
                      java.util.regex.Pattern.compile(
                          "turn on", java.util.regex.Pattern.CASE_INSENSITIVE)))
          .first()
          .click();
      await().until(plug::isOn);
      assertThat(
              page.getByText(
                      java.util.regex.Pattern.compile(
                          "turn off", java.util.regex.Pattern.CASE_INSENSITIVE))
                  .first())
          .isVisible();
      for (int i = 0; i < PAGES.size(); i++) {
        boolean dark = i % 2 == 1;
        Page one = chromium.page(dark ? 1280 : 390, dark ? ColorScheme.DARK : ColorScheme.LIGHT);
        one.navigate(steward.url(PAGES.get(i)));
        assertThat(one.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)).first())
            .isVisible();
        Assertions.assertThat(Axe.violations(one)).as(PAGES.get(i)).isEmpty();
        one.close();
      }
      Assertions.assertThat(chromium.faults).isEmpty();
    } finally {
      RunningHouse.get(vertx.close());
    }
  }
}
