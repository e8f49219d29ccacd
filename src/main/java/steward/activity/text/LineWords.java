package steward.activity.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import steward.activity.Activity;
import steward.activity.Condition;
import steward.activity.Deed;
import steward.activity.Doing;
import steward.activity.Operand;
import steward.activity.Phrase;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Selector;
import steward.thing.Sending;
import steward.thing.ValueType;
import steward.value.Unit;
import steward.value.Value;

/// Lines of what is performed, in words: `turn on Hall lamp`, `wait 5 minutes`.
final class LineWords {
  private final Names names;
  private final Nouns nouns;
  private final ConditionWords conditions;

  LineWords(Names names, Nouns nouns, ConditionWords conditions) {
    this.names = names;
    this.nouns = nouns;
    this.conditions = conditions;
  }

  /// All of them, in order.
  String of(List<Doing> lines) {
    return lines.stream().map(this::of).collect(Collectors.joining("; "));
  }

  /// Within another line, several are held together.
  private String inner(List<Doing> lines) {
    return lines.size() == 1 ? of(lines) : "(" + of(lines) + ")";
  }

  private String of(Doing doing) {
    return switch (doing) {
      case Doing.Task task -> task(task);
      case Doing.Wait(Duration span) -> "wait " + Nouns.span(span);
      case Doing.Confirm(Condition condition, Duration within, var otherwise) ->
          "see for at most "
              + Nouns.span(within)
              + " whether "
              + conditions.of(condition)
              + otherwise(otherwise, ", else ");
      case Doing.Together(var branches) ->
          "at the same time " + Nouns.joined(branches.stream().map(this::inner).toList(), "and");
      case Doing.Choose(Condition condition, var then, var otherwise) ->
          then.isEmpty()
              ? "unless " + conditions.of(condition) + ", " + inner(otherwise)
              : "if "
                  + conditions.of(condition)
                  + ", "
                  + inner(then)
                  + otherwise(otherwise, ", else ");
      case Doing.Publish(String topic, Phrase payload, boolean retain) ->
          "publish “"
              + payload.text()
              + "” on the topic “"
              + topic
              + "”"
              + (retain ? ", to be kept there" : "");
      case Doing.Start(String activity) ->
          "start “" + names.activity(activity).map(Activity::name).orElse(activity) + "”";
    };
  }

  private String otherwise(List<Doing> lines, String joint) {
    return lines.isEmpty() ? "" : joint + inner(lines);
  }

  private String task(Doing.Task task) {
    var words = new StringBuilder(deed(task.deed(), asked(task)));
    if (!(task.guard() instanceof Condition.Always)) {
      words.append(", but only if ").append(conditions.of(task.guard()));
    }
    int times = task.retry().times();
    if (times > 0) {
      words
          .append(", again up to ")
          .append(times == 1 ? "once" : times + " times")
          .append(" when there is no answer within ")
          .append(Nouns.span(task.retry().after()));
    }
    if (!task.otherwise().isEmpty()) {
      words.append(", and if that does not succeed, ").append(inner(task.otherwise()));
    } else if (task.waits()) {
      words.append(", and wait for the outcome");
    }
    return words.toString();
  }

  private String asked(Doing.Task task) {
    return nouns.all(task.things(), new Selector.Performs(task.deed().kind()));
  }

  private String deed(Deed deed, String things) {
    return switch (deed) {
      case Deed.Fixed(Action action) -> action(action, things);
      case Deed.Taken(ActionKind kind, Operand.Taken from) ->
          put(kind, things, nouns.operand(from, unit(kind)));
      case Deed.Tell(ActionKind kind, Phrase text, Sending how) ->
          tell(kind, things, text.text()) + how.sentence();
    };
  }

  private static Unit unit(ActionKind kind) {
    return Ability.of(kind)
        .parameter()
        .map(one -> one.type() instanceof ValueType.Amounts amounts ? amounts.unit() : Unit.COUNT)
        .orElse(Unit.COUNT);
  }

  private static String action(Action action, String things) {
    return switch (action) {
      case Action.Turn(Action.Turn.To to) ->
          to == Action.Turn.To.TOGGLE
              ? "turn " + things + " the other way round"
              : "turn " + to.name().toLowerCase(Locale.ROOT) + " " + things;
      case Action.Plain(ActionKind kind) -> kind.label() + " " + things;
      case Action.Put(ActionKind kind, Value value) -> put(kind, things, value.sentence());
      case Action.Tell(ActionKind kind, String text, Sending how) ->
          tell(kind, things, text) + how.sentence();
    };
  }

  private static String put(ActionKind kind, String things, String value) {
    return switch (kind) {
      case DIM -> "dim " + things + " to " + value;
      case HEAT -> "heat " + things + " to " + value;
      case POSITION -> "move " + things + " to " + value;
      case TILT -> "tilt " + things + " to " + value;
      default -> "set the " + kind.label() + " of " + things + " to " + value;
    };
  }

  private static String tell(ActionKind kind, String things, String text) {
    String quoted = "“" + text + "”";
    return switch (kind) {
      case SAY -> "say " + quoted + " on " + things;
      case NOTIFY -> "tell " + things + " " + quoted;
      case SCENE -> "set the scene " + quoted + " of " + things;
      default -> kind.label() + " " + quoted + " with " + things;
    };
  }
}
