package steward.drivers.hue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import steward.driver.Payload;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Expectation.Accepted;
import steward.thing.Expectation.Report;
import steward.thing.Expectation.Unobservable;
import steward.thing.Property;
import steward.thing.Thing;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Text;
import steward.value.Value;
import steward.value.Word;

/// By what the bridge's reports confirm each action.
///
/// A bridge answers a write before the lamp does anything, so that answer confirms nothing. What
/// does is an event, or what it answers when it is asked later. Either may name the goal while the
/// lamp still fades to it, which takes 0.4 s: the bridge tells no more than that.
final class Expectations {
  /// An event comes within a second, a second look within 4.5 s, and a busy bridge takes 4 s more.
  static final Duration WITHIN = Duration.ofSeconds(9);

  private static final double OFF_BELOW = 0.5;
  private static final double LAMP_TOLERANCE = 1;
  private static final double ROOM_TOLERANCE = 2;
  private static final double MIREK_TOLERANCE = 2;
  private static final int COLOUR_TOLERANCE = 3;
  private static final int RICH = 85;
  private static final int RICH_TOLERANCE = 7;
  private static final Accepted IS_ON = new Accepted.Exactly(Word.ON);
  private static final Accepted IS_OFF = new Accepted.Exactly(Word.OFF);

  private Expectations() {}

  static Expectation of(Thing thing, Action action) {
    return switch (action) {
      case Action.Turn(Action.Turn.To to) ->
          switch (to) {
            case ON -> new Report(Property.SWITCH, IS_ON, WITHIN);
            case OFF -> new Report(Property.SWITCH, IS_OFF, WITHIN);
            case TOGGLE -> new Unobservable("after a toggle, on and off would both be right");
          };
      case Action.Put put -> of(thing, put);
      case Action.Tell(ActionKind kind, String text, _) when kind == ActionKind.SCENE ->
          new Report(Property.SCENE, new Accepted.Exactly(Text.cut(text.strip())), WITHIN);
      case Action.Tell _ -> none(action);
      case Action.Plain _ -> new Unobservable("whether the bridge gives a key, its state tells");
    };
  }

  private static Expectation none(Action action) {
    return new Unobservable("a Hue bridge does not report " + action.sentence());
  }

  private static Expectation of(Thing thing, Action.Put put) {
    boolean isLamp = thing.binding().part(Catalogue.PART, "").equals("light");
    return switch (put.kind()) {
      case DIM -> {
        if (isOff(put)) yield new Report(Property.SWITCH, IS_OFF, WITHIN);
        double tolerance = isLamp ? LAMP_TOLERANCE : ROOM_TOLERANCE;
        Amount level = Amount.percentage(level(thing, put.number()));
        yield new Report(Property.LEVEL, new Accepted.Near(level, tolerance), WITHIN);
      }
      case WARMTH ->
          isLamp && put.value() instanceof Amount amount
              ? new Report(Property.WARMTH, new Accepted.Near(amount, MIREK_TOLERANCE), WITHIN)
              : new Unobservable("a bridge does not report the warmth of a whole room");
      case COLOUR ->
          isLamp && put.value() instanceof Colour colour
              ? new Report(
                  Property.COLOUR, new Accepted.OneOf(like(xy(thing, colour).colour())), WITHIN)
              : new Unobservable("a bridge does not report the colour of a whole room");
      default -> none(put);
    };
  }

  /// A brightness of nothing: the bridge would raise it to the lamp's least, so it is turned off.
  static boolean isOff(Action.Put put) {
    return put.kind() == ActionKind.DIM && put.number() < OFF_BELOW;
  }

  /// The brightness that the lamp makes of this one: not less than its least.
  static double level(Thing thing, double wanted) {
    double least = Payload.number(thing.binding().part(Catalogue.LEAST, "0")).orElse(0);
    double raised = Math.clamp(wanted, Math.clamp(least, 0.0, 100.0), 100.0);
    return Math.round(raised * 100) / 100.0;
  }

  /// The colour that the lamp makes of this one: the nearest that it can.
  static Xy xy(Thing thing, Colour colour) {
    Xy wanted = Xy.of(colour);
    return Gamut.read(thing.binding().part(Catalogue.GAMUT, ""))
        .orElse(Gamut.C)
        .clamp(wanted)
        .rounded();
  }

  /// The whole numbers around a colour; the paler it is, the less its hue means.
  private static List<Value> like(Colour colour) {
    long hue = Math.round(colour.hue());
    long saturation = Math.round(colour.saturation());
    long coarse = saturation == 0 ? 0 : COLOUR_TOLERANCE + Math.round(15.0 / saturation);
    // The richest colours lie so close to each other that the last figure tells them apart.
    long near = saturation >= RICH ? RICH_TOLERANCE : COLOUR_TOLERANCE;
    var like = new ArrayList<Value>();
    if (saturation < Xy.PALE + COLOUR_TOLERANCE) like.add(new Colour(0, 0));
    for (long s = Math.max(Xy.PALE, saturation - near);
        s <= Math.min(100, saturation + near);
        s++) {
      for (long h = hue - coarse; h <= hue + coarse; h++)
        like.add(new Colour(Math.floorMod(h, 360L), s));
    }
    return like;
  }
}
