package steward.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.fence.SimFence;
import steward.sim.fence.SimStation;
import steward.web.Axe;
import steward.web.Chromium;

/// The pages of the closed network before a real steward, whose fence is a simulated one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkPagesInBrowserTest {
  private static final String HOSTILE = "<img/src=x/onerror=alert(1)>";
  private static final String STRANGER = "/network/stations/s_02005e133799";

  private SimFence fence;
  private RunningHouse steward;
  private Chromium chromium;
  private Page page;

  @BeforeAll
  void start(@TempDir Path home) throws IOException {
    assumeTrue(Chromium.program().isPresent(), Chromium.MISSING);
    var stations =
        List.of(
            new SimStation(
                "02:00:5e:13:37:99",
                HOSTILE,
                List.of(
                    new SimStation.Wish("", "198.19.66.9", "tcp", 443, 1, 60),
                    new SimStation.Wish("cloud.example", "198.19.66.7", "tcp", 443, 1, 60))));
    var settings = new ArrayList<>(DemoFence.settings(home));
    // A fence keeps the door of the page open, so its number has to be known.
    settings.add("https.port=" + freePort());
    settings.add("https.certificate-port=off");
    fence = new SimFence(home.resolve("simulated-fence.sock"), stations, InstantSource.system());
    steward = RunningHouse.simulated(home, settings.toArray(String[]::new));
    chromium = new Chromium();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  void stop() throws IOException {
    if (chromium != null) chromium.close();
    if (steward != null) steward.close();
    if (fence != null) fence.close();
  }

  @BeforeEach
  void a_page() {
    page = chromium.page(390, ColorScheme.LIGHT);
  }

  @AfterEach
  void nothing_went_wrong_on_the_way() {
    chromium.leave(page);
    assertThat(chromium.faults).as("errors of the console, policy violations included").isEmpty();
  }

  @Test
  void the_fence_is_tried_and_confirmed_and_a_stranger_is_let_in_way_by_way() {
    open("/network", "The network");
    assertThat(page.locator(".state-of-all b")).hasText("No fence is up");
    button("Put it up…").click();
    assertThat(told()).containsText("Put back unless you confirm it.");
    button("Put it up on trial").click();
    assertThat(heading("On trial")).isVisible();
    assertThat(page.getByRole(AriaRole.TIMER)).containsText("s left");
    button("Confirm: I still reach the house").click();
    assertThat(page.locator(".state-of-all b")).hasText("The fence is up");

    Locator stranger = page.locator(".net-stranger").filter(text(HOSTILE));
    stranger.getByText("Belongs to the house…").click();
    assertThat(told()).containsText("gets the address");
    button("Fence it in").click();
    assertThat(page.locator(".net-stranger")).hasCount(0);
    assertThat(page.locator("svg.net-picture a").filter(text("<img"))).isVisible();

    open(STRANGER, HOSTILE);
    button("Open a way…").click();
    page.getByLabel("To", new Page.GetByLabelOptions().setExact(false))
        .first()
        .fill("cloud.example");
    page.getByLabel("Port, or from-to").fill("443");
    button("What would it do?").click();
    assertThat(told()).containsText("cloud.example");
    button("Open this way").click();
    assertThat(page.locator(".net-lane")).containsText("cloud.example");
    it_is_locked_at_its_port();
    assertThat(Axe.violations(page)).isEmpty();
    for_an_hour_it_is_cut_off();
    a_file_is_mended_and_kept_and_its_ways_are_those_of_the_file();
    what_left_is_in_the_ledger();
    assertThat(page.locator("main img")).hasCount(0);
  }

  private void it_is_locked_at_its_port() {
    page.getByLabel("The port where it may be").selectOption("things-2");
    button("Lock it…").click();
    assertThat(told()).containsText("is let in at things-2 alone");
    button("Lock it there").click();
    assertThat(page.getByText("It is let in at things-2 alone.")).isVisible();
    button("Unlock…").click();
    button("Let it in anywhere").click();
    assertThat(page.getByText("It is let in at any port")).isVisible();
  }

  private void for_an_hour_it_is_cut_off() {
    page.locator("[data-deed=cut]").click();
    assertThat(told()).containsText("reaches nothing on the Internet");
    button("Cut it for this time").click();
    assertThat(heading("It is cut off")).isVisible();
    button("End it now…").click();
    button("End it").click();
    assertThat(heading("It is cut off")).hasCount(0);
  }

  private void a_file_is_mended_and_kept_and_its_ways_are_those_of_the_file() {
    page.getByText("As a file (MUD)").click();
    page.getByLabel("Or its text").fill(mud("*", "70000", HOSTILE));
    button("What would it mean?").click();
    Locator told = page.locator(".net-mud-told");
    assertThat(told).containsText("It is refused: 2 places to mend");
    assertThat(told).containsText("Line 9: expected a name without '*'");
    assertThat(told).containsText("Line 14: expected a number from 1 to 65535, got 70000");
    assertThat(page.locator(".net-line").last()).containsText("\"port\": 70000");
    assertThat(Axe.violations(page)).isEmpty();
    page.getByLabel("Or its text").fill(mud("api.maker.example", "8443", HOSTILE));
    button("What would it mean?").click();
    assertThat(told)
        .containsText("Hidden signs, or those of HTML, were taken out of /ietf-mud:mud");
    assertThat(told.locator("[data-how=gone]")).containsText("cloud.example");
    assertThat(told.locator("[data-how=new]").first()).containsText("api.maker.example port 443");
    assertThat(Axe.violations(page)).isEmpty();
    button("Keep it, and set its ways to it…").click();
    assertThat(told()).containsText("may no longer go to cloud.example");
    what_was_done_is_said_where_the_rest_is_refused();
    button("Keep it, and change its ways").click();
    assertThat(page.locator(".net-lane").first()).containsText("api.maker.example");
    assertThat(heading("Its profile: img")).isVisible();
    assertThat(page.locator("mud-file summary")).isFocused();
    assertThat(chromium.faults).hasSize(2).allMatch(fault -> fault.matches("(?s).*4(22|09).*"));
    chromium.faults.clear();
  }

  private void what_was_done_is_said_where_the_rest_is_refused() {
    String stations = "**/api/v1/network/stations/*";
    page.route(
        stations,
        route -> {
          String body = String.valueOf(route.request().postData());
          if (body.contains("\"preview\":false"))
            answer(route, 409, "application/problem+json", "{\"detail\":\"Not now.\"}");
          else route.resume();
        });
    button("Keep it, and change its ways").click();
    assertThat(
            page.getByText("The file is kept as its profile; its ways were not changed: Not now."))
        .isVisible();
    page.unroute(stations);
  }

  private static void answer(Route route, int status, String type, String body) {
    route.fulfill(new Route.FulfillOptions().setStatus(status).setContentType(type).setBody(body));
  }

  /// A maker's file with two ways out.
  private static String mud(String name, String port, String title) {
    return """
    {"ietf-mud:mud":{"mud-version":1,"mud-url":"https://maker.example/camera.json",
     "last-update":"2026-01-01T00:00:00Z","is-supported":true,"systeminfo":"%s",
     "from-device-policy":{"access-lists":{"access-list":[{"name":"from"}]}}},
     "ietf-access-control-list:acls":{"acl":[
     {"name":"from","type":"ipv4-acl-type","aces":{"ace":[
      {"name":"a",
       "matches":{
        "ipv4":{
         "ietf-acldns:dst-dnsname":"%s"},
        "tcp":{"destination-port":{"operator":"eq","port":443}}},
       "actions":{"forwarding":"accept"}},
      {"name":"b","matches":{
        "ipv4":{"ietf-acldns:dst-dnsname":"api.maker.example"},"tcp":{"destination-port":{"operator":"eq",
         "port": %s}}},
       "actions":{"forwarding":"accept"}}]}}]}}
    """
        .formatted(title, name, port);
  }

  private void entry_by_entry_those_that_were_refused_are_shown() {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Entry by entry"))
        .first()
        .click();
    assertThat(page.locator("main h1")).hasText("Entry by entry");
    Locator rows = page.locator(".net-entry");
    assertThat(rows.filter(text("Decided")).first()).isVisible();
    page.getByLabel("Refused only").check();
    assertThat(rows.filter(text("Decided"))).hasCount(0);
    assertThat(rows.filter(text("198.19.66.9")).first()).containsText("tried to reach");
    page.getByLabel("Device").selectOption("s_02005e133799");
    assertThat(rows.filter(text(HOSTILE)).first()).isVisible();
    assertThat(page)
        .hasURL(
            steward.url(
                "/ledger/entries?station=s_02005e133799&refused=1&month="
                    + page.getByLabel("Month").inputValue()));
    page.getByLabel("Device").selectOption("steward");
    assertThat(rows.filter(text(HOSTILE))).hasCount(0);
    where_a_month_has_none_one_goes_on_to_the_month_before();
    page.goBack();
  }

  private void where_a_month_has_none_one_goes_on_to_the_month_before() {
    String alerts = "**/api/v1/ledger/entries?*kind=alert*";
    page.route(
        alerts,
        route -> {
          String next = route.request().url().contains("before=") ? "null" : "5000";
          String body = "{\"items\":[],\"next\":%s,\"open\":[]}".formatted(next);
          answer(route, 200, "application/json", body);
        });
    page.getByLabel("Show").selectOption("alert");
    assertThat(page.getByText("Nothing of this kind among the newest.")).isVisible();
    button("Older").click();
    assertThat(page.getByText("There is no such entry.")).isVisible();
    page.evaluate("document.querySelector('page-ledger-entries').read()");
    assertThat(page.getByText("There is no such entry.")).isVisible();
    page.unroute(alerts);
  }

  private void what_left_is_in_the_ledger() {
    open("/ledger", "The ledger");
    assertThat(page.locator(".answer").first()).containsText("attempts to leave it were refused");
    assertThat(page.locator("main table").filter(text(HOSTILE)).first()).isVisible();
    entry_by_entry_those_that_were_refused_are_shown();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Statement to print"))
        .click();
    assertThat(page.getByText("Fingerprint of the house's key")).isVisible();
    page.emulateMedia(
        new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
    assertThat(page.locator("nav.places")).isHidden();
    assertThat(page.locator(".net-paper table")).isVisible();
  }

  private void open(String path, String title) {
    page.navigate(steward.url(path));
    assertThat(page.locator("main h1")).containsText(title);
    assertThat(page.getByText("Reading…")).hasCount(0);
  }

  /// What is said before it is done.
  private Locator told() {
    return page.locator(".net-deed-says");
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator.FilterOptions text(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
