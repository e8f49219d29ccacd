package steward.drivers.mqttdiscovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import steward.thing.Binding;
import steward.thing.Thing;

/// Writes entities into the binding of a thing and reads them back: a part an entity, a long one in
/// several.
final class Sheets {
  /// The part that says that the announcement was taken back.
  static final String WITHDRAWN = ".withdrawn";

  /// The part that says what of the announcement is left out.
  static final String LEFT = ".left";

  private static final char MORE = '~';

  /// Parts beside those of entities.
  private static final int OTHER_PARTS = 5;

  private Sheets() {}

  /// What a binding holds, and the entities for which there was no room.
  record Written(Binding binding, List<Role> kept, List<Role> left) {}

  static Written write(List<Role> roles, Map<String, String> facts, String remarks) {
    var parts = new TreeMap<String, String>();
    var kept = new ArrayList<Role>();
    var left = new ArrayList<Role>();
    for (String name : List.of(Announcement.ORIGIN, Announcement.VIA)) {
      String text = facts.getOrDefault(name, "");
      if (!text.isEmpty()) parts.put(name, text);
    }
    if (!remarks.isEmpty()) parts.put(LEFT, cut(remarks));
    for (Role role : roles) {
      String text = role.entity().text();
      int pieces = (text.length() + Binding.PART_LENGTH_MAX - 1) / Binding.PART_LENGTH_MAX;
      if (parts.size() + pieces > Binding.PARTS_MAX - OTHER_PARTS) {
        left.add(role);
        continue;
      }
      for (int i = 0; i < pieces; i++) {
        int from = i * Binding.PART_LENGTH_MAX;
        String piece =
            text.substring(from, Math.min(text.length(), from + Binding.PART_LENGTH_MAX));
        parts.put(role.entity().fact() + (i == 0 ? "" : MORE + String.format("%02d", i)), piece);
      }
      kept.add(role);
    }
    return new Written(new Binding(Announcement.FAMILY, parts), kept, left);
  }

  private static String cut(String text) {
    return text.length() > Binding.PART_LENGTH_MAX
        ? text.substring(0, Binding.PART_LENGTH_MAX - 1) + "…"
        : text;
  }

  static List<Entity> read(Binding binding) {
    var texts = new TreeMap<String, StringBuilder>();
    binding
        .parts()
        .forEach((name, piece) -> {
          if (name.startsWith(".")) return;
          int more = name.indexOf(MORE);
          String fact = more < 0 ? name : name.substring(0, more);
          texts.computeIfAbsent(fact, _ -> new StringBuilder()).append(piece);
        });
    var entities = new ArrayList<Entity>();
    texts.forEach((fact, text) -> entities.add(Entity.read(fact, text.toString())));
    return entities;
  }

  static List<Role> roles(Thing thing) {
    return read(thing.binding()).stream().map(Roles::of).toList();
  }

  /// By fact, the part of the device on which each accepted entity is.
  static Map<String, String> places(List<Thing> accepted) {
    var places = new HashMap<String, String>();
    for (Thing thing : accepted) {
      String udn = thing.udn().value();
      int slash = udn.indexOf('/');
      String place = slash < 0 ? "" : udn.substring(slash + 1);
      for (Entity entity : read(thing.binding())) places.put(entity.fact(), place);
    }
    return places;
  }
}
