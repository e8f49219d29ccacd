package steward.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import steward.thing.ThingId;
import steward.thing.Udn;

/// A device behind the simulated Zigbee2MQTT: what is announced of it, its state, and what it
/// obeys. Confined to the house's context.
class ZigbeeDevice implements Gadget.Part {
  private static final long BASE_ADDRESS = 0x00158d0003a10000L;

  final String id;
  final String name;
  final Room room;
  private final List<Entry> entries = new ArrayList<>();
  private Supplier<String> state = () -> "\"linkquality\":90";
  private String maker = "Simulated";
  private String model = "Device";
  private String friendly;
  private String address = "";
  private boolean keeps;
  private boolean away;
  private boolean lying;
  private String said = "";
  private double beatsToReport;
  private @Nullable Zigbee2Mqtt gateway;

  /// One entity of the announcement.
  ///
  /// @param keys the members of its document beside those that all have
  record Entry(String component, String object, String keys) {}

  ZigbeeDevice(String id, String name, Room room) {
    this.id = id;
    this.name = name;
    this.room = room;
    this.friendly = name;
  }

  final ZigbeeDevice model(String newMaker, String newModel) {
    maker = newMaker;
    model = newModel;
    return this;
  }

  /// The name under which its gateway knows it; it may hold spaces and slashes.
  final ZigbeeDevice friendly(String newName) {
    friendly = newName;
    return this;
  }

  /// An entity; `@` in its keys stands for the topic of the device's state.
  final ZigbeeDevice announces(String component, String object, String keys) {
    entries.add(new Entry(component, object, keys));
    return this;
  }

  final ZigbeeDevice battery() {
    return announces(
        "sensor",
        "battery",
        "\"device_class\":\"battery\",\"enabled_by_default\":true,\"entity_category\":\"diagnostic\","
            + "\"state_class\":\"measurement\",\"state_topic\":\"@\",\"unit_of_measurement\":\"%\","
            + "\"value_template\":\"{{ value_json[\\\"battery\\\"] }}\"");
  }

  /// The members of its state, without the brackets.
  final ZigbeeDevice state(Supplier<String> members) {
    state = members;
    return this;
  }

  /// The broker keeps its last state, as an owner may set it in the gateway.
  final ZigbeeDevice keeping() {
    keeps = true;
    return this;
  }

  final void joins(Zigbee2Mqtt newGateway, int number) {
    gateway = newGateway;
    address = String.format("0x%016x", BASE_ADDRESS + number);
  }

  @Override
  public final String id() {
    return id;
  }

  final String friendly() {
    return friendly;
  }

  final String address() {
    return address;
  }

  final String maker() {
    return maker;
  }

  final String model() {
    return model;
  }

  final List<Entry> entries() {
    return entries;
  }

  final boolean keeps() {
    return keeps;
  }

  final boolean isAway() {
    return away;
  }

  final SimThing thing() {
    var udn = new Udn("mqtt-discovery:zigbee2mqtt_" + address);
    return new SimThing(udn, new ThingId(id), name, room.name, null);
  }

  final String document() {
    return "{" + state.get() + ",\"linkquality\":" + (80 + (id.hashCode() & 63)) + "}";
  }

  /// Carries out a command: a JSON document, or one property's bare value.
  void obey(String property, String command) {}

  /// The value of a member of a command, where it is a word or number.
  static String member(String command, String name) {
    int at = command.indexOf("\"" + name + "\"");
    if (at < 0) return "";
    String rest = command.substring(at + name.length() + 2).replaceFirst("^\\s*:\\s*", "");
    return rest.replaceFirst("[,}].*$", "").replace("\"", "").strip();
  }

  void beat(double minutes) {
    beatsToReport--;
    if (beatsToReport <= 0 || !document().equals(said)) report();
  }

  /// Says its state now, if its radio reaches the gateway.
  final void report() {
    if (away || lying || gateway == null) return;
    said = document();
    beatsToReport = 40 + (id.hashCode() & 15);
    gateway.tell(this, said);
  }

  /// Says a state that holds for this message only, such as a press.
  final void tell(String members) {
    if (!away && gateway != null) gateway.tell(this, "{" + members + "," + document().substring(1));
  }

  final void after(long millis, Runnable action) {
    if (gateway != null) gateway.after(millis, action);
  }

  @Override
  public void press() {}

  @Override
  public final void lie(boolean on) {
    lying = on;
  }

  @Override
  public final void lose(boolean isLost) {
    away = isLost;
    if (gateway != null) gateway.availability(this);
    if (!isLost) report();
  }
}
