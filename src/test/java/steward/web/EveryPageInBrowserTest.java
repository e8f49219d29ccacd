package steward.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What holds for every page, one after the other in one browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageInBrowserTest {
  private static final List<String> PAGES =
      List.of(
          "/",
          "/rooms/Garden",
          "/things/living-room-floor-lamp",
          "/things/hall-front-door",
          "/activities",
          "/activities/hall-light",
          "/activities/new",
          "/activities/hall-light/rehearse",
          "/activities/hall-light/past",
          "/activities/hall-light/versions",
          "/groups",
          "/groups/downstairs",
          "/place",
          "/house-rules",
          "/cases",
          "/ready-made",
          "/inbox",
          "/by-hand",
          "/journal",
          "/why/812",
          "/health",
          "/people",
          "/people/anna",
          "/people/carer",
          "/people/meter",
          "/clients/phone",
          "/clients/ben-phone",
          "/me",
          "/notices",
          "/audit",
          "/callers",
          "/rights",
          "/network",
          "/network/stations/s_020000000100",
          "/network/grades",
          "/network/wifi",
          "/ledger",
          "/ledger/entries",
          "/ledger/statement",
          "/trust");

  private static final String OVERHANG =
      "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

  /// Follows a link within the page, as a person does, without loading it anew.
  private static final String MOVE =
      """
      async path => {
        const app = document.querySelector('steward-app');
        const before = app.route;
        history.pushState(null, '', path);
        dispatchEvent(new Event('steward-moved'));
        while (app.route === before) await new Promise(requestAnimationFrame);
        await app.updateComplete;
      }
      """;

  private FakeHouse house;
  private Chromium chromium;
  private Page page;

  @BeforeAll
  void start() throws Exception {
    assumeTrue(Chromium.program().isPresent(), Chromium.MISSING);
    house = new FakeHouse(0);
    chromium = new Chromium();
  }

  @AfterAll
  void stop() {
    if (chromium != null) chromium.close();
    if (house != null) house.close();
  }

  @BeforeEach
  void the_first_page() {
    page = chromium.page(390, ColorScheme.LIGHT);
    goTo("/");
  }

  @AfterEach
  void nothing_went_wrong_on_the_way() {
    chromium.leave(page);
    assertThat(chromium.faults).as("errors of the console, policy violations included").isEmpty();
  }

  @Test
  void no_page_has_an_axe_violation_in_light_or_dark() {
    for (String path : PAGES) {
      page.setViewportSize(390, 844);
      moveTo(path);
      if (path.equals("/rights")) page.locator("main input").fill("webhook");
      assertSound(path, ColorScheme.LIGHT);
      page.setViewportSize(1280, 900);
      assertSound(path, ColorScheme.DARK);
    }
  }

  private void assertSound(String path, ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    // The other scheme and width change colours and the navigation, and nothing else.
    List<String> rules = scheme == ColorScheme.DARK ? Axe.OF_LOOKS : List.of();
    assertThat(Axe.violations(page, rules)).as("%s in %s", path, scheme).isEmpty();
  }

  @Test
  void nothing_reaches_beyond_the_edge_from_390_to_1440() {
    for (String path : PAGES) {
      moveTo(path);
      for (int width : List.of(390, 600, 899, 900, 1079, 1440)) {
        page.setViewportSize(width, 844);
        Object over = page.evaluate(OVERHANG);
        assertThat(over).as("%s at %d", path, width).isEqualTo(0);
      }
    }
  }

  private void goTo(String path) {
    page.navigate(house.url() + path);
    assertDrawn();
  }

  private void moveTo(String path) {
    // A document of its own.
    if (path.equals("/trust")) {
      goTo(path);
      return;
    }
    page.evaluate(MOVE, path);
    assertDrawn();
  }

  private void assertDrawn() {
    assertThat(page.locator("main h1")).isVisible();
    assertThat(page.getByText("Reading…")).hasCount(0);
  }
}
