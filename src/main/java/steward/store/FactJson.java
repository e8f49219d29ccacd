package steward.store;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import steward.activity.text.ActivityText;
import steward.activity.text.ActivityWriter;
import steward.activity.text.GroupText;
import steward.activity.text.PlaceText;
import steward.loop.Fact;
import steward.place.Place;
import steward.state.TimerKey;
import steward.task.Retry;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Channel;
import steward.thing.Outcome;
import steward.thing.Property;
import steward.thing.Quality;
import steward.thing.Sending;
import steward.thing.Status;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Malformed;
import steward.value.Span;
import steward.value.Text;
import steward.value.Tree;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// The body of a journal entry, as `docs/api.md` shows it for each kind.
///
/// What was recorded is read without the limits of today's dictionary: a range that became narrower
/// since must not make the past unreadable.
final class FactJson {
  private FactJson() {}

  static Map<String, Object> write(Fact fact) {
    var json = new LinkedHashMap<String, Object>();
    switch (fact) {
      case Fact.Read(Property property, Value value, Quality quality) -> {
        json.put("property", property.name());
        json.put("value", plain(value));
        if (value instanceof Amount(_, Unit unit)) json.put("unit", unit.label());
        json.put("quality", quality.label());
      }
      case Fact.Stood(Status.State state, String reason) -> {
        json.put("state", state.label());
        json.put("reason", reason);
      }
      case Fact.Wanted wanted -> wanted(json, wanted);
      case Fact.Sent(long command, String failure) -> {
        json.put("command", command);
        json.put("failure", failure);
      }
      case Fact.Answered(long command, boolean accepted, String reason) -> {
        json.put("command", command);
        json.put("accepted", accepted);
        json.put("reason", reason);
      }
      case Fact.Came(long command, Outcome.State outcome, String reason) -> {
        json.put("command", command);
        json.put("outcome", outcome.label());
        json.put("reason", reason);
        json.put("final", outcome.isFinal());
      }
      case Fact.Fired(int version, String because, Map<String, String> values) -> {
        json.put("version", version);
        json.put("because", because);
        json.put("values", values);
      }
      case Fact.Skipped(String reason) -> json.put("reason", reason);
      case Fact.Called _, Fact.Stopped _ -> {}
      case Fact.Due(TimerKey timer) -> timer(json, timer);
      case Fact.ClockMoved(Duration by) -> json.put("by", by.toString());
      case Fact.TimeKnown(boolean known) -> json.put("known", known);
      case Fact.Settled(Place place) -> json.putAll(PlaceText.write(place));
      case Fact.GroupPut(var group) -> json.putAll(GroupText.write(group));
      case Fact.Heard(String topic, String payload) -> message(json, topic, payload);
      case Fact.Published(String topic, String payload, boolean retain) -> {
        message(json, topic, payload);
        json.put("retain", retain);
      }
      case Fact.Undone(long firing) -> json.put("firing", firing);
      case Fact.Started(String version) -> json.put("version", version);
      case Fact.ThingPut(var thing) -> json.putAll(ThingJson.write(thing));
      case Fact.ActivityPut(var activity) -> json.putAll(ActivityWriter.write(activity));
      case Fact.ThingGone _, Fact.ActivityGone _, Fact.GroupGone _ -> json.put("gone", true);
      case Fact.Found(boolean gone, String name, String family) -> {
        json.put("gone", gone);
        json.put("name", name);
        json.put("family", family);
      }
      case Fact.Noted(String sentence) -> json.put("sentence", sentence);
    }
    return json;
  }

  private static void message(Map<String, Object> json, String topic, String payload) {
    json.put("topic", topic);
    json.put("payload", payload);
  }

