package steward.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import steward.activity.Activity;
import steward.activity.text.ActivityText;
import steward.activity.text.ActivityYaml;
import steward.value.Tree;
import steward.value.YamlText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The editor of activities on a phone, before a scripted house: both household stories are made by
/// taps and typing alone, and no construct of the language is lost on the way through the form.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditorInBrowserTest {
  private static final Path ROOT = Path.of(System.getProperty("steward.root", "."));
  private static final Pattern BLOCK = Pattern.compile("(?m)^```yaml ?(\\w*)\\n([\\s\\S]*?)^```");
  private static final Pattern ITEM = Pattern.compile("(?m)^- (?:.*\\n(?: .*\\n)*)");
  private static final Map<String, String> AROUND =
      Map.of(
          "when", "name: Example\nwhen:\n%sperform:\n  - wait: 1s\n",
          "if", "name: Example\nif:\n  all:\n%sperform:\n  - wait: 1s\n",
          "perform", "name: Example\nperform:\n%s");

  /// Shows each text in the form, tells each control its own value once more, and gives back what
  /// the form then holds, what was shown as text only, and the same written and read again.
  private static final String THROUGH_THE_FORM =
      """
      async texts => {
        const base = document.querySelector('link[rel=modulepreload]').href.replace(/\\/[^/]*$/, '');
        const { readYaml, writeYaml } = await import(base + '/yaml.js');
        const page = document.querySelector('page-activity');
        const drawn = async () => {
          await page.updateComplete;
          await Promise.all([...page.querySelectorAll('phrase-field')].map(one => one.updateComplete));
        };
        const results = [];
        for (const text of texts) {
          page.take(readYaml(text));
          await drawn();
          const controls = page.querySelectorAll('.editor > .stack:first-child :is(input, select)');
          for (const control of controls) {
            if (control.type === 'checkbox' || control.classList.contains('picker')) continue;
            control.dispatchEvent(new Event('input', { bubbles: true }));
            control.dispatchEvent(new Event('change', { bubbles: true }));
            await drawn();
          }
          results.push({
            after: JSON.stringify(page.draft),
            again: JSON.stringify(readYaml(writeYaml(page.draft))),
            kept: [...page.querySelectorAll('.kept pre')].map(one => one.textContent).join(),
            words: page.querySelector('.in-words').textContent,
          });
        }
        return results;
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
    house.furnish();
    chromium = new Chromium();
  }

  @BeforeEach
  void a_page() {
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
  void everyone_in_bed_is_made_tried_and_armed_by_taps_and_typing_alone() throws IOException {
    house.past.findings.add(FakePast.fight());
    open("/activities/new");
    page.getByLabel("Name").fill("Everyone in bed");
    tap("Add a start");
    choose("start 1: what happens", "comes-true");
    choose("start 1, what holds: which", "observes");
    choose("start 1, what holds: what they tell", "bed");
    assertThat(page.locator(".who-now")).hasText("Now Bed and Cot.");
    choose("start 1: for how long", "for");
    type("start 1: stays so for, number", "2");
    tap("Add a condition");
    choose("condition: what is looked at", "between");
    type("condition: from", "21:00");
    type("condition: until", "05:00");

    downstairsLights("line 1");
    choose("line 1: action", "turn");
    choose("line 1: to", "off");
    choose("line 1: more about it", "retry");
    choose("Add another line", "confirm");
    downstairsLights("line 2, check 1");
    choose("line 2, check 1: how many", "none-of");
    choose("line 2, check 1: property", "switch");
    choose("line 2, check 1: value", "on");
    outsideDoors(2, "contact", "closed");
    outsideDoors(3, "lock", "locked");
    choose("line 2, otherwise, line 1: which", "room");
    choose("line 2, otherwise, line 1: room", "Bedroom");
    choose("line 2, otherwise, line 1: narrow", "performs");
    choose("line 2, otherwise, line 1: what they can", "say");
    choose("line 2, otherwise, line 1: action", "say");
    type("line 2, otherwise, line 1: text", "Good night, but ");
    choose("Put a value into the words of line 2, otherwise, line 1", "exceptions");
    page.keyboard().type(".");
    page.keyboard().press("Tab");
    tap("Not more often than …");

    assertThat(page.locator(".in-words p").first())
        .hasText(
            "When all beds are occupied for 2 minutes and it is between 21:00 and 05:00, turn off all lights of Downstairs,"
                + " again up to 2 times when there is no answer within 10 seconds; see for at most 30 seconds whether none of the lights of Downstairs is on,"
                + " Outside doors are closed and Outside doors are locked, else say “Good night, but {exceptions}.” on all things in Bedroom.");
    assertThat(page.locator(".in-words")).containsText("fight over Hall ceiling lamp");
    page.getByText("How it comes about").click();
    assertThat(page.locator(".in-words .example li")).hasCount(3);
    sound("everyone-in-bed");
    rehearsedOverYesterday();
    tap("Save and arm");
    assertThat(page).hasURL(Pattern.compile("/activities$"));
    assertThat(kept()).isEqualTo(story("everyone-in-bed", "Everyone in bed"));
    assertThat(kept().armed()).isTrue();
    house.past.findings.clear();
  }

  /// As the draft is, before it is saved.
  private void rehearsedOverYesterday() {
    page.getByText("Try it on the past").click();
    tap("Rehearse");
    assertThat(page.locator(".rehearsed h3").first())
        .hasText("1 line would be new, 1 line would not have happened, 1 line as it was.");
    assertThat(page.locator(".rehearsed-line")).hasCount(2);
    JsonObject asked = house.past.rehearsed.getLast();
    assertThat(asked.getJsonObject("activity").getString("name")).isEqualTo("Everyone in bed");
    assertThat(asked.getString("to")).isNotNull();
  }

  private void downstairsLights(String words) {
    choose(words + ": which", "group");
    choose(words + ": group", "downstairs");
    choose(words + ": narrow", "kind");
    choose(words + ": kind", "lighting");
  }

  /// That of the outside doors those that tell it are so.
  private void outsideDoors(int check, String property, String value) {
    page.getByText("and another check in line 2").click();
    String words = "line 2, check " + check;
    choose(words + ": which", "group");
    choose(words + ": group", "outside-doors");
    choose(words + ": property", property);
    page.getByText("Leave out 1 thing that does not tell its " + property).click();
    choose(words + ": value", value);
  }

  @Test
  void the_alarm_is_made_by_taps_and_typing_alone() throws IOException {
    open("/activities/new");
    page.getByLabel("Name").fill("The alarm goes off");
    tap("Add a start");
    choose("start 1: which", "observes");
    choose("start 1: what they tell", "alert");
    choose("start 1: value", "on");
    choose("line 1: which", "kind");
    choose("line 1: kind", "lighting");
    choose("line 1: narrow", "not");
    choose("line 1, except: room", "Nursery");
    choose("line 1: action", "turn");
    choose("line 1: to", "on");
    tap("Add a task");
    choose("line 2: which", "room");
    choose("line 2: room", "Nursery");
    choose("line 2: narrow", "kind");
    choose("line 2: kind", "lighting");
    choose("line 2: action", "turn");
    choose("line 2: to", "on");
    choose("line 2: more about it", "if");
    choose("guard of line 2: what is looked at", "between");
    choose("guard of line 2: comparison", "not");
    type("guard of line 2: from", "20:00");
    type("guard of line 2: until", "07:00");
    tap("Put it back when …");
    choose("end 1: what happens", "comes-true");
    choose("end 1, what holds: which", "observes");
    choose("end 1, what holds: what they tell", "alert");
    choose("end 1, what holds: how many", "none-of");
    choose("end 1, what holds: value", "on");
    choose("end 1: for how long", "for");
    type("end 1: stays so for, number", "1");

    assertThat(page.locator(".in-words p").first())
        .hasText(
            "When any of the alarms gives the alarm, turn on all lights except in Nursery;"
                + " turn on all lights in Nursery, but only if it is not between 20:00 and 07:00;"
                + " as soon as none of the alarms gives the alarm for 1 minute, put everything back.");
    sound("alarm");
    save();
    assertThat(kept()).isEqualTo(story("alarm", "The alarm goes off"));
  }

  @Test
  void no_construct_is_lost_on_the_way_through_the_form() throws IOException {
    List<String> texts = examples();
    assertThat(texts).hasSizeGreaterThan(60);
    open("/activities/new");
    var results = (List<?>) page.evaluate(THROUGH_THE_FORM, texts);
    for (int i = 0; i < texts.size(); i++) {
      var result = (Map<?, ?>) results.get(i);
      String text = texts.get(i);
      JsonNode tree =
          json(JsonMapper.shared().writeValueAsString(YamlText.read("it", text).tree()));
      assertThat(json(result.get("after"))).as(text).isEqualTo(tree);
      assertThat(json(result.get("again"))).as("written as YAML: " + text).isEqualTo(tree);
      assertThat((String) result.get("kept")).as("shown as text only: " + text).isEmpty();
      assertThat((String) result.get("words")).as(text).doesNotContain("undefined", "…", "null");
    }
  }

  private static JsonNode json(@Nullable Object text) {
    return JsonMapper.shared().readTree(String.valueOf(text));
  }

  /// Each example of the documentation as a whole activity.
  private static List<String> examples() throws IOException {
    var examples = new ArrayList<String>();
    String docs = Files.readString(ROOT.resolve("docs/activities.md"));
    for (Matcher block = BLOCK.matcher(docs); block.find(); ) {
      String around = AROUND.getOrDefault(block.group(1), "");
      if (around.isEmpty()) {
        examples.add(block.group(2));
        continue;
      }
      for (Matcher item = ITEM.matcher(block.group(2)); item.find(); ) {
        examples.add(around.formatted(item.group().indent(4)));
      }
    }
    return examples;
  }

  @Test
  void a_rule_is_given_a_name_and_the_keyboard_goes_on_where_a_row_is_added() {
    open("/activities/new");
    choose("line 1: which", "room");
    choose("line 1: room", "Nursery");
    page.getByText("Give these a name").click();
    page.keyboard().type("Small one's room");
    page.keyboard().press("Enter");
    assertThat(page.getByLabel("line 1: group", exact())).hasValue("small-one-s-room");
    assertThat(house.changes).contains("PUT /api/v1/groups/small-one-s-room");

    page.getByText("Add a condition").focus();
    page.keyboard().press("Enter");
    assertThat(page.getByLabel("condition: what is looked at", exact())).isFocused();
    page.getByLabel("Remove condition").focus();
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("And if")))
        .isFocused();
  }

  @Test
  void a_fault_is_said_where_it_is() {
    open("/activities/hall-light");
    house.refuse("/perform/0/to", "on, off or toggle", "'up'");
    page.getByText("Save").click();
    Locator first = page.locator(".step").first();
    assertThat(first.locator(".in-place")).hasText("Expected on, off or toggle, not 'up'");
    assertThat(page.getByLabel("line 1: to", exact())).hasAttribute("aria-invalid", "true");
    assertThat(page.getByRole(AriaRole.ALERT))
        .containsText("Line 1, to: Expected on, off or toggle");
    await().until(() -> chromium.faults.removeIf(fault -> fault.contains("422")));
  }

  /// No violation of axe in light or dark, nothing beyond the edge, and a picture of each for a
  /// person to look at where a folder for them is given.
  private void sound(String name) {
    for (int width : List.of(390, 1280)) {
      page.setViewportSize(width, 844);
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        String shots = System.getProperty("steward.shots", "");
        if (!shots.isEmpty()) {
          var file = Path.of(shots, name + "-" + width + "-" + scheme + ".png");
          page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        }
      }
      assertThat((Integer) page.evaluate(OVERHANG)).as("beyond the edge at %d", width).isZero();
      page.getByText("Leave without saving").scrollIntoViewIfNeeded();
      assertThat(page.getByText("Leave without saving")).isInViewport();
      assertThat(new AxeBuilder(page).analyze().getViolations())
          .as("%s at %d", name, width)
          .extracting(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
          .isEmpty();
    }
  }

  private static final String OVERHANG =
      "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

  private void open(String path) {
    page.navigate(house.url() + path);
    assertThat(page.locator("main h1")).isVisible();
    assertThat(page.getByText("Reading…")).hasCount(0);
    house.kept.clear();
  }

  private static Page.GetByLabelOptions exact() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private void choose(String label, String value) {
    page.getByLabel(label, exact()).selectOption(value);
  }

  private void type(String label, String text) {
    Locator field = page.getByLabel(label, exact());
    field.fill(text);
    field.dispatchEvent("change");
  }

  private void tap(String words) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words).setExact(true))
        .click();
  }

  private void save() {
    page.getByText("Save").click();
    assertThat(page).hasURL(Pattern.compile("/activities$"));
  }

  private Activity kept() {
    JsonObject last = house.kept.getLast();
    return ActivityText.kept(Tree.of(JsonMapper.shared().readValue(last.encode(), Object.class)));
  }

  private Activity story(String file, String name) throws IOException {
    String id = house.kept.getLast().getString("id");
    String text = Files.readString(ROOT.resolve("examples/" + file + ".yaml"));
    assertThat(name).isEqualTo(ActivityYaml.kept(file, text).name());
    return ActivityYaml.kept(file, text.replaceFirst("id: .*", "id: " + id));
  }
}
