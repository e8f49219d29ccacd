package steward.drivers.tasmota;

import java.util.List;
import java.util.Set;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Udn;

/// A relay that switches something.
///
/// @param number from 1
/// @param alone it is the only one, so that its key is `POWER` as well
/// @param numbered its key has the number even so (SetOption26)
/// @param kind the end of the kind path
record Relay(int number, boolean alone, boolean numbered, String kind) implements Role {
  @Override
  public Set<Property> observes() {
    return Set.of(Property.SWITCH);
  }

  @Override
  public List<Ability> abilities() {
    return List.of(Ability.of(ActionKind.TURN));
  }

  private String command() {
    return alone && !numbered ? "POWER" : "POWER" + number;
  }

  @Override
  public void wire(Udn udn, Wiring wiring) {
    wiring.power("POWER" + number, udn);
    if (alone) wiring.power("POWER", udn);
  }

  @Override
  public List<Command> commands(Action action, double level) {
    return action instanceof Action.Turn(Action.Turn.To to)
        ? List.of(new Command(command(), to.name()))
        : List.of();
  }
}
