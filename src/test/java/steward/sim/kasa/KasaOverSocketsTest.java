package steward.sim.kasa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.driver.Probe;
import steward.driver.Sighting;
import steward.drivers.Talk;
import steward.drivers.kasa.KasaFamily;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Thing;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Colour;
import steward.value.Unit;
import steward.value.Word;

/// Simulated devices, found, driven and led astray over real sockets.
class KasaOverSocketsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String EMAIL = "Me@example.com";
  private static final Kept ACCOUNT =
      Kept.NOTHING.with("email", Bytes.utf8(EMAIL)).with("password", Bytes.utf8("correct horse"));
  private static int number = 20;

  private final KasaFamily family = new KasaFamily();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Vertx vertx;

  @BeforeEach
  void begin() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable one : open.reversed()) one.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private KasaDevice device(KasaModel model) throws Exception {
    String mac = "50C7BF0000%02X".formatted(++number);
    var device =
        new KasaDevice(vertx, "127.0.77." + number, model, mac, "Lamp é", KasaDevice.Ports.FREE);
    device.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    open.add(device);
    return device;
  }

  private Spoken<?> talk(List<Thing> things, Kept kept) {
    Spoken<?> spoken = Spoken.with(vertx, family, things, kept);
    open.add(spoken);
    spoken.poll();
    await().atMost(SOON).until(() -> !spoken.standing().isEmpty());
    return spoken;
  }

  /// What the device answers to our two questions, told as discovery tells it.
  private Offer found(KasaDevice device) throws Exception {
    BlockingQueue<Message.Seen> seen = new LinkedBlockingQueue<>();
    DatagramSocket socket = vertx.createDatagramSocket();
    socket
        .handler(packet ->
            seen.add(
                new Message.Seen(
                    packet.sender().host(),
                    new Message.Datagram(
                        packet.sender().port(), Bytes.of(packet.data().getBytes())))))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    for (Probe probe : family.probes()) {
      var question = (Probe.Datagram) probe;
      int port = question.port() == 9999 ? device.ports().old() : device.ports().knock();
      if (port == 0) continue;
      Bytes body = question.content().of("127.0.0.1", 1, Instant.EPOCH);
      socket.send(Buffer.buffer(body.toArray()), port, device.address());
    }
    Message.Seen first = seen.poll(10, TimeUnit.SECONDS);
    socket.close();
    Sighting sighting = family.sight(first).orElseThrow();
    assertThat(sighting.facts()).containsEntry("host", device.address());
    return family.offer(sighting).orElseThrow();
  }

  private static boolean saw(Spoken<?> spoken, long command, boolean accepted) {
    return spoken.effects().stream()
        .anyMatch(e ->
            e instanceof Effect.Answered(long which, boolean yes, _)
                && which == command
                && yes == accepted);
  }

  private static Optional<String> unsent(Spoken<?> spoken) {
    return spoken.effects().stream()
        .flatMap(e -> e instanceof Effect.Unsent(_, String why) ? Optional.of(why).stream() : null)
        .findFirst();
  }

  private static void behave(KasaDevice device, Consumer<Manners> change) {
    device.behave(change);
  }

  @Test
  void a_plug_of_the_old_kind_is_found_switched_measured_and_pressed() throws Exception {
    KasaDevice plug = device(KasaModel.HS110_OLD);
    List<Thing> things = Talk.accepted(found(plug));
    Spoken<?> spoken = talk(things, Kept.NOTHING);
    assertThat(spoken.standing()).startsWith("present");
    assertThat(spoken.last(0, Property.SWITCH)).contains(Word.OFF);
    long command = spoken.wants(0, Action.turnOn());
    await().atMost(SOON).until(() -> saw(spoken, command, true));
    await().atMost(SOON).until(() -> spoken.last(0, Property.SWITCH).equals(Optional.of(Word.ON)));
    await()
        .atMost(SOON)
        .until(() ->
            spoken.last(0, Property.POWER).filter(v -> ((Amount) v).number() > 30).isPresent());
    assertThat(((Amount) spoken.last(0, Property.VOLTAGE).orElseThrow()).number())
        .isBetween(229.0, 232.0);
    assertThat(((Amount) spoken.last(0, Property.ENERGY).orElseThrow()).number())
        .isBetween(12_000.0, 12_200.0);
    plug.press(0);
    await()
        .atMost(SOON)
        .until(() -> {
          spoken.poll();
          return spoken.last(0, Property.SWITCH).equals(Optional.of(Word.OFF));
        });
  }

  @Test
  void a_strip_is_found_with_its_outlets_and_one_is_switched_alone() throws Exception {
    KasaDevice strip = device(KasaModel.HS300);
    Offer offer = found(strip);
    assertThat(offer.things()).hasSize(7);
    Spoken<?> spoken = talk(Talk.accepted(offer), Kept.NOTHING);
    spoken.wants(3, Action.turnOn());
    await().atMost(SOON).until(() -> spoken.last(3, Property.SWITCH).equals(Optional.of(Word.ON)));
    assertThat(strip.isOn(2)).isTrue();
    for (int other : new int[] {0, 1, 3, 4, 5}) assertThat(strip.isOn(other)).isFalse();
    await()
        .atMost(SOON)
        .until(() ->
            spoken.last(3, Property.POWER).filter(v -> ((Amount) v).number() > 50).isPresent());
  }

  @Test
  void a_dimmer_is_dimmed_from_off_and_a_bulb_coloured_and_warmed() throws Exception {
    KasaDevice dimmer = device(KasaModel.HS220);
    Spoken<?> wall = talk(Talk.accepted(found(dimmer)), Kept.NOTHING);
    wall.wants(0, new Action.Put(ActionKind.DIM, Amount.percentage(35)));
    await()
        .atMost(SOON)
        .until(() -> wall.last(0, Property.LEVEL).equals(Optional.of(Amount.percentage(35))));
    assertThat(dimmer.isOn(0)).isTrue();

    KasaDevice bulb = device(KasaModel.KL130);
    Spoken<?> lamp = talk(Talk.accepted(found(bulb)), Kept.NOTHING);
    lamp.wants(0, new Action.Put(ActionKind.COLOUR, new Colour(120, 75)));
    await()
        .atMost(SOON)
        .until(() -> lamp.last(0, Property.COLOUR).equals(Optional.of(new Colour(120, 75))));
    lamp.wants(0, new Action.Put(ActionKind.WARMTH, new Amount(370, Unit.MIREDS)));
    await().atMost(SOON).until(() -> lamp.last(0, Property.WARMTH).isPresent());
    assertThat(((Amount) lamp.last(0, Property.WARMTH).orElseThrow()).number())
        .isBetween(369.0, 371.0);
    lamp.wants(0, new Action.Put(ActionKind.DIM, Amount.percentage(0)));
    await().atMost(SOON).until(() -> lamp.last(0, Property.SWITCH).equals(Optional.of(Word.OFF)));
  }

  @Test
  void klap_of_both_versions_and_both_dialects_opens_with_the_account() throws Exception {
    for (KasaModel model :
        List.of(KasaModel.HS100_KLAP, KasaModel.EP25_KLAP, KasaModel.P110, KasaModel.L530)) {
      KasaDevice plug = device(model);
      plug.bind(EMAIL, "correct horse");
      behave(plug, manners -> manners.withoutLength(true));
      Spoken<?> spoken = talk(Talk.accepted(found(plug)), ACCOUNT);
      assertThat(spoken.standing()).as("%s", model).isEqualTo("present: answers");
      spoken.wants(0, Action.turnOn());
      await()
          .atMost(SOON)
          .until(() -> spoken.last(0, Property.SWITCH).equals(Optional.of(Word.ON)));
      assertThat(plug.handshakes()).as("one session for all of it").isEqualTo(1);
    }
  }

  @Test
  void an_account_that_the_device_does_not_know_is_tried_once_and_said() throws Exception {
    KasaDevice plug = device(KasaModel.EP25_KLAP);
    plug.bind("somebody.else@example.com", "x");
    Spoken<?> spoken = talk(Talk.accepted(found(plug)), ACCOUNT);
    assertThat(spoken.standing()).contains("error").contains("another TP-Link account");
    spoken.wants(0, Action.turnOn());
    await().atMost(SOON).until(() -> unsent(spoken).isPresent());
    assertThat(plug.handshakes()).isEqualTo(1);
    assertThat(plug.requests()).isZero();
  }

  @Test
  void a_device_without_an_account_is_driven_and_said_to_be_open() throws Exception {
    KasaDevice plug = device(KasaModel.P110);
    Spoken<?> spoken = talk(Talk.accepted(found(plug)), ACCOUNT);
    assertThat(spoken.standing()).contains("present").contains("anybody");
  }

  @Test
  void a_lost_session_is_made_anew_once() throws Exception {
    KasaDevice plug = device(KasaModel.EP25_KLAP);
    plug.bind(EMAIL, "correct horse");
    Spoken<?> spoken = talk(Talk.accepted(found(plug)), ACCOUNT);
    behave(plug, Manners::forgetSession);
    spoken.wants(0, Action.turnOn());
    await().atMost(SOON).until(() -> spoken.last(0, Property.SWITCH).equals(Optional.of(Word.ON)));
    assertThat(plug.handshakes()).isEqualTo(2);
  }

  @Test
  void firmware_that_drops_each_session_after_one_request_is_borne() throws Exception {
    KasaDevice plug = device(KasaModel.HS100_KLAP);
    plug.bind(EMAIL, "correct horse");
    behave(plug, manners -> manners.oneRequestPerSession(true));
    Spoken<?> spoken = talk(Talk.accepted(found(plug)), ACCOUNT);
    for (int i = 0; i < 3; i++) {
      Action action = i % 2 == 0 ? Action.turnOn() : Action.turnOff();
      Word goal = i % 2 == 0 ? Word.ON : Word.OFF;
      spoken.wants(0, action);
      await().atMost(SOON).until(() -> spoken.last(0, Property.SWITCH).equals(Optional.of(goal)));
    }
    assertThat(spoken.standing()).startsWith("present");
  }

  @Test
  void switched_off_compatibility_is_said() throws Exception {
    KasaDevice plug = device(KasaModel.P110);
    behave(plug, manners -> manners.closed(true));
    Spoken<?> spoken = talk(Talk.accepted(found(plug)), ACCOUNT);
    assertThat(spoken.standing()).contains("third-party compatibility");
  }

  @Test
  void a_plug_whose_firmware_is_replaced_is_found_again_by_klap() throws Exception {
    KasaDevice plug = device(KasaModel.HS110_NEW);
    Offer offer = found(plug);
    String http = Integer.toString(plug.ports().http());
    List<Thing> things = new ArrayList<>();
    for (var one : offer.things()) {
      things.add(
          new Offer(offer.device(), offer.name(), List.of(withPort(one, http)), "")
              .things()
              .getFirst()
              .accepted(new steward.thing.ThingId("t1"), 1, "Plug", "Hall"));
    }
    Spoken<?> spoken = talk(things, ACCOUNT);
    assertThat(spoken.standing()).startsWith("present");
    plug.bind(EMAIL, "correct horse");
    plug.updateFirmware().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    spoken.forget();
    spoken.wants(0, Action.turnOn());
    await().atMost(SOON).until(() -> spoken.last(0, Property.SWITCH).equals(Optional.of(Word.ON)));
    await()
        .atMost(SOON)
        .until(() ->
            spoken.effects().stream()
                .anyMatch(e ->
                    e instanceof Effect.Learnt(Offer told)
                        && told.things().getFirst().binding().part("protocol", "").equals("klap")));
  }

  private static steward.thing.Description withPort(steward.thing.Description one, String port) {
    return new steward.thing.Description(
        one.udn(),
        one.name(),
        one.kind(),
        one.maker(),
        one.model(),
        one.firmware(),
        one.binding().with("http-port", port),
        one.observes(),
        one.abilities());
  }

  @Test
  void bad_answers_of_the_old_port_never_become_readings_and_are_survived() throws Exception {
    KasaDevice plug = device(KasaModel.HS110_NEW);
    Spoken<?> spoken = talk(Talk.accepted(found(plug)), Kept.NOTHING);
    for (Manners.Fault fault : Manners.Fault.values()) {
      spoken.forget();
      behave(plug, manners -> manners.next(fault));
      spoken.poll();
      await()
          .atMost(SOON)
          .until(() -> spoken.last(0, Property.SWITCH).equals(Optional.of(Word.OFF)));
    }
  }

  @Test
  void refusals_are_said_in_words_and_a_liar_is_not_believed() throws Exception {
    KasaDevice plug = device(KasaModel.HS110_NEW);
    Spoken<?> spoken = talk(Talk.accepted(found(plug)), Kept.NOTHING);
    behave(plug, manners -> manners.refuse(-3));
    long refused = spoken.wants(0, Action.turnOn());
    await().atMost(SOON).until(() -> saw(spoken, refused, false));
    behave(
        plug,
        manners -> {
          manners.refuse(0);
          manners.lie(true);
        });
    spoken.forget();
    long believed = spoken.wants(0, Action.turnOn());
    await().atMost(SOON).until(() -> saw(spoken, believed, true));
    await().atMost(SOON).until(() -> spoken.last(0, Property.SWITCH).isPresent());
    assertThat(spoken.last(0, Property.SWITCH)).contains(Word.OFF);
  }

  @Test
  void a_device_that_goes_silent_is_absent_and_comes_back() throws Exception {
    KasaDevice plug = device(KasaModel.HS110_OLD);
    Spoken<?> spoken = talk(Talk.accepted(found(plug)), Kept.NOTHING);
    plug.goSilent();
    await()
        .atMost(SOON)
        .until(() -> {
          spoken.poll();
          return spoken.standing().startsWith("absent");
        });
    plug.comeBack();
    await()
        .atMost(SOON)
        .until(() -> {
          spoken.poll();
          return spoken.standing().startsWith("present");
        });
  }

  @Test
  void another_device_at_the_address_is_not_taken_for_ours() throws Exception {
    KasaDevice ours = device(KasaModel.HS110_OLD);
    KasaDevice other = device(KasaModel.HS110_NEW);
    Offer offer = found(ours);
    var one = offer.things().getFirst();
    var moved =
        new steward.thing.Description(
            one.udn(),
            one.name(),
            one.kind(),
            one.maker(),
            one.model(),
            one.firmware(),
            one.binding()
                .with("host", other.address())
                .with("port", Integer.toString(other.ports().old())),
            one.observes(),
            one.abilities());
    var things = List.of(moved.accepted(new steward.thing.ThingId("t1"), 1, "Plug", "Hall"));
    Spoken<?> spoken = talk(things, Kept.NOTHING);
    assertThat(spoken.standing()).contains("error").contains(other.mac());
    spoken.wants(0, Action.turnOn());
    await().atMost(SOON).until(() -> unsent(spoken).isPresent());
    assertThat(spoken.last(0, Property.SWITCH)).isEmpty();
  }

  @Test
  void only_the_own_account_and_the_own_address_prove_a_device() throws Exception {
    KasaDevice plug = device(KasaModel.EP25_KLAP);
    KasaDevice sister = device(KasaModel.EP25_KLAP);
    for (KasaDevice one : List.of(plug, sister)) one.bind(EMAIL, "correct horse");
    List<Thing> things = Talk.accepted(found(plug));
    assertThat(proof(things)).startsWith("proved");
    List<Thing> atSister =
        things.stream()
            .map(thing ->
                new steward.thing.Description(
                        thing.udn(),
                        thing.name(),
                        thing.kind(),
                        thing.maker(),
                        thing.model(),
                        thing.firmware(),
                        thing
                            .binding()
                            .with("host", sister.address())
                            .with("http-port", Integer.toString(sister.ports().http())),
                        thing.observes(),
                        thing.abilities())
                    .accepted(thing.id(), 1, "Plug", "Hall"))
            .toList();
    assertThat(proof(atSister)).contains("another device of the same account");
    plug.bind("", "");
    assertThat(proof(things)).contains("does not know the account");
    assertThat(family.prover(things, Kept.NOTHING)).isEmpty();
  }

  private String proof(List<Thing> things) {
    try (Spoken<?> spoken = Spoken.prover(vertx, family, things, ACCOUNT)) {
      await()
          .atMost(SOON)
          .until(() ->
              spoken.effects().stream()
                  .anyMatch(e -> e instanceof Effect.Proved || e instanceof Effect.Close));
      return spoken.effects().stream()
          .flatMap(e ->
              switch (e) {
                case Effect.Proved(String how) -> Optional.of("proved by " + how).stream();
                case Effect.Close(String why) -> Optional.of(why).stream();
                default -> Optional.<String>empty().stream();
              })
          .findFirst()
          .orElse("");
    }
  }
}
