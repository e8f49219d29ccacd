package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.sonoff.StockDevice;

/// Stock firmware of 2017, over TLS 1.1 and the process for it: from its access point to a thing
/// that is switched, confirmed, silent and back; and whoever only says to be it.
class StockSonoffTest {
  private static final String ID = "1000db11aa";
  private static final String KEY = "4b1f7a0e-3c55-4a70-9d0b-2f6f7f1f0a11";
  private static final String OTHER_KEY = "99999999-3c55-4a70-9d0b-2f6f7f1f0a11";
  private static final String UDN = "sonoff:" + ID;

  @TempDir Path home;
  private RunningHouse steward;
  private final List<StockDevice> devices = new ArrayList<>();

  @BeforeEach
  void begin() {
    steward = RunningHouse.on(home, "sonoff.stock.port=0");
    await().untilAsserted(() -> assertThat(port()).isPositive());
  }

  @AfterEach
  void end() {
    devices.forEach(StockDevice::close);
    steward.close();
  }

  private int port() {
    return steward.house.port("stock");
  }

  private StockDevice device(String address, String key) {
    var device = new StockDevice(address, ID, key, "1.5.5", 300, "127.0.0.1", port());
    devices.add(device);
    RunningHouse.get(device.start());
    return device;
  }

  private void accept(String body) {
    await().untilAsserted(() -> assertThat(steward.get("/inbox").text()).contains(UDN));
    await()
        .untilAsserted(() -> {
          var reply = steward.ask("POST", "/inbox/" + UDN + "/accept", body);
          assertThat(reply.status()).as(reply.text()).isBetween(200, 202);
        });
  }

  private String thing() {
    return steward.get("/things/old").text();
  }

  private void stands(String state) {
    await()
        .untilAsserted(() ->
            assertThat(steward.get("/things/old").json().get("status").get("state").text())
                .as(thing())
                .isEqualTo(state));
  }

  private void isSwitched(String to) {
    await()
        .untilAsserted(() ->
            assertThat(
                    steward
                        .get("/things/old")
                        .json()
                        .get("properties")
                        .get("switch")
                        .get("value")
                        .text())
                .isEqualTo(to));
  }

  private String outcome(String to) {
    var reply =
        steward.ask(
            "POST", "/things/old/perform?wait=20s", "{\"action\":\"turn\",\"to\":\"" + to + "\"}");
    return reply.json().get("outcome").text() + " " + reply.text();
  }

  @Test
  void from_its_access_point_to_a_thing_that_is_switched_and_confirmed() throws Exception {
    var device = new StockDevice("127.0.9.1", ID, KEY, "1.5.5", 300);
    devices.add(device);
    RunningHouse.get(device.start());
    String point = "http://127.0.9.1:" + device.port();
    assertThat(Curl.get(point + "/device")).contains(ID).contains(KEY);
    assertThat(
            Curl.post(
                point + "/ap",
                "{\"version\":4,\"ssid\":\"Home\",\"password\":\"secret\","
                    + "\"serverName\":\"127.0.0.1\",\"port\":"
                    + port()
                    + "}"))
        .isEqualTo("{\"error\":0}");
    await().untilAsserted(() -> assertThat(steward.get("/inbox").text()).contains("ITA-GZ1-GL"));
    assertThat(steward.get("/inbox").text()).doesNotContain(KEY);
    accept("{\"id\":\"old\",\"room\":\"Hall\",\"secrets\":{\"device-key\":\"" + KEY + "\"}}");
    stands("present");
    isSwitched("off");
    assertThat(outcome("on")).startsWith("confirmed");
    assertThat(device.lines()).contains("switch on").noneMatch(line -> line.startsWith("forged"));
    device.happens("press");
    isSwitched("off");
    device.goSilent();
    stands("absent");
    assertThat(outcome("on")).doesNotStartWith("confirmed");
    device.comeBack();
    stands("present");
    assertThat(outcome("on")).startsWith("confirmed");
    device.happens("mute on");
    assertThat(outcome("off")).startsWith("silent");
  }

  @Test
  void without_a_key_the_one_that_it_came_with_is_its_own_from_then_on() {
    StockDevice device = device("127.0.9.1", KEY);
    accept("{\"id\":\"old\",\"room\":\"Hall\"}");
    stands("present");
    StockDevice forger = device("127.0.9.2", OTHER_KEY);
    await().untilAsserted(() -> assertThat(forger.lines()).contains("refused 406"));
    assertThat(forger.lines()).noneMatch(line -> line.startsWith("registered"));
    assertThat(outcome("on")).startsWith("confirmed");
    assertThat(device.lines()).contains("switch on");
    await().untilAsserted(() -> assertThat(thing()).contains("with another key"));
  }

  @Test
  void of_two_that_say_to_be_it_none_can_be_accepted() {
    device("127.0.9.1", KEY);
    device("127.0.9.2", OTHER_KEY);
    await()
        .untilAsserted(
            () -> assertThat(steward.get("/inbox").text()).contains("127.0.9.1", "127.0.9.2"));
    var reply = steward.ask("POST", "/inbox/" + UDN + "/accept", "{\"id\":\"old\"}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
  }

  @Test
  void of_two_with_its_key_none_is_believed() {
    device("127.0.9.1", KEY);
    accept("{\"id\":\"old\",\"room\":\"Hall\"}");
    stands("present");
    StockDevice clone = device("127.0.9.2", KEY);
    stands("error");
    assertThat(thing()).contains("127.0.9.1", "127.0.9.2", "neither is believed");
    await()
        .untilAsserted(
            () -> assertThat(clone.lines()).anyMatch(line -> line.equals("refused 503")));
    assertThat(outcome("on")).doesNotStartWith("confirmed");
  }

  @Test
  void firmware_that_pins_its_makers_certificate_is_told_apart() {
    StockDevice device = device("127.0.9.1", KEY);
    device.happens("pin on");
    device.happens("drop");
    await()
        .untilAsserted(() ->
            assertThat(steward.get("/health").text())
                .contains("127.0.9.1")
                .contains("its firmware trusts its maker's alone")
                .contains("TLS 1.1 with AES-128-CBC-SHA"));
  }

  @Test
  void the_process_is_started_again_and_ends_with_the_house() throws Exception {
    ProcessHandle first = steward.house.stock().process().orElseThrow();
    first.destroyForcibly();
    await()
        .untilAsserted(() ->
            assertThat(steward.house.stock().process())
                .hasValueSatisfying(now -> assertThat(now.pid()).isNotEqualTo(first.pid()))
                .hasValueSatisfying(now -> assertThat(now.isAlive()).isTrue()));
    await().untilAsserted(() -> assertThat(port()).isPositive());
    await()
        .untilAsserted(
            () -> assertThat(steward.get("/health").text()).contains("It ended 1 times"));
    StockDevice device = device("127.0.9.1", KEY);
    await().untilAsserted(() -> assertThat(device.lines()).anyMatch(l -> l.startsWith("reg")));
    ProcessHandle second = steward.house.stock().process().orElseThrow();
    steward.close();
    await().untilAsserted(() -> assertThat(second.isAlive()).isFalse());
  }

  @Test
  void the_key_and_the_socket_are_the_stewards_own() throws Exception {
    assertThat(PosixFilePermissions.toString(mode("keys/old-tls.pem"))).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(mode("run/stock"))).isEqualTo("rwx------");
    try (var socket = new java.net.Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port()), 5_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  private java.util.Set<java.nio.file.attribute.PosixFilePermission> mode(String path)
      throws java.io.IOException {
    return Files.getPosixFilePermissions(home.resolve(path));
  }
}
