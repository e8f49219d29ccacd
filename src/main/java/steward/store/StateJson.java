package steward.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.activity.Memories;
import steward.activity.Standing;
import steward.activity.text.ActivityText;
import steward.activity.text.ActivityWriter;
import steward.activity.text.GroupText;
import steward.activity.text.PlaceText;
import steward.loop.Fact;
import steward.loop.HouseState;
import steward.loop.HouseTime;
import steward.loop.Snapshots;
import steward.place.Place;
import steward.state.Held;
import steward.state.StateBoard;
import steward.state.Timers;
import steward.state.Trail;
import steward.task.Command;
import steward.task.Retry;
import steward.thing.Action;
import steward.thing.Expectation;
import steward.thing.Outcome;
import steward.thing.Property;
import steward.thing.Status;
import steward.thing.ThingId;
import steward.value.Amount;
import steward.value.Tree;
import steward.value.Value;
import tools.jackson.databind.json.JsonMapper;

/// The house's state as JSON and back. Facts, timers and things have the same form as in the
/// journal.
final class StateJson {
  private StateJson() {}

  static String write(HouseState state) {
    var json = new LinkedHashMap<String, Object>();
    json.put("things", state.things().stream().map(StateJson::picture).toList());
    json.put("activities", state.activities().stream().map(ActivityWriter::write).toList());
    var standings = new LinkedHashMap<String, Object>();
    state.standings().forEach((id, standing) -> standings.put(id, standing(standing)));
    json.put("standings", standings);
    json.put("memories", RunJson.write(state.memories()));
    json.put("runs", state.runs().stream().map(RunJson::write).toList());
    json.put("timers", state.timers().stream().map(StateJson::timer).toList());
    json.put("commands", state.commands().stream().map(StateJson::command).toList());
    json.put("time", time(state.time()));
    json.put("place", PlaceText.write(state.place()));
    json.put("groups", state.groups().stream().map(GroupText::write).toList());
    return JsonMapper.shared().writeValueAsString(json);
  }

  static HouseState read(Snapshots.Snapshot snapshot) {
    Tree json = JsonDocument.read(snapshot.json());
    var standings = new HashMap<String, Standing>();
    for (Object id : json.get("standings").object().keySet()) {
      standings.put((String) id, standing(json.get("standings").get((String) id)));
    }
    return new HouseState(
        snapshot.seq(),
        Instant.ofEpochMilli(snapshot.at()),
        snapshot.mono(),
        json.find("time")
            .map(StateJson::time)
            .orElseGet(() -> new HouseTime(true, Instant.ofEpochMilli(snapshot.at()))),
        snapshot.semantics(),
        json.get("things").items().stream().map(StateJson::picture).toList(),
        json.get("activities").items().stream().map(ActivityText::kept).toList(),
        standings,
        memories(json),
        json.get("runs").items().stream().map(RunJson::read).flatMap(Optional::stream).toList(),
        json.get("timers").items().stream().map(StateJson::timer).toList(),
        json.get("commands").items().stream().map(StateJson::command).toList(),
        json.find("place").map(PlaceText::kept).orElseGet(() -> Place.in(ZoneOffset.UTC)),
        json.find("groups").map(Tree::items).orElse(List.of()).stream()
            .map(GroupText::kept)
            .toList());
  }

  private static Memories memories(Tree json) {
    if (json.has("memories")) return RunJson.memories(json.get("memories"));
    var beyond = json.get("beyond").items().stream().map(Tree::text).toList();
    return new Memories(beyond, Map.of(), Map.of(), List.of());
  }

  private static long number(Tree tree, String name) {
    return (long) tree.get(name).number();
  }

  private static Instant instant(Tree tree, String name) {
    return Instant.ofEpochMilli(number(tree, name));
  }

  private static Map<String, Object> time(HouseTime time) {
    return Map.of("known", time.isKnown(), "latest", time.latest().toEpochMilli());
  }

  private static HouseTime time(Tree json) {
    return new HouseTime(json.get("known").truth(), instant(json, "latest"));
  }

  private static Map<String, Object> picture(StateBoard.Picture picture) {
    var json = new LinkedHashMap<String, Object>();
    json.put("thing", ThingJson.write(picture.thing()));
    Status status = picture.status();
    json.put("state", status.state().label());
    json.put("reason", status.reason());
    json.put("seen", status.seen().toEpochMilli());
    var held = new ArrayList<Map<String, Object>>();
    picture
        .properties()
        .forEach((property, value) -> {
          var one = FactJson.write(new Fact.Read(property, value.value(), value.quality()));
          one.put("at", value.at().toEpochMilli());
          one.put("seq", value.seq());
          held.add(one);
        });
    json.put("held", held);
    return json;
  }

  private static StateBoard.Picture picture(Tree json) {
    var held = new LinkedHashMap<Property, Held>();
    for (Tree one : json.get("held").items()) {
      var read = (Fact.Read) FactJson.read(Fact.Kind.READING, one);
      held.put(
          read.property(),
          new Held(read.value(), read.quality(), instant(one, "at"), number(one, "seq")));
    }
    var state = Status.State.labelled(json.get("state").text());
    return new StateBoard.Picture(
        ThingJson.read(json.get("thing")),
        new Status(state, json.get("reason").text(), instant(json, "seen")),
        held);
  }

