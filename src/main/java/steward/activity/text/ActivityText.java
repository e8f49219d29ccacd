package steward.activity.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import steward.activity.Activity;
import steward.activity.Condition;
import steward.activity.Doing;
import steward.activity.Trigger;
import steward.activity.Until;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Malformed;
import steward.value.Text;
import steward.value.Tree;
import steward.value.Value;
import steward.value.Word;

/// Reads an activity from its document, with errors that name the place and the name that was
/// probably meant. Writing is [ActivityWriter]; the language is described in `docs/activities.md`.
public final class ActivityText {
  /// Members that the API adds when it shows an activity; they may come back and mean nothing.
  public static final Set<String> SHOWN = Set.of("problem", "last");

  private final Scope scope;
  private final String id;
  private final ConditionText conditions;
  private final TriggerText triggers;
  private final LineText lines;

  private ActivityText(Scope scope, String id) {
    this.scope = scope;
    this.id = id;
    this.conditions = new ConditionText(scope);
    this.triggers = new TriggerText(scope, conditions);
    this.lines = new LineText(scope, conditions, id);
  }

  /// Reads what a person wrote: everything that it names must be there, observe the property and
  /// perform the action.
  ///
  /// @throws Malformed at the first fault
  public static Activity read(Tree tree, String id, Names names) {
    return read(tree, id, names, SHOWN);
  }

  /// As [#read], letting these members pass unread.
  public static Activity read(Tree tree, String id, Names names, Set<String> unread) {
    return new ActivityText(new Scope(names, true), id).activity(tree, unread);
  }

  /// Reads what was kept: things may be gone since.
  public static Activity kept(Tree tree) {
    String id = tree.get("id").text();
    return new ActivityText(new Scope(Names.none(), false), id).activity(tree, SHOWN);
  }

  /// A condition alone, as a person wrote it.
  public static Condition condition(Tree tree, Names names) {
    return new ConditionText(new Scope(names, true)).read(tree);
  }

  private Activity activity(Tree tree, Set<String> unread) {
    var known = new HashSet<>(unread);
    known.addAll(Grammar.ACTIVITY.names());
    Near.only(tree, known);
    if (!ThingId.isSlug(id)) {
      throw new Malformed("/id", "1 to 40 of a-z, 0-9 and -", "'" + id + "'");
    }
    String name = tree.get("name").name(Thing.NAME_LENGTH_MAX);
    var when = new ArrayList<Trigger>();
    if (tree.has("when")) {
      for (Tree item : Scope.items(tree.get("when"), 0, Activity.TRIGGERS_MAX)) {
        when.add(triggers.read(item));
      }
    }
    var condition = conditions.member(tree, "if");
    List<Doing> perform = lines.read(tree.get("perform"), 1);
    return new Activity(
        id,
        name,
        tree.find("armed").map(Tree::truth).orElse(true),
        tree.find("version").map(v -> v.whole(0, Integer.MAX_VALUE)).orElse(0),
        tree.find("owner").map(Tree::text).orElse("local"),
        when,
        condition,
        perform,
        tree.find("until").map(this::until),
        tree.find("missed")
            .map(m -> Scope.choice(m, Activity.Missed.class))
            .orElse(Activity.Missed.USUAL),
        tree.find("again")
            .map(a -> Scope.choice(a, Activity.Again.class))
            .orElse(Activity.Again.IGNORE),
        scope.span(tree, "quiet").orElse(Duration.ZERO));
  }

  private Until until(Tree tree) {
    Grammar.UNTIL.check(tree);
    var when = new ArrayList<Trigger.Simple>();
    if (tree.has("when")) {
      for (Tree item : Scope.items(tree.get("when"), 0, Activity.TRIGGERS_MAX)) {
        when.add(triggers.simple(item));
      }
    }
    var until =
        new Until(
            when,
            scope.span(tree, "after"),
            tree.find("undo").map(Tree::truth).orElse(false),
            tree.find("perform").map(list -> lines.read(list, 0)).orElse(List.of()));
    if (scope.strict()) check(until, tree);
    return until;
  }

  private static void check(Until until, Tree tree) {
    if (until.when().isEmpty() && until.after().isEmpty()) {
      throw tree.wrong("an end: 'when' with one event at least, or 'after' with a span");
    }
    if (!until.undo() && until.perform().isEmpty()) {
      throw tree.wrong("something to do at the end: 'undo: true' or 'perform'");
    }
  }

  /// The value in the document's form: a number for an amount, the hue and saturation of a colour,
  /// else the text.
  public static Object plain(Value value) {
    return switch (value) {
      case Amount(double number, _) -> number;
      case Colour(double hue, double saturation) ->
          Shape.ordered("hue", hue, "saturation", saturation);
      case Word(String word) -> word;
      case Text(String text) -> text;
    };
  }
}
