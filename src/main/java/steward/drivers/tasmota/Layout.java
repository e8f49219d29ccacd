package steward.drivers.tasmota;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import steward.drivers.tasmota.Quantities.Quantity;
import steward.thing.Property;

/// Divides a device into things. Relay 1 is the device itself, the others are its children; so are
/// the second sensor of a kind, buttons and switches. A device without relay 1 is the first of what
/// it has.
///
/// The same facts always give the same division, so the UDNs last.
final class Layout {
  private static final int RELAY = 1;
  private static final int LIGHT = 2;
  private static final int SHUTTER = 3;
  private static final int MIREDS_MIN = 153;
  private static final int MIREDS_MAX = 500;

  private final Profile profile;
  private final Set<Integer> options;
  private final List<Integer> relays;
  private final Map<String, List<Role>> roles = new LinkedHashMap<>();
  private final Map<String, String> titles = new LinkedHashMap<>();

  private Layout(Profile profile) {
    this.profile = profile;
    this.options = profile.options();
    this.relays = profile.relays();
  }

  static List<Part> of(Profile profile) {
    var layout = new Layout(profile);
    layout.relays();
    layout.shutters();
    if (profile.has("fan")) layout.add("fan", profile.name() + " fan", new Fan());
    layout.promote();
    layout.sensors();
    layout.inputs();
    layout.promote();
    return layout.parts();
  }

  /// Whether the device has anything but its radio.
  static boolean isEmpty(List<Part> parts) {
    return parts.stream().allMatch(p -> p.roles().stream().allMatch(r -> r instanceof Radio));
  }

  private void add(String suffix, String title, Role role) {
    roles.computeIfAbsent(suffix, _ -> new ArrayList<>()).add(role);
    titles.putIfAbsent(suffix, title);
  }

  private void promote() {
    if (roles.containsKey("") || roles.isEmpty()) return;
    String first = roles.keySet().iterator().next();
    var rest = new LinkedHashMap<>(roles);
    rest.remove(first);
    List<Role> own = List.copyOf(roles.getOrDefault(first, List.of()));
    roles.clear();
    roles.put("", new ArrayList<>(own));
    roles.putAll(rest);
  }

  private List<Part> parts() {
    roles.computeIfAbsent("", _ -> new ArrayList<>()).add(new Radio());
    var parts = new ArrayList<Part>();
    boolean single = roles.size() == 1;
    roles.forEach((suffix, own) -> {
      String title = titles.getOrDefault(suffix, profile.name());
      parts.add(new Part(suffix, suffix.isEmpty() && single ? profile.name() : title, own));
    });
    return List.copyOf(parts);
  }

  private int count(int... kinds) {
    int count = 0;
    for (int relay : relays) {
      for (int kind : kinds) if (relay == kind) count++;
    }
    return count;
  }

  private void relays() {
    int lights = 0;
    boolean alone = count(RELAY, LIGHT, SHUTTER) == 1;
    for (int i = 0; i < relays.size(); i++) {
      int kind = relays.get(i);
      if (kind != RELAY && kind != LIGHT) continue;
      int number = i + 1;
      if (profile.has("fan") && number > 1) continue; // they drive the fan
      if (kind == LIGHT) lights++;
      String suffix = number == 1 ? "" : String.valueOf(number);
      String given = profile.relayName(number);
      boolean unnamed = given.isEmpty() || given.startsWith("Tasmota");
      String title =
          unnamed ? (number == 1 ? profile.name() : profile.name() + " " + number) : given;
      add(suffix, title, new Relay(number, alone, options.contains(26), relayKind(kind, number)));
      if (kind == LIGHT) lamp(suffix, title, lights);
    }
  }

  private String relayKind(int kind, int number) {
    boolean bulb = kind == LIGHT || options.contains(30) || profile.has("fan");
    if (bulb) return "lighting/tasmota/bulb";
    return number == 1 && count(RELAY) > 1 ? "switch/tasmota/strip" : "switch/tasmota/onoff";
  }

  private void lamp(String suffix, String title, int light) {
    int subtype = profile.light();
    if (options.contains(68)) {
      var keys = List.of("Channel" + light, "Dimmer" + light);
      add(suffix, title, new Lamp(keys.getFirst(), keys, false, false, 0, 0, false));
    } else if (subtype >= 4 && !profile.has("linked")) {
      if (light == 1) {
        add(
            suffix,
            title,
            new Lamp("Dimmer1", List.of("Dimmer1", "Dimmer"), true, false, 0, 0, true));
      } else if (light == 2) {
        add(suffix, title, tuned("Dimmer2", List.of("Dimmer2", "White"), false, subtype == 5));
      }
    } else if (subtype >= 1 && light == 1) {
      var keys = profile.has("tuya") ? List.of("Dimmer", "Dimmer3") : List.of("Dimmer");
      add(suffix, title, tuned(keys.getLast(), keys, subtype >= 3, subtype == 2 || subtype == 5));
    }
  }

