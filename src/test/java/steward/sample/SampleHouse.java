package steward.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.activity.text.ActivityText;
import steward.loop.Entry;
import steward.loop.Fact;
import steward.loop.HouseLoop;
import steward.loop.HouseNames;
import steward.loop.PlaceThing;
import steward.task.Command;
import steward.task.Retry;
import steward.task.TaskRunner;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Expectation;
import steward.thing.Outcome;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Tree;
import steward.value.Value;
import steward.value.Word;
import tools.jackson.databind.json.JsonMapper;

/// A house without sockets on a clock moved by hand: things that report and obey when the test says
/// so.
public final class SampleHouse {
  public static final Instant MORNING = Instant.parse("2026-03-02T07:00:00Z");
  public static final ZoneId ZONE = ZoneId.of("Europe/Zurich");

  public final HandTime time;
  public final MemoryJournal journal;
  public final List<Command> sent = new ArrayList<>();
  public HouseLoop loop;
  private int numbers;

  public SampleHouse() {
    this(new HandTime(MORNING), new MemoryJournal());
  }

  public SampleHouse(HandTime time, MemoryJournal journal) {
    this.time = time;
    this.journal = journal;
    this.loop = boot();
  }

  private HouseLoop boot() {
    var fresh = new HouseLoop(SampleHouse::expectation, ZONE, journal, journal, time);
    fresh.sendTo((command, thing) -> {
      if (PlaceThing.is(thing)) fresh.post(new Fact.Sent(command.id(), ""), "place", "link");
      else sent.add(command);
    });
    fresh.restore(_ -> {}, "test");
    return fresh;
  }

  /// What was in memory only is lost; the journal and the last snapshot stay.
  public void crash() {
    sent.clear();
    loop = boot();
  }

  private static Expectation expectation(Thing thing, Action action) {
    return switch (action) {
      case Action.Turn(Action.Turn.To to) when to != Action.Turn.To.TOGGLE ->
          new Expectation.Report(
              Property.SWITCH,
              new Expectation.Accepted.Exactly(to == Action.Turn.To.ON ? Word.ON : Word.OFF),
              Duration.ofSeconds(3));
      case Action.Put(ActionKind kind, Value value) when kind == ActionKind.DIM ->
          new Expectation.Report(
              Property.LEVEL,
              new Expectation.Accepted.Near((steward.value.Amount) value, 1),
              Duration.ofSeconds(3));
      default -> new Expectation.Unobservable("nothing reports it");
    };
  }

  public Thing thing(String id, Set<Property> observes, ActionKind... performs) {
    return thing(id, "Hall", "switch/sample/onoff", observes, performs);
  }

  /// @param kind what follows `/device/` in its kind
  public Thing thing(
      String id, String room, String kind, Set<Property> observes, ActionKind... performs) {
    var abilities = new EnumMap<ActionKind, Ability>(ActionKind.class);
    Arrays.stream(performs).forEach(one -> abilities.put(one, Ability.of(one)));
    var thing =
        new Thing(
            new ThingId(id),
            ++numbers,
            new Udn("sample:" + id),
            id,
            room,
            "/device/" + kind,
            "Sample",
            "One",
            "1",
            Binding.of("sample"),
            new LinkedHashSet<>(observes),
            abilities);
    post(new Fact.ThingPut(thing), id);
    return thing;
  }

  public Thing lamp(String id) {
    return thing(id, Set.of(Property.SWITCH, Property.LEVEL), ActionKind.TURN, ActionKind.DIM);
  }

  public void activity(String json) {
    var tree = Tree.of(JsonMapper.shared().readValue(json, Map.class));
    String id = tree.get("id").text();
    var names = loop.query(HouseNames::of);
    turn();
    var activity = ActivityText.read(tree, id, names.join()).version(1, "local");
    post(new Fact.ActivityPut(activity), id);
  }

  public Optional<Thing> thing(ThingId id) {
    var query = loop.query(house -> house.thing(id));
    turn();
    return query.join();
  }

  public void post(Fact fact, String subject) {
    loop.post(fact, subject, "local");
    turn();
  }

  public void reports(String thing, Property property, Value value) {
    loop.saw(Reading.of(new Udn("sample:" + thing), property, value, time.wall()));
    turn();
  }

  public void stands(String thing, Status.State state) {
    post(new Fact.Stood(state, "says the test"), thing);
  }

  /// The past of this house, as far as its journal reaches.
  public steward.loop.PastHouse past() {
    var present = loop.query(steward.loop.HouseState::of);
    turn();
    return new steward.loop.PastHouse(journal, journal, SampleHouse::expectation, present::join);
  }

  /// Asks for an action; gives the command's number.
  public long wants(String thing, Action action) {
    var asked =
        loop.ask(new Fact.Wanted(action, Retry.NEVER, TaskRunner.VALID_USUAL, ""), thing, "local");
    turn();
    return asked.join();
  }

  /// Says for the link that the command went out.
  public void handedOver(Command command) {
    post(new Fact.Sent(command.id(), ""), command.thing().value());
  }

  public Outcome outcome(long command) {
    var query = loop.query(house -> house.tasks().command(command).orElseThrow().outcome());
    turn();
    return query.join();
  }

  public void pass(Duration span) {
    time.pass(span);
    turn();
  }

  public void turn() {
    while (loop.turn()) Thread.onSpinWait();
  }

  public List<Entry> entries(Fact.Kind kind) {
    return journal.entries().stream().filter(entry -> entry.kind() == kind).toList();
  }

  /// The last entry of this kind.
  public Entry last(Fact.Kind kind) {
    return entries(kind).getLast();
  }
}