  private static void wanted(Map<String, Object> json, Fact.Wanted wanted) {
    json.put("action", action(wanted.action()));
    json.put("outcome", Outcome.State.WAITING.label());
    Retry retry = wanted.retry();
    if (retry.times() > 0) {
      json.put("retry", Map.of("times", retry.times(), "after", span(retry.after())));
    }
    json.put("valid", span(wanted.valid()));
    if (!wanted.key().isEmpty()) json.put("key", wanted.key());
  }

  private static void timer(Map<String, Object> json, TimerKey timer) {
    json.put("timer", timer.kind().name().toLowerCase(Locale.ROOT));
    json.put("subject", timer.subject());
    json.put("number", timer.number());
    json.put("index", timer.index());
  }

  /// The short form where it loses nothing, else ISO 8601.
  private static String span(Duration span) {
    return span.isNegative() || span.toNanosPart() % 1_000_000 != 0
        ? span.toString()
        : Span.text(span);
  }

  static Object plain(Value value) {
    return switch (value) {
      case Amount(double number, _) -> number;
      case Word(String word) -> word;
      case Text(String text) -> text;
      case Colour(double hue, double saturation) -> {
        var colour = new LinkedHashMap<String, Object>();
        colour.put("hue", hue);
        colour.put("saturation", saturation);
        yield colour;
      }
    };
  }

  /// The action, with the unit of its amount where that is not the usual one.
  private static Map<String, Object> action(Action action) {
    var json = action.json();
    if (action instanceof Action.Put(ActionKind kind, Amount(_, Unit unit))
        && unit != usual(kind)) {
      json.put("unit", unit.label());
    }
    return json;
  }

  private static Unit usual(ActionKind kind) {
    return Ability.of(kind)
        .parameter()
        .map(Ability.Parameter::type)
        .map(type -> type instanceof ValueType.Amounts(Unit unit, _, _) ? unit : Unit.COUNT)
        .orElse(Unit.COUNT);
  }

  /// @throws RuntimeException of several kinds if the body cannot be what its kind says
  static Fact read(Fact.Kind kind, Tree body) {
    return switch (kind) {
      case READING -> reading(body);
      case STATUS ->
          new Fact.Stood(
              Status.State.labelled(body.get("state").text()), body.get("reason").text());
      case COMMAND ->
          new Fact.Wanted(
              action(body.get("action")),
              body.find("retry").map(FactJson::retry).orElse(Retry.NEVER),
              span(body.get("valid")),
              body.find("key").map(Tree::text).orElse(""));
      case SENT -> new Fact.Sent(number(body, "command"), body.get("failure").text());
      case ANSWER ->
          new Fact.Answered(
              number(body, "command"), body.get("accepted").truth(), body.get("reason").text());
      case OUTCOME ->
          new Fact.Came(
              number(body, "command"),
              Outcome.State.labelled(body.get("outcome").text()),
              body.get("reason").text());
      case FIRING -> firing(body);
      case SKIP -> new Fact.Skipped(body.get("reason").text());
      case CALL -> new Fact.Called();
      case TIMER -> new Fact.Due(timer(body));
      case PLACE -> new Fact.Settled(PlaceText.kept(body));
      case GROUP ->
          body.has("gone") ? new Fact.GroupGone() : new Fact.GroupPut(GroupText.kept(body));
      case MESSAGE -> new Fact.Heard(body.get("topic").text(), body.get("payload").text());
      case PUBLISH ->
          new Fact.Published(
              body.get("topic").text(), body.get("payload").text(), body.get("retain").truth());
      case UNDO -> new Fact.Undone(number(body, "firing"));
      case CLOCK ->
          body.has("known")
              ? new Fact.TimeKnown(body.get("known").truth())
              : new Fact.ClockMoved(Duration.parse(body.get("by").text()));
      case START -> new Fact.Started(body.get("version").text());
      case STOP -> new Fact.Stopped();
      case THING ->
          body.has("gone") ? new Fact.ThingGone() : new Fact.ThingPut(ThingJson.read(body));
      case ACTIVITY ->
          body.has("gone")
              ? new Fact.ActivityGone()
              : new Fact.ActivityPut(ActivityText.kept(body));
      case INBOX ->
          new Fact.Found(
              body.get("gone").truth(), body.get("name").text(), body.get("family").text());
      case NOTE -> new Fact.Noted(body.get("sentence").text());
    };
  }

