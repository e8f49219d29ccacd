package steward.sim.sonoff;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.drivers.LiveTalk;
import steward.drivers.Talk;
import steward.drivers.sonoff.SonoffFamily;
import steward.thing.Action;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Status;
import steward.thing.Thing;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Word;

/// The driver and the simulator over real sockets.
class SonoffDeviceTest {
  private static final SonoffFamily FAMILY = new SonoffFamily();
  private static final String KEY = "0d1f2e3c-4b5a-4678-9a0b-c1d2e3f4a5b6";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Message.Seen> seen = new CopyOnWriteArrayList<>();
  private Vertx vertx;

  @BeforeEach
  void begin() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : open) one.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private SonoffDevice started(SonoffDevice device) throws Exception {
    open.add(device);
    device.onAnnouncement(seen::add);
    device.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    return device;
  }

  /// Finds the device by what it announces, accepts all of it, and speaks with it.
  private LiveTalk<?> accepted(SonoffDevice device, Kept kept) {
    Offer offer = FAMILY.sight(seen.getFirst()).flatMap(FAMILY::offer).orElseThrow();
    List<Thing> things = Talk.accepted(offer);
    LiveTalk<?> talk = LiveTalk.with(FAMILY, things, kept, vertx);
    open.addFirst(talk);
    device.onAnnouncement(talk::hears);
    return talk;
  }

  private SonoffDevice diySwitch(String address) throws Exception {
    return started(
        SonoffDevice.diy(vertx, address, 0, "1000a0b001", "diy_plug", SonoffStates.aSwitch(), 1));
  }

  private static Kept key() {
    return Kept.NOTHING.with("device-key", Bytes.utf8(KEY));
  }

  @Test
  void a_switch_in_diy_mode_is_found_switched_and_confirmed_by_its_announcement() throws Exception {
    SonoffDevice device = diySwitch("127.0.7.1");
    device.trailingBytes(true);
    device.infoAsText(true);
    LiveTalk<?> talk = accepted(device, Kept.NOTHING);
    talk.awaitStood(Status.State.PRESENT, "answers");
    talk.awaitSeen(Property.SWITCH, Word.OFF);
    talk.forget();
    long command = talk.wants(Action.turnOn());
    talk.awaitAnswered(command, true, "took");
    talk.awaitSeen(Property.SWITCH, Word.ON);
    var first = talk.effects().stream().filter(e -> e instanceof Effect.Saw).findFirst();
    assertThat(talk.effects().indexOf(first.orElseThrow()))
        .as("the answer comes before the relay moves")
        .isGreaterThan(
            talk.effects().indexOf(new Effect.Answered(command, true, "it took the request")));
    talk.forget();
    device.hand("switch", "off");
    talk.awaitSeen(Property.SWITCH, Word.OFF);
  }

  @Test
  void a_lost_announcement_is_made_good_by_asking() throws Exception {
    SonoffDevice device = diySwitch("127.0.7.2");
    LiveTalk<?> talk = accepted(device, Kept.NOTHING);
    talk.awaitSeen(Property.SWITCH, Word.OFF);
    device.losesAnnouncements(true);
    talk.wants(Action.turnOn());
    talk.awaitSeen(Property.SWITCH, Word.ON);
  }

  @Test
  void a_forged_announcement_is_set_right_by_the_device_itself() throws Exception {
    SonoffDevice device = diySwitch("127.0.7.3");
    LiveTalk<?> talk = accepted(device, Kept.NOTHING);
    talk.awaitSeen(Property.SWITCH, Word.OFF);
    talk.forget();
    var texts =
        List.of(
            Bytes.utf8("id=1000a0b001"),
            Bytes.utf8("seq=99"),
            Bytes.utf8("data1={\"switch\":\"on\"}"));
    talk.hears(
        new Message.Seen(
            "127.0.7.3",
            new Message.Service("_ewelink._tcp.local", "eWeLink_1000a0b001", 1, texts)));
    talk.awaitSeen(Property.SWITCH, Word.ON);
    talk.awaitSeen(Property.SWITCH, Word.OFF);
    assertThat(device.commands()).isZero();
  }

  @Test
  void connections_that_are_broken_off_are_tried_again() throws Exception {
    SonoffDevice device = diySwitch("127.0.7.4");
    LiveTalk<?> talk = accepted(device, Kept.NOTHING);
    talk.awaitSeen(Property.SWITCH, Word.OFF);
    device.cutNext(4);
    talk.wants(Action.turnOn());
    talk.awaitSeen(Property.SWITCH, Word.ON);
    assertThat(device.commands()).isEqualTo(1);
  }

  @Test
  void refusals_come_in_plain_words() throws Exception {
    SonoffDevice device = diySwitch("127.0.7.5");
    LiveTalk<?> talk = accepted(device, Kept.NOTHING);
    talk.awaitSeen(Property.SWITCH, Word.OFF);
    device.refuses(422);
    talk.awaitAnswered(talk.wants(Action.turnOn()), false, "does not take these values");
    device.refuses(404);
    talk.awaitAnswered(talk.wants(Action.turnOn()), false, "another device");
  }

  @Test
  void silence_and_return_are_seen() throws Exception {
    SonoffDevice device = diySwitch("127.0.7.6");
    LiveTalk<?> talk = accepted(device, Kept.NOTHING);
    talk.awaitStood(Status.State.PRESENT, "answers");
    device.goSilent();
    talk.wants(Action.turnOn());
    talk.awaitStood(Status.State.ABSENT, "refuses connections");
    talk.forget();
    device.comeBack();
    talk.awaitStood(Status.State.PRESENT, "");
  }

  @Test
  void a_unit_in_lan_mode_is_read_and_commanded_with_its_key() throws Exception {
    JsonObject state =
        SonoffStates.aSwitch()
            .put("currentTemperature", "21.5")
            .put("currentHumidity", "unavailable");
    SonoffDevice device =
        started(SonoffDevice.lan(vertx, "127.0.7.7", 0, "1001720a0b", "th_plug", state, KEY, 2));
    device.trailingBytes(true);
    LiveTalk<?> talk = accepted(device, key());
    // It does not answer what it is asked for its state, but announces it.
    talk.awaitStood(Status.State.PRESENT, "");
    device.hand("switch", "off");
    talk.awaitSeen(Property.TEMPERATURE, Amount.celsius(21.5));
    long command = talk.wants(Action.turnOn());
    talk.awaitAnswered(command, true, "took");
    talk.awaitSeen(Property.SWITCH, Word.ON);
    assertThat(talk.effects()).noneMatch(e -> e instanceof Effect.Dropped);
    assertThat(talk.effects().toString()).doesNotContain(KEY);
  }

  @Test
  void a_wrong_key_neither_reads_nor_switches() throws Exception {
    SonoffDevice device =
        started(
            SonoffDevice.lan(
                vertx, "127.0.7.8", 0, "1001720a0c", "plug", SonoffStates.aSwitch(), KEY, 3));
    LiveTalk<?> talk = accepted(device, Kept.NOTHING.with("device-key", Bytes.utf8("another-key")));
    device.hand("switch", "on");
    talk.awaitStood(Status.State.ERROR, "device key may be wrong");
    talk.awaitAnswered(talk.wants(Action.turnOff()), false, "could not read the request");
    assertThat(device.commands()).isZero();
    assertThat(talk.effects()).noneMatch(e -> e instanceof Effect.Saw);
  }

  @Test
  void a_strip_switches_its_outlets_one_after_the_other() throws Exception {
    SonoffDevice device =
        started(
            SonoffDevice.diy(
                vertx, "127.0.7.9", 0, "1000e6aa01", "strip", SonoffStates.aStrip(3), 4));
    Offer offer = FAMILY.sight(seen.getFirst()).flatMap(FAMILY::offer).orElseThrow();
    assertThat(offer.things()).hasSize(3);
    LiveTalk<?> talk = accepted(device, Kept.NOTHING);
    var second = offer.things().get(1).udn();
    var third = offer.things().get(2).udn();
    talk.wants(second, Action.turnOn());
    talk.wants(third, Action.turnOn());
    talk.awaitSeen(second, Property.SWITCH, Word.ON);
    talk.awaitSeen(third, Property.SWITCH, Word.ON);
    Awaitility.await().untilAsserted(() -> assertThat(device.commands()).isEqualTo(2));
  }

  @Test
  void a_radio_bridge_sends_once_and_says_that_nobody_knows() throws Exception {
    var state = new JsonObject("{\"rfList\":[{\"rfChl\":0}],\"rfTrig0\":\"2026-01-01T00:00:00Z\"}");
    SonoffDevice device =
        started(SonoffDevice.diy(vertx, "127.0.7.10", 0, "1000fd0001", "rf", state, 5));
    device.equalsForColon(true);
    LiveTalk<?> talk = accepted(device, Kept.NOTHING);
    talk.awaitStood(Status.State.PRESENT, "");
    long command = talk.wants(new Action.Tell(steward.thing.ActionKind.SEND, "0"));
    talk.await("sent", e -> e.equals(new Effect.Goes(command)));
    assertThat(device.commands()).isEqualTo(1);
  }
}
