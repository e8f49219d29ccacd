package steward.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.sonoff.SonoffDevice;
import steward.sim.sonoff.SonoffStates;
import steward.web.Chromium;

/// The way-out adviser on the pages: with a find in the inbox, and with a thing; and another
/// firmware for one in DIY mode.
class WayOutPagesTest {
  @TempDir Path home;

  @Test
  void a_find_and_a_thing_tell_which_way_fits_them_and_a_person_may_correct_the_model() {
    var program = Chromium.program();
    assumeTrue(program.isPresent(), Chromium.MISSING);
    try (RunningHouse steward = RunningHouse.on(home);
        Chromium chromium = new Chromium();
        SonoffDevice found = device(steward, "127.0.9.21", "1000a0b0d1");
        SonoffDevice thing = device(steward, "127.0.9.22", "1000a0b0d2")) {
      found.onAnnouncement(steward.house.inbox()::hear);
      found.announce();
      var reply =
          steward.ask(
              "POST",
              "/things",
              "{\"family\":\"sonoff\",\"id\":\"plug\",\"room\":\"Hall\",\"binding\":{\"host\":"
                  + "\"127.0.9.22\",\"port\":\"%d\",\"id\":\"1000a0b0d2\",\"mode\":\"diy\"}}"
                      .formatted(thing.port()));
      Assertions.assertThat(reply.status()).as(reply.text()).isEqualTo(201);

      Page inbox = chromium.page(390, ColorScheme.LIGHT);
      inbox.navigate(steward.url("/inbox"));
      inbox.getByText("Out of its maker's cloud").click();
      inbox.getByLabel("Firmware").last().fill("1.6.0");
      inbox.getByText("Ask again").click();
      assertThat(inbox.getByText("no certificate that can be made or bought will do")).isVisible();
      look(inbox, "way-out-find");

      Page page = chromium.page(1280, ColorScheme.DARK);
      page.navigate(steward.url("/things/plug"));
      page.getByText("Out of its maker's cloud").click();
      page.locator("way-out input[name=model]").fill("BASICR3");
      page.locator("way-out input[name=firmware]").fill("3.6.0");
      page.getByText("Ask again").click();
      assertThat(page.getByText("take this one")).isVisible();
      assertThat(page.getByText("fast double blink")).isVisible();
      look(page, "way-out-thing");

      flashes(page, thing);
      Page narrow = chromium.page(390, ColorScheme.LIGHT);
      narrow.navigate(steward.url("/things/plug"));
      narrow.getByText("Another firmware").click();
      assertThat(narrow.locator("thing-flash").getByText("loaded all 200000 bytes")).isVisible();
      look(narrow, "flash-done");
      Assertions.assertThat(chromium.faults).isEmpty();
    }
  }

  /// An image is looked at, compared with what its source says, and given to the device.
  private static void flashes(Page page, SonoffDevice thing) {
    var image = new byte[200_000];
    new Random(6).nextBytes(image);
    image[0] = (byte) 0xe9;
    var card = page.locator("thing-flash");
    card.getByText("Another firmware").click();
    card.locator("input[type=file]")
        .setInputFiles(new FilePayload("lite.bin", "application/octet-stream", image));
    assertThat(card.getByText("200,000 bytes")).isVisible();
    card.locator("input[name=given]").fill("00ff");
    assertThat(card.getByText("do not use it")).isVisible();
    assertThat(card.getByText("Replace its firmware")).isHidden();
    card.locator("input[name=given]").fill(card.locator(".digest").textContent());
    card.getByText("Replace its firmware").click();
    look(page, "flash-ready");
    card.getByText("Yes, replace it for good").click();
    assertThat(card.getByText("loaded all 200000 bytes")).isVisible();
    Assertions.assertThat(thing.overTheAir().runs()).isEqualTo(image);
  }

  private static SonoffDevice device(RunningHouse steward, String address, String id) {
    var device =
        SonoffDevice.diy(
            steward.house.vertx(), address, 0, id, "diy_plug", SonoffStates.aSwitch(), 3);
    RunningHouse.get(device.start());
    return device;
  }

  private static void look(Page page, String name) {
    Path picture = Path.of("target", "pictures", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(picture).setFullPage(true));
    Assertions.assertThat(new AxeBuilder(page).analyze().getViolations()).as(name).isEmpty();
  }
}
