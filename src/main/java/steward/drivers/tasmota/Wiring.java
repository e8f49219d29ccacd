package steward.drivers.tasmota;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import steward.driver.Harvest;
import steward.driver.Payload;
import steward.thing.Property;
import steward.thing.Udn;

/// Collects what the roles of a device want to read. Confined to the making of a [Plan].
final class Wiring {
  /// Members of the usual documents that nobody reads, so that they are not taken for new sensors.
  private static final String[] KNOWN = {
    "Time",
    "Uptime",
    "UptimeSec",
    "Vcc",
    "Heap",
    "SleepMode",
    "Sleep",
    "LoadAvg",
    "MqttCount",
    "Wifi",
    "Hostname",
    "IPAddress",
    "Berry",
    "BatteryVoltage",
    "Epoch",
    "TimeZone",
    "Fade",
    "Speed",
    "LedTable",
    "Scheme",
    "Width",
    "Channel",
    "ESP32",
    "ZbReceived",
    "IrReceived",
    "RfReceived",
    "MtrReceived",
    "Status",
    "StatusPRM",
    "StatusFWR",
    "StatusLOG",
    "StatusMEM",
    "StatusNET",
    "StatusMQT",
    "StatusTIM",
    "StatusPTH",
    "StatusSTK",
    "StatusSHT",
    "Info1",
    "Info2",
    "Info3",
    "Command",
    "Input",
    "Ethernet",
    "CB",
    "Fade2",
    "TelePeriod",
    "Backlog",
    "Restart"
  };

  private final Harvest.Builder<Slot> harvest = new Harvest.Builder<>();
  private final Map<String, Slot> plain = new HashMap<>();
  private final List<String> words;

  Wiring(List<String> words) {
    this.words = words;
    harvest.ignore(KNOWN);
    harvest.wrapper("StatusSNS").wrapper("StatusSTS").wrapper("State");
    harvest.want(
        unit((value, hearing) -> hearing.fahrenheit = value.textOr("C").equals("F")), "TempUnit");
    harvest.want(
        unit((value, hearing) -> hearing.pressureUnit = value.textOr("hPa")), "PressureUnit");
    harvest.want(unit((value, hearing) -> hearing.speedUnit = value.textOr("m/s")), "SpeedUnit");
    harvest.want((value, hearing) -> hearing.refuse(value.textOr("")), "Command");
  }

  private static Slot unit(Slot slot) {
    return new Slot.UnitSlot(slot);
  }

  void read(Slot slot, String... path) {
    harvest.want(slot, path);
  }

  void read(Slot slot, List<String> path) {
    harvest.want(slot, path);
  }

  /// Reads a power state, in documents and as the bare word on the topic of this name.
  void power(String name, Udn udn) {
    Slot slot = (value, hearing) -> power(value, udn, name, hearing);
    harvest.want(slot, name);
    plain.put(name, slot);
  }

  private void power(Payload value, Udn udn, String name, Hearing hearing) {
    String text = value.textOr("");
    boolean on = isOn(text);
    if (on || isOff(text)) hearing.word(udn, Property.SWITCH, on ? "on" : "off");
    else hearing.drop(name, text, "on or off");
  }

  boolean isOn(String text) {
    return text.equals(words.get(1))
        || text.equalsIgnoreCase("ON")
        || text.equals("1")
        || text.equalsIgnoreCase("true");
  }

  boolean isOff(String text) {
    return text.equals(words.get(0))
        || text.equalsIgnoreCase("OFF")
        || text.equals("0")
        || text.equalsIgnoreCase("false");
  }

  /// The action of a button or switch in the usual words, `SINGLE`, `TOGGLE`, `HOLD`.
  String action(String text) {
    for (int i = 0; i < 4; i++) {
      if (text.equals(words.get(i))) return List.of("OFF", "ON", "TOGGLE", "HOLD").get(i);
    }
    return text.toUpperCase(java.util.Locale.ROOT);
  }

  Harvest<Slot> harvest() {
    return harvest.build();
  }

  Map<String, Slot> plain() {
    return Map.copyOf(plain);
  }
}
