package steward.drivers.tasmota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Effect;
import steward.driver.Harvest;
import steward.driver.Payload;
import steward.driver.Step;
import steward.drivers.tasmota.Talk.Open;
import steward.drivers.tasmota.Talk.Standing;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Reading;
import steward.thing.Status;
import steward.thing.Udn;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Text;
import steward.value.Value;
import steward.value.Word;

/// What one input makes of a conversation: the effects in their order, and what it leaves behind.
/// Confined to its step.
final class Hearing {
  private final Talk before;
  private final Instant at;
  private final boolean retained;
  private final List<Effect> effects = new ArrayList<>(4);
  private final List<Spare> spare = new ArrayList<>(0);

  Plan plan;
  Standing standing;
  boolean live;
  boolean asked;
  boolean checking;
  int base;
  double level;
  List<Open> open;
  Set<String> known;

  /// The document is read again: what was already seen of it does not count twice.
  boolean onlyNew;

  /// The units of the document that is being read.
  boolean fahrenheit;

  String pressureUnit = "hPa";
  String speedUnit = "m/s";

  Hearing(Talk before, Instant at, boolean retained) {
    this.before = before;
    this.at = at;
    this.retained = retained;
    plan = before.plan();
    standing = before.standing();
    live = before.live();
    asked = before.asked();
    checking = before.checking();
    base = before.base();
    level = before.level();
    open = before.open();
    known = before.known();
  }

  Step<Talk> step() {
    var after = new Talk(plan, standing, live, asked, checking, base, level, open, known);
    return new Step<>(after, effects);
  }

  boolean isRetained() {
    return retained;
  }

  Talk before() {
    return before;
  }

  void add(Effect effect) {
    effects.add(effect);
  }

  void send(Command command) {
    Topics topics = plan.topics().get(Math.min(base, plan.topics().size() - 1));
    add(new Effect.Send(Message.Publish.of(topics.command() + command.name(), command.argument())));
  }

  void wake(String name, Duration after) {
    add(new Effect.Wake(name, after));
  }

  void stand(Standing now, Status.State state, String reason) {
    standing = now;
    for (Udn thing : plan.accepted()) add(new Effect.Stood(thing, state, reason));
  }

  /// A value; what was retained is from some earlier day, and so stale.
  void saw(Udn thing, Property property, Value value) {
    if (!plan.accepted().contains(thing)) return;
    if (onlyNew && hasSeen(thing, property)) return;
    if (!property.admits(value)) {
      drop(property.name(), value.sentence(), property.type().expected());
      return;
    }
    add(
        new Effect.Saw(
            new Reading(thing, property, value, retained ? Quality.STALE : Quality.CONFIRMED, at)));
    if (!open.isEmpty() && !retained) heard(thing, property, value);
  }

  private void heard(Udn thing, Property property, Value value) {
    var still = new ArrayList<Open>(open.size());
    for (Open one : open) {
      if (!one.thing().equals(thing) || one.property() != property) {
        still.add(one);
      } else if (property == Property.COVER
          && value instanceof Word(String word)
          && word.endsWith("ing")) {
        add(new Effect.Answered(one.command(), true, "it is " + word));
      }
    }
    open = List.copyOf(still);
  }

  void word(Udn thing, Property property, String word) {
    saw(thing, property, new Word(word));
  }

  void amount(Udn thing, Property property, double number) {
    if (property.type() instanceof ValueType.Amounts(steward.value.Unit unit, _, _)) {
      saw(thing, property, new Amount(number, unit));
    }
  }

  void number(Udn thing, Property property, Payload value) {
    OptionalDouble number = value.number();
    if (number.isPresent()) amount(thing, property, number.getAsDouble());
    else if (!value.isMissing()) drop(property.name(), value.textOr("no number"), "a number");
  }

  /// A press; one that was retained is long over.
  void press(Udn thing, String word) {
    if (!retained) word(thing, Property.BUTTON, word);
  }

  /// Reads the value later, if by the end of the document nothing better told of the property.
  void otherwise(Udn thing, Property property, Runnable reading) {
    if (spare.size() < Harvest.FOUND_MAX) spare.add(new Spare(thing, property, reading));
  }

  private record Spare(Udn thing, Property property, Runnable reading) {}

  void finish() {
    for (Spare one : spare) {
      if (!hasSeen(one.thing, one.property)) one.reading.run();
    }
    spare.clear();
  }

  private boolean hasSeen(Udn thing, Property property) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Saw(Reading reading)
          && reading.property() == property
          && reading.thing().equals(thing)) {
        return true;
      }
    }
    return false;
  }

  void drop(String what, String got, String expected) {
    String head = got.length() > 60 ? got.substring(0, 60) + "…" : got;
    dropped(what + " was '" + Text.clean(head) + "', expected " + expected);
  }

  void dropped(String sentence) {
    if (!onlyNew) add(new Effect.Dropped(sentence));
  }

  /// The device said that it cannot do what it was asked: that is the oldest command that it has
  /// not answered.
  void refuse(String word) {
    boolean refusal = word.equalsIgnoreCase("Unknown") || word.equalsIgnoreCase("Error");
    if (!refusal || retained || open.isEmpty()) return;
    Open oldest = open.getFirst();
    String reason =
        word.equalsIgnoreCase("Unknown")
            ? "the device does not know the command " + oldest.name()
            : "the device refused the argument of " + oldest.name();
    add(new Effect.Answered(oldest.command(), false, reason));
    open = List.copyOf(open.subList(1, open.size()));
  }
}
