package steward.drivers.sonoff;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Expectation.Accepted;
import steward.thing.Expectation.Unobservable;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Value;
import steward.value.Word;

/// By what each action is confirmed: what the device announces, or tells when it is asked for its
/// state. Its answer to the request itself comes before the relay moves and confirms nothing.
final class Expectations {
  /// Some answers take 5 s, and the announcement follows the relay by up to 1 s.
  static final Duration SOON = Duration.ofSeconds(10);

  /// The longest run of a shutter that is waited for.
  static final Duration RUN = Duration.ofSeconds(90);

  private Expectations() {}

  static Expectation of(Action action) {
    return switch (action) {
      case Action.Turn(Action.Turn.To to) ->
          switch (to) {
            case ON -> exactly(Property.SWITCH, Word.ON);
            case OFF -> exactly(Property.SWITCH, Word.OFF);
            case TOGGLE -> new Unobservable("after a toggle, on and off would both be right");
          };
      case Action.Put(ActionKind kind, Amount amount) ->
          switch (kind) {
            case DIM -> near(Property.LEVEL, amount, 1, SOON);
            case WARMTH -> near(Property.WARMTH, amount, 3, SOON);
            case POSITION -> near(Property.POSITION, amount, 2, RUN);
            default -> none(action);
          };
      case Action.Put(_, Colour colour) ->
          new Expectation.Report(Property.COLOUR, new Accepted.OneOf(like(colour)), SOON);
      case Action.Put(ActionKind kind, Word word) ->
          kind == ActionKind.FAN ? exactly(Property.FAN, word) : none(action);
      case Action.Plain(ActionKind kind) ->
          switch (kind) {
            case OPEN -> cover("opened");
            case CLOSE -> cover("closed");
            default -> none(action);
          };
      case Action.Put _ -> none(action);
      case Action.Tell _ ->
          new Unobservable("nothing shows whether a receiver heard the radio signal");
    };
  }

  private static Expectation none(Action action) {
    return new Unobservable("a SONOFF device does not report " + action.sentence());
  }

  private static Expectation exactly(Property property, Word word) {
    return new Expectation.Report(property, new Accepted.Exactly(word), SOON);
  }

  private static Expectation near(Property property, Amount amount, double off, Duration within) {
    return new Expectation.Report(property, new Accepted.Near(amount, off), within);
  }

  private static Expectation cover(String word) {
    return new Expectation.Report(Property.COVER, new Accepted.Exactly(new Word(word)), RUN);
  }

  /// The colour as it comes back after three parts of 0 to 255 were made of it.
  private static List<Value> like(Colour colour) {
    Colour exact = Rgb.of(colour).colour();
    var like = new ArrayList<Value>();
    for (int s = -1; s <= 1; s++) {
      double saturation = Math.clamp(exact.saturation() + s, 0, 100);
      if (saturation == 0) {
        like.add(new Colour(0, 0));
        continue;
      }
      for (int h = -2; h <= 2; h++)
        like.add(new Colour(Math.floorMod(Math.round(exact.hue()) + h, 360L), saturation));
    }
    return like;
  }
}
