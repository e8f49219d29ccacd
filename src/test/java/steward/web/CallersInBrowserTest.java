package steward.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Webhooks in a real browser: who calls, what was refused, what was sent, and what is shown once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallersInBrowserTest {
  private FakeHouse house;
  private int port;
  private Chromium chromium;
  private Page page;

  @BeforeAll
  void start() {
    assumeTrue(Chromium.program().isPresent(), Chromium.MISSING);
    chromium = new Chromium();
  }

  @AfterAll
  void stop() {
    if (chromium != null) chromium.close();
  }

  @BeforeEach
  void a_house() throws Exception {
    house = new FakeHouse(port);
    port = house.port();
    page = chromium.page(390, ColorScheme.LIGHT);
  }

  @AfterEach
  void nothing_went_wrong_on_the_way() {
    chromium.leave(page);
    house.close();
    chromium.faults.removeIf(fault -> fault.matches("(?s)Failed to load resource.* 4\\d\\d .*"));
    assertThat(chromium.faults).as("errors of the console, policy violations included").isEmpty();
  }

  @Test
  void who_calls_and_what_was_refused_is_said_in_words() {
    open();
    Locator bell = card("hall-button");
    assertThat(bell).containsText("Anything else");
    assertThat(bell).containsText(Pattern.compile("Last call\\s*[0-9]+\\s(s|min) ago"));
    assertThat(bell).containsText("7 calls");
    assertThat(bell).containsText("1,204 taken, 1 repeat that did nothing");
    assertThat(bell).containsText("3 calls refused since the steward started, the last one");
    assertThat(bell).containsText("Each call may at once: turn on");
    assertThat(card("bedroom-motion")).containsText("never called");
    assertThat(page.getByText("The door for callers is closed")).hasCount(0);

    house.hooks.close();
    page.reload();
    assertThat(page.getByText("The door for callers is closed")).isVisible();
  }

  @Test
  void what_was_sent_is_never_called_done() {
    open();
    Locator pager = card("living-room-speaker");
    assertThat(pager.locator(".notices .verdict"))
        .hasText(new String[] {"Waiting", "Taken in", "Given up"});
    assertThat(pager).containsText("it answered 503; tried again at");
    assertThat(pager).containsText("after 6 tries");
    assertThat(pager).containsText("not that it did anything");
    assertThat(pager.locator("a[href='/why/812']").first()).isVisible();
    assertThat(card("hall-siren")).containsText("gone for good (410)");
  }

  @Test
  void a_caller_is_made_by_the_keyboard_and_its_secret_is_shown_once() {
    house.access.askForCode();
    open();
    button("Add a caller").press("Enter");
    Locator kind = page.getByLabel("Which service calls");
    assertThat(kind).isFocused();
    kind.selectOption("generic");
    page.getByLabel("What it is called here").fill("Doorbell button");
    page.getByLabel("How it proves that it is the one").selectOption("basic");
    assertThat(page.getByText("For callers that know nothing better")).isVisible();
    page.getByLabel("What it is called here").press("Enter");
    page.getByRole(AriaRole.DIALOG).locator("input").fill("123456");
    page.keyboard().press("Enter");

    assertThat(page.locator("#once-title")).isFocused();
    assertThat(page.locator(".once")).containsText("The secret is shown once");
    assertThat(page.locator(".once")).containsText("https://YOUR-NAME/hook/k7m3p9q2r4");
    assertThat(page.locator(".once")).containsText("2. Enter the address and the secret.");
    assertThat(sent())
        .isEqualTo(
            "{\"kind\":\"generic\",\"name\":\"Doorbell button\",\"id\":\"doorbell-button\",\"proof\":\"basic\",\"at\":\"/api/v1/webhooks\"}");
    assertSound();
    button("Done: do not show it again").click();
    assertThat(page.locator("body")).not().containsText(FakeHooks.SECRET);
    assertThat(page.locator("h1")).isFocused();
  }

  @Test
  void the_address_and_the_secret_are_copied_by_a_button() {
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    open();
    button("New secret for Button …").click();
    assertThat(button("Yes, the old one ends now")).isFocused();
    button("Yes, the old one ends now").click();
    button("Copy Secret").click();
    assertThat(page.getByText("Copied.")).isVisible();
    assertThat((String) page.evaluate("() => navigator.clipboard.readText()"))
        .isEqualTo(FakeHooks.SECRET);
    assertThat(sent()).isEqualTo("{\"at\":\"/api/v1/webhooks/hall-button/rotate\"}");
  }

  @Test
  void a_phone_and_a_receiver_are_asked_for_what_they_need() {
    open();
    button("Add a caller").click();
    page.getByLabel("Which service calls").selectOption("owntracks");
    page.getByLabel("What it is called here").fill("Ben's phone");
    page.getByLabel("User, as in the app").fill("ben");
    page.getByLabel("Device, as in the app").fill("phone");
    assertSound();
    button("Make it").click();
    assertThat(page.locator("#once-title")).isFocused();
    assertThat(sent()).contains("\"sheet\":{\"user\":\"ben\",\"device\":\"phone\"}");

    button("Add a receiver").click();
    page.getByLabel("What it is called here").fill("taken");
    page.getByLabel("The address that is called")
        .fill("https://maker.ifttt.com/trigger/x/with/key/k");
    button("Make it").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("name: expected another name.");
    assertThat(sent()).contains("\"target\":\"https://maker.ifttt.com/trigger/x/with/key/k\"");
    button("Leave it").click();
    assertThat(button("Add a receiver")).isFocused();
  }

  @Test
  void one_is_deleted_only_after_a_second_tap() {
    open();
    button("Delete Bedroom motion …").click();
    button("Leave it").click();
    assertThat(button("Delete Bedroom motion …")).isFocused();
    assertThat(house.hooks.sent).isEmpty();
    button("Delete Bedroom motion …").press("Enter");
    page.keyboard().press("Enter");
    assertThat(card("bedroom-motion")).hasCount(0);
    assertThat(page.locator("page-callers > [role=status]"))
        .hasText("Bedroom motion is deleted: its calls are refused from now on.");
    assertThat(page.locator("h1")).isFocused();
  }

  @Test
  void a_house_without_callers_says_what_they_are_for() {
    house.hooks.clear();
    open();
    assertThat(page.getByText("Nobody outside can call this house.")).isVisible();
    assertThat(page.getByText("The house tells nobody outside anything.")).isVisible();
    assertThat(page).hasTitle("Callers · Home · Steward");
  }

  private void open() {
    page.navigate(house.url() + "/callers");
    assertThat(page.locator("main h1")).isVisible();
    assertThat(page.getByText("Reading…")).hasCount(0);
  }

  private String sent() {
    JsonObject last = house.hooks.sent.getLast();
    return last.encode();
  }

  private Locator card(String thing) {
    return page.locator("[data-hook='" + thing + "']");
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void assertSound() {
    assertThat(Axe.violations(page)).as(page.url()).isEmpty();
  }
}
