package steward.hub;

import java.util.List;
import steward.driver.Family;
import steward.drivers.broadlink.BroadlinkFamily;
import steward.drivers.daikin.DaikinFamily;
import steward.drivers.hue.HueFamily;
import steward.drivers.kasa.KasaFamily;
import steward.drivers.mqttdiscovery.MqttDiscoveryFamily;
import steward.drivers.nest.NestFamily;
import steward.drivers.netatmo.NetatmoFamily;
import steward.drivers.owntracks.OwnTracksFamily;
import steward.drivers.plain.PlainFamily;
import steward.drivers.shelly.ShellyFamily;
import steward.drivers.sonoff.SonoffFamily;
import steward.drivers.tasmota.TasmotaFamily;
import steward.drivers.webhook.WebhookFamily;
import steward.loop.House;
import steward.thing.Expectation;

/// The families of devices that this steward drives. A new family is one line here.
public final class Drivers {
  private Drivers() {}

  public static List<Family> families() {
    return List.of(
        new TasmotaFamily(),
        new MqttDiscoveryFamily(),
        new DaikinFamily(),
        new SonoffFamily(),
        new KasaFamily(),
        new BroadlinkFamily(),
        new HueFamily(),
        new ShellyFamily(),
        new OwnTracksFamily(),
        new NetatmoFamily(),
        new NestFamily(),
        new WebhookFamily(),
        new PlainFamily());
  }

  /// By what an action of a thing is confirmed: its family knows.
  static House.Expectations expectations(List<Family> families) {
    return (thing, action) -> {
      for (Family family : families) {
        if (family.name().equals(thing.udn().family())) return family.expectation(thing, action);
      }
      return new Expectation.Unobservable("nothing drives this family");
    };
  }
}
