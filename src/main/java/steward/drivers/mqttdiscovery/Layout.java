package steward.drivers.mqttdiscovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Property;

/// Parts the entities of a device among things: one thing has each property once, so a second
/// switch is a part of its own. Entities keep the place that they had when the device was accepted.
final class Layout {
  /// A device has at most so many things.
  static final int THINGS_MAX = 24;

  private static final Pattern ENDPOINT =
      Pattern.compile(".*_(l\\d{1,2}|left|right|center|top|bottom|\\d{1,2})");
  private static final List<String> WEIGHTS =
      List.of(
          "lock", "cover", "climate", "light", "siren", "switch", "fan", "binary_sensor", "event");

  private static final Set<String> HEARTS =
      Set.of("lock", "cover", "climate", "light", "siren", "fan");

  private final Map<String, List<Role>> places = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> quiet = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final boolean hasHeart;

  /// @param hasHeart some entity is what the device is: a switch beside it is a thing of its own
  private Layout(boolean hasHeart) {
    this.hasHeart = hasHeart;
  }

  /// @param kept by fact, the part on which an entity was when the device was accepted
  static Layout of(List<Entity> entities, Map<String, String> kept) {
    boolean hasHeart = entities.stream().anyMatch(Layout::isHeart);
    var layout = new Layout(hasHeart);
    var inOrder = new ArrayList<>(entities);
    inOrder.sort(
        Comparator.comparing((Entity entity) -> !kept.containsKey(entity.fact()))
            .thenComparing(entity -> !entity.isMain())
            .thenComparing(Entity::isAside)
            .thenComparingInt(Layout::weight)
            .thenComparing(Entity::fact));
    for (Entity entity : inOrder) layout.take(entity, kept.get(entity.fact()));
    layout.places.values().forEach(Layout::hushTriggers);
    return layout;
  }

  /// A press that is told as an event is not told again by its older triggers.
  private static void hushTriggers(List<Role> roles) {
    boolean tells = roles.stream().anyMatch(role -> role.entity().component().equals("event"));
    if (tells) roles.removeIf(role -> role.entity().component().equals("device_automation"));
  }

  private static boolean isHeart(Entity entity) {
    return entity.isMain()
        || HEARTS.contains(entity.component())
        || entity.uniqueId().endsWith("_zigbee2mqtt");
  }

  private static int weight(Entity entity) {
    int weight = WEIGHTS.indexOf(entity.component());
    return weight < 0 ? WEIGHTS.size() : weight;
  }

  private void take(Entity entity, @org.jspecify.annotations.Nullable String kept) {
    String id = entity.uniqueId();
    if (!id.isEmpty() && !ids.add(entity.component() + " " + id)) {
      remark(entity, "another of the same unique id is there already");
      return;
    }
    Role role = Roles.of(entity);
    if (!role.isUseful()) {
      note(entity, role.remarks());
      return;
    }
    String place = kept == null ? place(role) : kept;
    if (isTwin(role, place)) return;
    if (!fits(role, place)) {
      boolean isExtra = entity.isAside() || role.observes().contains(Property.TEXT);
      place = slug(entity.object());
      if (isExtra || place.isEmpty() || !fits(role, place)) {
        remark(entity, "the thing tells or does this already");
        return;
      }
    }
    if (!places.containsKey(place) && places.size() == THINGS_MAX) {
      remark(entity, "a device has at most " + THINGS_MAX + " things");
      return;
    }
    note(entity, role.remarks());
    places.computeIfAbsent(place, _ -> new ArrayList<>()).add(role);
  }

  private void remark(Entity entity, String why) {
    note(entity, List.of(entity.component() + " “" + entity.title() + "”: " + why));
  }

  /// What is technical and well understood is left without a word to the owner.
  private void note(Entity entity, List<String> sentences) {
    for (String sentence : sentences)
      (entity.isAside() && !sentence.contains("not understood") ? quiet : remarks).add(sentence);
  }

  /// Whether the thing reads the very same already, as a thermostat its own thermometer.
  private boolean isTwin(Role role, String place) {
    if (!role.deeds().isEmpty()) return false;
    return places.getOrDefault(place, List.of()).stream()
        .anyMatch(other ->
            other.observes().containsAll(role.observes())
                && role.ears().stream()
                    .allMatch(ear ->
                        other.ears().stream()
                            .anyMatch(one ->
                                one.topic().equals(ear.topic())
                                    && one.template().equals(ear.template()))));
  }

  /// Entities of one endpoint are one part; all others are the device itself.
  private String place(Role role) {
    boolean beside = role.entity().component().equals("switch") && !role.entity().isMain();
    if (beside && hasHeart) return slug(role.entity().object());
    Matcher endpoint = ENDPOINT.matcher(role.entity().object());
    boolean counts = endpoint.matches() && !role.entity().isMain();
    return counts ? endpoint.group(1) : "";
  }

  private boolean fits(Role role, String place) {
    List<Role> there = places.getOrDefault(place, List.of());
    for (Role other : there) {
      for (Property property : role.observes())
        if (!property.isMomentary() && other.observes().contains(property)) return false;
      for (ActionKind kind : role.deeds().keySet())
        if (other.deeds().containsKey(kind)) return false;
      // A press tells nothing of the lamp beside it.
      boolean presses = role.entity().component().equals("button");
      if (presses && other.deeds().containsKey(ActionKind.TURN)) return false;
    }
    return true;
  }

  static String slug(String object) {
    String slug = object.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String bare = slug.replaceAll("^-|-$", "");
    return bare.length() > 40 ? bare.substring(0, 40) : bare;
  }

  /// The roles by the part of the device on which they are; the empty part is the device itself.
  Map<String, List<Role>> places() {
    return places;
  }

  /// What an owner should know of what is left out.
  List<String> remarks() {
    return remarks;
  }

  /// All of what is left out.
  List<String> left() {
    var left = new ArrayList<>(remarks);
    left.addAll(quiet);
    return left;
  }

  static Set<Property> observes(List<Role> roles) {
    var observes = new LinkedHashSet<Property>();
    roles.forEach(role -> observes.addAll(role.observes()));
    return observes;
  }

  static Map<ActionKind, Ability> abilities(List<Role> roles) {
    Map<ActionKind, Ability> abilities = new EnumMap<>(ActionKind.class);
    roles.forEach(
        role -> role.deeds().forEach((kind, deed) -> abilities.putIfAbsent(kind, deed.ability())));
    return abilities;
  }

  /// The kind of a thing: that of the role which weighs most.
  static String kind(List<Role> roles) {
    return "/device/"
        + roles.stream()
            .filter(role -> !role.kind().isEmpty())
            .min(Comparator.comparingInt(role -> weight(role.entity())))
            .map(Role::kind)
            .orElse("sensor/mqtt/thing");
  }
}
