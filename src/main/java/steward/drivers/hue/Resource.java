package steward.drivers.hue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import steward.driver.Payload;
import steward.value.Text;

/// What is kept of one resource of a bridge, or told of it by a part of a report: only the places
/// that we read, each a scalar, and the resources that it names. Immutable and bounded, whatever
/// was sent.
///
/// In a partial report a place that is there and null holds [Payload#MISSING], and a list that is
/// absent is empty.
///
/// @param owner the id of the resource that this one belongs to; empty for none
/// @param services the ids of what it offers, `light`, `button` …, each as `TYPE/ID`
/// @param members the ids of what it groups together, in the same form
record Resource(
    String type,
    String id,
    String owner,
    Map<String, Payload> facts,
    List<String> services,
    List<String> members) {
  static final int TEXT_MAX = 200;
  static final int REFERENCES_MAX = 300;

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,40}");

  Resource {
    facts = Map.copyOf(facts);
    services = List.copyOf(services);
    members = List.copyOf(members);
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /// Reads a resource, or a part of one; empty for one that we have no use for.
  static Optional<Resource> read(Payload json) {
    String type = json.at("type").textOr("");
    String id = json.at("id").textOr("");
    List<Places.Place> places = Places.of(type);
    if (places.isEmpty() || !isId(id)) return Optional.empty();
    var facts = new HashMap<String, Payload>();
    for (Places.Place place : places) take(json, place, facts);
    String owner = json.at(type.endsWith("scene") ? "group" : "owner").at("rid").textOr("");
    return Optional.of(
        new Resource(
            type,
            id,
            isId(owner) ? owner : "",
            facts,
            references(json.at("services"), json.at("grouped_services")),
            references(json.at("children"))));
  }

  private static void take(Payload json, Places.Place place, Map<String, Payload> facts) {
    Payload above = json.path(place.above());
    if (!above.isObject()) return;
    Payload value = above.at(place.name());
    if (value.isMissing()) {
      if (above.names().contains(place.name())) facts.put(place.key(), Payload.MISSING);
    } else {
      facts.put(place.key(), bounded(value));
    }
  }

  /// Scalars stay; of an object it is only said that it is there, of a list what words it has.
  private static Payload bounded(Payload value) {
    if (value.isObject()) return Payload.text("there");
    if (value.isList()) {
      var words = new LinkedHashSet<String>();
      for (Payload item : value.items()) {
        if (words.size() < 20) words.add(cut(item.at("state").textOr(item.textOr(""))));
      }
      return Payload.text(cut(String.join(" ", words)));
    }
    return value.text().map(text -> Payload.text(cut(text))).orElse(value);
  }

  private static String cut(String text) {
    String head = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
    return Text.clean(head).strip();
  }

  private static List<String> references(Payload... lists) {
    var references = new LinkedHashSet<String>();
    for (Payload list : lists) {
      for (Payload item : list.items()) {
        String type = item.at("rtype").textOr("");
        String id = item.at("rid").textOr("");
        boolean isReference = isId(type.replace('_', '-')) && isId(id);
        if (isReference && references.size() < REFERENCES_MAX) references.add(type + "/" + id);
      }
    }
    return new ArrayList<>(references);
  }

  /// This resource after a report that tells a part of it.
  Resource merged(Resource part) {
    var merged = new HashMap<>(facts);
    part.facts.forEach((key, value) -> {
      if (value.isMissing()) merged.remove(key);
      else merged.put(key, value);
    });
    return new Resource(
        type,
        id,
        part.owner.isEmpty() ? owner : part.owner,
        merged,
        part.services.isEmpty() ? services : part.services,
        part.members.isEmpty() ? members : part.members);
  }

  boolean has(String key) {
    return !fact(key).isMissing();
  }

  Payload fact(String key) {
    return facts.getOrDefault(key, Payload.MISSING);
  }

  String text(String key) {
    return fact(key).textOr("");
  }

  OptionalDouble number(String key) {
    return fact(key).number();
  }

  /// The ids of its services of this type.
  List<String> services(String wanted) {
    return services.stream()
        .filter(one -> one.startsWith(wanted + "/"))
        .map(one -> one.substring(wanted.length() + 1))
        .toList();
  }

  /// Whether a report told of any of these places.
  boolean touches(Set<String> keys) {
    return facts.keySet().stream().anyMatch(keys::contains);
  }

  /// A pair of coordinates below this place.
  Optional<Xy> xy(String key) {
    OptionalDouble x = number(key + ".x");
    OptionalDouble y = number(key + ".y");
    if (x.isEmpty() || y.isEmpty()) return Optional.empty();
    return Optional.of(new Xy(x.getAsDouble(), y.getAsDouble())).filter(Xy::isColour);
  }
}