  private Lamp tuned(String dimmer, List<String> keys, boolean colours, boolean warms) {
    boolean narrow = options.contains(82);
    return new Lamp(
        dimmer, keys, colours, warms, narrow ? 200 : MIREDS_MIN, narrow ? 380 : MIREDS_MAX, false);
  }

  private void shutters() {
    List<Integer> inverted = profile.numbers("shutters", "");
    List<String> tilts = profile.texts("tilts");
    int number = 0;
    int i = 0;
    while (i + 1 < relays.size()) {
      boolean pair = relays.get(i) == SHUTTER && relays.get(i + 1) == SHUTTER;
      i += pair ? 2 : 1;
      if (!pair) continue;
      boolean turned = number < inverted.size() && (inverted.get(number) & 1) == 1;
      int[] tilt = number < tilts.size() ? tilt(tilts.get(number)) : new int[2];
      number++;
      String title = number == 1 ? profile.name() : profile.name() + " " + number;
      add("shutter-" + number, title, new Shutter(number, turned, tilt[0], tilt[1]));
    }
  }

  /// The two ends of the tilt, alike where it has none.
  private static int[] tilt(String text) {
    String[] parts = text.split(",", 4);
    var numbers = new int[3];
    for (int i = 0; i < 3 && i < parts.length; i++) {
      numbers[i] = (int) steward.driver.Payload.number(parts[i]).orElse(0);
    }
    return numbers[2] > 0 ? new int[] {numbers[0], numbers[1]} : new int[2];
  }

  private void sensors() {
    var groups = new TreeMap<String, List<Quantity>>();
    for (String pointer : profile.sensors()) {
      Quantities.of(Quantities.path(pointer))
          .ifPresent(quantity -> {
            String name = quantity.sensor() + (quantity.index() > 1 ? "-" + quantity.index() : "");
            List<Quantity> group = groups.computeIfAbsent(name, _ -> new ArrayList<>());
            if (group.stream().noneMatch(q -> q.property() == quantity.property()))
              group.add(quantity);
          });
    }
    List<Quantity> energy = groups.remove(Quantities.ENERGY);
    if (energy != null) place(Quantities.ENERGY, energy);
    groups.forEach(this::place);
  }

  private void place(String name, List<Quantity> quantities) {
    var sensor = new Sensor(name, quantities);
    var taken = new HashSet<Property>();
    for (Role role : roles.getOrDefault("", List.of())) taken.addAll(role.observes());
    boolean clash = sensor.observes().stream().anyMatch(taken::contains);
    if (!clash && !isFurther(name)) {
      add("", profile.name(), sensor);
    } else {
      String slug = slug(name);
      if (!roles.containsKey(slug)) add(slug, profile.name() + " " + name, sensor);
    }
  }

  /// Whether the name ends in `-2` to `-9`: then it is never the device itself, even while the
  /// first is not there.
  private static boolean isFurther(String name) {
    int length = name.length();
    if (length < 3) return false;
    char mark = name.charAt(length - 2);
    char digit = name.charAt(length - 1);
    return (mark == '-' || mark == '_') && digit >= '2' && digit <= '9';
  }

  private static String slug(String name) {
    var slug = new StringBuilder();
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
      slug.append(plain ? c : '-');
    }
    return slug.isEmpty() ? "sensor" : slug.toString();
  }

  private void inputs() {
    List<Integer> buttons = profile.numbers("buttons", "");
    for (int i = 0; i < buttons.size(); i++) {
      if (buttons.get(i) == 1 && options.contains(73)) {
        add("button-" + (i + 1), profile.name() + " button " + (i + 1), new Inputs.Button(i + 1));
      }
    }
    List<Integer> modes = profile.numbers("switches", "");
    List<String> names = profile.texts("switchNames");
    for (int i = 0; i < modes.size(); i++) {
      if (modes.get(i) < 0 || !options.contains(114)) continue;
      String own = i < names.size() ? names.get(i) : "";
      String key = own.isEmpty() ? "Switch" + (i + 1) : own;
      String title = own.isEmpty() ? profile.name() + " switch " + (i + 1) : own;
      add("switch-" + (i + 1), title, new Inputs.Switch(i + 1, key, modes.get(i)));
    }
    for (String pointer : profile.sensors()) {
      List<String> path = Quantities.path(pointer);
      int number = Quantities.isSwitch(path) ? Quantities.numberBehind(path.getFirst(), 6) : 0;
      if (number > 0 && !roles.containsKey("switch-" + number)) {
        add("switch-" + number, profile.name() + " switch " + number, new Inputs.State(number));
      }
    }
  }
}
