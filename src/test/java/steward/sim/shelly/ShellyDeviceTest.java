package steward.sim.shelly;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.drivers.LiveTalk;
import steward.drivers.Talk;
import steward.drivers.shelly.ShellyFamily;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Status;
import steward.thing.Udn;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Word;

/// The driver and the simulator over real sockets.
class ShellyDeviceTest {
  private static final ShellyFamily FAMILY = new ShellyFamily();
  private static final Kept PASSWORD = Kept.NOTHING.with("password", Bytes.utf8("mypass"));

  private final List<AutoCloseable> open = new ArrayList<>();
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

  private ShellyDevice started(String address, String app, JsonObject status) throws Exception {
    var device = new ShellyDevice(vertx, address, 0, app, "C4D5E6F70809", status);
    open.add(device);
    device.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    return device;
  }

  private ShellyDevice plug(String address) throws Exception {
    return started(address, "PlusPlugS", new JsonObject().put("switch:0", ShellyStates.aSwitch(0)));
  }

  private LiveTalk<?> accepted(ShellyDevice device, Kept kept) {
    Offer offer = FAMILY.sight(device.announcement()).flatMap(FAMILY::offer).orElseThrow();
    LiveTalk<?> talk = LiveTalk.with(FAMILY, Talk.accepted(offer), kept, vertx);
    open.addFirst(talk);
    return talk;
  }

  @Test
  void a_plug_is_found_switched_and_confirmed_by_what_it_notifies() throws Exception {
    ShellyDevice device = plug("127.0.8.1");
    LiveTalk<?> talk = accepted(device, Kept.NOTHING);
    talk.awaitStood(Status.State.PRESENT, "connected");
    talk.awaitSeen(Property.SWITCH, Word.OFF);
    long command = talk.wants(Action.turnOn());
    talk.awaitAnswered(command, true, "took");
    talk.awaitSeen(Property.SWITCH, Word.ON);
    device.hand("switch:0", "apower", 38.5);
    talk.awaitSeen(Property.POWER, Amount.watts(38.5));
    talk.forget();
    device.hand("switch:0", "output", false);
    talk.awaitSeen(Property.SWITCH, Word.OFF);
  }

  @Test
  void a_password_is_answered_for_however_often_the_nonce_changes() throws Exception {
    ShellyDevice device = plug("127.0.8.2");
    device.password("mypass");
    device.forgetsNonces(true);
    LiveTalk<?> talk = accepted(device, PASSWORD);
    talk.awaitStood(Status.State.PRESENT, "connected");
    talk.wants(Action.turnOn());
    talk.awaitSeen(Property.SWITCH, Word.ON);
    assertThat(device.challenges()).isPositive();
    assertThat(talk.effects().toString()).doesNotContain("mypass");
  }

  @Test
  void a_missing_or_wrong_password_is_said() throws Exception {
    ShellyDevice device = plug("127.0.8.3");
    device.password("mypass");
    LiveTalk<?> none = accepted(device, Kept.NOTHING);
    none.awaitStood(Status.State.ERROR, "wants a password");
    none.awaitAnswered(none.wants(Action.turnOn()), false, "wants a password");
    LiveTalk<?> wrong = accepted(device, Kept.NOTHING.with("password", Bytes.utf8("x")));
    wrong.awaitStood(Status.State.ERROR, "does not take our password");
    assertThat(wrong.effects()).noneMatch(e -> e instanceof Effect.Saw);
  }

  @Test
  void where_no_websocket_is_left_it_is_asked_over_http() throws Exception {
    ShellyDevice device = plug("127.0.8.4");
    device.bears(0);
    device.password("mypass");
    LiveTalk<?> talk = accepted(device, PASSWORD);
    talk.awaitStood(Status.State.PRESENT, "no further WebSocket");
    talk.wants(Action.turnOn());
    talk.awaitSeen(Property.SWITCH, Word.ON);
  }

  @Test
  void silence_and_return_are_seen() throws Exception {
    ShellyDevice device = plug("127.0.8.5");
    LiveTalk<?> talk = accepted(device, Kept.NOTHING);
    talk.awaitStood(Status.State.PRESENT, "connected");
    device.goSilent();
    talk.awaitStood(Status.State.ABSENT, "refuses connections");
    talk.forget();
    device.comeBack();
    talk.awaitStood(Status.State.PRESENT, "connected");
  }

  @Test
  void refusals_come_in_plain_words() throws Exception {
    ShellyDevice device = plug("127.0.8.6");
    LiveTalk<?> talk = accepted(device, Kept.NOTHING);
    talk.awaitStood(Status.State.PRESENT, "connected");
    device.refuses(-109);
    talk.awaitAnswered(talk.wants(Action.turnOn()), false, "as it is set up now");
  }

  @Test
  void a_shutter_and_its_buttons_are_learnt_and_driven() throws Exception {
    ShellyDevice device =
        started(
            "127.0.8.7",
            "Plus2PM",
            new JsonObject()
                .put("cover:0", ShellyStates.aCover(0))
                .put("input:0", new JsonObject().put("id", 0).putNull("state")));
    LiveTalk<?> talk = accepted(device, Kept.NOTHING);
    talk.await(
        "learnt", e -> e instanceof Effect.Learnt learnt && learnt.offer().things().size() == 2);
    Offer offer =
        talk.effects().stream()
            .filter(e -> e instanceof Effect.Learnt learnt && learnt.offer().things().size() == 2)
            .map(e -> ((Effect.Learnt) e).offer())
            .findFirst()
            .orElseThrow();
    LiveTalk<?> again = LiveTalk.with(FAMILY, Talk.accepted(offer), Kept.NOTHING, vertx);
    open.addFirst(again);
    again.awaitStood(Status.State.PRESENT, "connected");
    again.wants(new Action.Put(ActionKind.POSITION, Amount.percentage(40)));
    again.awaitSeen(Property.COVER, new Word("opening"));
    again.awaitSeen(Property.POSITION, Amount.percentage(40));
    again.wants(new Action.Plain(ActionKind.CLOSE));
    again.awaitSeen(Property.COVER, new Word("closed"));
    device.press(0, "double_push");
    again.awaitSeen(new Udn("shelly:C4D5E6F70809/input-0"), Property.BUTTON, new Word("double"));
  }

  @Test
  void another_device_at_its_address_is_not_switched() throws Exception {
    ShellyDevice device = plug("127.0.8.8");
    Offer offer =
        FAMILY.byHand(
            steward.thing.Binding.of(
                "shelly",
                "host",
                "127.0.8.8",
                "port",
                String.valueOf(device.port()),
                "mac",
                "C4D5E6F7FFFF",
                "has",
                "switch:0"));
    LiveTalk<?> talk = LiveTalk.with(FAMILY, Talk.accepted(offer), PASSWORD, vertx);
    open.addFirst(talk);
    talk.awaitStood(Status.State.ERROR, "another device answers");
    talk.awaitAnswered(talk.wants(Action.turnOn()), false, "another device");
    assertThat(talk.effects()).noneMatch(e -> e instanceof Effect.Saw);
  }
}
