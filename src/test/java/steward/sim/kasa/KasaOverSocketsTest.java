package steward.sim.kasa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.drivers.Talk;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Thing;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Unit;
import steward.value.Word;

/// Devices of the old protocol, found, driven and led astray over real sockets.
class KasaOverSocketsTest extends OnStage {
  @Test
  void a_plug_of_the_old_kind_is_found_switched_measured_and_pressed() throws Exception {
    KasaDevice plug = device(KasaModel.HS110_OLD);
    List<Thing> things = Talk.accepted(found(plug));
    Spoken<?> spoken = talk(things, Kept.NOTHING);
    assertThat(spoken.standing()).startsWith("present");
    assertThat(spoken.last(0, Property.SWITCH)).contains(Word.OFF);
    long command = spoken.wants(0, Action.turnOn());
    await().until(() -> saw(spoken, command, true));
    await().until(() -> spoken.last(0, Property.SWITCH).equals(Optional.of(Word.ON)));
    await()
        .until(() ->
            spoken.last(0, Property.POWER).filter(v -> ((Amount) v).number() > 30).isPresent());
    assertThat(((Amount) spoken.last(0, Property.VOLTAGE).orElseThrow()).number())
        .isBetween(229.0, 232.0);
    assertThat(((Amount) spoken.last(0, Property.ENERGY).orElseThrow()).number())
        .isBetween(12_000.0, 12_200.0);
    plug.press(0);
    await()
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
    await().until(() -> spoken.last(3, Property.SWITCH).equals(Optional.of(Word.ON)));
    assertThat(strip.isOn(2)).isTrue();
    for (int other : new int[] {0, 1, 3, 4, 5}) assertThat(strip.isOn(other)).isFalse();
    await()
        .until(() ->
            spoken.last(3, Property.POWER).filter(v -> ((Amount) v).number() > 50).isPresent());
  }

  @Test
  void a_dimmer_is_dimmed_from_off_and_a_bulb_coloured_and_warmed() throws Exception {
    KasaDevice dimmer = device(KasaModel.HS220);
    Spoken<?> wall = talk(Talk.accepted(found(dimmer)), Kept.NOTHING);
    wall.wants(0, new Action.Put(ActionKind.DIM, Amount.percentage(35)));
    await().until(() -> wall.last(0, Property.LEVEL).equals(Optional.of(Amount.percentage(35))));
    assertThat(dimmer.isOn(0)).isTrue();

    KasaDevice bulb = device(KasaModel.KL130);
    Spoken<?> lamp = talk(Talk.accepted(found(bulb)), Kept.NOTHING);
    lamp.wants(0, new Action.Put(ActionKind.COLOUR, new Colour(120, 75)));
    await().until(() -> lamp.last(0, Property.COLOUR).equals(Optional.of(new Colour(120, 75))));
    lamp.wants(0, new Action.Put(ActionKind.WARMTH, new Amount(370, Unit.MIREDS)));
    await().until(() -> lamp.last(0, Property.WARMTH).isPresent());
    assertThat(((Amount) lamp.last(0, Property.WARMTH).orElseThrow()).number())
        .isBetween(369.0, 371.0);
    lamp.wants(0, new Action.Put(ActionKind.DIM, Amount.percentage(0)));
    await().until(() -> lamp.last(0, Property.SWITCH).equals(Optional.of(Word.OFF)));
  }

  @Test
  void bad_answers_of_the_old_port_never_become_readings_and_are_survived() throws Exception {
    KasaDevice plug = device(KasaModel.HS110_NEW);
    Spoken<?> spoken = talk(Talk.accepted(found(plug)), Kept.NOTHING);
    for (Manners.Fault fault : Manners.Fault.values()) {
      spoken.forget();
      behave(plug, manners -> manners.next(fault));
      spoken.poll();
      await().until(() -> spoken.last(0, Property.SWITCH).equals(Optional.of(Word.OFF)));
    }
  }

  @Test
  void refusals_are_said_in_words_and_a_liar_is_not_believed() throws Exception {
    KasaDevice plug = device(KasaModel.HS110_NEW);
    Spoken<?> spoken = talk(Talk.accepted(found(plug)), Kept.NOTHING);
    behave(plug, manners -> manners.refuse(-3));
    long refused = spoken.wants(0, Action.turnOn());
    await().until(() -> saw(spoken, refused, false));
    behave(
        plug,
        manners -> {
          manners.refuse(0);
          manners.lie(true);
        });
    spoken.forget();
    long believed = spoken.wants(0, Action.turnOn());
    await().until(() -> saw(spoken, believed, true));
    await().until(() -> spoken.last(0, Property.SWITCH).isPresent());
    assertThat(spoken.last(0, Property.SWITCH)).contains(Word.OFF);
  }

  @Test
  void a_device_that_goes_silent_is_absent_and_comes_back() throws Exception {
    KasaDevice plug = device(KasaModel.HS110_OLD);
    Spoken<?> spoken = talk(Talk.accepted(found(plug)), Kept.NOTHING);
    plug.goSilent();
    await()
        .until(() -> {
          spoken.poll();
          return spoken.standing().startsWith("absent");
        });
    plug.comeBack();
    await()
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
    await().until(() -> unsent(spoken).isPresent());
    assertThat(spoken.last(0, Property.SWITCH)).isEmpty();
  }
}
