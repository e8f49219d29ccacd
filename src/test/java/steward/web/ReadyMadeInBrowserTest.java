package steward.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;

/// From a ready-made activity to the editor, on a phone.
final class ReadyMadeInBrowserTest {
  @Test
  void a_person_chooses_one_fills_it_and_goes_on_in_the_editor() throws Exception {
    assumeTrue(Chromium.program().isPresent(), Chromium.MISSING);
    var house = new FakeHouse(0);
    try (var chromium = new Chromium()) {
      Page page = chromium.page(390, ColorScheme.LIGHT);
      page.navigate(house.url() + "/activities");
      page.getByText("Start from a ready-made one").click();
      assertThat(page.locator("main h2").first()).hasText("Looks lived in");
      assertThat(page.locator("main")).containsText("nothing here can be the smoke detectors");
      page.getByText("Start from this").click();
      page.getByText("On to the editor").click();
      assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
          .containsText("Something is not chosen yet");
      page.getByText("Floor lamp Living room").click();
      page.getByText("On to the editor").click();
      assertThat(page.locator("main h1")).hasText("New activity");
      assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
          .hasValue("Looks lived in");
      assertThat(page.locator(".in-words")).containsText("sunset");
      chromium.leave(page);
      assertThat(chromium.faults.stream().filter(fault -> !fault.contains("422"))).isEmpty();
    } finally {
      house.close();
    }
  }
}
