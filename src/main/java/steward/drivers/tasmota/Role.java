package steward.drivers.tasmota;

import java.util.List;
import java.util.Set;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.Property;
import steward.thing.Udn;

/// One thing that a part of a device is or has: a relay, a lamp, a shutter, a meter, a button.
sealed interface Role
    permits Relay, Lamp, Fan, Shutter, Sensor, Radio, Inputs.Button, Inputs.Switch, Inputs.State {

  /// The end of the kind path, such as `switch/tasmota/onoff`.
  String kind();

  Set<Property> observes();

  default List<Ability> abilities() {
    return List.of();
  }

  /// Says where in the device's messages the values stand.
  void wire(Udn udn, Wiring wiring);

  /// The command that carries out the action; none where the role has no part in it.
  default List<Command> commands(Action action, double level) {
    return List.of();
  }
}
