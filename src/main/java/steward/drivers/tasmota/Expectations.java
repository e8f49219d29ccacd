package steward.drivers.tasmota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import steward.thing.Action;
import steward.thing.Expectation;
import steward.thing.Expectation.Accepted;
import steward.thing.Expectation.Report;
import steward.thing.Expectation.Unobservable;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Value;
import steward.value.Word;

/// By which report each action is confirmed. What a device answers on `RESULT` it has measured on
/// itself.
final class Expectations {
  /// Usual devices answer in 20 to 300 ms, some after 2 s; a lost answer is asked for again after
  /// 1.5 s.
  static final Duration SOON = Duration.ofSeconds(4);

  /// The longest run of a shutter that is waited for.
  static final Duration RUN = Duration.ofSeconds(60);

  private Expectations() {}

  static Expectation of(Action action) {
    return switch (action) {
      case Action.Turn(Action.Turn.To to) ->
          switch (to) {
            case ON -> report(Property.SWITCH, Word.ON);
            case OFF -> report(Property.SWITCH, Word.OFF);
            case TOGGLE -> new Unobservable("after a toggle, on and off would both be right");
          };
      case Action.Put put -> of(put);
      case Action.Plain(var kind) ->
          switch (kind) {
            case OPEN -> cover(RUN, "opened");
            case CLOSE -> cover(RUN, "closed");
            case STOP -> cover(SOON, "stopped", "opened", "closed");
            default -> none(action);
          };
      case Action.Tell _ -> none(action);
    };
  }

  private static Expectation of(Action.Put put) {
    return switch (put.value()) {
      case Amount amount ->
          switch (put.kind()) {
            case DIM -> near(Property.LEVEL, amount, 1.5, SOON);
            case WARMTH -> near(Property.WARMTH, amount, 3, SOON);
            case POSITION -> near(Property.POSITION, amount, 2, RUN);
            case TILT -> near(Property.TILT, amount, 5, RUN);
            default -> none(put);
          };
      case Colour colour -> new Report(Property.COLOUR, new Accepted.OneOf(like(colour)), SOON);
      case Word word -> report(Property.FAN, word);
      case steward.value.Text _ -> none(put);
    };
  }

  private static Expectation none(Action action) {
    return new Unobservable("a Tasmota device does not report " + action.sentence());
  }

  private static Expectation report(Property property, Word word) {
    return new Report(property, new Accepted.Exactly(word), SOON);
  }

  private static Expectation near(
      Property property, Amount amount, double tolerance, Duration within) {
    return new Report(property, new Accepted.Near(amount, tolerance), within);
  }

  private static Expectation cover(Duration within, String... words) {
    List<Value> values = new ArrayList<>();
    for (String word : words) values.add(new Word(word));
    return new Report(Property.COVER, new Accepted.OneOf(values), within);
  }

  /// The colours that a device may make of this one: it counts 256 steps a channel, so a pale hue
  /// is coarse.
  private static List<Value> like(Colour colour) {
    long hue = Math.round(colour.hue());
    long saturation = Math.round(colour.saturation());
    long coarse = saturation == 0 ? 0 : Math.min(12, 1 + Math.round(24.0 / saturation));
    List<Value> like = new ArrayList<>();
    for (long s = Math.max(0, saturation - 1); s <= Math.min(100, saturation + 1); s++) {
      if (s == 0) {
        like.add(new Colour(0, 0));
        continue;
      }
      for (long h = hue - coarse; h <= hue + coarse; h++)
        like.add(new Colour(Math.floorMod(h, 360L), s));
    }
    return like;
  }
}
