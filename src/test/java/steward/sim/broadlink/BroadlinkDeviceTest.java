package steward.sim.broadlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Status;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Text;
import steward.value.Word;

/// The driver against simulated devices over real sockets, each of their wrong ways included.
class BroadlinkDeviceTest {
  private static final String MAC = "34EA34B5C1D2";
  private static final String CODE = "2600040011331102";
  private static final Kept POWER = new Kept(Map.of("code:tv/power", Bytes.wrap(Wire.hex(CODE))));

  private static Vertx vertx;

  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void begin() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void end() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) one.close();
  }

  private <D extends BroadlinkDevice> D started(D device) throws Exception {
    device.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    open.add(device);
    return device;
  }

  private SimBlaster blaster(Spec spec) throws Exception {
    return started(new SimBlaster(vertx, "127.0.80.2", spec, 7));
  }

  private SimPlug plug(Spec spec) throws Exception {
    return started(new SimPlug(vertx, "127.0.80.3", spec, 7));
  }

  private SocketTalk<?> talk(BroadlinkDevice device, Kept kept) throws Exception {
    var talk = SocketTalk.with(device, kept);
    open.add(talk);
    return talk;
  }

  private static boolean isPresent(Effect effect) {
    return effect instanceof Effect.Stood(_, Status.State state, _)
        && state == Status.State.PRESENT;
  }

  private static Action send(String name) {
    return new Action.Tell(ActionKind.SEND, name);
  }

  private static Action learn(String name) {
    return new Action.Tell(ActionKind.LEARN, name);
  }

  @Test
  void an_rm4_measures_learns_and_sends() throws Exception {
    SimBlaster blaster = blaster(Spec.rm4Mini(MAC, "Wohnzimmer"));
    blaster.cable(true);
    var talk = talk(blaster, Kept.NOTHING);
    assertThat(talk.untilSaw(Property.TEMPERATURE)).isEqualTo(Amount.celsius(22.5));
    blaster.press(CODE, 1);
    talk.wants(learn("tv/power"));
    talk.until(e -> e instanceof Effect.Keep);
    talk.wants(send("tv/power"));
    talk.until(e -> e.equals(new Effect.Answered(2, true, "sent tv/power")));
    assertThat(blaster.sent()).containsExactly(CODE);
    assertThat(blaster.keepAlives()).isPositive();
  }

  @Test
  void an_rm_mini_3_does_the_same_in_its_own_frame_and_measures_nothing() throws Exception {
    SimBlaster blaster = blaster(Spec.rmMini3(MAC, "Flur"));
    var talk = talk(blaster, Kept.NOTHING);
    talk.until(BroadlinkDeviceTest::isPresent);
    blaster.press(CODE, 0);
    talk.wants(learn("tv/power"));
    List<Effect> effects = talk.until(e -> e instanceof Effect.Keep);
    assertThat(effects)
        .noneMatch(e -> e instanceof Effect.Saw(var r) && r.property() == Property.TEMPERATURE);
    talk.wants(send("tv/power"));
    talk.until(e -> e instanceof Effect.Goes(long command) && command == 2);
    assertThat(blaster.sent()).containsExactly(CODE);
  }

  @Test
  void a_plug_is_switched_read_and_pressed_by_hand() throws Exception {
    SimPlug plug = plug(Spec.sp2(MAC, "Lampe"));
    var talk = talk(plug, Kept.NOTHING);
    assertThat(talk.untilSaw(Property.SWITCH)).isEqualTo(Word.OFF);
    talk.wants(Action.turnOn());
    assertThat(talk.untilSaw(Property.SWITCH)).isEqualTo(Word.ON);
    assertThat(plug.isOn()).isTrue();
    assertThat(talk.untilSaw(Property.POWER)).isEqualTo(Amount.watts(60));
    plug.press();
    assertThat(talk.untilSaw(Property.SWITCH)).isEqualTo(Word.OFF);
  }

  @Test
  void an_sp4_obeys_in_json() throws Exception {
    SimPlug plug = plug(Spec.sp4(MAC, "Lampe"));
    var talk = talk(plug, Kept.NOTHING);
    talk.until(BroadlinkDeviceTest::isPresent);
    talk.wants(Action.turnOn());
    talk.until(e ->
        e instanceof Effect.Saw(var r)
            && r.property() == Property.SWITCH
            && r.value().equals(Word.ON));
    assertThat(plug.isOn()).isTrue();
    assertThat(plug.isLit()).isFalse();
  }

  @Test
  void losses_duplicates_late_and_broken_answers_are_borne() throws Exception {
    SimPlug plug = plug(Spec.sp2(MAC, "Lampe"));
    plug.faults().duplicate(true);
    plug.faults().answerLate(true);
    plug.faults().lose(1);
    plug.faults().corrupt(1);
    plug.faults().shorten(1);
    var talk = talk(plug, Kept.NOTHING);
    talk.until(BroadlinkDeviceTest::isPresent);
    plug.faults().loseAnswers(1);
    talk.wants(Action.turnOn());
    talk.until(e ->
        e instanceof Effect.Saw(var r)
            && r.property() == Property.SWITCH
            && r.value().equals(Word.ON));
  }

  @Test
  void a_restart_is_healed_by_one_authentication() throws Exception {
    SimBlaster blaster = blaster(Spec.rm4Mini(MAC, "Hall"));
    blaster.faults().bareErrors(true);
    var talk = talk(blaster, POWER);
    talk.until(BroadlinkDeviceTest::isPresent);
    blaster.reboot();
    talk.wants(send("tv/power"));
    talk.until(e -> e instanceof Effect.Goes);
    assertThat(blaster.authentications()).isEqualTo(2);
    assertThat(blaster.sent()).containsExactly(CODE);
  }

  @Test
  void while_it_sends_it_hears_nothing_and_sends_once() throws Exception {
    SimBlaster blaster = blaster(Spec.rm4Mini(MAC, "Hall"));
    blaster.sendingTakes(Duration.ofMillis(1500));
    var talk = talk(blaster, POWER);
    talk.until(BroadlinkDeviceTest::isPresent);
    talk.wants(send("tv/power"));
    talk.wants(send("tv/power"));
    talk.until(e -> e instanceof Effect.Goes(long command) && command == 2);
    assertThat(blaster.sent()).hasSize(2);
  }

  @Test
  void a_locked_one_is_an_error_with_the_way_out() throws Exception {
    SimBlaster blaster = blaster(Spec.rm4Mini(MAC, "Hall"));
    blaster.lock(true);
    var talk = talk(blaster, Kept.NOTHING);
    List<Effect> effects =
        talk.until(e ->
            e instanceof Effect.Stood(_, Status.State state, _) && state == Status.State.ERROR);
    assertThat(effects.toString()).contains("Lock device");
    blaster.lock(false);
    talk.until(BroadlinkDeviceTest::isPresent);
  }

  @Test
  void the_wrong_frame_and_an_unknown_type_are_found_out() throws Exception {
    SimBlaster blaster = blaster(new Spec(0x9999, MAC, "Hall"));
    blaster.cable(true);
    var talk = talk(blaster, Kept.NOTHING);
    List<Effect> effects = talk.until(e -> e instanceof Effect.Learnt);
    assertThat(effects.toString()).contains("like=rm4");
  }

  @Test
  void an_old_hello_that_tells_no_type_is_said() throws Exception {
    SimBlaster blaster = blaster(Spec.rm4Mini(MAC, "Hall"));
    blaster.faults().oldHellos(true);
    var talk = talk(blaster, Kept.NOTHING);
    List<Effect> effects =
        talk.until(e ->
            e instanceof Effect.Stood(_, Status.State state, _) && state == Status.State.ERROR);
    assertThat(effects.toString()).contains("enter the type by hand");
  }

  @Test
  void it_restarts_without_its_cloud_and_not_while_it_is_fed() throws Exception {
    SimBlaster blaster = blaster(Spec.rm4Mini(MAC, "Hall"));
    blaster.watchdog(Duration.ofMillis(80), Duration.ofMillis(20));
    Awaitility.await().until(() -> blaster.reboots() >= 2);
  }

  @Test
  void what_was_asked_in_its_silence_is_done_when_it_is_back_in_time() throws Exception {
    SimPlug plug = plug(Spec.sp2(MAC, "Lampe"));
    var talk = talk(plug, Kept.NOTHING);
    talk.until(BroadlinkDeviceTest::isPresent);
    plug.goSilent();
    talk.wants(Action.turnOn());
    talk.until(e -> e instanceof Effect.Wake(String name, _) && name.equals("again"));
    assertThat(plug.isOn()).isFalse();
    plug.comeBack();
    talk.until(e -> e instanceof Effect.Answered(_, boolean accepted, _) && accepted);
    assertThat(plug.isOn()).isTrue();
    assertThat(plug.authentications()).isEqualTo(2);
  }

  @Test
  void a_lesson_says_what_to_do() throws Exception {
    SimBlaster blaster = blaster(Spec.rm4Mini(MAC, "Hall"));
    var talk = talk(blaster, Kept.NOTHING);
    talk.wants(learn("tv/power"));
    assertThat(talk.untilSaw(Property.TEXT))
        .isEqualTo(new Text("press the key of the remote shortly, close to the blaster"));
    assertThat(blaster.isListening()).isTrue();
  }
}
