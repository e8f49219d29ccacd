package steward.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.web.Axe;
import steward.web.Chromium;

/// The page of webhooks before a real steward: a person makes a caller, it calls rightly and
/// wrongly, and a notice does not get through.
class CallersOverHouseTest {
  private static final String EVENT = "{\"event\":\"ring\"}";

  @TempDir Path home;

  @Test
  void a_person_makes_a_caller_and_sees_what_its_calls_came_to() {
    assumeTrue(Chromium.program().isPresent(), Chromium.MISSING);
    try (HookHouse house = new HookHouse(home);
        Chromium chromium = new Chromium()) {
      Page page = chromium.page(1280, ColorScheme.DARK);
      page.navigate(house.running().url("/callers"));
      button(page, "Add a caller").click();
      page.getByLabel("Which service calls").selectOption("generic");
      page.getByLabel("What it is called here").fill("Doorbell button");
      button(page, "Make it").click();
      assertThat(page.locator("#once-title")).hasText("Doorbell button is ready");
      String address = page.locator("copy-line .key").first().innerText();
      String secret = page.locator("copy-line .key").nth(1).innerText();
      assertThat(page.locator(".set-up")).containsText(secret);
      assertThat(Axe.violations(page)).isEmpty();
      button(page, "Done: do not show it again").click();

      String path = address.replace("https://YOUR-NAME", "");
      assertThat(house.post(path, EVENT, "Authorization", "Bearer " + secret).status())
          .isEqualTo(202);
      assertThat(house.post(path, EVENT, "Authorization", "Bearer " + secret).json().has("repeat"))
          .isTrue();
      assertThat(house.post(path, EVENT, "Authorization", "Bearer x").status()).isEqualTo(401);
      page.reload();
      Locator bell = page.locator("[data-hook=doorbell-button]");
      assertThat(bell).containsText("1 taken, 1 repeat that did nothing");
      assertThat(bell).containsText("2 calls");
      assertThat(bell).containsText("1 call refused since the steward started");
      assertThat(bell).containsText("wrong or missing secret");

      sendInVain(page, house);
      button(page, "Delete Doorbell button …").click();
      button(page, "Yes, delete it for good").click();
      assertThat(bell).hasCount(0);
      assertThat(house.post(path, EVENT, "Authorization", "Bearer " + secret).status())
          .isEqualTo(401);
      assertThat(chromium.faults).isEmpty();
    }
  }

  private void sendInVain(Page page, HookHouse house) {
    button(page, "Add a receiver").click();
    page.getByLabel("Which service is told").selectOption("standard");
    page.getByLabel("What it is called here").fill("Pager");
    page.getByLabel("The address that is called").fill("https://127.0.0.1:1/notices");
    button(page, "Make it").click();
    assertThat(page.locator("#once-title")).hasText("Pager is ready");
    button(page, "Done: do not show it again").click();
    house
        .running()
        .ask("POST", "/things/pager/perform", "{\"action\":\"notify\",\"text\":\"The cellar\"}");
    Locator pager = page.locator("[data-hook=pager]");
    assertThat(pager.locator(".notices .verdict")).hasText("Waiting");
    assertThat(pager).containsText("tried again");
    assertThat(Axe.violations(page)).isEmpty();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
