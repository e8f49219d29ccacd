package steward.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import steward.activity.text.ActivityYaml;
import steward.loop.Fact;
import steward.loop.HouseNames;
import steward.sample.HandTime;
import steward.sample.MemoryJournal;
import steward.sample.SampleHouse;
import steward.task.Command;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Group;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.ThingId;
import steward.value.Word;

/// The two stories that every household tells, as their files in `examples/` say them.
class HouseholdStoriesTest {
  private static final Instant LATE = Instant.parse("2026-11-22T22:00:00Z");

  private final SampleHouse house = new SampleHouse(new HandTime(LATE), new MemoryJournal());
  private final Set<String> deaf = new java.util.HashSet<>();
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void furnish() {
    lamp("hall-lamp", "Hall");
    lamp("kitchen-lamp", "Kitchen");
    lamp("bedroom-lamp", "Bedroom");
    lamp("nursery-lamp", "Nursery");
    house.thing("front-door", "Hall", "sensor/door/contact", Set.of(Property.CONTACT));
    house.thing("front-lock", "Hall", "lock/door/bolt", Set.of(Property.LOCK), ActionKind.LOCK);
    house.thing("annas-bed", "Bedroom", "sensor/bed/mat", Set.of(Property.BED));
    house.thing("berts-bed", "Bedroom", "sensor/bed/mat", Set.of(Property.BED));
    house.thing("clock-radio", "Bedroom", "media/radio/one", Set.of(), ActionKind.SAY);
    house.thing("smoke", "Kitchen", "sensor/smoke/one", Set.of(Property.ALERT));
    house.thing("siren", "Hall", "sensor/siren/one", Set.of(Property.ALERT));
    group("downstairs", new Selector.InRoom(List.of("Hall", "Kitchen")));
    group(
        "outside-doors",
        new Selector.Listed(List.of(new ThingId("front-door"), new ThingId("front-lock"))));
    house.reports("smoke", Property.ALERT, new Word("off"));
    house.reports("siren", Property.ALERT, new Word("off"));
  }

  private void lamp(String id, String room) {
    house.thing(id, room, "lighting/sample/lamp", Set.of(Property.SWITCH), ActionKind.TURN);
    house.reports(id, Property.SWITCH, Word.OFF);
  }

  private void group(String id, Selector members) {
    house.post(new Fact.GroupPut(new Group(id, id, members)), id);
  }

  /// Takes an activity from the examples as a person would.
  private void example(String id) {
    String root = System.getProperty("steward.root", ".");
    try {
      String text = Files.readString(Path.of(root, "examples", id + ".yaml"));
      var names = house.loop.query(HouseNames::of);
      house.turn();
      var activity = ActivityYaml.read(id, text, names.join()).version(1, "local");
      house.post(new Fact.ActivityPut(activity), id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every thing does what it was asked, but those that do not answer.
  private void obey() {
    for (Command command : List.copyOf(house.sent)) {
      String thing = command.thing().value();
      house.handedOver(command);
      if (command.action() instanceof Action.Tell(_, String text, _)) said.add(text);
      if (deaf.contains(thing) || !(command.action() instanceof Action.Turn(var to))) continue;
      house.reports(thing, Property.SWITCH, to == Action.Turn.To.ON ? Word.ON : Word.OFF);
    }
    house.sent.clear();
  }

  private void pass(Duration span) {
    for (long second = 0; second < span.toSeconds(); second += 5) {
      house.pass(Duration.ofSeconds(5));
      obey();
    }
  }

  private List<String> lit() {
    return List.of("hall-lamp", "kitchen-lamp", "bedroom-lamp", "nursery-lamp").stream()
        .filter(lamp -> isOn(lamp))
        .toList();
  }

  private boolean isOn(String lamp) {
    var held = house.loop.query(now -> now.held(new ThingId(lamp), Property.SWITCH));
    house.turn();
    return held.join().filter(now -> now.value().equals(Word.ON)).isPresent();
  }

  private void toBed() {
    house.reports("annas-bed", Property.BED, new Word("in"));
    house.reports("berts-bed", Property.BED, new Word("in"));
  }

  @Test
  void everyone_has_gone_to_bed_and_all_is_as_it_should_be() {
    house.reports("hall-lamp", Property.SWITCH, Word.ON);
    house.reports("bedroom-lamp", Property.SWITCH, Word.ON);
    house.reports("front-door", Property.CONTACT, new Word("closed"));
    house.reports("front-lock", Property.LOCK, new Word("locked"));
    example("everyone-in-bed");
    toBed();
    pass(Duration.ofMinutes(5));
    assertThat(lit()).as("upstairs is not asked").containsExactly("bedroom-lamp");
    assertThat(said).isEmpty();
  }

  @Test
  void everyone_has_gone_to_bed_with_a_door_open_and_a_lamp_that_does_not_answer() {
    house.reports("hall-lamp", Property.SWITCH, Word.ON);
    house.reports("kitchen-lamp", Property.SWITCH, Word.ON);
    house.reports("front-door", Property.CONTACT, new Word("opened"));
    house.reports("front-lock", Property.LOCK, new Word("unlocked"));
    deaf.add("kitchen-lamp");
    example("everyone-in-bed");
    toBed();
    pass(Duration.ofMinutes(5));
    assertThat(lit()).containsExactly("kitchen-lamp");
    assertThat(said).hasSize(1);
    assertThat(said.getFirst())
        .contains("kitchen-lamp switch is on")
        .contains("front-door contact is opened")
        .contains("front-lock is unlocked")
        .doesNotContain("hall-lamp");
  }

  @Test
  void the_alarm_goes_off_at_night_and_is_over() {
    house.reports("bedroom-lamp", Property.SWITCH, Word.ON);
    example("alarm");
    house.reports("smoke", Property.ALERT, new Word("on"));
    obey();
    assertThat(lit())
        .as("not in the nursery at night")
        .containsExactly("hall-lamp", "kitchen-lamp", "bedroom-lamp");
    house.reports("siren", Property.ALERT, new Word("on"));
    house.reports("smoke", Property.ALERT, new Word("off"));
    pass(Duration.ofMinutes(2));
    assertThat(lit()).as("the siren still goes").hasSize(3);
    house.crash();
    house.reports("siren", Property.ALERT, new Word("off"));
    pass(Duration.ofMinutes(2));
    assertThat(lit()).as("as before").containsExactly("bedroom-lamp");
  }
}
