package steward.drivers.shelly;

import java.time.Duration;
import java.util.Optional;
import steward.driver.Payload;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Expectation.Accepted;
import steward.thing.Expectation.Unobservable;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Text;
import steward.value.Value;
import steward.value.Word;

/// The methods that carry out actions, what confirms them, and what their errors mean.
final class Calls {
  /// An answer takes a second at worst.
  static final Duration SOON = Duration.ofSeconds(8);

  /// The longest run of a shutter that is waited for.
  static final Duration RUN = Duration.ofSeconds(90);

  private Calls() {}

  /// A method with its parameters, an object as text.
  record Method(String name, String params) {}

  static Optional<Method> of(Part part, Action action) {
    String id = "{\"id\":" + part.id();
    return switch (part.type()) {
      case "switch" ->
          action instanceof Action.Turn(Action.Turn.To to)
              ? Optional.of(turn("Switch", id, to))
              : Optional.empty();
      case "light" -> light(action, id);
      case "cover" -> cover(action, id);
      default -> Optional.empty();
    };
  }

  private static Method turn(String component, String id, Action.Turn.To to) {
    return switch (to) {
      case ON -> new Method(component + ".Set", id + ",\"on\":true}");
      case OFF -> new Method(component + ".Set", id + ",\"on\":false}");
      case TOGGLE -> new Method(component + ".Toggle", id + "}");
    };
  }

  private static Optional<Method> light(Action action, String id) {
    if (action instanceof Action.Turn(Action.Turn.To to)) return Optional.of(turn("Light", id, to));
    if (action instanceof Action.Put put && put.kind() == ActionKind.DIM) {
      long level = Math.round(put.number());
      return Optional.of(
          new Method("Light.Set", id + ",\"on\":true,\"brightness\":" + level + "}"));
    }
    return Optional.empty();
  }

  private static Optional<Method> cover(Action action, String id) {
    return switch (action.kind()) {
      case OPEN -> Optional.of(new Method("Cover.Open", id + "}"));
      case CLOSE -> Optional.of(new Method("Cover.Close", id + "}"));
      case STOP -> Optional.of(new Method("Cover.Stop", id + "}"));
      case POSITION ->
          action instanceof Action.Put put
              ? Optional.of(
                  new Method(
                      "Cover.GoToPosition", id + ",\"pos\":" + Math.round(put.number()) + "}"))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// By what an action is confirmed: the status that the device notifies or tells; the answer to
  /// the call only says what was before.
  static Expectation expectation(Action action) {
    return switch (action) {
      case Action.Turn(Action.Turn.To to) ->
          switch (to) {
            case ON -> one(Property.SWITCH, SOON, Word.ON);
            case OFF -> one(Property.SWITCH, SOON, Word.OFF);
            case TOGGLE -> new Unobservable("after a toggle, on and off would both be right");
          };
      case Action.Put(ActionKind kind, Amount amount) ->
          switch (kind) {
            case DIM -> new Expectation.Report(Property.LEVEL, new Accepted.Near(amount, 1), SOON);
            case POSITION ->
                new Expectation.Report(Property.POSITION, new Accepted.Near(amount, 3), RUN);
            default -> none(action);
          };
      case Action.Plain(ActionKind kind) ->
          switch (kind) {
            case OPEN -> one(Property.COVER, RUN, new Word("opened"));
            case CLOSE -> one(Property.COVER, RUN, new Word("closed"));
            case STOP ->
                one(
                    Property.COVER,
                    SOON,
                    new Word("stopped"),
                    new Word("opened"),
                    new Word("closed"));
            default -> none(action);
          };
      case Action.Put _, Action.Tell _ -> none(action);
    };
  }

  private static Expectation one(Property property, Duration within, Value... values) {
    Accepted accepted =
        values.length == 1
            ? new Accepted.Exactly(values[0])
            : new Accepted.OneOf(java.util.List.of(values));
    return new Expectation.Report(property, accepted, within);
  }

  private static Expectation none(Action action) {
    return new Unobservable("a Shelly does not report " + action.sentence());
  }

  /// The error of an answer in words.
  static String words(Payload error) {
    int code = error.at("code").wholeOr(0);
    String message = Text.clean(error.at("message").textOr(""));
    String shown = message.length() > 100 ? message.substring(0, 100) + "…" : message;
    String words =
        switch (code) {
          case -103 -> "it does not take these values";
          case -104 -> "it did not manage in time";
          case -105, 404 -> "it has no such part";
          case -108 -> "it has too much to do";
          case -109 -> "it cannot do this as it is set up now";
          case -114 -> "it cannot do this now";
          case 401 -> "it does not take our password";
          case 429 -> "it is asked too often";
          case 500 -> "it failed inside";
          default -> "it refused";
        };
    return words + " (" + code + (shown.isEmpty() ? "" : ", it says: " + shown) + ")";
  }
}
