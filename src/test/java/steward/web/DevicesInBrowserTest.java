package steward.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Devices on the home network in a real browser: those that moved, their secrets, looking for
/// them, what they can be asked, and what of them is only assumed or old.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevicesInBrowserTest {
  private static final String OVERHANG =
      "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

  private FakeHouse house;

  /// The same for each story, so that the browser need not fetch the program of the pages again.
  private int port;

  private Chromium chromium;
  private Page page;

  @BeforeAll
  void start() {
    var program = Chromium.program();
    assumeTrue(program.isPresent(), Chromium.MISSING);
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
  void a_device_that_moved_is_followed_and_one_that_two_claim_is_not() {
    house.inbox.surprise();
    open("/inbox");
    Locator moved = card("Kettle plug: moved?");
    assertThat(moved).containsText("192.168.1.40");
    assertThat(moved).containsText("Its protocol has no proof of that");
    assertThat(card("Garden pump: moved?")).containsText("Neither is believed");
    assertThat(card("Garden pump: moved?").getByRole(AriaRole.BUTTON)).hasCount(0);
    assertThat(button("Accept 3 chosen")).isVisible();
    Locator disputed = card("Cellar plug: which one?");
    assertThat(disputed).containsText("Two addresses say that they are this one device.");
    assertThat(disputed).containsText("192.168.1.51");
    assertThat(disputed).containsText("192.168.1.66");
    assertThat(disputed.getByRole(AriaRole.BUTTON)).hasText("Set aside Cellar plug");
    disputed.getByText("What you can do").press("Enter");
    assertThat(disputed).containsText("Pull the plug of the device itself.");
    assertSound();

    house.access.askForCode();
    button("Follow it there Kettle plug").click();
    page.getByRole(AriaRole.DIALOG).locator("input").fill("123456");
    page.keyboard().press("Enter");
    assertThat(moved).hasCount(0);
    assertThat(page.locator("page-inbox > [role=status]"))
        .hasText("Kettle plug is at 192.168.1.77 now.");
    assertThat(sent())
        .isEqualTo(new JsonObject().put("at", "/api/v1/inbox/kasa%3A50C7BF000001/accept"));
  }

  @Test
  void what_may_have_moved_is_said_on_the_first_page() {
    house.inbox.surprise();
    open("/");
    assertThat(page.getByText("2 devices: have they moved?")).isVisible();
    assertThat(page.getByText("5 found things wait in the inbox")).isVisible();
  }

  @Test
  void secrets_are_sent_with_the_acceptance_of_their_device_alone() {
    house.inbox.surprise();
    open("/inbox");
    Locator lamp = card("Reading lamp");
    Locator key = lamp.getByLabel("Key of the device");
    assertThat(key).hasAttribute("type", "password");
    assertThat(key).hasAttribute("autocomplete", "off");
    assertThat(card("Desk lamp").locator("input[type=password]")).hasCount(0);
    key.fill(" 0a1b ");
    button("Accept 3 chosen").click();

    assertThat(lamp).hasCount(0);
    var first = house.inbox.sent.getFirst();
    assertThat(first.getString("at")).isEqualTo("/api/v1/inbox/kasa%3A50C7BF000003/accept");
    assertThat(first.getString("id")).isEqualTo("reading-lamp");
    assertThat(first.getJsonObject("secrets")).isEqualTo(new JsonObject().put("key", " 0a1b "));
    assertThat(sent().getJsonArray("items")).hasSize(2);
    assertThat(sent().encode()).doesNotContain("secret", "0a1b");
    assertThat(page.locator("body")).not().containsText("0a1b");
  }

  @Test
  void looking_shows_its_progress_and_what_answered() {
    open("/inbox");
    button("Look now").click();
    assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
    assertThat(card("Heat pump")).isVisible();
    assertThat(page.getByText("1 find so far")).isVisible();
    assertSound();
    assertThat(button("Look now")).isFocused();
    assertThat(page.locator("look-for-things [role=status]"))
        .hasText("Looked on the home networks: 1 new find.");
    assertThat(page.getByRole(AriaRole.PROGRESSBAR)).hasCount(0);
    assertThat(house.inbox.sent).containsExactly(new JsonObject().put("at", "/api/v1/inbox/look"));
  }

  @Test
  void an_address_is_asked_by_the_keyboard_alone_and_a_refusal_is_said() {
    open("/inbox");
    page.getByText("At an address that you know").press("Enter");
    page.getByLabel("Address or name").fill("127.0.0.1");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Nothing may be asked there.");

    page.getByLabel("Address or name").fill("192.0.2.7");
    page.getByLabel("Port (may be empty)").fill("9999");
    page.getByLabel("Family").selectOption("kasa");
    assertSound();
    page.getByLabel("Port (may be empty)").press("Enter");
    assertThat(page.getByRole(AriaRole.PROGRESSBAR)).hasAccessibleName("Looking at 192.0.2.7");
    assertThat(sent().encode())
        .isEqualTo(
            "{\"host\":\"192.0.2.7\",\"port\":9999,\"family\":\"kasa\",\"at\":\"/api/v1/inbox/look\"}");
  }

  @Test
  void secrets_entered_by_hand_are_never_carried_to_another_family() {
    open("/by-hand");
    page.getByLabel("Family").selectOption("kasa");
    Locator password = page.getByLabel("Password of the account (may be empty)");
    assertThat(password).hasAttribute("type", "password");
    password.fill("first");
    page.getByLabel("Family").selectOption("tasmota");
    page.getByLabel("Family").selectOption("kasa");
    assertThat(password).hasValue("");

    page.getByLabel("Address").fill("192.0.2.7");
    password.fill(" of mine ");
    page.getByLabel("Name").fill("Kettle");
    assertSound();
    button("Bring it in").click();
    assertThat(page.getByText("Expected at most 100 characters")).isVisible();
    assertThat(password).hasAttribute("aria-invalid", "true");
    assertThat(sent().getJsonObject("binding").encode())
        .isEqualTo("{\"host\":\"192.0.2.7\",\"password\":\" of mine \"}");
  }

  @Test
  void a_secret_of_a_thing_is_entered_anew_and_taken_away_but_never_shown() {
    open("/things/living-room-aircon");
    Locator secrets = page.locator("thing-secrets");
    Locator password = secrets.getByLabel("Password of the account");
    password.fill("too short");
    button("Keep it Password of the account").click();
    assertThat(secrets.getByRole(AriaRole.ALERT)).containsText("expected a longer one");

    password.fill("a longer one");
    password.press("Enter");
    assertThat(secrets.getByRole(AriaRole.STATUS))
        .hasText("Password of the account: kept. The steward tries it now.");
    assertThat(password).hasValue("");
    assertThat(sent().encode())
        .isEqualTo(
            "{\"secrets\":{\"password\":\"a longer one\"},\"at\":\"/api/v1/things/living-room-aircon/secrets\"}");
    secrets.getByText("Take away").first().click();
    button("Yes, forget it").click();
    assertThat(secrets.getByRole(AriaRole.STATUS)).hasText("Key of the device: forgotten.");
    assertThat(sent().getJsonObject("secrets").encode()).isEqualTo("{\"key\":\"\"}");
    assertSound();

    open("/things/hall-siren");
    assertThat(page.locator("thing-secrets h2")).hasCount(0);
  }

  @Test
  void an_air_conditioner_is_asked_by_words() {
    open("/things/living-room-aircon");
    assertThat(page.locator(".lead")).hasText("Cool · set to 22 °C · 24.1 °C");
    assertThat(button("Up and down")).hasAttribute("aria-pressed", "true");
    button("All ways").click();
    assertThat(button("All ways")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator(".outcome-bar")).containsText("Swing: all ways: confirmed");
    button("Economy").click();
    await()
        .untilAsserted(() ->
            assertThat(house.asked.getLast().encode())
                .isEqualTo(
                    "{\"action\":\"special\",\"to\":\"econo\",\"thing\":\"living-room-aircon\"}"));
    assertThat(page.locator(".values")).containsText("Outdoors");
    page.getByText("Last messages").click();
    assertThat(page.locator(".messages")).containsText("announcement (DNS-SD)");
    assertThat(page.locator(".messages")).containsText("from 192.168.1.40");
    assertSound();
  }

  @Test
  void a_code_is_learnt_with_the_words_of_what_to_do() {
    open("/things/bedroom-blaster");
    Locator name = page.getByLabel("Learn a code: how to call it");
    assertThat(name)
        .hasAccessibleDescription("Then point the remote at it and press the key within 30 s.");
    house.dawdle();
    name.fill("tv/power");
    name.press("Enter");
    assertThat(page.locator("#about-learn"))
        .hasText("Point the remote at it and press the key within 30 s.");
    assertThat(page.locator(".outcome-bar")).containsText("Learn “tv/power”");
    assertSound();
    house.hurry();
    assertThat(page.locator("#about-learn")).containsText("Then point the remote");
    page.getByLabel("Send a code: its name").fill("tv/power");
    button("Send").click();
    await()
        .untilAsserted(() ->
            assertThat(house.asked.getLast().encode())
                .isEqualTo(
                    "{\"action\":\"send\",\"text\":\"tv/power\",\"thing\":\"bedroom-blaster\"}"));
  }

  @Test
  void what_is_assumed_or_old_is_told_apart_by_a_word() {
    open("/rooms/Bathroom");
    assertThat(page.locator(".room-words")).containsText("2 lamps on (assumed or old)");
    assertThat(page.locator(".room-words")).containsText("21.4 °C");
    assertThat(tile("bathroom-lights")).containsText("On · 40 % (assumed)");
    assertThat(tile("bathroom-mirror-lamp")).containsText("On · 80 % (old)");
    assertThat(tile("bathroom-mirror-lamp").getByRole(AriaRole.BUTTON))
        .hasAccessibleName("Bathroom mirror lamp, On · 80 % (old). Turn off");
    assertThat(page.locator(".tile[data-tone=lit][data-active]")).hasCount(0);
    assertThat(page.getByText("14.5 °C (old)")).isVisible();
    assertSound();

    open("/things/bathroom-lights");
    assertThat(page.getByRole(AriaRole.SWITCH)).hasAccessibleName("Bathroom lights (assumed)");
    assertThat(page.getByRole(AriaRole.SLIDER)).hasAccessibleName("Brightness (assumed)");
    assertThat(page.getByText("Now: Relax (assumed)")).isVisible();
    assertThat(page.locator("em[data-quality=assumed]")).hasCount(3);
    assertSound();
    house.report("bathroom-lights", "switch", "on");
    assertThat(page.locator(".lead")).hasText("On · 40 % (assumed)");
    house.report("bathroom-lights", "level", 45);
    assertThat(page.locator(".lead")).hasText("On · 45 %");

    open("/");
    assertThat(page.locator(".glance")).containsText("5 lamps are on (1 of them old)");
  }

  @Test
  void an_activity_asks_for_the_new_actions_and_watches_the_new_properties() {
    open("/activities/new");
    page.getByLabel("Name").fill("Evening cool");
    page.getByText("Add a start").click();
    page.getByLabel("start 1: thing").selectOption("living-room-aircon");
    page.getByLabel("start 1: property").selectOption("special");
    page.getByLabel("start 1: value").selectOption("econo");
    page.getByLabel("line 1: thing").selectOption("living-room-aircon");
    page.getByLabel("line 1: action").selectOption("swing");
    page.getByLabel("line 1: to").selectOption("both");
    page.getByText("Add a task").click();
    page.getByLabel("line 2: thing").selectOption("bathroom-lights");
    page.getByLabel("line 2: action").selectOption("scene");
    page.getByLabel("line 2: text").fill("Relax");
    assertSound();
    page.getByText("Save").click();

    assertThat(
            page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName("Evening cool").setExact(true)))
        .isVisible();
    assertThat(page.getByText("Set the scene “Relax” of Bathroom lights")).isVisible();
    assertThat(house.kept.getLast().getJsonArray("perform").encode())
        .isEqualTo(
            "[{\"thing\":\"living-room-aircon\",\"action\":\"swing\",\"to\":\"both\"},{\"thing\":\"bathroom-lights\",\"action\":\"scene\",\"text\":\"Relax\"}]");
    assertThat(house.kept.getLast().getJsonArray("when").encode())
        .isEqualTo(
            "[{\"thing\":\"living-room-aircon\",\"property\":\"special\",\"becomes\":\"econo\"}]");
  }

  @Test
  void hostile_finds_stay_text_and_inside_the_page() {
    house.inbox.surprise();
    house.access.spoil(true);
    for (String path : List.of("/inbox", "/things/living-room-aircon", "/by-hand")) {
      open(path);
      assertThat(page.locator("main")).containsText("<img src=x");
      assertThat(page.locator("main img")).hasCount(0);
      assertThat(page.evaluate(OVERHANG)).as(path).isEqualTo(0);
    }
  }

  private void open(String path) {
    page.navigate(house.url() + path);
    assertThat(page.locator("main h1")).isVisible();
    assertThat(page.getByText("Reading…")).hasCount(0);
  }

  private JsonObject sent() {
    return house.inbox.sent.getLast();
  }

  private Locator card(String title) {
    var heading = new Page.GetByRoleOptions().setName(title).setExact(true);
    var inside = page.getByRole(AriaRole.HEADING, heading);
    return page.locator(".card.find", new Page.LocatorOptions().setHas(inside));
  }

  private Locator tile(String thing) {
    var link = page.locator("a[href='/things/" + thing + "']");
    return page.locator("thing-tile", new Page.LocatorOptions().setHas(link));
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void assertSound() {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      // The other scheme changes colours and nothing else.
      List<String> rules = scheme == ColorScheme.DARK ? List.of("color-contrast") : List.of();
      assertThat(Axe.violations(page, rules)).as("%s, %s", page.url(), scheme).isEmpty();
    }
    for (int width : List.of(1280, 390)) {
      page.setViewportSize(width, 844);
      assertThat(page.evaluate(OVERHANG)).as("beyond the edge at " + width).isEqualTo(0);
    }
  }
}
