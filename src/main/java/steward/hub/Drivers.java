package steward.hub;

import java.util.List;
import steward.driver.Family;
import steward.drivers.plain.PlainFamily;
import steward.drivers.shelly.ShellyFamily;
import steward.drivers.sonoff.SonoffFamily;
import steward.drivers.tasmota.TasmotaFamily;

/// The families of devices that this steward drives. A new family is one line here.
public final class Drivers {
  private Drivers() {}

  public static List<Family> families() {
    return List.of(new TasmotaFamily(), new PlainFamily(), new ShellyFamily(), new SonoffFamily());
  }
}
