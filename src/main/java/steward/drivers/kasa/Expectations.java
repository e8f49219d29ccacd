package steward.drivers.kasa;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Expectation.Accepted;
import steward.thing.Expectation.Report;
import steward.thing.Expectation.Unobservable;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Colour;
import steward.value.Value;
import steward.value.Word;

/// By which report each action is confirmed: what the device says of itself when it is asked after
/// the command. Its answer to the command is no measurement.
final class Expectations {
  /// A relay moves 100 to 300 ms after the answer; three looks fit in, and one repetition.
  static final Duration SOON = Duration.ofSeconds(6);

  private Expectations() {}

  static Expectation of(Action action) {
    return switch (action) {
      case Action.Turn(Action.Turn.To to) ->
          switch (to) {
            case ON -> switched(Word.ON);
            case OFF -> switched(Word.OFF);
            case TOGGLE -> new Unobservable("after a toggle, on and off would both be right");
          };
      case Action.Put put -> of(put);
      case Action.Plain _, Action.Tell _ -> none(action);
    };
  }

  private static Expectation of(Action.Put put) {
    return switch (put.value()) {
      case Amount amount ->
          switch (put.kind()) {
            case DIM ->
                Math.round(amount.number()) == 0
                    ? switched(Word.OFF)
                    : new Report(Property.LEVEL, new Accepted.Near(amount, 1), SOON);
            case WARMTH -> new Report(Property.WARMTH, new Accepted.Near(amount, 3), SOON);
            default -> none(put);
          };
      case Colour colour when put.kind() == ActionKind.COLOUR ->
          new Report(Property.COLOUR, new Accepted.OneOf(like(colour)), SOON);
      case Colour _, Word _, steward.value.Text _ -> none(put);
    };
  }

  private static Expectation switched(Word word) {
    return new Report(Property.SWITCH, new Accepted.Exactly(word), SOON);
  }

  private static Expectation none(Action action) {
    return new Unobservable("a Kasa device does not report " + action.sentence());
  }

  /// The device counts whole degrees and percents.
  private static List<Value> like(Colour colour) {
    long hue = Math.round(colour.hue());
    long saturation = Math.round(colour.saturation());
    List<Value> like = new ArrayList<>();
    for (long s = Math.max(0, saturation - 1); s <= Math.min(100, saturation + 1); s++) {
      if (s == 0) {
        like.add(new Colour(0, 0));
        continue;
      }
      for (long h = hue - 1; h <= hue + 1; h++) like.add(new Colour(Math.floorMod(h, 360L), s));
    }
    return like;
  }
}
