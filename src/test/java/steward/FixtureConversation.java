package steward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Family;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Moment;
import steward.driver.Offer;
import steward.driver.Payload;
import steward.driver.Sighting;
import steward.driver.Step;
import steward.thing.Action;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Tree;

/// The conversation of one fixture with the driver of its device, step by step. The form of a
/// fixture stands with [DriverFixturesTest].
///
/// @param <S> the driver's state
final class FixtureConversation<S> {
  private static final Path FIXTURES =
      Path.of(System.getProperty("steward.root", ".")).resolve("src/test/fixtures");
  private static final Instant AT = Instant.parse("2026-11-21T18:00:00Z");

  private final Offer offer;
  private final List<Payload> steps;
  private final List<Thing> things;
  private final Driver<S> driver;
  private S state;

  private FixtureConversation(
      Offer offer, List<Payload> steps, List<Thing> things, Driver<S> driver) {
    this.offer = offer;
    this.steps = steps;
    this.things = things;
    this.driver = driver;
    state = driver.start();
  }

  /// The fixtures of a family, by name.
  static List<Path> files(Family family) throws IOException {
    Path folder = FIXTURES.resolve(family.name());
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  static FixtureConversation<?> of(Family family, Path file) throws IOException {
    Payload fixture = Payload.json(Bytes.wrap(Files.readAllBytes(file))).orElseThrow();
    Offer offer = offer(family, fixture);
    var things = new ArrayList<Thing>();
    for (var description : offer.things()) {
      int number = things.size() + 1;
      things.add(
          description.accepted(new ThingId("t" + number), number, description.name(), "Hall"));
    }
    Driver<?> driver = family.driver(things, kept(fixture));
    return new FixtureConversation<>(offer, fixture.at("steps").items(), things, driver);
  }

  private static Offer offer(Family family, Payload fixture) {
    if (fixture.at("byHand").isObject()) {
      var parts = new TreeMap<String, String>();
      for (String name : fixture.at("byHand").names()) {
        parts.put(name, fixture.at("byHand").at(name).textOr(""));
      }
      return family.byHand(new Binding(family.name(), parts));
    }
    return fixture.at("announced").items().stream()
        .flatMap(message -> family.sight(FixtureMessages.message(message)).stream())
        .reduce(Sighting::merge)
        .flatMap(family::offer)
        .orElseThrow(() -> new AssertionError("nothing is offered after all announcements"));
  }

  private static Kept kept(Payload fixture) {
    Kept kept = Kept.NOTHING;
    for (String name : fixture.at("kept").names()) {
      kept = kept.with(name, Bytes.utf8(fixture.at("kept").at(name).textOr("")));
    }
    return kept;
  }

  /// What the announcements or the entry by hand amount to.
  Offer offer() {
    return offer;
  }

  List<Payload> steps() {
    return steps;
  }

  /// Plays the next step, told by its place.
  List<Effect> play(int index) {
    return take(input(steps.get(index), index));
  }

  /// Gives the driver another message in the place of a step.
  List<Effect> playInstead(int index, Message message) {
    return take(new Input.Came(message, moment(index)));
  }

  /// The house takes a command back; commands are numbered by the step that asks for them.
  List<Effect> withdraw(long command, int index) {
    return take(new Input.Withdrawn(command, moment(index)));
  }

  private List<Effect> take(Input input) {
    Step<S> answer = driver.on(state, input);
    state = answer.state();
    return answer.effects();
  }

  /// Begins anew.
  void restart() {
    state = driver.start();
  }

  private Moment moment(int index) {
    byte[] random = new byte[driver.randomBytes()];
    for (int i = 0; i < random.length; i++) random[i] = (byte) (index + i);
    return new Moment(AT.plusSeconds(index), Bytes.wrap(random));
  }

  private Input input(Payload step, int index) {
    Moment moment = moment(index);
    if (step.at("came").isObject())
      return new Input.Came(FixtureMessages.message(step.at("came")), moment);
    if (step.at("action").isObject()) {
      return new Input.Wanted(index, thing(step).udn(), action(step), moment);
    }
    if (step.at("due").text().isPresent()) return new Input.Due(step.at("due").textOr(""), moment);
    if (step.at("lost").text().isPresent())
      return new Input.Lost(step.at("lost").textOr(""), moment);
    return new Input.Opened(moment);
  }

  /// The thing that a step speaks of.
  Thing thing(Payload step) {
    String udn = step.at("thing").textOr(things.getFirst().udn().value());
    return things.stream()
        .filter(thing -> thing.udn().equals(new Udn(udn)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no thing " + udn + " among " + things));
  }

  /// The action that a step wants.
  Action action(Payload step) {
    var members = new TreeMap<String, Object>();
    for (String name : step.at("action").names()) {
      Payload value = step.at("action").at(name);
      if (value.text().isPresent()) members.put(name, value.textOr(""));
      else members.put(name, value.number().orElseThrow());
    }
    return Action.read(Tree.of(members), thing(step).abilities());
  }
}
