package steward.activity.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.activity.Deed;
import steward.activity.Operand;
import steward.activity.Phrase;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Channel;
import steward.thing.Selector;
import steward.thing.Sending;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.ValueType;
import steward.value.Malformed;
import steward.value.Tree;
import steward.value.Unit;
import steward.value.Value;

/// What a task asks of its things: an action with its parameter, an amount taken from a thing, or a
/// text with places to fill in.
final class DeedText {
  /// Actions whose text may have places to fill in; the others name a code, which has none.
  private static final Set<ActionKind> PHRASED =
      EnumSet.of(ActionKind.SAY, ActionKind.NOTIFY, ActionKind.PLAY, ActionKind.SCENE);

  private static final double ANY_NUMBER = 1e15;

  private final Scope scope;

  DeedText(Scope scope) {
    this.scope = scope;
  }

  Deed read(Tree tree, Selector things) {
    List<Thing> members = scope.members(things);
    ActionKind kind = kind(tree.get("action"), things, members);
    List<Ability> abilities = abilities(tree, kind, members);
    Optional<Ability.Parameter> parameter = abilities.getFirst().parameter();
    parametersOnly(tree, kind, abilities);
    if (parameter.isEmpty()) return new Deed.Fixed(new Action.Plain(kind));
    Tree at = tree.get(parameter.get().name());
    if (at.node() instanceof Map && parameter.get().type() instanceof ValueType.Amounts amounts) {
      return new Deed.Taken(kind, taken(at, amounts.unit()));
    }
    Action action = told(action(tree, kind, abilities, things), tree, abilities, things);
    if (action instanceof Action.Tell(_, String text, Sending how) && PHRASED.contains(kind)) {
      var phrase = new Phrase(text);
      if (!phrase.places().isEmpty()) {
        places(at, phrase, scope);
        return new Deed.Tell(kind, phrase, how);
      }
    }
    return new Deed.Fixed(action);
  }

  /// A message to people with the ways that it shall take.
  private Action told(Action action, Tree tree, List<Ability> abilities, Selector things) {
    if (!(action instanceof Action.Tell(ActionKind kind, String text, _))
        || kind != ActionKind.NOTIFY) return action;
    var ways = EnumSet.noneOf(Channel.class);
    abilities.forEach(ability -> ways.addAll(ability.ways()));
    boolean all = !scope.strict() || !things.isFixed() && !ways.isEmpty();
    return new Action.Tell(
        kind, text, Sending.read(tree, all ? EnumSet.allOf(Channel.class) : ways));
  }

  /// An action that each of the named things performs, or one at least of those of a rule.
  private ActionKind kind(Tree tree, Selector things, List<Thing> members) {
    String label = tree.text(40);
    var known = new LinkedHashSet<String>();
    for (Thing thing : members) thing.abilities().keySet().forEach(one -> known.add(one.label()));
    boolean asked = scope.strict() && !members.isEmpty();
    ActionKind kind = ActionKind.labelled(label).orElseThrow(() -> cannot(tree, asked, "", known));
    if (!asked) return kind;
    List<Thing> unable = members.stream().filter(thing -> !thing.can(kind)).toList();
    if (things.isFixed() ? unable.isEmpty() : unable.size() < members.size()) return kind;
    if (members.size() == 1 || !things.isFixed()) throw cannot(tree, true, "", known);
    var own = unable.getFirst().abilities().keySet().stream().map(ActionKind::label).toList();
    throw cannot(tree, true, unable.getFirst().id().value(), own);
  }

  private static Malformed cannot(
      Tree tree, boolean asked, String who, java.util.Collection<String> known) {
    if (!asked) return Near.wrong(tree, "the name of an action", LineText.ACTIONS);
    if (known.isEmpty()) {
      String what = who.isEmpty() ? "this thing" : who;
      return tree.wrong("nothing: " + what + " performs no actions");
    }
    String expected =
        who.isEmpty()
            ? Near.oneOf("an action that it performs", known)
            : "what " + who + " performs: " + String.join(", ", known);
    return Near.wrong(tree, expected, known);
  }

  private List<Ability> abilities(Tree tree, ActionKind kind, List<Thing> members) {
    if (!scope.strict()) return List.of(usual(tree, kind));
    var abilities = new ArrayList<Ability>();
    for (Thing thing : members) {
      Ability ability = thing.abilities().get(kind);
      if (ability != null && !abilities.contains(ability)) abilities.add(ability);
    }
    return abilities.isEmpty() ? List.of(Ability.of(kind)) : abilities;
  }

  /// What was kept was right when it was read: the thing may have a wider range than the usual one.
  private static Ability usual(Tree tree, ActionKind kind) {
    Ability ability = Ability.of(kind);
    if (kind == ActionKind.TURN || ability.parameter().isEmpty()) return ability;
    return switch (ability.parameter().get().type()) {
      case ValueType.Amounts(Unit unit, _, _) -> Ability.range(kind, unit, -ANY_NUMBER, ANY_NUMBER);
      case ValueType.Words _ when tree.get("to").node() instanceof String word ->
          Ability.words(kind, List.of(word.toLowerCase(Locale.ROOT)));
      case ValueType.Words _, ValueType.Texts _, ValueType.Colours _ -> ability;
    };
  }

