package steward.hub;

import java.util.List;
import steward.driver.Family;
import steward.drivers.daikin.DaikinFamily;
import steward.drivers.mqttdiscovery.MqttDiscoveryFamily;
import steward.drivers.owntracks.OwnTracksFamily;
import steward.drivers.plain.PlainFamily;
import steward.drivers.tasmota.TasmotaFamily;
import steward.drivers.webhook.WebhookFamily;

/// The families of devices that this steward drives. A new family is one line here.
public final class Drivers {
  private Drivers() {}

  public static List<Family> families() {
    return List.of(
        new TasmotaFamily(),
        new MqttDiscoveryFamily(),
        new OwnTracksFamily(),
        new WebhookFamily(),
        new DaikinFamily(),
        new PlainFamily());
  }
}
