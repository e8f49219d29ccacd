package steward.drivers.tasmota;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import steward.driver.Payload;
import steward.value.Text;

/// What a document teaches of a device beyond what is known: sensors that were not announced; and
/// of a device entered by hand its relays, its light, its names and its firmware.
final class Lesson {
  private static final int LENGTH_MAX = 80;

  private Lesson() {}

  /// The profile with what the document adds; an equal one where it adds nothing.
  static Profile of(Profile profile, String level, Payload document) {
    Payload sensors = either(document.at("StatusSNS"), document);
    Payload state = either(either(document.at("StatusSTS"), document.at("State")), document);
    boolean measured = level.equals("SENSOR") || document.at("StatusSNS").isObject();
    Profile more = measured ? sensors(profile, sensors) : profile;
    if (!profile.isByHand()) return more;
    more = relays(more, state, level.equals("STATE") || document.at("StatusSTS").isObject());
    more = shutters(more, sensors);
    more = light(more, state);
    return words(more, document);
  }

  private static Payload either(Payload one, Payload other) {
    return one.isMissing() ? other : one;
  }

  private static Profile sensors(Profile profile, Payload document) {
    Set<String> paths = new LinkedHashSet<>(profile.sensors());
    int before = paths.size();
    for (String path : Quantities.pathsIn(document)) {
      if (paths.size() < Quantities.PATHS_MAX) paths.add(path);
    }
    return paths.size() == before ? profile : profile.withSensors(List.copyOf(paths));
  }

  private static Profile relays(Profile profile, Payload state, boolean whole) {
    List<Integer> relays = new ArrayList<>(profile.relays());
    boolean any = state.names().contains("POWER");
    for (String name : state.names()) {
      int number = name.startsWith("POWER") ? Quantities.numberBehind(name, 5) : 0;
      any |= number > 0;
      if (number > Profile.RELAYS_MAX) continue;
      while (relays.size() < number) relays.add(0);
      if (number > 0 && relays.get(number - 1) == 0) relays.set(number - 1, 1);
    }
    if (whole && !any) relays.clear();
    return with(profile, "relays", relays);
  }

  private static Profile with(Profile profile, String fact, List<Integer> numbers) {
    List<Integer> before =
        profile.numbers(fact, fact.equals("relays") && profile.isByHand() ? "1" : "");
    if (numbers.equals(before)) return profile;
    String joined = numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    return profile.with(fact, joined.isEmpty() ? "0" : joined);
  }

  /// Each shutter takes two relays; which ones, a state document does not say: the first ones, as
  /// set up by default.
  private static Profile shutters(Profile profile, Payload sensors) {
    List<Integer> relays = new ArrayList<>(profile.relays());
    for (int number = 1; number <= 4; number++) {
      if (!sensors.at("Shutter" + number).at("Position").number().isPresent()) continue;
      while (relays.size() < 2 * number) relays.add(0);
      relays.set(2 * number - 2, 3);
      relays.set(2 * number - 1, 3);
    }
    return with(profile, "relays", relays);
  }

  private static Profile light(Profile profile, Payload state) {
    Set<String> names = state.names();
    Profile more = profile;
    if (names.contains("FanSpeed") && !profile.has("fan")) more = more.with("fan", "1");
    if (!names.contains("Dimmer") || profile.light() > 0) return more;
    List<Integer> relays = new ArrayList<>(profile.relays());
    if (relays.isEmpty()) relays.add(2);
    relays.set(relays.size() - 1, 2);
    return with(more, "relays", relays)
        .with("light", String.valueOf(subtype(names)))
        .with("linked", names.contains("Dimmer1") ? "0" : "1");
  }

  private static int subtype(Set<String> names) {
    boolean colour = names.contains("HSBColor");
    boolean warm = names.contains("CT");
    if (colour) return warm ? 5 : names.contains("White") ? 4 : 3;
    return warm ? 2 : 1;
  }

  private static Profile words(Profile profile, Payload document) {
    Payload network = document.at("StatusNET");
    Payload status = document.at("Status");
    Payload boot = either(document.at("Info1"), document);
    Profile more = put(profile, "firmware", document.at("StatusFWR").at("Version"));
    more = put(more, "firmware", boot.at("Version"));
    more = put(more, "model", boot.at("Module"));
    more = put(more, "name", status.at("DeviceName"));
    if (network.isMissing()) return more;
    String mac = network.at("Mac").textOr("").replace(":", "").toUpperCase(java.util.Locale.ROOT);
    if (Announcement.isMac(mac) && profile.mac().isEmpty()) more = more.with("mac", mac);
    return profile.hostname().isEmpty() ? put(more, "hostname", network.at("Hostname")) : more;
  }

  private static Profile put(Profile profile, String fact, Payload value) {
    String text = Text.clean(value.textOr("")).strip();
    if (text.isEmpty() || text.length() > LENGTH_MAX || text.equals(profile.fact(fact, "")))
      return profile;
    return profile.with(fact, text);
  }
}
