package steward.drivers.sonoff;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import steward.driver.Effect;
import steward.driver.Payload;
import steward.thing.Binding;
import steward.thing.Property;
import steward.thing.Reading;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Text;
import steward.value.Word;

/// What a device's reports teach of it: its parts, its settings, which remote was pressed. Confined
/// to one step.
final class Learning {
  private final Device driver;
  private final List<Effect> effects;
  private final Map<Integer, String> pressed;
  private Shape shape;
  private String firmware;
  private Commands.Last last;
  private Binding binding;
  private Plan plan;

  /// The device as its things say it is.
  ///
  /// @param accepted its things that are part of the house
  record Device(Udn device, Binding binding, Binds binds, Set<Udn> accepted) {
    Device {
      accepted = Set.copyOf(accepted);
    }

    static Device of(List<Thing> things) {
      Thing first = things.getFirst();
      Binding binding = first.binding();
      var accepted = things.stream().map(Thing::udn).collect(Collectors.toSet());
      return new Device(first.udn().root(), binding, Binds.of(binding), accepted);
    }
  }

  /// What has been learnt so far. Immutable.
  record Lore(
      Binds.Mode mode,
      Shape shape,
      String firmware,
      Commands.Last last,
      Map<Integer, String> pressed) {
    Lore {
      pressed = Map.copyOf(pressed);
    }
  }

  Learning(Device driver, Lore before, List<Effect> effects) {
    this.driver = driver;
    this.effects = effects;
    pressed = new HashMap<>(before.pressed());
    shape = before.shape();
    firmware = before.firmware();
    last = before.last();
    binding = driver.binding().with("mode", before.mode().label());
    plan = planned();
  }

  private Plan planned() {
    Shape whole = shape.complete(driver.binds().type());
    return Plan.of(driver.device(), whole, driver.binds().outlets());
  }

  Shape shape() {
    return shape;
  }

  String firmware() {
    return firmware;
  }

  Commands.Last last() {
    return last;
  }

  Map<Integer, String> pressed() {
    return pressed;
  }

  Plan plan() {
    return plan;
  }

  /// It is spoken to in another way than before.
  void mode(Binds.Mode mode) {
    binding = binding.with("mode", mode.label());
    teach();
  }

  private void teach() {
    binding = binding.with("has", shape.text());
    effects.add(new Effect.Learnt(plan.offer(driver.binds().id(), binding, firmware, "")));
  }

  /// It said with which firmware it runs.
  void version(String now) {
    if (now.isEmpty() || now.equals(firmware)) return;
    firmware = now;
    teach();
  }

  /// Takes a report.
  ///
  /// @param isOpen whether one was heard before, so that a press in this one is new
  /// @param on what each part says that it is, kept up to date
  void heard(Payload state, boolean isOpen, Instant at, Map<Udn, Boolean> on) {
    Shape more = shape.with(Shape.of(state));
    String version = version(state);
    boolean isNews = !more.equals(shape) || !version.equals(firmware);
    shape = more;
    firmware = version;
    if (isNews) {
      plan = planned();
      teach();
    }
    last = last.after(state);
    Report.Read read = Report.of(state, plan, at);
    for (Reading reading : read.readings()) {
      if (driver.accepted().contains(reading.thing())) effects.add(new Effect.Saw(reading));
      if (reading.property() == Property.SWITCH)
        on.put(reading.thing(), reading.value().equals(Word.ON));
    }
    for (String sentence : read.dropped()) effects.add(new Effect.Dropped(sentence));
    if (shape.has("rf")) presses(state, isOpen, at);
  }

  private String version(Payload state) {
    String version = Text.clean(state.at("fwVersion").textOr(firmware)).strip();
    return version.isEmpty() || version.length() > 20 ? firmware : version;
  }

  /// A remote is pressed when the time of its last press has changed.
  private void presses(Payload state, boolean isOpen, Instant at) {
    for (String name : state.names()) {
      Matcher remote = Shape.REMOTE.matcher(name);
      String when = state.at(name).textOr("");
      if (!remote.matches() || when.length() <= 4 || when.length() > 40) continue;
      int number = Integer.parseInt(remote.group(1));
      String before = pressed.put(number, when);
      boolean isNew = before == null ? isOpen : !before.equals(when);
      Udn thing = driver.device().child("rf" + number);
      if (isNew && driver.accepted().contains(thing)) {
        effects.add(new Effect.Saw(Reading.of(thing, Property.BUTTON, new Word("single"), at)));
      }
    }
  }

  /// Whether it would do something else than its owner wishes when power returns.
  boolean wishes(Payload state) {
    String wish = driver.binds().startup();
    if (wish.isEmpty()) return false;
    if (shape.outlets() == 0) {
      String now = state.at("startup").textOr("");
      return !now.isEmpty() && !now.equals(wish);
    }
    return state.at("configure").items().stream()
        .limit(shape.outlets())
        .anyMatch(one -> !one.at("startup").textOr(wish).equals(wish));
  }
}
