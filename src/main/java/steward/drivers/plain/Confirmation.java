package steward.drivers.plain;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Expectation;
import steward.thing.Expectation.Accepted;
import steward.thing.Expectation.Report;
import steward.thing.Expectation.Unobservable;
import steward.thing.Property;
import steward.thing.ValueType;
import steward.value.Amount;
import steward.value.Malformed;
import steward.value.Span;
import steward.value.Value;
import steward.value.Word;

/// By what an action of a sheet is confirmed: a property, perhaps the words that count, and a time.
/// Without a property, by nothing.
record Confirmation(@Nullable Property property, List<String> words, Duration within) {
  private static final Duration WITHIN_MAX = Duration.ofMinutes(10);

  Confirmation {
    words = List.copyOf(words);
  }

  /// Reads `PROPERTY [WORD,WORD] [SPAN]` or `never`; without a line it follows from what the sheet
  /// observes.
  static Confirmation read(ActionKind kind, Set<Property> observed, Optional<String> line) {
    Property usual = target(kind, observed).orElse(null);
    if (line.isEmpty()) return new Confirmation(usual, List.of(), usualTime(kind));
    String at = "/binding/" + Sheet.PREFIX_CONFIRM + kind.label();
    String[] tokens = line.get().strip().split("\\s+", -1);
    if (tokens[0].equals("never")) return new Confirmation(null, List.of(), Duration.ZERO);
    Property property = Property.named(tokens[0]).orElse(null);
    if (property == null || !observed.contains(property)) {
      throw new Malformed(
          at, "a property that the sheet observes, or never", "'" + tokens[0] + "'");
    }
    List<String> words = List.of();
    Duration within = usualTime(kind);
    for (int i = 1; i < tokens.length; i++) {
      if (Character.isDigit(tokens[i].charAt(0))) within = span(at, tokens[i]);
      else words = words(at, property, tokens[i]);
    }
    if (words.isEmpty() && property != usual) {
      throw new Malformed(at, "the words of " + property + " that count", "'" + line.get() + "'");
    }
    return new Confirmation(property, words, within);
  }

  private static Duration span(String at, String text) {
    try {
      Duration span = Span.parse(text);
      if (span.isPositive() && span.compareTo(WITHIN_MAX) <= 0) return span;
    } catch (IllegalArgumentException e) {
      // falls through to the one error below
    }
    throw new Malformed(at, "a span up to 10m such as 15s", "'" + text + "'");
  }

  private static List<String> words(String at, Property property, String text) {
    List<String> words = List.of(text.split(","));
    if (!words.stream()
        .allMatch(word ->
            property.type() instanceof ValueType.Words(var known) && known.contains(word))) {
      throw new Malformed(at, property.type().expected(), "'" + text + "'");
    }
    return words;
  }

  /// The property that an action sets, of those that the sheet observes.
  static Optional<Property> target(ActionKind kind, Set<Property> observed) {
    Property[] candidates =
        switch (kind) {
          case TURN -> new Property[] {Property.SWITCH, Property.ALERT};
          case DIM -> new Property[] {Property.LEVEL};
          case COLOUR -> new Property[] {Property.COLOUR};
          case WARMTH -> new Property[] {Property.WARMTH};
          case HEAT -> new Property[] {Property.GOAL_TEMPERATURE};
          case MODE -> new Property[] {Property.MODE};
          case FAN -> new Property[] {Property.FAN};
          case SWING -> new Property[] {Property.SWING};
          case SPECIAL -> new Property[] {Property.SPECIAL};
          case SCENE -> new Property[] {Property.SCENE};
          case OPEN, CLOSE -> new Property[] {Property.POSITION, Property.COVER};
          case STOP -> new Property[] {Property.COVER};
          case POSITION -> new Property[] {Property.POSITION};
          case TILT -> new Property[] {Property.TILT};
          case LOCK, UNLOCK -> new Property[] {Property.LOCK};
          case PLAY, PAUSE, SAY -> new Property[] {Property.PLAYING};
          case VOLUME -> new Property[] {Property.VOLUME};
          case NOTIFY, SEND, LEARN, WAKE -> new Property[] {};
        };
    return Arrays.stream(candidates).filter(observed::contains).findFirst();
  }

  private static Duration usualTime(ActionKind kind) {
    return Duration.ofSeconds(
        switch (kind) {
          case OPEN, CLOSE, STOP, POSITION, TILT -> 90;
          case LOCK, UNLOCK -> 15;
          case TURN,
              DIM,
              COLOUR,
              WARMTH,
              HEAT,
              MODE,
              FAN,
              SWING,
              SPECIAL,
              SCENE,
              SEND,
              LEARN,
              PLAY,
              PAUSE,
              VOLUME,
              SAY,
              NOTIFY,
              WAKE ->
              10;
        });
  }

  Expectation expectation(Action action) {
    if (action instanceof Action.Turn(Action.Turn.To to) && to == Action.Turn.To.TOGGLE) {
      return new Unobservable("a toggle has no goal that could be compared");
    }
    if (property == null) return new Unobservable("the sheet observes nothing that shows it");
    return new Report(property, accepted(action, property), within);
  }

  private Accepted accepted(Action action, Property confirming) {
    if (!words.isEmpty()) return new Accepted.OneOf(words.stream().<Value>map(Word::new).toList());
    return switch (action) {
      case Action.Turn(Action.Turn.To to) ->
          new Accepted.Exactly(new Word(to.name().toLowerCase(Locale.ROOT)));
      case Action.Put(_, Amount amount) -> new Accepted.Near(amount, tolerance(confirming));
      case Action.Put(_, Value value) -> new Accepted.Exactly(value);
      case Action.Tell(ActionKind kind, _, _) ->
          new Accepted.Exactly(new Word(kind == ActionKind.PLAY ? "playing" : "speaking"));
      case Action.Plain(ActionKind kind) -> reached(kind, confirming);
    };
  }

  private static double tolerance(Property confirming) {
    if (confirming == Property.GOAL_TEMPERATURE) return 0.5;
    return confirming == Property.WARMTH ? 5 : 2;
  }

  private static Accepted reached(ActionKind kind, Property confirming) {
    if (confirming == Property.POSITION) {
      return new Accepted.Near(Amount.percentage(kind == ActionKind.OPEN ? 100 : 0), 2);
    }
    String word =
        switch (kind) {
          case OPEN -> "opened";
          case CLOSE -> "closed";
          case STOP -> "stopped";
          case LOCK -> "locked";
          case UNLOCK -> "unlocked";
          case PAUSE -> "paused";
          case TURN,
              DIM,
              COLOUR,
              WARMTH,
              HEAT,
              MODE,
              FAN,
              SWING,
              SPECIAL,
              SCENE,
              SEND,
              LEARN,
              POSITION,
              TILT,
              PLAY,
              VOLUME,
              SAY,
              NOTIFY,
              WAKE ->
              throw new IllegalArgumentException(kind.label() + " has no goal of its own");
        };
    return new Accepted.Exactly(new Word(word));
  }
}