  private void parametersOnly(Tree tree, ActionKind kind, List<Ability> abilities) {
    if (!scope.strict()) return;
    Optional<Ability.Parameter> parameter = abilities.getFirst().parameter();
    var foreign = new HashSet<>(Action.members());
    foreign.remove("action");
    parameter.ifPresent(own -> foreign.remove(own.name()));
    if (abilities.stream().anyMatch(one -> !one.ways().isEmpty()))
      foreign.removeAll(Set.of("by", "urgent"));
    if (kind == ActionKind.COLOUR) foreign.removeAll(Set.of("hue", "saturation"));
    for (String member : Near.sorted(foreign)) {
      if (tree.has(member)) {
        String own = parameter.map(one -> "only '" + one.name() + "'").orElse("nothing");
        throw new Malformed(
            tree.get(member).at(), own + " beside " + kind.label(), "'" + member + "'");
      }
    }
    boolean flat = kind == ActionKind.COLOUR && tree.has("hue");
    if (parameter.isPresent() && !flat && !tree.has(parameter.get().name())) {
      throw tree.get(parameter.get().name()).wrong(parameter.get().type().expected());
    }
  }

  private Operand.Taken taken(Tree at, Unit unit) {
    if (scope.operand(at, unit) instanceof Operand.Taken taken) return taken;
    throw at.wrong("a number taken from a thing");
  }

  /// The action with a parameter that fits each of the named things, or one at least of those of a
  /// rule.
  private Action action(Tree tree, ActionKind kind, List<Ability> abilities, Selector things) {
    Optional<Malformed> fault = Optional.empty();
    Optional<Action> action = Optional.empty();
    for (Ability ability : abilities) {
      try {
        var read = action(tree, kind, ability);
        if (action.isEmpty()) action = Optional.of(read);
      } catch (Malformed malformed) {
        if (things.isFixed()) throw malformed;
        if (fault.isEmpty()) fault = Optional.of(malformed);
      }
    }
    if (action.isPresent()) return action.get();
    throw fault.orElseGet(() -> tree.wrong("an action"));
  }

  private Action action(Tree tree, ActionKind kind, Ability ability) {
    var clean = new LinkedHashMap<String, Object>();
    clean.put("action", kind.label());
    ability
        .parameter()
        .ifPresent(parameter -> {
          boolean flat = kind == ActionKind.COLOUR && tree.has("hue");
          Tree at = flat ? tree : tree.get(parameter.name());
          Value value = scope.value(at, parameter.type());
          clean.put(parameter.name(), ActivityText.plain(value));
        });
    return Action.read(Tree.of(clean), Map.of(kind, ability));
  }

  /// Refuses a text with a place that nothing can fill.
  static void places(Tree at, Phrase phrase, Scope scope) {
    if (!scope.strict()) return;
    for (String place : phrase.places()) {
      if (Phrase.WORDS.contains(place)) continue;
      String[] parts = place.split("\\.", 2);
      Optional<Thing> thing =
          ThingId.isSlug(parts[0]) ? scope.names().thing(new ThingId(parts[0])) : Optional.empty();
      if (parts.length == 2 && thing.isPresent() && isKnown(thing.get(), parts[1])) continue;
      throw new Malformed(
          at.at(),
          "in braces a thing and its property, such as {kitchen.temperature}, or one of "
              + String.join(", ", Phrase.WORDS)
              + Near.hint(place, candidates(thing, scope)),
          "'{" + place + "}'");
    }
  }

  private static boolean isKnown(Thing thing, String property) {
    return property.equals("name")
        || thing.observes().stream().anyMatch(one -> one.name().equals(property));
  }

  private static List<String> candidates(Optional<Thing> thing, Scope scope) {
    var all = new ArrayList<>(Phrase.WORDS);
    var things = thing.map(List::of).orElseGet(() -> List.copyOf(scope.names().things()));
    for (Thing one : things) {
      all.add(one.id() + ".name");
      one.observes().forEach(property -> all.add(one.id() + "." + property.name()));
    }
    return all;
  }

  /// The members of the deed as [#read] reads them back.
  static Map<String, Object> write(Deed deed) {
    if (deed instanceof Deed.Fixed(Action action)) return action.json();
    var map = new LinkedHashMap<String, Object>();
    map.put("action", deed.kind().label());
    String parameter = Ability.of(deed.kind()).parameter().map(one -> one.name()).orElse("to");
    switch (deed) {
      case Deed.Fixed _ -> {}
      case Deed.Taken(_, Operand.Taken from) -> map.put(parameter, ConditionText.operand(from));
      case Deed.Tell(_, Phrase phrase, Sending how) -> {
        map.put(parameter, phrase.text());
        map.putAll(how.json());
      }
    }
    return map;
  }
}
