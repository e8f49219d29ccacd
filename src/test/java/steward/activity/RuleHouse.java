package steward.activity;

import java.util.List;
import java.util.Set;
import steward.loop.Fact;
import steward.sample.SampleHouse;
import steward.task.Command;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Group;
import steward.thing.Property;
import steward.thing.Selector;
import steward.thing.ThingId;
import steward.value.Word;

/// A house whose things do what the test says, for stories of rules.
abstract class RuleHouse {
  static final Word OPENED = new Word("opened");
  static final Word CLOSED = new Word("closed");

  final SampleHouse house = new SampleHouse();

  void contact(String id) {
    house.thing(id, Set.of(Property.CONTACT));
  }

  void doors() {
    contact("front");
    contact("back");
    house.post(
        new Fact.GroupPut(
            new Group(
                "doors",
                "Outside doors",
                new Selector.Listed(List.of(new ThingId("front"), new ThingId("back"))))),
        "doors");
  }

  void says(String thing, Word word) {
    house.reports(thing, Property.CONTACT, word);
  }

  List<String> sent() {
    return house.sent.stream()
        .map(command -> command.thing() + " " + command.action().sentence())
        .toList();
  }

  int firings() {
    return house.entries(Fact.Kind.FIRING).size();
  }

  /// The things take what was sent last, and say so.
  void obey() {
    for (Command command : List.copyOf(house.sent)) {
      house.handedOver(command);
      switch (command.action()) {
        case Action.Turn(Action.Turn.To to) ->
            house.reports(
                command.thing().value(),
                Property.SWITCH,
                to == Action.Turn.To.ON ? Word.ON : Word.OFF);
        case Action.Put(ActionKind kind, var value) when kind == ActionKind.DIM ->
            house.reports(command.thing().value(), Property.LEVEL, value);
        default -> {}
      }
    }
    house.sent.clear();
  }
}
