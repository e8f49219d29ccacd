package steward.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The pages in a real browser, before a scripted house.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInBrowserTest {
  private static final List<String> ELEMENTS =
      List.of(
          "steward-app",
          "thing-tile",
          "thing-line",
          "room-head",
          "house-glance",
          "page-rooms",
          "page-thing",
          "thing-controls",
          "thing-history",
          "page-activities",
          "page-activity",
          "activity-text",
          "phrase-field",
          "group-namer",
          "page-inbox",
          "page-by-hand",
          "page-journal",
          "page-why",
          "page-health",
          "page-people",
          "page-user",
          "page-client",
          "page-me",
          "page-audit",
          "page-callers",
          "copy-line",
          "page-rights",
          "add-client",
          "session-list",
          "recovery-codes",
          "mqtt-clients",
          "thing-mqtt",
          "thing-secrets",
          "look-for-things",
          "fresh-code");

  /// A method named like one of the platform's, such as `remove`, would be called by the platform.
  static final String HIDDEN =
      """
      async name => {
        const type = await customElements.whenDefined(name);
        return Object.getOwnPropertyNames(type.prototype)
            .filter(one => one !== 'constructor' && one in HTMLElement.prototype);
      }
      """;

  private FakeHouse house;
  private Chromium chromium;
  private Page page;

  @BeforeAll
  void start() throws Exception {
    var program = Chromium.program();
    assumeTrue(program.isPresent(), Chromium.MISSING);
    house = new FakeHouse(0);
    chromium = new Chromium();
    page = chromium.page(390, ColorScheme.LIGHT);
  }

  @AfterAll
  void stop() throws Exception {
    if (chromium != null) chromium.close();
    if (house != null) house.close();
  }

  @AfterEach
  void nothing_went_wrong_on_the_way() {
    chromium.leave(page);
    assertThat(chromium.faults).as("errors of the console, policy violations included").isEmpty();
  }

  @Test
  void a_tap_is_shown_as_done_only_when_it_is_confirmed() {
    open(390, "/");
    Locator tile = tile("hall-ceiling-lamp");
    Locator button = tile.getByRole(AriaRole.BUTTON);
    assertThat(button).hasAccessibleName("Ceiling lamp, Off. Turn on");

    house.dawdle();
    button.click();
    assertThat(tile.locator("[data-outcome=sent]")).isVisible();
    assertThat(tile.locator("[data-tone=good]")).hasCount(0);
    assertThat(tile.locator(".tile-state")).hasText("Off");

    house.hurry();
    assertThat(tile.locator("[data-outcome=confirmed]")).isVisible();
    assertThat(tile.locator(".tile-state")).containsText("On");
    assertThat(said()).containsText("Ceiling lamp: Turn on: confirmed");
  }

  @Test
  void a_deaf_thing_is_silent_and_stays_as_it_was() {
    open(390, "/rooms/Garden");
    Locator tile = tile("garden-deaf-lamp");
    tile.getByRole(AriaRole.BUTTON).click();

    assertThat(tile.locator("[data-outcome=silent]")).containsText("No answer in time");
    assertThat(tile.locator(".tile-state")).hasText("Off");
    assertThat(said()).containsText("no answer in time");
  }

  @Test
  void a_refusal_says_why() {
    open(390, "/things/garden-stubborn-lamp");
    page.getByRole(AriaRole.SWITCH).click();

    assertThat(page.locator(".outcome-bar"))
        .containsText("refused. The lamp says that it is locked");
    assertThat(page.getByRole(AriaRole.SWITCH)).hasAttribute("aria-checked", "false");
  }

  @Test
  void a_door_is_unlocked_by_a_second_tap_only() {
    open(390, "/rooms/Hall");
    Locator button = tile("hall-front-door").getByRole(AriaRole.BUTTON);
    button.click();
    assertThat(button).hasAccessibleName("Front door, Locked. Tap again: unlock");
    assertThat(asked("unlock")).isZero();

    button.press("Escape");
    assertThat(button).hasAccessibleName("Front door, Locked. Unlock");
    button.click();
    button.click();
    await().untilAsserted(() -> assertThat(asked("unlock")).isOne());
    assertThat(button).hasAccessibleName("Front door, Unlocked. Lock");
    button.click();
    assertThat(button).hasAccessibleName("Front door, Locked. Unlock");
  }

  @Test
  void a_report_is_shown_without_a_reload() {
    open(1280, "/");
    house.report("hall-climate", "temperature", 17.5);

    assertThat(page.locator("thing-line", new Page.LocatorOptions().setHasText("17.5")).first())
        .isVisible();
    assertThat(page.locator("section[aria-label=Hall] .room-words")).containsText("17.5");
  }

  @Test
  void a_lost_connection_is_said_and_what_was_missed_is_fetched() {
    open(390, "/rooms/Dining%20room");
    house.cut();
    assertThat(page.locator(".lost")).containsText("Connection lost");

    house.report("dining-room-air", "co2", 1234);
    house.mend();
    assertThat(page.locator(".lost")).hasCount(0);
    assertThat(page.getByText("1,234")).isVisible();
  }

  @Test
  void no_element_hides_what_every_element_has() {
    open(390, "/");
    for (String name : ELEMENTS) {
      Object hidden = page.evaluate(HIDDEN, name);
      assertThat((List<?>) hidden).as(name).isEmpty();
    }
  }

  @Test
  void leaving_a_page_changes_nothing_in_the_house() {
    open(1280, "/things/hall-climate");
    house.changes.clear();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Activities")).click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Evening").setExact(true))
        .click();
    page.getByText("Leave without saving").click();
    assertThat(
            page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName("Evening").setExact(true)))
        .isVisible();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Journal")).click();
    assertThat(page.getByText("Everything that came in")).isVisible();

    assertThat(house.changes).isEmpty();
  }

  @Test
  void what_a_device_calls_itself_is_only_text() {
    open(390, "/rooms/Nursery");

    assertThat(page.getByText(FakeThings.HOSTILE).first()).isVisible();
    assertThat(page.locator("main img")).hasCount(0);
    assertThat(page.locator("main b", new Page.LocatorOptions().setHasText("bold"))).hasCount(0);
    assertThat(page).not().hasTitle("taken");
  }

  @Test
  void the_keyboard_alone_is_enough() {
    open(1280, "/");
    page.keyboard().press("Tab");
    assertThat(page.getByText("Skip to the page")).isFocused();
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Activities")))
        .isFocused();
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Activities")))
        .isFocused();

    Locator armed =
        page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Evening, armed"));
    armed.focus();
    page.keyboard().press("Space");
    assertThat(armed).hasAttribute("aria-checked", "true");
    assertThat(
            (String) page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle"))
        .isEqualTo("solid");
  }

  @Test
  void an_activity_is_made_by_choosing_sentences() {
    open(390, "/activities/new");
    page.getByLabel("Name").fill("Nursery night light");
    page.getByText("Add a start").click();
    page.getByLabel("start 1: thing").selectOption("nursery-motion");
    page.getByText("Add a condition").click();
    page.getByLabel("condition: what is looked at").selectOption("between");
    page.getByLabel("line 1: thing").selectOption("nursery-ceiling-lamp");
    page.getByLabel("line 1: action").selectOption("dim");
    page.getByLabel("line 1: level").fill("12");
    page.getByText("Save").click();

    assertThat(
            page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName("Nursery night light")))
        .isVisible();
    var kept = house.kept.getLast();
    assertThat(kept.getString("id")).isEqualTo("nursery-night-light");
    assertThat(kept.getJsonArray("when").encode())
        .isEqualTo(
            "[{\"thing\":\"nursery-motion\",\"property\":\"motion\",\"becomes\":\"detected\"}]");
    assertThat(kept.getJsonObject("if").encode()).isEqualTo("{\"between\":[\"22:00\",\"06:00\"]}");
    assertThat(kept.getJsonArray("perform").encode())
        .isEqualTo("[{\"thing\":\"nursery-ceiling-lamp\",\"action\":\"dim\",\"level\":12}]");
  }

  @Test
  void an_activity_that_is_saved_unchanged_is_the_same() {
    open(1280, "/activities/hall-light");
    page.getByText("Save").click();
    assertThat(page).hasURL(Pattern.compile("/activities$"));

    var kept = house.kept.getLast();
    var before = Objects.requireNonNull(FakeTales.activities().get("hall-light"));
    for (String part : List.of("when", "if", "perform", "missed", "again", "armed")) {
      assertThat(kept.getValue(part)).as(part).isEqualTo(before.getValue(part));
    }
  }

  @Test
  void what_was_found_is_accepted_at_once() {
    open(390, "/inbox");
    assertThat(page.getByText("Accept 2 chosen")).isVisible();
    page.getByText("All 3").click();
    page.getByText("Accept 3 chosen").click();

    assertThat(page.getByText("Nothing is waiting")).isVisible();
    house.inbox.refill();
  }

  @Test
  void an_error_shows_the_place_that_is_to_blame() {
    open(390, "/by-hand");
    page.getByLabel("Topic", new Page.GetByLabelOptions().setExact(true)).fill("kettle");
    page.getByLabel("Name").fill("Kettle");
    page.getByText("Bring it in").click();

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("A topic is missing.");
    assertThat(page.getByText("Expected a topic such as kettle")).isVisible();
    chromium.faults.removeIf(fault -> fault.contains("422"));
  }

  private void open(int width, String path) {
    page = chromium.page(width, ColorScheme.LIGHT);
    goTo(path);
  }

  private void goTo(String path) {
    page.navigate(house.url() + path);
    assertDrawn();
  }

  private void assertDrawn() {
    assertThat(page.locator("main h1")).isVisible();
    assertThat(page.getByText("Reading…")).hasCount(0);
  }

  private Locator tile(String thing) {
    String label = "a[href='/things/" + thing + "']";
    return page.locator("thing-tile", new Page.LocatorOptions().setHas(page.locator(label)));
  }

  private Locator said() {
    return page.locator("steward-app > [role=status]");
  }

  private long asked(String action) {
    return house.asked.stream().filter(one -> action.equals(one.getString("action"))).count();
  }
}
