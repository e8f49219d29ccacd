package steward;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steward.driver.Effect;
import steward.driver.Family;
import steward.driver.Offer;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Description;
import steward.thing.Expectation;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Text;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// The tables of a family's page: what its things observe and perform, and by what each action is
/// confirmed, as the family itself says it of every device that its fixtures know.
final class ThingTables {
  private final Family family;
  private final Map<String, List<Thing>> kinds = new TreeMap<>();

  private ThingTables(Family family) {
    this.family = family;
  }

  /// The Markdown between the marks, without them.
  static String markdown(Family family) throws IOException {
    var tables = new ThingTables(family);
    for (Path file : FixtureConversation.files(family)) tables.meet(file);
    return String.join("\n", tables.things(), tables.properties(), tables.actions());
  }

  private void meet(Path file) throws IOException {
    var conversation = FixtureConversation.of(family, file);
    meet(conversation.offer());
    for (int i = 0; i < conversation.steps().size(); i++) {
      for (Effect effect : conversation.play(i)) {
        if (effect instanceof Effect.Learnt(Offer offer)) meet(offer);
      }
    }
  }

  private void meet(Offer offer) {
    for (Description described : offer.things()) {
      var thing = described.accepted(new ThingId("t"), 1, described.name(), "Hall");
      kinds.computeIfAbsent(thing.kind(), _ -> new ArrayList<>()).add(thing);
    }
  }

  private Stream<Thing> all() {
    return kinds.values().stream().flatMap(Collection::stream);
  }

  // ---- the three tables

  private String things() {
    var table =
        new StringBuilder("| thing | played as | observes | performs |\n|---|---|---|---|\n");
    kinds.forEach((kind, things) -> {
      var models = things.stream().map(Thing::model).filter(m -> !m.equals("unknown"));
      var observes = things.stream().flatMap(t -> t.observes().stream().map(Property::name));
      var performs =
          things.stream().flatMap(t -> t.abilities().keySet().stream()).map(ActionKind::label);
      table.append(
          row(
              "`" + kind + "`",
              models.map(ThingTables::cell).distinct().sorted().collect(commas()),
              code(observes),
              code(performs)));
    });
    return table.toString();
  }

  private String properties() {
    var writers = writers();
    var table = new StringBuilder("| property | values | set by |\n|---|---|---|\n");
    for (Property property : Property.all()) {
      if (all().noneMatch(thing -> thing.observes().contains(property))) continue;
      var by = writers.get(property);
      table.append(
          row(
              "`" + property.name() + "`",
              values(property),
              by == null ? "" : code(by.stream().map(ActionKind::label))));
    }
    return table.toString();
  }

  private String actions() {
    var rows = new LinkedHashMap<String, TreeSet<String>>();
    for (ActionKind kind : ActionKind.values()) {
      all()
          .filter(thing -> thing.can(kind))
          .forEach(thing -> {
            Ability ability = Objects.requireNonNull(thing.abilities().get(kind));
            String cells = row("`" + kind.label() + "`", takes(ability), confirmed(thing, ability));
            rows.computeIfAbsent(cells, _ -> new TreeSet<>()).add(lastPart(thing.kind()));
          });
    }
    if (rows.isEmpty()) return "It performs nothing.\n";
    var table = new StringBuilder("| action | takes | confirmed by | of |\n|---|---|---|---|\n");
    rows.forEach((cells, of) -> {
      String last = of.size() == kinds.size() ? "each" : String.join(", ", of);
      table.append(cells.strip()).append(' ').append(last).append(" |\n");
    });
    return table.toString();
  }

  // ---- what a family says

  private Map<Property, Set<ActionKind>> writers() {
    var writers = new LinkedHashMap<Property, Set<ActionKind>>();
    all()
        .forEach(thing ->
            thing
                .abilities()
                .values()
                .forEach(ability -> {
                  for (Action action : samples(ability).values()) {
                    if (family.expectation(thing, action)
                        instanceof Expectation.Report(Property property, _, _)) {
                      writers.computeIfAbsent(property, _ -> new TreeSet<>()).add(ability.kind());
                    }
                  }
                }));
    return writers;
  }

  private String confirmed(Thing thing, Ability ability) {
    var samples = samples(ability);
    var byLine = new LinkedHashMap<String, List<String>>();
    samples.forEach((label, action) ->
        byLine
            .computeIfAbsent(
                line(family.expectation(thing, action), action), _ -> new ArrayList<>())
            .add(label));
    if (byLine.size() == 1) return byLine.keySet().iterator().next();
    return byLine.entrySet().stream()
        .map(entry -> String.join(", ", entry.getValue()) + ": " + entry.getKey())
        .collect(Collectors.joining("; "));
  }

