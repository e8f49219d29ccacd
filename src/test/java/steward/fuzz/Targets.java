package steward.fuzz;

import java.util.ArrayList;
import java.util.List;
import steward.ConversationFuzz;
import steward.driver.JsonFuzz;
import steward.drivers.broadlink.BroadlinkFuzz;
import steward.drivers.kasa.KasaFuzz;
import steward.hub.Drivers;
import steward.link.line.EventsFuzz;
import steward.link.line.FramesFuzz;
import steward.mqtt.MqttFuzz;
import steward.network.mdns.MdnsFuzz;

/// All that is fuzzed.
final class Targets {
  private Targets() {}

  static List<FuzzTarget> all() {
    var all = new ArrayList<FuzzTarget>();
    all.add(new MqttFuzz());
    all.add(new MdnsFuzz());
    all.add(new FramesFuzz());
    all.add(new EventsFuzz());
    all.add(new JsonFuzz());
    all.add(new KasaFuzz());
    all.add(new BroadlinkFuzz());
    Drivers.families().forEach(family -> all.add(new ConversationFuzz(family)));
    return List.copyOf(all);
  }

  static FuzzTarget named(String name) {
    return all().stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("expected one of " + names() + ", got " + name));
  }

  static List<String> names() {
    return all().stream().map(FuzzTarget::name).toList();
  }
}
