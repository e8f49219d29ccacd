package steward.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steward.sim.broadlink.BroadlinkDevice;
import steward.sim.broadlink.SimBlaster;
import steward.sim.broadlink.SimPlug;
import steward.sim.broadlink.Spec;

/// Broadlink devices in a whole house: entered by hand, commanded, taught, silent.
class BroadlinkOverHttpTest {
  private static final String CODE = "2600040011331102";

  @TempDir Path home;

  private Vertx vertx;
  private RunningHouse house;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    house = RunningHouse.on(home);
  }

  @AfterEach
  void close() {
    house.close();
    RunningHouse.get(vertx.close());
  }

  private void enter(BroadlinkDevice device, String id) {
    RunningHouse.get(device.start());
    String body =
        """
        {"family":"broadlink","id":"%s","name":"%s","room":"Hall",
         "binding":{"host":"%s","port":"%d","mac":"%s"}}\
        """
            .formatted(id, id, device.address(), device.port(), device.spec().mac());
    var reply = house.ask("POST", "/things", body);
    assertThat(reply.status()).as(reply.text()).isBetween(200, 299);
    // It reports before it is described as what it is; that it answers is said after.
    Awaitility.await().until(() -> text("/things/" + id).contains("\"reason\":\"answers\""));
  }

  private String text(String path) {
    return house.get("/api/v1" + path).text();
  }

  private String perform(String id, String action) {
    return house.ask("POST", "/things/" + id + "/perform?wait=20s", action).text();
  }

  @Test
  void a_plug_is_entered_by_hand_switched_confirmed_and_missed() {
    try (var plug = new SimPlug(vertx, "127.0.81.3", Spec.sp2("34EA34B5C1D3", "Lampe"), 3)) {
      enter(plug, "lamp");
      assertThat(perform("lamp", "{\"action\":\"turn\",\"to\":\"on\"}")).contains("confirmed");
      assertThat(plug.isOn()).isTrue();
      plug.goSilent();
      assertThat(perform("lamp", "{\"action\":\"turn\",\"to\":\"off\"}")).contains("\"silent\"");
      Awaitility.await().until(() -> text("/things/lamp").contains("absent"));
      assertThat(text("/things/lamp")).contains("it does not answer");
    }
  }

  @Test
  void a_blaster_learns_keeps_and_sends_and_its_television_is_found() {
    var spec = Spec.rm4Mini("34EA34B5C1D4", "Wohnzimmer");
    try (var blaster = new SimBlaster(vertx, "127.0.81.4", spec, 4)) {
      enter(blaster, "blaster");
      blaster.press(CODE, 1);
      assertThat(perform("blaster", "{\"action\":\"learn\",\"text\":\"tv/power-on\"}"))
          .contains("confirmed");
      assertThat(perform("blaster", "{\"action\":\"send\",\"text\":\"tv/power-on\"}"))
          .contains("unobservable");
      assertThat(blaster.sent()).containsExactly(CODE);
      assertThat(perform("blaster", "{\"action\":\"send\",\"text\":\"tv/mute\"}"))
          .contains("refused", "it knows tv/power-on");
      Awaitility.await().until(() -> text("/inbox").contains("remote-tv"));
    }
  }
}
