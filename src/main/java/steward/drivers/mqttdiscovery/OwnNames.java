package steward.drivers.mqttdiscovery;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import steward.driver.Attachment;
import steward.driver.OwnTopics;
import steward.driver.SetUp;
import steward.thing.Thing;

/// What a device with its own name on the broker may use, and how it is given one.
final class OwnNames {
  private OwnNames() {}

  /// A device behind a gateway never connects itself: it has no topics of its own.
  static OwnTopics topics(List<Thing> device) {
    var publishes = new LinkedHashSet<String>();
    var announces = new LinkedHashSet<String>();
    var subscribes = new LinkedHashSet<String>();
    for (Thing thing : device) {
      if (!thing.binding().part(Announcement.VIA, "").isEmpty()) return OwnTopics.NONE;
      for (Role role : Sheets.roles(thing)) {
        Availability availability = Availability.of(role.entity());
        if (availability.sources().size() > 1) return OwnTopics.NONE;
        availability.sources().forEach(source -> publishes.add(source.topic()));
        role.ears().forEach(ear -> publishes.add(ear.topic()));
        role.deeds().values().forEach(deed -> subscribes.addAll(deed.topics()));
        String fact = role.entity().fact();
        int hash = fact.indexOf('#');
        announces.add(
            Announcement.PREFIX + (hash < 0 ? fact : fact.substring(0, hash)) + "/config");
      }
    }
    return new OwnTopics(publishes, announces, subscribes, Set.of());
  }

  static String setUp(Attachment to, OwnTopics own) {
    String steps = SetUp.plainly(to, own);
    if (own.isEmpty()) {
      return steps
          + "This thing sits behind a gateway, such as Zigbee2MQTT, which speaks for it: give the"
          + " gateway a name as a bridge with its base topic (zigbee2mqtt), and enter it there.\n";
    }
    return steps
        + "In ESPHome these are broker, port, username and password under mqtt: in the node's"
        + " configuration; keep discovery: true, then install it on the node.\n";
  }
}
