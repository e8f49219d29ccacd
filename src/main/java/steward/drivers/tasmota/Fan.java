package steward.drivers.tasmota;

import java.util.List;
import java.util.Set;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Udn;
import steward.value.Word;

/// The ceiling fan of an iFan: off and three speeds.
record Fan() implements Role {
  private static final List<String> SPEEDS = List.of("off", "low", "mid", "high");

  @Override
  public String kind() {
    return "switch/tasmota/fan";
  }

  @Override
  public Set<Property> observes() {
    return Set.of(Property.FAN);
  }

  @Override
  public List<Ability> abilities() {
    return List.of(Ability.words(ActionKind.FAN, SPEEDS));
  }

  @Override
  public void wire(Udn udn, Wiring wiring) {
    wiring.read(
        (value, hearing) -> {
          int speed = value.wholeOr(-1);
          if (speed >= 0 && speed < SPEEDS.size())
            hearing.word(udn, Property.FAN, SPEEDS.get(speed));
          else hearing.drop("FanSpeed", value.textOr(""), "0 to 3");
        },
        "FanSpeed");
  }

  @Override
  public List<Command> commands(Action action, double level) {
    return action instanceof Action.Put(ActionKind kind, Word(String word))
            && kind == ActionKind.FAN
            && SPEEDS.contains(word)
        ? List.of(new Command("FanSpeed", SPEEDS.indexOf(word)))
        : List.of();
  }
}
