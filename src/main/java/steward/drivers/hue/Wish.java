package steward.drivers.hue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Expectation.Accepted;
import steward.thing.Property;
import steward.thing.Thing;
import steward.value.Amount;
import steward.value.Colour;

/// What an action of a thing comes to: an order to the bridge, or a refusal. Immutable.
sealed interface Wish {

  /// To be written.
  record Ordered(Order order) implements Wish {}

  /// Cannot be; the sentence says why.
  record Refused(String why) implements Wish {}

  static Wish of(House house, Thing thing, long command, Action action, Instant now) {
    Resource named = house.get(Turn.resourceOf(thing.udn())).orElse(null);
    if (named == null) return new Refused("it was removed from the bridge");
    Resource target = named;
    if (named.type().equals("room") || named.type().equals("zone")) {
      if (action instanceof Action.Tell(ActionKind kind, String text, _)
          && kind == ActionKind.SCENE)
        return scene(house, thing, named, command, action, text, now);
      Optional<Resource> group = house.group(named);
      if (group.isEmpty()) return new Refused("there are no lamps in this room");
      target = group.get();
    }
    if (!target.type().equals("light") && !target.type().equals("grouped_light"))
      return new Refused("it cannot " + action.kind().label());
    return lamp(thing, target, command, action, now);
  }

  private static Wish scene(
      House house,
      Thing thing,
      Resource room,
      long command,
      Action action,
      String name,
      Instant now) {
    var scenes = house.scenes(room.id());
    Resource scene = Scenes.named(scenes, name).orElse(null);
    if (scene == null) return new Refused(Scenes.instead(scenes, name));
    String how = scene.type().equals("scene") ? "active" : "activate";
    String part = "\"recall\":{\"action\":\"" + how + "\"}";
    return ordered(scene, thing, Order.Part.RECALL, part, command, action, now);
  }

  private static Wish lamp(Thing thing, Resource target, long command, Action action, Instant now) {
    return switch (action) {
      case Action.Turn(Action.Turn.To to) ->
          switch (to) {
            case ON -> ordered(target, thing, Order.Part.ON, Order.ON, command, action, now);
            case OFF -> ordered(target, thing, Order.Part.ON, Order.OFF, command, action, now);
            case TOGGLE -> toggle(thing, target, command, action, now);
          };
      case Action.Put put -> put(thing, target, command, put, now);
      case Action.Plain _, Action.Tell _ -> new Refused("it cannot " + action.kind().label());
    };
  }

  private static Wish toggle(
      Thing thing, Resource target, long command, Action action, Instant now) {
    if (!target.has("on.on")) return new Refused("the bridge has not told whether it is on");
    String part = target.fact("on.on").isTrue() ? Order.OFF : Order.ON;
    return ordered(target, thing, Order.Part.ON, part, command, action, now);
  }

  private static Wish put(Thing thing, Resource target, long command, Action.Put put, Instant now) {
    return switch (put.kind()) {
      case DIM -> {
        if (Expectations.isOff(put))
          yield ordered(target, thing, Order.Part.ON, Order.OFF, command, put, now);
        if (!target.has("dimming")) yield new Refused("it can only be turned on and off");
        double level = Expectations.level(thing, put.number());
        String part = "\"dimming\":{\"brightness\":" + Amount.plain(level) + "}";
        yield ordered(target, thing, Order.Part.LEVEL, part, command, put, now);
      }
      case WARMTH -> {
        if (!target.has("color_temperature")) yield new Refused("it has one white only");
        String part = "\"color_temperature\":{\"mirek\":" + Math.round(put.number()) + "}";
        yield ordered(target, thing, Order.Part.TONE, part, command, put, now);
      }
      case COLOUR -> {
        if (!target.has("color") || !(put.value() instanceof Colour colour))
          yield new Refused("it has no colours");
        Xy xy = Expectations.xy(thing, colour);
        String part =
            "\"color\":{\"xy\":{\"x\":"
                + Amount.plain(xy.x())
                + ",\"y\":"
                + Amount.plain(xy.y())
                + "}}";
        yield ordered(target, thing, Order.Part.TONE, part, command, put, now);
      }
      default -> new Refused("it cannot " + put.kind().label());
    };
  }

  private static Wish ordered(
      Resource target,
      Thing thing,
      Order.Part part,
      String json,
      long command,
      Action action,
      Instant now) {
    Map<Property, Accepted> awaited =
        switch (Expectations.of(thing, action)) {
          case Expectation.Report(Property property, Accepted accepted, _) ->
              Map.of(property, accepted);
          case Expectation.Unobservable _ -> Map.of();
        };
    return new Ordered(
        new Order(
            target.type(),
            target.id(),
            thing.udn(),
            Map.of(part, json),
            Map.of(part, command),
            awaited,
            now,
            0,
            Instant.EPOCH));
  }
}