  /// Actions that stand for all that the ability allows, by what a person reads.
  private static Map<String, Action> samples(Ability ability) {
    ActionKind kind = ability.kind();
    var samples = new LinkedHashMap<String, Action>();
    if (ability.parameter().isEmpty()) {
      samples.put(kind.label(), new Action.Plain(kind));
      return samples;
    }
    switch (ability.parameter().get().type()) {
      case ValueType.Words(List<String> words) -> {
        for (String word : words) {
          samples.put(
              word,
              kind == ActionKind.TURN
                  ? new Action.Turn(Action.Turn.To.valueOf(word.toUpperCase(Locale.ROOT)))
                  : new Action.Put(kind, new Word(word)));
        }
      }
      case ValueType.Amounts(Unit unit, double min, double max) -> {
        for (double number : List.of(min, (min + max) / 2, max)) {
          samples.put(Amount.plain(number), new Action.Put(kind, new Amount(number, unit)));
        }
      }
      case ValueType.Texts _ -> samples.put("a text", new Action.Tell(kind, "example"));
      case ValueType.Colours _ ->
          samples.put("a colour", new Action.Put(kind, new Colour(120, 80)));
    }
    return samples;
  }

  // ---- in words

  private static String line(Expectation expectation, Action action) {
    return switch (expectation) {
      case Expectation.Report(var property, var accepted, var within) ->
          "`" + property + "`" + goal(accepted, action) + ", within " + time(within);
      case Expectation.Unobservable(String why, _) -> "nothing: " + cell(why);
    };
  }

  /// What the report must say. A value that is the wanted one goes without saying.
  private static String goal(Expectation.Accepted accepted, Action action) {
    return switch (accepted) {
      case Expectation.Accepted.Near(Amount amount, double tolerance) ->
          said(amount, action) + " ± " + new Amount(tolerance, amount.unit()).sentence();
      case Expectation.Accepted.Exactly(Value value) -> said(value, action);
      case Expectation.Accepted.OneOf(List<Value> values) when values.size() > 4 -> " or near it";
      case Expectation.Accepted.OneOf(List<Value> values) ->
          values.stream().map(Value::sentence).collect(Collectors.joining(" or ", " ", ""));
    };
  }

  private static String said(Value value, Action action) {
    boolean isWanted =
        switch (action) {
          case Action.Put(_, Value wanted) -> wanted.equals(value);
          case Action.Turn(Action.Turn.To to) -> value.equals(new Word(lower(to.name())));
          case Action.Tell(_, String text, _) -> value.equals(new Text(text));
          case Action.Plain _ -> false;
        };
    return isWanted ? "" : " " + value.sentence();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String time(Duration within) {
    return within.toMillis() % 1000 == 0
        ? within.toSeconds() + " s"
        : within.toMillis() / 1000.0 + " s";
  }

  private static String takes(Ability ability) {
    return ability.parameter().map(p -> "`" + p.name() + "`: " + range(p.type())).orElse("");
  }

  private static String range(ValueType type) {
    return switch (type) {
      case ValueType.Amounts(Unit unit, double min, double max) ->
          Amount.plain(min) + " to " + new Amount(max, unit).sentence();
      case ValueType.Words _, ValueType.Texts _, ValueType.Colours _ -> type.expected();
    };
  }

  /// The dictionary's limits only keep nonsense out, so an amount is told by its unit.
  private static String values(Property property) {
    return switch (property.type()) {
      case ValueType.Amounts(Unit unit, _, _) ->
          unit.symbol().isEmpty() ? "a number" : unit.symbol();
      case ValueType.Words(List<String> words) -> String.join(", ", words);
      case ValueType.Texts _, ValueType.Colours _ -> property.type().expected();
    };
  }

  private static String lastPart(String kind) {
    return kind.substring(kind.lastIndexOf('/') + 1);
  }

  private static String code(Stream<String> names) {
    return names.distinct().sorted().map(name -> "`" + name + "`").collect(commas());
  }

  private static Collector<CharSequence, ?, String> commas() {
    return Collectors.joining(", ");
  }

  private static String cell(String text) {
    return Text.clean(text).replace("|", "\\|");
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
