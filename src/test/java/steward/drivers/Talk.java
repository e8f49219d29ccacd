package steward.drivers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Driver;
import steward.driver.Effect;
import steward.driver.Family;
import steward.driver.Input;
import steward.driver.Kept;
import steward.driver.Moment;
import steward.driver.Offer;
import steward.driver.Step;
import steward.thing.Action;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Bytes;
import steward.value.Value;

/// A conversation with the driver of any device, told input by input over a clock that the test
/// moves. Wakes are kept and come when their time does. Random bytes count up from 0. Confined to
/// its test.
///
/// @param <S> the driver's state
public final class Talk<S> {
  private static final Instant BEGIN = Instant.parse("2026-11-21T18:00:00Z");

  private final Driver<S> driver;
  private final List<Thing> things;
  private final Map<String, Instant> wakes = new LinkedHashMap<>();
  private Kept kept;
  private S state;
  private Instant now = BEGIN;
  private List<Effect> effects = List.of();
  private long command;

  private Talk(Driver<S> driver, List<Thing> things, Kept kept) {
    this.driver = driver;
    this.things = things;
    this.kept = kept;
    this.state = driver.start();
  }

  /// The things of the offer as a person would accept them: ids `t1`, `t2` …
  public static List<Thing> accepted(Offer offer) {
    var things = new ArrayList<Thing>();
    for (var one : offer.things()) {
      int number = things.size() + 1;
      things.add(one.accepted(new ThingId("t" + number), number, one.name(), "Hall"));
    }
    return things;
  }

  public static Talk<?> with(Family family, Offer offer, Kept kept) {
    List<Thing> things = accepted(offer);
    return new Talk<>(family.driver(things, kept), things, kept);
  }

  private List<Effect> take(Input input) {
    Step<S> step = driver.on(state, input);
    state = step.state();
    effects = step.effects();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Wake(String name, Duration after)) {
        wakes.remove(name);
        wakes.put(name, now.plus(after));
      }
      if (effect instanceof Effect.Keep(String name, Bytes secret, _))
        kept = kept.with(name, secret);
      if (effect instanceof Effect.Remember(String name, Bytes note)) kept = kept.with(name, note);
    }
    return effects;
  }

  private Moment moment() {
    byte[] random = new byte[driver.randomBytes()];
    for (int i = 0; i < random.length; i++) random[i] = (byte) i;
    return new Moment(now, Bytes.wrap(random));
  }

  public List<Effect> opened() {
    return take(new Input.Opened(moment()));
  }

  public List<Effect> lost(String reason) {
    return take(new Input.Lost(reason, moment()));
  }

  public List<Effect> came(Message message) {
    return take(new Input.Came(message, moment()));
  }

  /// A person wants this of the first thing; commands are numbered from 1.
  public List<Effect> wants(Action action) {
    return wants(0, action);
  }

  /// The same of another thing of the device, counted from 0.
  public List<Effect> wants(int thing, Action action) {
    return take(new Input.Wanted(++command, things.get(thing).udn(), action, moment()));
  }

  /// The house takes back a command that was not sent.
  public List<Effect> withdrawn(long number) {
    return take(new Input.Withdrawn(number, moment()));
  }

  /// Moves the clock to the next wake and lets it come.
  public List<Effect> next() {
    var first =
        wakes.entrySet().stream()
            .min(Map.Entry.comparingByValue())
            .orElseThrow(() -> new AssertionError("the driver waits for nothing"));
    if (first.getValue().isAfter(now)) now = first.getValue();
    wakes.remove(first.getKey());
    return take(new Input.Due(first.getKey(), moment()));
  }

  /// Moves the clock and lets all wakes come that are due by then; gives all of their effects.
  public List<Effect> pass(Duration time) {
    Instant until = now.plus(time);
    var all = new ArrayList<Effect>();
    while (wakes.values().stream().anyMatch(at -> !at.isAfter(until))) all.addAll(next());
    now = until;
    effects = all;
    return all;
  }

  public List<Thing> things() {
    return things;
  }

  public Kept kept() {
    return kept;
  }

  public S state() {
    return state;
  }

  public Instant now() {
    return now;
  }

  /// What the last input, or the time that passed, brought about.
  public List<Effect> effects() {
    return effects;
  }

  /// The messages that were sent then.
  public List<Message> sent() {
    return effects.stream()
        .flatMap(effect -> effect instanceof Effect.Send(var m) ? Optional.of(m).stream() : null)
        .toList();
  }

  /// The readings that were made then.
  public List<Reading> readings() {
    return effects.stream()
        .flatMap(effect -> effect instanceof Effect.Saw(var r) ? Optional.of(r).stream() : null)
        .toList();
  }

  /// What the last input said of the property of the first thing.
  public Optional<Value> saw(Property property) {
    return readings().stream()
        .filter(r -> r.property() == property && r.thing().equals(things.getFirst().udn()))
        .map(Reading::value)
        .findFirst();
  }
}
