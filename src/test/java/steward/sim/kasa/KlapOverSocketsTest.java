package steward.sim.kasa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.drivers.Talk;
import steward.thing.Action;
import steward.thing.Property;
import steward.thing.Thing;
import steward.value.Word;

/// Devices behind KLAP: accounts, sessions, updates and proofs, over real sockets.
class KlapOverSocketsTest extends OnStage {
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
      await().until(() -> spoken.last(0, Property.SWITCH).equals(Optional.of(Word.ON)));
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
    await().until(() -> unsent(spoken).isPresent());
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
    await().until(() -> spoken.last(0, Property.SWITCH).equals(Optional.of(Word.ON)));
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
      await().until(() -> spoken.last(0, Property.SWITCH).equals(Optional.of(goal)));
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
    plug.updateFirmware().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    spoken.forget();
    spoken.wants(0, Action.turnOn());
    await().until(() -> spoken.last(0, Property.SWITCH).equals(Optional.of(Word.ON)));
    await()
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
