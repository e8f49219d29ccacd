package steward.store;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Channel;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.thing.ValueType;
import steward.value.Malformed;
import steward.value.Tree;
import steward.value.Unit;

/// A thing as a JSON document: in the database, in the journal, and the lasting part of it on the
/// API.
///
/// What this steward does not know (a property or an action of a later version) is passed over when
/// it is read.
public final class ThingJson {
  private static final String WAYS = "by";

  private ThingJson() {}

  /// The members of a thing: what a person sees of it, its binding, what it observes and what it
  /// performs.
  public static Map<String, Object> write(Thing thing) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", thing.id().value());
    json.put("number", thing.number());
    json.put("udn", thing.udn().value());
    json.put("kind", thing.kind());
    json.put("name", thing.name());
    json.put("room", thing.room());
    json.put("maker", thing.maker());
    json.put("model", thing.model());
    json.put("firmware", thing.firmware());
    json.put("family", thing.binding().family());
    json.put("binding", new TreeMap<>(thing.binding().parts()));
    json.put("observes", thing.observes().stream().map(Property::name).toList());
    json.put("actions", actions(thing.abilities()));
    return json;
  }

  /// What a thing performs: `{"dim":{"level":{"unit":"percentage","min":0,"max":100}},"open":{}}`.
  public static Map<String, Object> actions(Map<ActionKind, Ability> abilities) {
    var json = new LinkedHashMap<String, Object>();
    abilities.forEach((kind, ability) -> json.put(kind.label(), parameters(ability)));
    return json;
  }

  private static Map<String, Object> parameters(Ability ability) {
    var json = new LinkedHashMap<String, Object>();
    ability.parameter().ifPresent(one -> json.put(one.name(), type(one.type())));
    if (!ability.ways().isEmpty())
      json.put(WAYS, ability.ways().stream().map(Channel::label).toList());
    return json;
  }

  private static Map<String, Object> type(ValueType type) {
    var json = new LinkedHashMap<String, Object>();
    switch (type) {
      case ValueType.Amounts(Unit unit, double min, double max) -> {
        json.put("unit", unit.label());
        json.put("min", min);
        json.put("max", max);
      }
      case ValueType.Words(List<String> words) -> json.put("words", words);
      case ValueType.Texts(int lengthMax) -> json.put("length", lengthMax);
      case ValueType.Colours _ -> json.put("colour", true);
    }
    return json;
  }

  /// @throws Malformed if a member is missing or cannot be
  public static Thing read(Tree json) {
    return new Thing(
        new ThingId(json.get("id").text()),
        json.get("number").whole(0, Integer.MAX_VALUE),
        new Udn(json.get("udn").text()),
        json.get("name").text(),
        json.get("room").text(),
        json.get("kind").text(),
        json.get("maker").text(),
        json.get("model").text(),
        json.get("firmware").text(),
        binding(json),
        observes(json.get("observes")),
        abilities(json.get("actions")));
  }

  private static Binding binding(Tree json) {
    var parts = new TreeMap<String, String>();
    Tree tree = json.get("binding");
    for (Object name : tree.object().keySet()) {
      parts.put((String) name, tree.get((String) name).text());
    }
    return new Binding(json.get("family").text(), parts);
  }

  private static Set<Property> observes(Tree json) {
    var observes = new LinkedHashSet<Property>();
    for (Tree name : json.items()) Property.named(name.text()).ifPresent(observes::add);
    return observes;
  }

  private static Map<ActionKind, Ability> abilities(Tree json) {
    var abilities = new LinkedHashMap<ActionKind, Ability>();
    for (Object label : json.object().keySet()) {
      ActionKind.labelled((String) label)
          .ifPresent(kind -> abilities.put(kind, ability(kind, json.get(kind.label()))));
    }
    return abilities;
  }

  private static Ability ability(ActionKind kind, Tree json) {
    var ways = new LinkedHashSet<Channel>();
    for (Tree way : json.find(WAYS).map(Tree::items).orElse(List.of()))
      Channel.labelled(way.text()).ifPresent(ways::add);
    for (Object name : json.object().keySet()) {
      if (name.equals(WAYS)) continue;
      var parameter = new Ability.Parameter((String) name, type(json.get((String) name)));
      return new Ability(kind, java.util.Optional.of(parameter), ways);
    }
    return new Ability(kind, java.util.Optional.empty());
  }

  private static ValueType type(Tree json) {
    if (json.has("unit")) {
      Unit unit =
          Unit.labelled(json.get("unit").text())
              .orElseThrow(() -> json.get("unit").wrong("the name of a unit"));
      return new ValueType.Amounts(unit, json.get("min").number(), json.get("max").number());
    }
    if (json.has("words")) {
      return new ValueType.Words(json.get("words").items().stream().map(Tree::text).toList());
    }
    if (json.has("length")) {
      return new ValueType.Texts(json.get("length").whole(0, Integer.MAX_VALUE));
    }
    return new ValueType.Colours();
  }
}