  static long number(Tree body, String name) {
    Tree tree = body.get(name);
    if (tree.node() instanceof Long number) return number;
    throw tree.wrong("the number of an entry");
  }

  private static Fact reading(Tree body) {
    Tree name = body.get("property");
    Property property =
        Property.named(name.text()).orElseThrow(() -> name.wrong("a property of the dictionary"));
    Quality quality = Quality.labelled(body.get("quality").text());
    return new Fact.Read(property, value(property.type(), body), quality);
  }

  static Value value(ValueType type, Tree body) {
    Tree value = body.get("value");
    return switch (value.node()) {
      case Number number -> new Amount(number.doubleValue(), unit(body.get("unit")));
      case Map<?, ?> _ -> colour(value);
      case null, default ->
          type instanceof ValueType.Texts ? new Text(value.text()) : new Word(value.text());
    };
  }

  private static Unit unit(Tree unit) {
    return Unit.labelled(unit.text()).orElseThrow(() -> unit.wrong("the name of a unit"));
  }

  private static Colour colour(Tree tree) {
    return new Colour(tree.get("hue").number(), tree.get("saturation").number());
  }

  private static Action action(Tree tree) {
    ActionKind kind =
        ActionKind.labelled(tree.get("action").text())
            .orElseThrow(() -> tree.get("action").wrong("the name of an action"));
    return switch (kind) {
      case TURN ->
          new Action.Turn(Action.Turn.To.valueOf(tree.get("to").text().toUpperCase(Locale.ROOT)));
      case OPEN, CLOSE, STOP, LOCK, UNLOCK, PAUSE, WAKE -> new Action.Plain(kind);
      case NOTIFY ->
          new Action.Tell(
              kind, tree.get("text").text(), Sending.read(tree, EnumSet.allOf(Channel.class)));
      case PLAY, SAY, SCENE, SEND, LEARN -> new Action.Tell(kind, tree.get("text").text());
      case COLOUR -> new Action.Put(kind, colour(tree));
      case MODE, FAN, SWING, SPECIAL -> new Action.Put(kind, new Word(tree.get("to").text()));
      case DIM, WARMTH, HEAT, POSITION, TILT, VOLUME -> new Action.Put(kind, amount(kind, tree));
    };
  }

  private static Amount amount(ActionKind kind, Tree tree) {
    String name = Ability.of(kind).parameter().map(Ability.Parameter::name).orElse("to");
    Unit unit = tree.find("unit").map(FactJson::unit).orElseGet(() -> usual(kind));
    return new Amount(tree.get(name).number(), unit);
  }

  private static Retry retry(Tree tree) {
    return new Retry(tree.get("times").whole(0, Retry.TIMES_MAX), span(tree.get("after")));
  }

  private static Duration span(Tree tree) {
    try {
      return Span.parse(tree.text());
    } catch (IllegalArgumentException e) {
      throw new Malformed(tree.at(), "a span", tree.text());
    }
  }

  private static Fact firing(Tree body) {
    var values = new LinkedHashMap<String, String>();
    Tree tree = body.get("values");
    for (Object name : tree.object().keySet()) {
      values.put((String) name, tree.get((String) name).text());
    }
    return new Fact.Fired(
        body.get("version").whole(0, Integer.MAX_VALUE), body.get("because").text(), values);
  }

  private static TimerKey timer(Tree body) {
    return new TimerKey(
        TimerKey.Kind.valueOf(body.get("timer").text().toUpperCase(Locale.ROOT)),
        body.get("subject").text(),
        number(body, "number"),
        body.get("index").whole(Integer.MIN_VALUE, Integer.MAX_VALUE));
  }
}
