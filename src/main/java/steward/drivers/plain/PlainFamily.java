package steward.drivers.plain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import steward.driver.Driver;
import steward.driver.Family;
import steward.driver.Offer;
import steward.driver.OwnTopics;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Description;
import steward.thing.Expectation;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.Udn;
import steward.value.Malformed;

/// Any thing on MQTT, described by its owner on a sheet: which topic reports which property, and
/// what is published for which action. No conditions, no loops. `docs/things/plain.md` has the form
/// of every line.
public final class PlainFamily implements Family {
  public static final String NAME = "plain";

  /// The part in which several lines `PART = TEXT` can be given as one text; it never stays in a
  /// binding.
  public static final String LINES = "lines";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Any MQTT thing, by a sheet";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        field("key", "Key that never changes", true, "front-door"),
        field("kind", "Kind", false, "/device/motive/plain/lock"),
        field("maker", "Maker", false, "Homemade"),
        field("model", "Model", false, "Lock 2"),
        field(
            "online",
            "Availability: topic, word for there, word for gone",
            false,
            "home/door/availability online offline"),
        field("quiet", "Gone when silent for", false, "15m"),
        field(
            "observe.switch",
            "Reports on or off at",
            false,
            "home/door/state /state ON=on OFF=off"),
        field(
            "observe.temperature",
            "Reports the temperature at",
            false,
            "home/door/state /temperature"),
        field(
            "observe.contact",
            "Reports open or closed at",
            false,
            "home/door/state /contact false=opened true=closed"),
        field(
            "observe.motion",
            "Reports motion at",
            false,
            "home/hall/state /occupancy true=detected false=absent"),
        field("perform.turn", "Is turned on or off by", false, "home/door/set {\"state\":\"%\"}"),
        field("perform.dim", "Is dimmed by", false, "home/door/set {\"brightness\":%}"),
        field(LINES, "Further lines of the sheet", false, "observe.lock = home/door/state /lock"));
  }

  private static Field field(String name, String title, boolean required, String example) {
    return new Field(name, title, required, example, List.of());
  }

  @Override
  public Offer byHand(Binding given) {
    Binding binding = expanded(given);
    Sheet sheet = Sheet.read(binding);
    Set<Property> observes = new LinkedHashSet<>();
    for (Property property : Property.all())
      if (sheet.observed().containsKey(property)) observes.add(property);
    Map<ActionKind, Ability> abilities =
        sheet.deeds().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> entry.getValue().ability(),
                    (a, _) -> a,
                    TreeMap::new));
    Udn udn = new Udn(NAME + ":" + sheet.key());
    String name = binding.part("name", sheet.key());
    var description =
        new Description(
            udn,
            name,
            binding.part("kind", Kinds.kind(observes, abilities.keySet())),
            binding.part("maker", "Homemade"),
            binding.part("model", "MQTT thing"),
            binding.part("firmware", "unknown"),
            binding,
            observes,
            abilities);
    return new Offer(udn, name, List.of(description), "");
  }

  /// The same binding with the part `lines` taken apart, and without empty parts, as forms send
  /// them.
  private static Binding expanded(Binding given) {
    var parts = new TreeMap<String, String>();
    given
        .parts()
        .forEach((name, part) -> {
          if (!part.isBlank() && !name.equals(LINES)) parts.put(name, part.strip());
        });
    int number = 0;
    for (String line : given.part(LINES, "").split("\\R", -1)) {
      number++;
      if (line.isBlank()) continue;
      int equals = line.indexOf('=');
      if (equals < 1)
        throw new Malformed("/binding/" + LINES, "PART = TEXT in line " + number, "'" + line + "'");
      parts.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
    }
    return new Binding(NAME, parts);
  }

  @Override
  public Driver<?> driver(List<Thing> device) {
    Thing thing = device.getFirst();
    return new PlainDriver(thing.udn(), Sheet.read(thing.binding()));
  }

  @Override
  public OwnTopics topics(List<Thing> device) {
    Sheet sheet = Sheet.read(device.getFirst().binding());
    return OwnTopics.of(sheet.topics(), sheet.asked());
  }

  @Override
  public Expectation expectation(Thing thing, Action action) {
    Sheet.Deed deed = Sheet.read(thing.binding()).deeds().get(action.kind());
    if (deed == null)
      return new Expectation.Unobservable("its sheet has no line to " + action.sentence());
    return deed.confirmation().expectation(action);
  }
}
