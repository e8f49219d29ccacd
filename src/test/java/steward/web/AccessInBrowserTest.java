package steward.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// First contact, sign-in, people and clients in a real browser, before a scripted house.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessInBrowserTest {
  private static final List<String> PAGES =
      List.of(
          "/",
          "/things/hall-ceiling-lamp",
          "/activities",
          "/activities/hall-light",
          "/inbox",
          "/by-hand",
          "/journal",
          "/why/812",
          "/health",
          "/people",
          "/people/carer",
          "/people/meter",
          "/clients/ben-phone",
          "/me",
          "/audit",
          "/callers",
          "/rights",
          "/network",
          "/network/stations/s_020000000100",
          "/network/grades",
          "/network/wifi",
          "/ledger",
          "/ledger/statement");

  /// Whether text that turns the direction of writing stands alone in its element.
  private static final String UNTAMED =
      """
      () => [...document.querySelectorAll('main *')].filter(one =>
        [...one.childNodes].some(node => node.nodeType === 3 && node.data.includes('\\u202e'))
          && getComputedStyle(one).display === 'inline'
          && !getComputedStyle(one).unicodeBidi.includes('isolate')).map(one => one.outerHTML)
      """;

  private FakeHouse house;

  /// The same for each story, so that the browser need not fetch the program of the pages again.
  private int port;

  private Chromium chromium;
  private Page page;

  @BeforeAll
  void start() throws Exception {
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
  void a_house_is_claimed_after_the_fingerprint_was_compared() {
    house.access.become(Face.CLAIM);
    page.navigate(house.url() + "/journal");
    assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("This house has no owner yet");
    assertThat(page.getByText("Chrome, Edge or Brave")).hasCount(1);
    assertThat(page.locator("main")).not().containsText(Pattern.compile("([0-9A-F]{2}:){3}"));
    Locator code = page.getByLabel("Setup code, eight digits");
    assertThat(code).isDisabled();
    assertThat(button("Claim this house")).isDisabled();
    assertSound();

    page.getByLabel("It is the same, letter by letter").check();
    code.fill("1111 1111");
    page.getByLabel("Your name").fill("Anna");
    page.getByLabel("The house's time zone").fill("Europe/Vienna");
    button("Claim this house").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("4 attempts are left");

    code.fill("1234 5678");
    button("Claim this house").click();
    assertThat(heading("The house is yours, Anna")).isFocused();
    assertThat(house.access.sent.getLast().getString("zone")).isEqualTo("Europe/Vienna");
    assertThat(house.access.sent.getLast().getString("client")).isEqualTo("Chrome on Linux");
    assertSound();
    finish();
  }

  private void finish() {
    page.getByLabel("The code it shows now").fill("000000");
    button("Test the code").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("did not match");
    page.getByLabel("The code it shows now").fill("123 456");
    button("Test the code").click();
    button("Go on").click();

    assertThat(heading("Recovery codes")).isFocused();
    assertThat(page.locator(".recovery li")).hasCount(10);
    assertThat(button("Go on")).isDisabled();
    var kept = page.waitForDownload(() -> button("Keep as a file").click());
    assertThat(kept.suggestedFilename()).isEqualTo("steward-recovery-codes.txt");
    assertThat(kept.path()).content().contains("K7Q0-2MXP-V9RT-H4C9");
    assertSound();
    page.getByLabel("I have kept them").check();
    button("Go on").click();
    assertThat(page.locator("a[href='/api/v1/authority']")).isVisible();
    button("Go on").click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the house")).click();
    assertThat(page.locator("steward-app main h1")).hasText("Home");
  }

  @Test
  void no_element_of_a_door_hides_what_every_element_has() {
    house.access.become(Face.CLAIM);
    page.navigate(house.url() + "/claim");
    assertThat((List<?>) page.evaluate(PagesInBrowserTest.HIDDEN, "claim-page")).isEmpty();
    house.access.become(Face.SIGN_IN);
    page.navigate(house.url() + "/");
    assertThat((List<?>) page.evaluate(PagesInBrowserTest.HIDDEN, "signin-page")).isEmpty();
    page.navigate(house.url() + "/trust");
    assertThat((List<?>) page.evaluate(PagesInBrowserTest.HIDDEN, "trust-page")).isEmpty();
  }

  @Test
  void what_keeps_a_person_from_claiming_is_said_with_what_to_do() {
    house.access.become(Face.CLAIM);
    house.access.closeWindow();
    page.navigate(house.url() + "/");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Go to the machine and open it again");
    house.access.stayOutside();
    page.reload();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("another network");
  }

  @Test
  void a_known_device_signs_in_with_a_code_and_lands_where_it_was() {
    house.access.become(Face.SIGN_IN);
    page.navigate(house.url() + "/things/hall-ceiling-lamp");
    button("This device has signed in before").click();
    Locator code = page.getByLabel("Code", new Page.GetByLabelOptions().setExact(true));
    assertThat(code).isFocused();
    assertThat(code).hasAttribute("autocomplete", "one-time-code");
    assertSound();
    code.fill("000000");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("That did not match.");
    assertThat(code).isFocused();

    house.access.slowDown(2);
    code.fill("123456");
    page.keyboard().press("Enter");
    assertThat(page.getByText("Too many attempts.")).isVisible();
    assertThat(button("Sign in")).isDisabled();
    assertThat(button("Sign in")).isEnabled();
    code.fill("123 456");
    page.keyboard().press("Enter");
    assertThat(page.locator("steward-app main h1")).hasText("Ceiling lamp");
    assertThat(house.access.sent.getLast().encode()).isEqualTo("{\"code\":\"123456\"}");

    house.access.become(Face.SIGN_IN);
    page.reload();
    assertThat(heading("Sign in")).isVisible();
  }

  @Test
  void a_new_device_brings_its_secret_in_a_link_that_leaves_the_address_at_once() {
    house.access.become(Face.SIGN_IN);
    page.navigate(house.url() + "/#client=mfrggzdfmztwq2lknnwg23tpob");
    assertThat(page.getByLabel("This device's secret")).hasValue("MFRGGZDFMZTWQ2LKNNWG23TPOB");
    assertThat(page).hasURL(house.url() + "/");
    button("Use a recovery code").click();
    page.getByLabel("Recovery code").fill("k7q0-2mxp-v9rt-h4c9");
    assertSound();
    button("Sign in").click();
    assertThat(page.locator("steward-app main h1")).hasText("Home");
    assertThat(house.access.sent.getLast().encode())
        .isEqualTo(
            "{\"recovery\":\"K7Q0-2MXP-V9RT-H4C9\",\"client\":\"MFRGGZDFMZTWQ2LKNNWG23TPOB\"}");
  }

  @Test
  void a_client_is_added_after_a_fresh_code_and_its_secrets_are_shown_once() {
    house.access.askForCode();
    open("/people/ben");
    button("Add a client").click();
    page.getByLabel("The new client's name").fill("Ben's tablet");
    page.getByLabel("Kind").selectOption("screen");
    button("Make it").click();

    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).hasAccessibleName("A fresh code, please");
    assertThat(dialog.locator("input")).isFocused();
    assertSound();
    dialog.locator("input").fill("000000");
    page.keyboard().press("Enter");
    assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("did not match");
    dialog.locator("input").fill("123456");
    page.keyboard().press("Enter");

    assertThat(heading("Ben's tablet is made")).isFocused();
    assertThat(page.locator("svg.qr")).hasCount(2);
    assertThat(page.getByText("https://steward.local:8888/#client=")).isVisible();
    assertSound();
    page.getByLabel("The device has them").check();
    button("Done: do not show them again").click();
    assertThat(page.locator("svg.qr")).hasCount(0);
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ben's tablet")))
        .isVisible();
  }

  @Test
  void leaving_the_dialog_does_nothing_and_says_so() {
    house.access.askForCode();
    open("/inbox");
    button("Accept 2 chosen").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Nothing was done");
    assertThat(button("Accept 2 chosen")).isFocused();
  }

  @Test
  void a_guest_is_made_with_rooms_and_times() {
    open("/people");
    button("Add a person").click();
    page.getByLabel("Name").fill("Carla");
    page.getByLabel("Role").selectOption("guest");
    page.getByLabel("Hall").check();
    button("Add a time").click();
    button("Friday").click();
    page.getByLabel("from").fill("09:15");
    page.getByLabel("from").blur();
    assertSound();
    button("Add").click();

    assertThat(heading("Carla")).isVisible();
    assertThat(house.access.sent.getLast().encode())
        .isEqualTo(
            "{\"name\":\"Carla\",\"role\":\"guest\",\"rooms\":[\"Hall\"],\"times\":[{\"days\":[\"mon\",\"tue\",\"wed\",\"thu\"],\"from\":\"09:15\",\"to\":\"18:00\"}]}");
    button("Delete…").click();
    button("Yes, delete with all clients").click();
    assertThat(heading("People")).isVisible();
  }

  @Test
  void a_package_is_fetched_once_and_a_key_is_registered() throws Exception {
    open("/clients/phone");
    page.getByLabel("Password for the file").fill("a long password");
    var file = page.waitForDownload(() -> button("Fetch as ZIP").click());
    assertThat(file.suggestedFilename()).isEqualTo("steward-c-new.zip");
    assertThat(Files.readString(file.path())).isEqualTo("PK");
    assertThat(page.getByText("It was handed out once")).isVisible();

    page.getByLabel("Public key, one line").fill("aa:bb:cc");
    button("Register the key").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("expected a line such as ssh-ed25519");
    page.getByLabel("Public key, one line").fill("ssh-ed25519 AAAA anna");
    button("Register the key").click();
    assertThat(page.getByText("SHA256:abc")).isVisible();
    page.getByText("What it may do").click();
    assertThat(page.getByText("make a client, and show its secrets once")).isVisible();
  }

  @Test
  void the_audit_log_is_filtered_and_read_further() {
    open("/audit");
    assertThat(page.locator(".entry")).hasCount(50);
    button("Older").click();
    assertThat(page.locator(".entry")).hasCount(100);
    page.getByLabel("Answer").selectOption("forbidden");
    button("Look").click();
    assertThat(page.locator(".entry")).hasCount(24);
    assertThat(page.locator(".entry").first())
        .containsText("A resident does not manage the house.");
  }

  @Test
  void who_is_revoked_is_signed_out_and_sees_nothing_more_of_the_house() {
    open("/");
    house.revoke();
    assertThat(heading("Signed out")).isVisible();
    assertThat(page.locator("thing-tile")).hasCount(0);
    button("Sign in again").click();
    assertThat(page.locator("signin-page h1")).isVisible();
  }

  @Test
  void what_one_may_not_do_is_not_offered() {
    house.access.allowOnly(List.of("listThings", "getSession", "listJournal", "stream"));
    open("/");
    assertThat(page.locator("nav.places li")).hasText(new String[] {"Rooms", "Journal"});
    assertThat(page.locator("thing-tile")).hasCount(0);
    assertThat(page.locator("thing-line").first()).isVisible();

    house.access.allowOnly(List.of());
    house.access.sitAtMachine(true);
    open("/me");
    assertThat(heading("At the machine")).isVisible();
    assertThat(page.locator(".who-above")).containsText("At the machine");
  }

  @Test
  void hostile_names_stay_text_on_every_page() {
    house.access.spoil(true);
    for (String path : PAGES) {
      open(path);
      assertThat(page.locator("main")).containsText("<img src=x");
      assertThat(page.locator("main img, nav img, main b b")).hasCount(0);
      assertThat((List<?>) page.evaluate(UNTAMED)).as(path).isEmpty();
      Object over = page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
      assertThat(over).as(path).isEqualTo(0);
    }
  }

  private void open(String path) {
    page.navigate(house.url() + path);
    assertThat(page.locator("main h1")).isVisible();
    assertThat(page.getByText("Reading…")).hasCount(0);
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }

  private void assertSound() {
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      // The other scheme changes colours and nothing else.
      List<String> rules = scheme == ColorScheme.DARK ? List.of("color-contrast") : List.of();
      assertThat(Axe.violations(page, rules)).as("%s, %s", page.url(), scheme).isEmpty();
    }
  }
}
