package steward.drivers.tasmota;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import steward.driver.Payload;
import steward.thing.Binding;

/// What is known of a device: the facts of its announcements, which are at the same time the parts
/// of its binding.
///
/// Each fact is read where a [Plan] is made, never for each message. All lists may be shorter than
/// what they speak of.
record Profile(SortedMap<String, String> facts) {
  static final String FAMILY = "tasmota";
  static final int RELAYS_MAX = 32;

  /// How many parts the sensors of a device may fill: `sensors`, `sensors2` …
  static final int SENSOR_PARTS_MAX = 4;

  Profile {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  static Profile of(Binding binding) {
    return new Profile(binding.parts());
  }

  Binding binding() {
    return new Binding(FAMILY, facts);
  }

  Profile with(String fact, String value) {
    var more = new TreeMap<>(facts);
    more.put(fact, value);
    return new Profile(more);
  }

  String fact(String name, String otherwise) {
    String fact = facts.get(name);
    return fact == null || fact.isBlank() ? otherwise : fact;
  }

  boolean isByHand() {
    return facts.containsKey("byHand");
  }

  String mac() {
    return fact("mac", "");
  }

  String shortId() {
    return mac().length() == 12 ? mac().substring(6) : mac();
  }

  String topic() {
    return fact("topic", "");
  }

  String fullTopic() {
    return fact("fulltopic", Topics.FULL_TOPIC);
  }

  /// The prefix that the device uses in the place of this usual one.
  String prefix(String usual) {
    return fact(usual, usual);
  }

  String hostname() {
    return fact("hostname", "");
  }

  /// The device's own name, or the first name in it that a person seems to have given.
  String name() {
    String own = fact("name", "");
    if (!own.isEmpty() && !own.equals("Tasmota")) return own;
    String first = relayName(1);
    return first.isEmpty() || first.equals("Tasmota") ? fact("topic", "Tasmota") : first;
  }

  /// The name of a relay, from 1; empty where none was given.
  String relayName(int relay) {
    List<String> names = Listing.split(fact("names", ""));
    return relay <= names.size() ? names.get(relay - 1).strip() : "";
  }

  /// The words for off, on, toggle and hold.
  List<String> words() {
    List<String> words = Listing.split(fact("words", ""));
    return words.size() == 4 ? words : List.of("OFF", "ON", "TOGGLE", "HOLD");
  }

  /// The kinds of the relays by index: 0 none, 1 relay, 2 light, 3 shutter.
  List<Integer> relays() {
    return numbers("relays", isByHand() ? "1" : "");
  }

  /// 0 none, 1 dimmer, 2 colour temperature, 3 colour, 4 colour and white, 5 colour and both
  /// whites.
  int light() {
    List<Integer> light = numbers("light", "0");
    return light.isEmpty() ? 0 : light.getFirst();
  }

  boolean has(String flag) {
    return fact(flag, "").equals("1");
  }

  Set<Integer> options() {
    return new TreeSet<>(numbers("options", ""));
  }

  List<Integer> numbers(String fact, String otherwise) {
    var numbers = new ArrayList<Integer>();
    for (String number : fact(fact, otherwise).split(",", RELAYS_MAX + 1)) {
      if (!number.isBlank() && numbers.size() < RELAYS_MAX) {
        numbers.add((int) Payload.number(number).orElse(0));
      }
    }
    return numbers;
  }

  List<String> texts(String fact) {
    return Listing.split(fact(fact, ""));
  }

  /// The paths of the sensor values, such as `/AM2301/Temperature`.
  List<String> sensors() {
    var paths = new ArrayList<String>();
    for (int part = 1; part <= SENSOR_PARTS_MAX; part++) paths.addAll(texts(sensorPart(part)));
    return paths;
  }

  boolean knowsSensors() {
    return facts.containsKey("sensors");
  }

  Profile withSensors(List<String> paths) {
    var more = new TreeMap<>(facts);
    List<String> rest = paths;
    for (int part = 1; part <= SENSOR_PARTS_MAX; part++) {
      String joined = Listing.join(rest);
      if (joined.isEmpty() && part > 1) {
        more.remove(sensorPart(part));
      } else {
        more.put(sensorPart(part), joined);
      }
      rest = rest.subList(Math.min(rest.size(), Listing.split(joined).size()), rest.size());
    }
    return new Profile(more);
  }

  private static String sensorPart(int part) {
    return part == 1 ? "sensors" : "sensors" + part;
  }

  /// The key part of the UDN: the MAC, or for a device entered by hand its topic.
  String key() {
    if (!isByHand()) return mac();
    var key = new StringBuilder("topic.");
    for (byte b : topic().getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      boolean plain = b == '-' || b == '_' || b == '.' || Character.isLetterOrDigit(b) && b > 0;
      if (plain) key.append((char) b);
      else key.append('%').append(String.format(Locale.ROOT, "%02X", b));
    }
    return key.length() <= 80 ? key.toString() : key.substring(0, 80);
  }
}
