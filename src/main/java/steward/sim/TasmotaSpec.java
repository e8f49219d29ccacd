package steward.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a simulated Tasmota device is and how it is set up; filled in once while the house is
/// built.
final class TasmotaSpec {
  final String id;
  final String name;
  final Room room;
  final String mac;
  final List<Part> relays = new ArrayList<>();
  final List<Part> shutters = new ArrayList<>();
  final List<Sensor> sensors = new ArrayList<>();
  final List<Part> extraThings = new ArrayList<>();
  final List<Switch> switches = new ArrayList<>();
  final Map<Integer, Integer> options = new TreeMap<>();
  String module = "Sonoff Basic";
  String version = "14.2.0";
  String topic;
  String fullTopic = "%prefix%/%topic%/";
  List<String> prefixes = List.of("cmnd", "stat", "tele");
  List<String> words = List.of("OFF", "ON", "TOGGLE", "HOLD");
  Temper temper = Temper.STEADY;
  int lightSubtype;
  double lux = 180;
  int buttons;
  boolean fan;
  boolean phases;
  boolean truncates;
  boolean wrapsNothing;
  @Nullable DoubleSupplier watts;

  /// A relay, a shutter or a sensor with the id and name that people give to it.
  record Part(String id, String name) {}

  /// A sensor chip: its key in the document, and its JSON at the moment.
  record Sensor(String key, Supplier<String> json) {}

  /// A wall switch or detector on an input: its name, its mode, and whether it is on.
  record Switch(String name, int mode, Supplier<Boolean> on) {}

  TasmotaSpec(String id, String name, Room room, String mac) {
    this.id = id;
    this.name = name;
    this.room = room;
    this.mac = mac;
    this.topic = "tasmota_" + mac.substring(6);
    for (int option : new int[] {4, 11, 13, 17, 20, 30, 68, 73, 82, 114, 117})
      options.put(option, 0);
  }

  TasmotaSpec module(String value) {
    module = value;
    return this;
  }

  TasmotaSpec version(String value) {
    version = value;
    return this;
  }

  TasmotaSpec topic(String value) {
    topic = value;
    return this;
  }

  TasmotaSpec fullTopic(String value) {
    fullTopic = value;
    return this;
  }

  TasmotaSpec prefixes(String cmnd, String stat, String tele) {
    prefixes = List.of(cmnd, stat, tele);
    return this;
  }

  TasmotaSpec words(String off, String on) {
    words = List.of(off, on, "TOGGLE", "HOLD");
    return this;
  }

  TasmotaSpec temper(Temper value) {
    temper = value;
    return this;
  }

  TasmotaSpec option(int number, int value) {
    options.put(number, value);
    return this;
  }

  int option(int number) {
    return options.getOrDefault(number, 0);
  }

  TasmotaSpec relay() {
    return relay(id, name);
  }

  TasmotaSpec relay(String partId, String partName) {
    relays.add(new Part(partId, partName));
    return this;
  }

  /// A relay that is announced as a lamp.
  TasmotaSpec lamp(double brightness) {
    lux = brightness;
    return relay().option(30, 1);
  }

  /// A dimmable light: 1 dimmer, 2 colour temperature, 3 RGB, 4 RGBW, 5 RGB and colour temperature.
  TasmotaSpec light(int subtype, double brightness) {
    lightSubtype = subtype;
    lux = brightness;
    return relay();
  }

  TasmotaSpec shutter(String partId, String partName) {
    shutters.add(new Part(partId, partName));
    return this;
  }

  /// A meter of what hangs behind its relay, or of what passes through it.
  TasmotaSpec meter(DoubleSupplier metered) {
    watts = metered;
    return this;
  }

  TasmotaSpec sensor(String key, Supplier<String> json) {
    sensors.add(new Sensor(key, json));
    return this;
  }

  TasmotaSpec thing(String partId, String partName) {
    extraThings.add(new Part(partId, partName));
    return this;
  }

  TasmotaSpec detector(String label, int mode, Supplier<Boolean> on) {
    switches.add(new Switch(label, mode, on));
    return option(114, 1);
  }

  TasmotaSpec lux(double brightness) {
    lux = brightness;
    return this;
  }

  TasmotaSpec ceilingFan(String partId, String partName) {
    fan = true;
    return relay().thing(partId, partName);
  }

  TasmotaSpec threePhases() {
    phases = true;
    return this;
  }

  /// Its long documents get cut off at the packet limit.
  TasmotaSpec truncating() {
    truncates = true;
    return this;
  }

  /// Firmware so old that its INFO documents are flat.
  TasmotaSpec flatInfo() {
    wrapsNothing = true;
    return this;
  }

  TasmotaSpec buttons(int count) {
    buttons = count;
    return option(73, 1);
  }

  /// The topic below a prefix: 0 commands, 1 answers, 2 telemetry.
  String topic(int prefix, String last) {
    return fullTopic
            .replace("%prefix%", prefixes.get(prefix))
            .replace("%topic%", topic)
            .replace("%hostname%", hostName())
            .replace("%id%", mac.substring(6))
        + last;
  }

  String hostName() {
    return topic.toLowerCase(java.util.Locale.ROOT).replace('_', '-')
        + "-"
        + Integer.parseInt(mac.substring(9), 16);
  }
}
