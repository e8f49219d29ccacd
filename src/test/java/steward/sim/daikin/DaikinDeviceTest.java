package steward.sim.daikin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steward.driver.Way;
import steward.drivers.daikin.DaikinFamily;
import steward.sim.daikin.DaikinDevice.Firmware;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Word;

/// The driver and a simulated adapter of each firmware, over real sockets.
class DaikinDeviceTest {

  private final List<AutoCloseable> open = new ArrayList<>();
  private Vertx vertx;

  @BeforeEach
  void begin() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : open.reversed()) one.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @SuppressWarnings("removal") // for a test it does
  private DaikinDevice device(Firmware firmware) {
    var device = new DaikinDevice(vertx, "127.0.71.3", 0, Drive.MAC, firmware, 7);
    if (firmware == Firmware.REGISTERED)
      device.certificate(SelfSignedCertificate.create("daikin").keyCertOptions());
    open.add(device);
    return device;
  }

  private Drive<?> drive(DaikinDevice device, String... secrets) throws Exception {
    device.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    Map<String, String> kept = secrets.length == 0 ? Map.of() : Map.of(secrets[0], secrets[1]);
    Drive<?> drive = Drive.of(vertx, device, kept);
    open.add(drive);
    return drive;
  }

  private static void until(Drive<?> drive, Property property, String value) {
    await()
        .untilAsserted(() ->
            assertThat(drive.saw(property)).as("%s, %s", property, drive.stood()).isEqualTo(value));
  }

  private static Action put(ActionKind kind, String word) {
    return new Action.Put(kind, new Word(word));
  }

  private static Action goal(double celsius) {
    return new Action.Put(ActionKind.HEAT, Amount.celsius(celsius));
  }

  /// Everything that a person can ask of any of them, seen at the unit and in the readings.
  private static void perform(DaikinDevice device, Drive<?> drive, String fan) {
    drive.wants(Action.turnOn());
    until(drive, Property.SWITCH, "on");
    drive.wants(put(ActionKind.MODE, "heat"));
    until(drive, Property.MODE, "heat");
    drive.wants(goal(22));
    until(drive, Property.GOAL_TEMPERATURE, "22");
    drive.wants(put(ActionKind.FAN, fan));
    until(drive, Property.FAN, fan);
    assertThat(device.<Boolean>see(AirUnit::isOn)).isTrue();
    assertThat(device.<String>see(AirUnit::mode)).isEqualTo("heat");
    assertThat(device.<Double>see(AirUnit::goal)).isEqualTo(22.0);
    assertThat(device.<String>see(AirUnit::fan)).isEqualTo(fan);
    drive.wants(Action.turnOff());
    until(drive, Property.SWITCH, "off");
    assertThat(device.<Boolean>see(AirUnit::isOn)).isFalse();
    assertThat(device.<String>see(AirUnit::mode)).as("the mode stays").isEqualTo("heat");
    assertThat(device.rebuffs()).as("never two requests at once").isZero();
  }

  @Test
  void a_classic_adapter_is_driven_though_what_is_set_shows_late() throws Exception {
    DaikinDevice device = device(Firmware.CLASSIC);
    device.slow(Duration.ofMillis(20), Duration.ofMillis(900));
    Drive<?> drive = drive(device);
    until(drive, Property.TEMPERATURE, "25");
    perform(device, drive, "silent");
    await().untilAsserted(() -> assertThat(drive.learnt()).contains("0C11"));
    device.byHand(unit -> unit.turn(true));
    drive.wants(put(ActionKind.SWING, "both"));
    until(drive, Property.SWING, "both");
    assertThat(drive.saw(Property.SWITCH)).as("a hand turned it on").isEqualTo("on");
    drive.wants(put(ActionKind.SPECIAL, "powerful"));
    until(drive, Property.SPECIAL, "powerful");
    drive.wants(put(ActionKind.SPECIAL, "away"));
    until(drive, Property.SPECIAL, "away");
    assertThat(device.<Boolean>see(AirUnit::isAway)).isTrue();
  }

  @Test
  void odd_firmware_is_driven_as_well() throws Exception {
    DaikinDevice device = device(Firmware.CLASSIC);
    device.odd(true, true, true, true);
    device.byHand(unit -> unit.use(500));
    Drive<?> drive = drive(device);
    perform(device, drive, "3");
    drive.wants(put(ActionKind.SWING, "vertical"));
    until(drive, Property.SWING, "vertical");
    assertThat(drive.outcome(6)).isEqualTo("accepted: the adapter took it");
  }

  @Test
  void a_ducted_unit_behind_airbase_is_driven() throws Exception {
    DaikinDevice device = device(Firmware.AIRBASE);
    perform(device, drive(device), "mid");
  }

  @Test
  void a_skyfi_module_is_driven_with_its_password_and_not_without() throws Exception {
    DaikinDevice device = device(Firmware.SKYFI);
    device.password("secret word");
    Drive<?> drive = drive(device, "skyfi-password", "secret word");
    perform(device, drive, "high");
    device.password("another");
    long command = drive.wants(Action.turnOn());
    await().untilAsserted(() -> assertThat(drive.outcome(command)).startsWith("unsent:"));
    assertThat(drive.stood()).startsWith("error: the module does not take the password");
    assertThat(drive.stood()).doesNotContain("secret word");
  }

  @Test
  void a_dsiot_adapter_is_driven_and_what_it_refuses_is_told() throws Exception {
    DaikinDevice device = device(Firmware.DSIOT);
    device.oddTrees(true, true);
    device.byHand(unit -> unit.air(24.4, -5, 41));
    Drive<?> drive = drive(device);
    until(drive, Property.OUTDOOR_TEMPERATURE, "-5");
    until(drive, Property.HUMIDITY, "41");
    perform(device, drive, "silent");
    await().untilAsserted(() -> assertThat(drive.learnt()).contains("FTXM50MVA"));
    device.byHand(unit -> unit.turn(true));
    drive.wants(put(ActionKind.SWING, "both"));
    until(drive, Property.SWING, "both");
    drive.wants(put(ActionKind.SPECIAL, "econo"));
    until(drive, Property.SPECIAL, "econo");
    device.refuseNext(1, 0);
    long refused = drive.wants(goal(23));
    await()
        .untilAsserted(() ->
            assertThat(drive.outcome(refused)).startsWith("refused: the adapter does not take"));
    device.refuseNext(0, 1);
    drive.wants(goal(24));
    until(drive, Property.GOAL_TEMPERATURE, "24");
  }

  @Test
  void an_adapter_that_wants_its_key_is_registered_with_and_its_certificate_kept()
      throws Exception {
    DaikinDevice device = device(Firmware.REGISTERED);
    Drive<?> drive = drive(device, "key", "0123456789012");
    perform(device, drive, "auto");
    assertThat(drive.kept("uuid").text()).matches("[0-9a-f]{32}");
    assertThat(drive.kept(Way.PIN).isEmpty()).isFalse();
    device.forgetTerminals();
    drive.wants(Action.turnOn());
    until(drive, Property.SWITCH, "on");
  }

  @Test
  void an_update_over_night_from_classic_to_dsiot_is_noticed() throws Exception {
    DaikinDevice device = device(Firmware.CLASSIC);
    Drive<?> drive = drive(device);
    perform(device, drive, "silent");
    device.update(Firmware.DSIOT, "2_8_0");
    perform(device, drive, "3");
    device.update(Firmware.CLOUD_ONLY, "2_9_0");
    long command = drive.wants(Action.turnOn());
    await().untilAsserted(() -> assertThat(drive.outcome(command)).startsWith("unsent: seen, but"));
    assertThat(drive.stood()).startsWith("error: seen, but not to be controlled");
  }

  @Test
  void broken_connections_halves_of_answers_and_silence_are_lived_through() throws Exception {
    DaikinDevice device = device(Firmware.CLASSIC);
    Drive<?> drive = drive(device);
    until(drive, Property.SWITCH, "off");
    device.resetNext(1);
    drive.wants(Action.turnOn());
    until(drive, Property.SWITCH, "on");
    device.cutNext(1);
    drive.wants(put(ActionKind.MODE, "dry"));
    until(drive, Property.MODE, "dry");
    device.goSilent();
    drive.wants(Action.turnOff());
    await().untilAsserted(() -> assertThat(drive.stood()).startsWith("absent:"));
    device.comeBack();
    await().untilAsserted(() -> assertThat(drive.stood()).startsWith("present:"));
  }

  @Test
  void the_search_by_udp_finds_it() throws Exception {
    DaikinDevice device = device(Firmware.CLASSIC);
    device.name("Küche\u0007");
    device.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    BlockingQueue<Buffer> heard = new LinkedBlockingQueue<>();
    var socket = vertx.createDatagramSocket();
    socket.handler(packet -> heard.add(packet.data()));
    socket
        .listen(0, InetAddress.ofLiteral("127.0.0.1").getHostAddress())
        .compose(s ->
            s.send(
                Buffer.buffer("DAIKIN_UDP/common/basic_info".getBytes(StandardCharsets.US_ASCII)),
                device.searchPort(),
                device.address()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
    Buffer body = heard.poll(10, TimeUnit.SECONDS);
    assertThat(body).isNotNull();
    var sighting =
        new DaikinFamily()
            .sight(
                new Message.Seen(
                    device.address(), new Message.Datagram(30050, Bytes.wrap(body.getBytes()))))
            .orElseThrow();
    assertThat(sighting.device().value()).isEqualTo("daikin:" + Drive.MAC);
    assertThat(sighting.facts())
        .containsEntry("host", device.address())
        .containsEntry("name", "Küche")
        .doesNotContainKeys("id", "pw");
    socket.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
