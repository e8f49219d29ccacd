package steward.drivers.tasmota;

import java.util.Set;
import steward.thing.Property;
import steward.thing.Udn;

/// How strongly the device hears its access point.
record Radio() implements Role {
  @Override
  public String kind() {
    return "switch/tasmota/module";
  }

  @Override
  public Set<Property> observes() {
    return Set.of(Property.SIGNAL);
  }

  @Override
  public void wire(Udn udn, Wiring wiring) {
    wiring.read((value, hearing) -> hearing.number(udn, Property.SIGNAL, value), "Wifi", "Signal");
  }
}
