package steward.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
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

/// The text of an activity beside its form: both follow each other, and what can be written is
/// offered to the keyboard.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditorTextInBrowserTest {
  private FakeHouse house;
  private Chromium chromium;
  private Page page;

  @BeforeAll
  void start() throws Exception {
    assumeTrue(Chromium.program().isPresent(), Chromium.MISSING);
    house = new FakeHouse(0);
    house.furnish();
    chromium = new Chromium();
  }

  @BeforeEach
  void a_new_activity() {
    page = chromium.page(390, ColorScheme.LIGHT);
    page.navigate(house.url() + "/activities/new");
    page.getByText("for experts").click();
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

  @Test
  void text_and_form_follow_each_other_and_what_the_form_does_not_know_is_kept() {
    Locator text = page.getByLabel("The activity as text");
    text.fill(
        "name: Typed\nperform:\n  - {thing: hall-ceiling-lamp, action: turn, to: on}\n  - {dance: wildly}\n");
    assertThat(page.getByLabel("Name")).hasValue("Typed");
    assertThat(page.locator(".kept pre")).containsText("wildly");
    choose("line 1: to", "off");
    assertThat(text).hasValue(Pattern.compile("to: off[^#]*dance: wildly"));

    text.fill("name: Typed\nperform: [\n");
    assertThat(page.getByRole(AriaRole.ALERT))
        .containsText("Line 2: a bracket or a quotation mark is not closed");
    assertThat(page.locator(".numbers [data-bad]")).hasText("2");
    assertThat(page.getByLabel("line 1: to", exact())).hasValue("off");
    page.getByText("Save").click();
    assertThat(text).isFocused();
  }

  @Test
  void what_can_be_written_is_offered_where_the_cursor_stands() {
    Locator text = page.getByLabel("The activity as text");
    Locator offers = page.locator(".completions [role=option]");
    text.fill("name: Typed\nperform:\n  - {thing: hall-ceiling-lamp, act");
    text.press("Control+Space");
    assertThat(offers).hasText(new String[] {"action"});
    text.press("Enter");
    page.keyboard().type("t");
    assertThat(offers.first()).hasText("turn");
    assertThat(text).hasAttribute("aria-activedescendant", "text-offers-0");
    text.press("Escape");
    assertThat(offers).hasCount(0);
    text.press("Control+Space");
    text.press("Tab");
    page.keyboard().type(", to: ");
    text.press("Control+Space");
    assertThat(offers).hasText(new String[] {"on", "off", "toggle"});
    text.press("ArrowDown");
    text.press("Enter");
    page.keyboard().type("}\n  - {thing: hall-ceil");
    assertThat(offers.first()).containsText("hall-ceiling-lamp");
    text.press("Enter");
    page.keyboard().type(", action: turn, to: on}\nwhen:\n  - {any-of: {group: ");
    text.press("Control+Space");
    assertThat(offers.first()).containsText("downstairs");
    text.press("Enter");
    page.keyboard().type("}, property: switch, becomes: on}\n");
    assertThat(page.getByLabel("line 1: to", exact())).hasValue("off");
    assertThat(page.getByLabel("start 1: group", exact())).hasValue("downstairs");
  }

  private void choose(String label, String value) {
    page.getByLabel(label, exact()).selectOption(value);
  }

  private static Page.GetByLabelOptions exact() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
