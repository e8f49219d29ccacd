package steward.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steward.activity.Activity;
import steward.activity.proof.Finding;
import steward.activity.proof.Prover;
import steward.activity.text.ActivityYaml;
import steward.activity.text.Words;
import steward.loop.Fact;
import steward.loop.HouseNames;
import steward.place.Place;
import steward.sample.SampleHouse;
import steward.thing.ActionKind;
import steward.thing.Group;
import steward.thing.Property;
import steward.thing.Selector;
import steward.value.Malformed;

/// Ready-made activities in an ordinary house, with whatever fills their slots.
final class ReadyMadeTest {
  private static HouseNames house() {
    var house = new SampleHouse();
    for (String name : List.of("hall-lamp", "bed-lamp"))
      house.thing(
          name,
          name.startsWith("hall") ? "Hall" : "Bedroom",
          "lighting/lamp",
          Set.of(Property.SWITCH, Property.LEVEL),
          ActionKind.TURN,
          ActionKind.DIM);
    house.thing("motion", Set.of(Property.MOTION, Property.BATTERY));
    house.thing("front-door", Set.of(Property.CONTACT, Property.BATTERY));
    house.thing("front-lock", Set.of(Property.LOCK), ActionKind.LOCK, ActionKind.UNLOCK);
    house.thing("window", Set.of(Property.CONTACT));
    house.thing("heating", Set.of(Property.GOAL_TEMPERATURE), ActionKind.HEAT);
    house.thing("leak", Set.of(Property.WATER));
    house.thing("smoke", Set.of(Property.SMOKE, Property.ALERT));
    house.thing("bell", Set.of(Property.BUTTON));
    house.thing("bed", Set.of(Property.BED));
    house.thing("climate", Set.of(Property.HUMIDITY));
    house.thing("fan", Set.of(Property.SWITCH), ActionKind.TURN);
    house.thing("plug", Set.of(Property.SWITCH, Property.POWER), ActionKind.TURN);
    house.thing("speaker", Set.of(), ActionKind.SAY, ActionKind.NOTIFY);
    house.post(
        new Fact.Settled(Place.in(SampleHouse.ZONE).spot(new Place.Spot(47, 8, 400))), "house");
    house.post(
        new Fact.GroupPut(new Group("lights", "Lights", new Selector.OfKind("lighting"))),
        "lights");
    var names = house.loop.query(HouseNames::of);
    house.turn();
    return names.join();
  }

  /// One fill for each slot: the first choice, or the last.
  private static Map<String, String> fill(ReadyMade one, HouseNames names, boolean first) {
    var fill = new LinkedHashMap<String, String>();
    for (Slot slot : one.slots()) {
      List<Slot.Choice> choices = slot.choices(names);
      if (slot.isThing())
        fill.put(slot.name(), (first ? choices.getFirst() : choices.getLast()).fill());
    }
    return fill;
  }

  private static List<String> found(List<Activity> activities, HouseNames names) {
    return Prover.prove(activities, names, List.of()).stream().map(Finding::sentence).toList();
  }

  @Test
  void each_can_be_filled_reads_well_and_has_no_finding() {
    HouseNames names = house();
    for (boolean first : List.of(true, false)) {
      for (ReadyMade one : ReadyMade.all()) {
        assertThat(one.isPossible(names)).as(one.id()).isTrue();
        Map<String, String> fill = fill(one, names, first);
        // Of all lights none is left that is none of the nursery's.
        if (one.id().equals("alarm")) fill.putAll(Map.of("lights", "all", "nursery", "bed-lamp"));
        Activity filled = one.filled(fill, names);
        assertThat(found(List.of(filled), names)).as(one.id() + fill).isEmpty();
        assertThat(
                ActivityYaml.read(one.id(), ActivityYaml.draft(filled), names).version(0, "local"))
            .isEqualTo(filled.version(0, "local"));
        assertThat(Words.of(filled, names)).as(one.id()).doesNotContain("$").hasSizeGreaterThan(40);
      }
    }
    assertThat(ReadyMade.all()).hasSizeGreaterThanOrEqualTo(12);
  }

  @Test
  void all_of_them_live_in_one_house() {
    HouseNames names = house();
    var all = new ArrayList<Activity>();
    for (ReadyMade one : ReadyMade.all()) {
      Map<String, String> fill = fill(one, names, false);
      if (one.id().equals("damp-fan")) fill.put("fan", "fan");
      all.add(one.filled(fill, names));
    }
    assertThat(
            Prover.prove(all, names, List.of()).stream()
                .filter(one -> one.severity() == Finding.Severity.ERROR)
                .map(Finding::sentence))
        .isEmpty();
  }

  @Test
  void a_slot_offers_and_takes_only_what_can_do_it() {
    HouseNames names = house();
    ReadyMade light = ReadyMade.find("light-at-night").orElseThrow();
    assertThat(light.slots().get(1).choices(names))
        .extracting(Slot.Choice::fill)
        .containsExactly(
            "all", "group:lights", "room:Bedroom", "room:Hall", "hall-lamp", "bed-lamp");
    assertThat(light.slots().get(0).choices(names))
        .extracting(Slot.Choice::fill)
        .containsExactly("motion");
    assertThatThrownBy(
            () -> light.filled(Map.of("sensor", "moton", "lights", "fan", "lamp", "x"), names))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed ->
                assertThat(malformed.faults())
                    .extracting(Malformed.Fault::sentence)
                    .containsExactly(
                        "/fill/lamp: expected one of sensor, lights, while, got 'lamp'",
                        "/fill/sensor: expected what notices movement (it has to observe motion), got 'moton'; did you mean 'motion'?",
                        "/fill/lights: expected the lights that go on (it has to be lighting, perform turn, observe switch), got 'fan'"));
    assertThatThrownBy(() -> light.filled(Map.of("lights", "all"), names))
        .hasMessageContaining("got nothing");
    assertThatThrownBy(() ->
            light.filled(Map.of("sensor", "motion", "lights", "all", "while", "a while"), names))
        .isInstanceOf(Malformed.class);
  }
}