  private static Map<String, Object> standing(Standing standing) {
    return Map.of(
        "fired",
        standing.firedSeq(),
        "firedAt",
        standing.firedAt().toEpochMilli(),
        "held",
        standing.heldSeq(),
        "heldAt",
        standing.heldAt().toEpochMilli(),
        "reason",
        standing.heldReason());
  }

  private static Standing standing(Tree json) {
    return new Standing(
        number(json, "fired"),
        instant(json, "firedAt"),
        number(json, "held"),
        instant(json, "heldAt"),
        json.get("reason").text());
  }

  private static Trail trail(Tree json) {
    return new Trail(json.get("trail").items().stream().map(Tree::text).toList());
  }

  private static Map<String, Object> timer(Timers.Timer timer) {
    var json = FactJson.write(new Fact.Due(timer.key()));
    json.put("due", timer.due());
    json.put("order", timer.order());
    return json;
  }

  private static Timers.Timer timer(Tree json) {
    var due = (Fact.Due) FactJson.read(Fact.Kind.TIMER, json);
    return new Timers.Timer(due.timer(), number(json, "due"), number(json, "order"));
  }

  private static Map<String, Object> command(Command command) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", command.id());
    json.put("thing", command.thing().value());
    json.put("wanted", wanted(command.action(), command.retry(), command.key()));
    json.put("expectation", expectation(command.expectation()));
    json.put("principal", command.principal());
    json.put("causes", command.causes());
    json.put("sendBy", command.sendBy());
    json.put("attempt", command.attempt());
    json.put("sentAt", command.sentAt().toEpochMilli());
    json.put("trail", command.trail().activities());
    json.put("outcome", command.outcome().state().label());
    json.put("reason", command.outcome().reason());
    json.put("since", command.outcome().since().toEpochMilli());
    return json;
  }

  private static Map<String, Object> wanted(Action action, Retry retry, String key) {
    return FactJson.write(new Fact.Wanted(action, retry, Duration.ZERO, key));
  }

  private static Command command(Tree json) {
    var wanted = (Fact.Wanted) FactJson.read(Fact.Kind.COMMAND, json.get("wanted"));
    List<Long> causes =
        json.get("causes").items().stream().map(cause -> (long) cause.number()).toList();
    return new Command(
        number(json, "id"),
        new ThingId(json.get("thing").text()),
        wanted.action(),
        expectation(json.get("expectation")),
        json.get("principal").text(),
        causes,
        wanted.key(),
        number(json, "sendBy"),
        wanted.retry(),
        (int) number(json, "attempt"),
        instant(json, "sentAt"),
        trail(json),
        new Outcome(
            Outcome.State.labelled(json.get("outcome").text()),
            json.get("reason").text(),
            instant(json, "since")));
  }

  private static Map<String, Object> expectation(Expectation expectation) {
    return switch (expectation) {
      case Expectation.Unobservable(String why, Duration within) when within.isZero() ->
          Map.of("why", why);
      case Expectation.Unobservable(String why, Duration within) ->
          Map.of("why", why, "within", within.toMillis());
      case Expectation.Report(Property property, var accepted, Duration within) ->
          Map.of(
              "property",
              property.name(),
              "within",
              within.toMillis(),
              "accepted",
              accepted(property, accepted));
    };
  }

  private static Map<String, Object> accepted(Property property, Expectation.Accepted accepted) {
    return switch (accepted) {
      case Expectation.Accepted.Exactly(Value value) ->
          Map.of("one", List.of(value(property, value)));
      case Expectation.Accepted.OneOf(List<Value> values) ->
          Map.of("one", values.stream().map(value -> value(property, value)).toList());
      case Expectation.Accepted.Near(Amount amount, double tolerance) ->
          Map.of("near", value(property, amount), "tolerance", tolerance);
    };
  }

  private static Map<String, Object> value(Property property, Value value) {
    return FactJson.write(new Fact.Read(property, value, steward.thing.Quality.CONFIRMED));
  }

  private static Value value(Tree json) {
    return ((Fact.Read) FactJson.read(Fact.Kind.READING, json)).value();
  }

  private static Expectation expectation(Tree json) {
    if (json.has("why"))
      return new Expectation.Unobservable(
          json.get("why").text(),
          Duration.ofMillis(json.has("within") ? number(json, "within") : 0));
    Property property =
        Property.named(json.get("property").text())
            .orElseThrow(() -> json.get("property").wrong("a property"));
    Tree accepted = json.get("accepted");
    Expectation.Accepted accept =
        accepted.has("near") && value(accepted.get("near")) instanceof Amount amount
            ? new Expectation.Accepted.Near(amount, accepted.get("tolerance").number())
            : new Expectation.Accepted.OneOf(
                accepted.get("one").items().stream().map(StateJson::value).toList());
    return new Expectation.Report(property, accept, Duration.ofMillis(number(json, "within")));
  }
}
