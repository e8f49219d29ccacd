package steward.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import steward.thing.Message.Publish;
import steward.value.Bytes;

/// Zigbee2MQTT with its devices: it announces each in Home Assistant's convention, retained and in
/// its own order, says states as JSON, and takes commands at `…/set`.
///
/// It behaves as the real one does at its worst: a burst after every start, states before their
/// announcements, clears of topics that nobody knows, the last state of a device again after the
/// house's birth message, and with faults a torn document now and then. Source of its messages: the
/// MQTT discovery sheet. Confined to the house's context.
final class Zigbee2Mqtt implements Gadget {
  private static final String BASE = "zigbee2mqtt/";
  private static final String STATUS = "homeassistant/status";
  private static final long SPREAD_MS = 15;
  private static final long BIRTH_MS = 3_000;

  private final List<ZigbeeDevice> devices = new ArrayList<>();
  private @Nullable Wire wire;

  void add(ZigbeeDevice device) {
    devices.add(device);
    device.joins(this, devices.size());
  }

  @Override
  public String id() {
    return "zigbee2mqtt";
  }

  @Override
  public String clientId() {
    return "mqttjs_zigbee2mqtt";
  }

  @Override
  public Publish will() {
    return new Publish(BASE + "bridge/state", Bytes.utf8("{\"state\":\"offline\"}"), 1, true);
  }

  @Override
  public Duration keepAlive() {
    return Duration.ofSeconds(60);
  }

  @Override
  public Temper temper() {
    return Temper.STEADY;
  }

  @Override
  public List<SimThing> things() {
    return devices.stream().map(ZigbeeDevice::thing).toList();
  }

  @Override
  public List<Part> parts() {
    return List.copyOf(devices);
  }

  @Override
  public void connected(Wire opened, boolean first) {
    wire = opened;
    for (String filter : List.of("+/set", "+/+/set", "+/set/+", "+/get"))
      opened.subscribe(BASE + filter);
    opened.subscribe(STATUS);
    opened.say(BASE + "bridge/state", "{\"state\":\"online\"}", true);
    opened.say("homeassistant/sensor/nobody/ever_heard_of_it/config", "", true);
    for (int i = 0; i < devices.size(); i++) {
      ZigbeeDevice device = devices.get(i);
      boolean stateFirst = i % 3 == 0;
      after(
          i * SPREAD_MS,
          () -> {
            if (stateFirst) device.report();
            announce(device);
            availability(device);
            device.report();
          });
    }
  }

  private void announce(ZigbeeDevice device) {
    for (ZigbeeDevice.Entry entry : device.entries()) {
      String node = "homeassistant/" + entry.component() + "/" + device.address() + "/";
      if (wire != null) wire.say(node + entry.object() + "/config", config(device, entry), true);
    }
  }

  private static String config(ZigbeeDevice device, ZigbeeDevice.Entry entry) {
    String topic = BASE + device.friendly();
    String id = device.address() + "_" + entry.object() + "_zigbee2mqtt";
    String template = "\"value_template\":\"{{ value_json.state }}\"}";
    return "{\"availability\":[{\"topic\":\""
        + BASE
        + "bridge/state\","
        + template
        + ",{\"topic\":"
        + Json.quoted(topic + "/availability")
        + ","
        + template
        + "],\"availability_mode\":\"all\","
        + entry.keys().replace("\"@", "\"" + topic)
        + ",\"device\":{\"hw_version\":1,\"identifiers\":[\"zigbee2mqtt_"
        + device.address()
        + "\"],\"manufacturer\":"
        + Json.quoted(device.maker())
        + ",\"model\":"
        + Json.quoted(device.model())
        + ",\"name\":"
        + Json.quoted(device.friendly())
        + ",\"sw_version\":\"3000-0001\"},\"object_id\":\""
        + device.id.replace('-', '_')
        + "\",\"origin\":{\"name\":\"Zigbee2MQTT\",\"sw\":\"2.14.1\",\"url\":\"https://www.zigbee2mqtt.io\"},"
        + "\"unique_id\":\""
        + id
        + "\"}";
  }

  void availability(ZigbeeDevice device) {
    String state = "{\"state\":\"" + (device.isAway() ? "offline" : "online") + "\"}";
    if (wire != null) wire.say(BASE + device.friendly() + "/availability", state, true);
  }

  void tell(ZigbeeDevice device, String document) {
    if (wire == null) return;
    boolean press = document.contains("\"action\":\"");
    wire.say(BASE + device.friendly(), document, device.keeps() && !press);
    // The old way of telling a press again, empty, so that the next alike is a change.
    if (press)
      wire.say(
          BASE + device.friendly(),
          document.replaceFirst("\"action\":\"[^\"]*\"", "\"action\":\"\""),
          false);
  }

  void after(long millis, Runnable action) {
    if (wire != null) wire.timeline().after(millis, action);
  }

  @Override
  public void came(Publish message) {
    String topic = message.topic();
    if (topic.equals(STATUS)) {
      if (message.text().toLowerCase(Locale.ROOT).equals("online"))
        after(BIRTH_MS, () -> devices.forEach(ZigbeeDevice::report));
      return;
    }
    // A retained command would be carried out again after every lost connection.
    if (message.retained()) return;
    for (ZigbeeDevice device : devices) {
      String own = BASE + device.friendly();
      if (topic.equals(own + "/set")) obey(device, "", message.text());
      else if (topic.startsWith(own + "/set/"))
        obey(device, topic.substring(own.length() + 5), message.text());
      else if (topic.equals(own + "/get")) device.report();
    }
  }

  private static void obey(ZigbeeDevice device, String property, String command) {
    // What the radio does not reach hears nothing; the gateway only logs that.
    if (!device.isAway()) device.obey(property, command.strip());
  }

  @Override
  public void beat(double minutes) {
    if (wire == null) return;
    devices.forEach(device -> device.beat(minutes));
    if (wire.faults() && wire.chance().nextInt(60) == 0)
      spout(devices.get(wire.chance().nextInt(devices.size())), wire.chance().nextInt(5));
  }

  /// Says something that makes no sense.
  private void spout(ZigbeeDevice device, int which) {
    String nonsense =
        switch (which) {
          case 0 -> device.document().substring(0, device.document().length() / 2);
          case 1 -> "{\"battery\":\"unknown\",\"linkquality\":[1]}";
          case 2 -> "{}";
          case 3 -> "offline";
          default -> "\u0000\ufffd{{ 7 * 7 }}";
        };
    if (wire != null) wire.say(BASE + device.friendly(), nonsense, false);
  }

  /// It is restarted: the broker speaks its will, then all is announced again.
  @Override
  public void press() {
    if (wire != null) wire.drop();
  }
}
