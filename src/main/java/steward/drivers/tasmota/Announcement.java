package steward.drivers.tasmota;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import steward.driver.Payload;
import steward.driver.Sighting;
import steward.thing.Message;
import steward.thing.Udn;
import steward.value.Text;

/// Reads the native discovery messages `tasmota/discovery/MAC/config` and `…/sensors` into facts.
final class Announcement {
  static final String PREFIX = "tasmota/discovery/";
  static final int BYTES_MAX = 32 * 1024;

  private static final int MAC_LENGTH = 12;
  private static final int FACT_LENGTH_MAX = 200;

  private Announcement() {}

  static Optional<Sighting> read(Message message) {
    if (!(message instanceof Message.Publish publish) || !publish.topic().startsWith(PREFIX)) {
      return Optional.empty();
    }
    String rest = publish.topic().substring(PREFIX.length());
    if (rest.indexOf('/') != MAC_LENGTH || !isMac(rest.substring(0, MAC_LENGTH))) {
      return Optional.empty();
    }
    String mac = rest.substring(0, MAC_LENGTH);
    var device = new Udn(Profile.FAMILY + ":" + mac);
    boolean config = rest.endsWith("/config");
    if (publish.payload().isEmpty()) {
      return config ? Optional.of(new Sighting(device, new TreeMap<>(), true)) : Optional.empty();
    }
    if (publish.payload().length() > BYTES_MAX) return Optional.empty();
    Payload json = Payload.json(publish.payload()).orElse(Payload.MISSING);
    if (json.at("ver").wholeOr(0) != 1) return Optional.empty();
    if (config && mac.equals(json.at("mac").textOr(""))) {
      return Optional.of(new Sighting(device, config(json), false));
    }
    return rest.endsWith("/sensors")
        ? Optional.of(new Sighting(device, sensors(json.at("sn")), false))
        : Optional.empty();
  }

  static boolean isMac(String mac) {
    return mac.length() == MAC_LENGTH
        && mac.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'A' && c <= 'F');
  }

  private static SortedMap<String, String> sensors(Payload document) {
    SortedMap<String, String> facts =
        new TreeMap<>(
            new Profile(new TreeMap<>()).withSensors(Quantities.pathsIn(document)).facts());
    // What an earlier announcement had more must not survive the merge.
    for (int part = 2; part <= Profile.SENSOR_PARTS_MAX; part++) {
      facts.putIfAbsent("sensors" + part, "");
    }
    return facts;
  }

  private static SortedMap<String, String> config(Payload json) {
    var facts = new TreeMap<String, String>();
    put(facts, "mac", json.at("mac"));
    put(facts, "name", json.at("dn"));
    put(facts, "hostname", json.at("hn"));
    put(facts, "model", json.at("md"));
    put(facts, "firmware", json.at("sw"));
    facts.put("topic", exact(json.at("t")));
    facts.put("fulltopic", exact(json.at("ft")));
    facts.put("cmnd", exact(json.at("tp").at(0)));
    facts.put("stat", exact(json.at("tp").at(1)));
    facts.put("tele", exact(json.at("tp").at(2)));
    put(facts, "online", json.at("onln"));
    put(facts, "offline", json.at("ofln"));
    put(facts, "tuya", json.at("ty"));
    put(facts, "fan", json.at("if"));
    put(facts, "sleeps", json.at("dslp"));
    put(facts, "linked", json.at("lk"));
    put(facts, "light", json.at("lt_st"));
    facts.put("names", Listing.join(texts(json.at("fn"))));
    facts.put("words", Listing.join(texts(json.at("state"))));
    facts.put("relays", numbers(json.at("rl"), 0));
    facts.put("switches", numbers(json.at("swc"), -1));
    facts.put("switchNames", Listing.join(texts(json.at("swn"))));
    facts.put("buttons", numbers(json.at("btn"), 0));
    facts.put("options", options(json.at("so")));
    facts.put("shutters", numbers(json.at("sho"), 0));
    facts.put(
        "tilts", Listing.join(json.at("sht").items().stream().map(Announcement::tilt).toList()));
    return facts;
  }

  /// A part of a topic as it was sent: an odd one is refused with its topic, never mended into that
  /// of somebody else.
  private static String exact(Payload value) {
    String text = value.textOr("");
    return text.length() > Topics.LENGTH_MAX ? "#" : text;
  }

  private static void put(SortedMap<String, String> facts, String name, Payload value) {
    String text = Text.clean(value.textOr(""));
    facts.put(name, text.length() > FACT_LENGTH_MAX ? text.substring(0, FACT_LENGTH_MAX) : text);
  }

  /// The texts up to the last that is not empty; a null is an empty one.
  private static List<String> texts(Payload list) {
    var texts = new ArrayList<String>();
    for (Payload item : list.items()) {
      String text = Text.clean(item.textOr(""));
      texts.add(text.length() > 80 ? text.substring(0, 80) : text);
      if (texts.size() == Profile.RELAYS_MAX) break;
    }
    while (!texts.isEmpty() && texts.getLast().isEmpty()) texts.removeLast();
    return texts;
  }

  /// The numbers up to the last that is not the empty one.
  private static String numbers(Payload list, int empty) {
    var numbers = new ArrayList<Integer>();
    for (Payload item : list.items()) {
      numbers.add(item.wholeOr(empty));
      if (numbers.size() == Profile.RELAYS_MAX) break;
    }
    while (!numbers.isEmpty() && numbers.getLast() == empty) numbers.removeLast();
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String options(Payload options) {
    return options.names().stream()
        .filter(name -> name.length() <= 3 && options.at(name).isTrue())
        .filter(name -> name.chars().allMatch(c -> c >= '0' && c <= '9'))
        .limit(Profile.RELAYS_MAX)
        .collect(Collectors.joining(","));
  }

  private static String tilt(Payload tilt) {
    return tilt.at(0).wholeOr(0) + "," + tilt.at(1).wholeOr(0) + "," + tilt.at(2).wholeOr(0);
  }
}
