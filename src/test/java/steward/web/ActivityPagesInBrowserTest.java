package steward.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The pages around activities on a phone, before a scripted house: rehearsals, what an activity
/// did and how it was, groups, and the rules of the house.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivityPagesInBrowserTest {
  private FakeHouse house;
  private Chromium chromium;
  private Page page;

  @BeforeAll
  void start() throws Exception {
    assumeTrue(Chromium.program().isPresent(), Chromium.MISSING);
    house = new FakeHouse(0);
    chromium = new Chromium();
  }

  @BeforeEach
  void a_page() {
    page = chromium.page(390, ColorScheme.LIGHT);
  }

  @AfterAll
  void stop() {
    if (chromium != null) chromium.close();
    if (house != null) house.close();
  }

  @AfterEach
  void nothing_went_wrong_on_the_way() {
    chromium.leave(page);
    assertThat(chromium.faults).as("errors of the console, policy violations included").isEmpty();
  }

  private void open(String path) {
    page.navigate(house.url() + path);
    assertThat(page.locator("main h1")).isVisible();
    assertThat(page.getByText("Reading…")).hasCount(0);
  }

  private void tap(String words) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words)).first().click();
  }

  @Test
  void what_would_have_happened_stands_beside_what_did_and_is_kept_as_a_case() {
    open("/activities/hall-light/rehearse");
    page.getByLabel("rehearsal: over which time").selectOption("week");
    tap("Rehearse");
    Locator lines = page.locator(".rehearsed-line .verdict");
    assertThat(lines).hasText(new String[] {"Would be new", "Would not have happened"});
    tap("Everything");
    assertThat(lines).hasCount(3);
    page.getByText("Also what other activities did").click();
    assertThat(lines).hasCount(4);
    tap("Table");
    assertThat(page.locator(".rehearsed-table tbody tr").nth(1).locator("td"))
        .hasText(
            new Pattern[] {Pattern.compile("\\S"), Pattern.compile("no"), Pattern.compile("yes")});
    page.getByLabel("Name of the case").fill("A quiet week");
    page.keyboard().press("Enter");
    assertThat(page.getByText("Kept as “a-quiet-week”")).isVisible();
    assertThat(page.locator(".case b")).hasText(new String[] {"a-night", "a-quiet-week"});
    tap("Run all 2");
    assertThat(page.locator(".case .verdict").first()).hasText("Otherwise");
    assertThat(page.locator(".case-line")).containsText("after 12 s");
    assertThat(page.getByText("1 case comes out otherwise.")).isVisible();
  }

  @Test
  void why_not_is_answered_and_a_version_comes_back() {
    open("/activities/hall-light/past");
    Locator answer = page.locator(".why-not");
    assertThat(answer).containsText("Its event came, but its condition did not hold.");
    assertThat(answer.locator("[data-held=false]")).containsText("Hall daylight was 60 lx");

    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Versions")).click();
    assertThat(page.locator("ins")).hasText(Pattern.compile("new: on"));
    assertThat(page.locator("del")).hasText(Pattern.compile("gone: off"));
    assertThat(page.locator(".changed-lines [data-how=gone]").first()).isAttached();
    tap("Restore version 2");
    tap("Yes, make it so again");
    assertThat(page.getByText("Version 2 is the newest again, as version 4.")).isVisible();
  }

  @Test
  void a_group_that_is_spoken_of_stays_and_says_why() {
    open("/groups");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Downstairs")).click();
    assertThat(page.getByText("Hall light on motion")).isVisible();
    page.getByLabel("the group: narrow", new Page.GetByLabelOptions().setExact(true))
        .selectOption("kind");
    assertThat(page.getByText("that are")).isVisible();
    tap("Delete…");
    tap("Yes, delete it");
    assertThat(page.getByRole(AriaRole.ALERT))
        .hasText("It is named by the activity everyone-in-bed; change these first.");
    await().until(() -> chromium.faults.removeIf(fault -> fault.contains("409")));
    page.locator("main input").first().fill("Below");
    tap("Save");
    assertThat(page).hasURL(Pattern.compile("/groups$"));
    assertThat(house.changes).contains("PUT /api/v1/groups/downstairs");
  }

  @Test
  void what_must_never_be_is_said_in_a_sentence() {
    open("/house-rules");
    assertThat(page.locator(".finding")).containsText("fight over Hall ceiling lamp");
    page.getByText("How it comes about").click();
    assertThat(page.locator(".finding li")).hasCount(3);
    tap("New rule");
    page.getByLabel("rule: whom").selectOption("things");
    page.getByLabel("rule: room").selectOption("Kitchen");
    page.getByLabel("rule: action").selectOption("turn");
    page.getByLabel("rule: to").selectOption("on");
    page.getByLabel("rule: more about it").selectOption("if");
    page.getByLabel("while: what is looked at").selectOption("between");
    assertThat(page.locator(".said-rule"))
        .hasText(
            "No activity may ever turn on all things in Kitchen while it is between 22:00 and 06:00.");
    tap("Keep the rule");
    assertThat(page.getByText("Every later change of an activity is held to it.")).isVisible();
    tap("Delete the rule");
    tap("Yes, delete it");
    assertThat(page.getByText("The rule is gone.")).isVisible();
  }
}
