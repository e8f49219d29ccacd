package steward.network.enclosure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import steward.network.enclosure.Station.Standing;
import steward.network.fence.FenceDoor.Timed;
import steward.network.fence.Ground;
import steward.network.fence.Lane;
import steward.value.Span;

/// The sentences about stations. Pure.
public final class Says {
  private Says() {}

  /// How a station is now.
  ///
  /// @param called what people call it
  /// @param status how the fence is: what does not stand keeps nobody in
  public static String of(Station station, String called, Status status) {
    String now = status.stands() ? inside(station, called) : shall(station, called, status);
    var all = new ArrayList<>(List.of(now));
    station.until().forEach((what, at) -> all.add(timed(what) + " until " + time(at) + "."));
    return String.join(" ", all);
  }

  private static String shall(Station station, String called, Status status) {
    String decided =
        switch (station.standing()) {
          case QUARANTINED -> called + " waits for your decision";
          case REFUSED -> called + " was refused";
          case ENCLOSED -> called + " belongs inside the fence";
        };
    return decided
        + (status.byHelper()
            ? "; the fence does not stand, or nobody can tell."
            : "; what it reaches is up to your network, and not measured.");
  }

  private static String inside(Station station, String called) {
    return switch (station.standing()) {
      case QUARANTINED -> called + " is in quarantine: it reaches nothing until you decide.";
      case REFUSED -> called + " was refused: it reaches nothing.";
      case ENCLOSED ->
          station.lanes().isEmpty()
              ? called + " is enclosed and has no way out of the house."
              : called + " is enclosed; ways that it was given: " + ways(station.lanes()) + ".";
    };
  }

  private static String ways(List<Lane> lanes) {
    return String.join("; ", lanes.stream().map(Lanes::says).toList());
  }

  /// Whole seconds, UTC.
  static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// The helper's words as a sentence.
  static String whole(String words) {
    if (words.isEmpty()) return words;
    String end = words.endsWith(".") ? "" : ".";
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + end;
  }

  private static String timed(Timed what) {
    return switch (what) {
      case WINDOW -> "Its window is open";
      case LEARN -> "It is watched with the Internet open to it";
      case CUT -> "It is cut off from the Internet";
    };
  }

  static String standing(Standing to, String called) {
    return switch (to) {
      case ENCLOSED -> called + " is enclosed: it belongs to the house.";
      case REFUSED -> called + " is refused: it reaches nothing, and is not asked about again.";
      case QUARANTINED -> called + " is in quarantine again: it reaches nothing.";
    };
  }

  static String begun(Timed what, String called, Duration time, List<Lane> lanes) {
    String span = Span.text(time);
    return switch (what) {
      case WINDOW ->
          "The window of %s is open for %s: %s. It closes by itself."
              .formatted(
                  called,
                  span,
                  lanes.isEmpty()
                      ? "nothing is suggested for it, so it reaches what it reached before"
                      : ways(lanes));
      case LEARN ->
          "For %s %s reaches all of the Internet over IPv4, never the home network; what it does there is written down."
              .formatted(span, called);
      case CUT ->
          "For %s %s reaches nothing on the Internet; then everything is as it was."
              .formatted(span, called);
    };
  }

  static String ended(Timed what, String called) {
    return switch (what) {
      case WINDOW -> "The window of " + called + " is closed.";
      case LEARN -> "The watching of " + called + " is over: only its lanes are open.";
      case CUT -> called + " is no longer cut off: its lanes are as they were.";
    };
  }

  /// What a lane to a name needs that this house does not have; empty where nothing is missing.
  static String missing(List<Lane> lanes, Ground ground) {
    boolean names = lanes.stream().anyMatch(Lane.Out.class::isInstance);
    return names && ground.upstream().isEmpty()
        ? "Nobody is asked for names (network.upstream is empty), so lanes to names stay closed."
        : "";
  }
}
