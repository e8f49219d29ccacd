package steward.activity.text;

import java.util.Map;
import java.util.Optional;
import steward.thing.Property;
import steward.value.Value;

/// What people say of values that have words of their own: a door opens and is open, a lamp goes on
/// and is on.
final class Spoken {

  /// @param becomes said of one thing when it comes to have the value
  /// @param is said of one thing that has it
  /// @param are said of several that have it
  private record Saying(String becomes, String is, String are) {}

  private static final Map<String, Saying> SAYINGS =
      Map.ofEntries(
          said(Property.CONTACT, "opened", "opens", "is open", "are open"),
          said(Property.CONTACT, "closed", "closes", "is closed", "are closed"),
          said(Property.COVER, "opened", "opens", "is open", "are open"),
          said(Property.COVER, "closed", "closes", "is closed", "are closed"),
          said(Property.SWITCH, "on", "goes on", "is on", "are on"),
          said(Property.SWITCH, "off", "goes off", "is off", "are off"),
          said(Property.LOCK, "locked", "is locked", "is locked", "are locked"),
          said(Property.LOCK, "unlocked", "is unlocked", "is unlocked", "are unlocked"),
          said(Property.LOCK, "jammed", "jams", "is jammed", "are jammed"),
          said(Property.MOTION, "detected", "detects motion", "detects motion", "detect motion"),
          said(
              Property.MOTION,
              "absent",
              "detects no more motion",
              "detects no motion",
              "detect no motion"),
          said(Property.SMOKE, "detected", "detects smoke", "detects smoke", "detect smoke"),
          said(
              Property.SMOKE,
              "absent",
              "detects no more smoke",
              "detects no smoke",
              "detect no smoke"),
          said(Property.GAS, "detected", "detects gas", "detects gas", "detect gas"),
          said(Property.GAS, "absent", "detects no more gas", "detects no gas", "detect no gas"),
          said(Property.WATER, "detected", "detects water", "detects water", "detect water"),
          said(
              Property.WATER,
              "absent",
              "detects no more water",
              "detects no water",
              "detect no water"),
          said(
              Property.VIBRATION,
              "detected",
              "detects vibration",
              "detects vibration",
              "detect vibration"),
          said(
              Property.TAMPER,
              "detected",
              "is tampered with",
              "is tampered with",
              "are tampered with"),
          said(Property.ALERT, "on", "gives the alarm", "gives the alarm", "give the alarm"),
          said(Property.ALERT, "off", "ends its alarm", "gives no alarm", "give no alarm"),
          said(Property.FAULT, "on", "reports a fault", "reports a fault", "report a fault"),
          said(Property.FAULT, "off", "is in order again", "is in order", "are in order"),
          said(Property.BED, "in", "is lain in", "is occupied", "are occupied"),
          said(Property.BED, "out", "is left", "is empty", "are empty"),
          said(Property.PRESENCE, "present", "comes home", "is at home", "are at home"),
          said(Property.PRESENCE, "absent", "leaves home", "is away", "are away"),
          said(Property.PLAYING, "playing", "begins to play", "is playing", "are playing"),
          said(
              Property.BATTERY_STATE,
              "low",
              "runs low on battery",
              "is low on battery",
              "are low on battery"),
          said(Property.BUTTON, "single", "is pressed once", "", ""),
          said(Property.BUTTON, "double", "is pressed twice", "", ""),
          said(Property.BUTTON, "triple", "is pressed three times", "", ""),
          said(Property.BUTTON, "hold", "is held down", "", ""),
          said(Property.BUTTON, "release", "is let go", "", ""));

  private Spoken() {}

  private static Map.Entry<String, Saying> said(
      Property property, String word, String becomes, String is, String are) {
    return Map.entry(property.name() + " " + word, new Saying(becomes, is, are));
  }

  private static Optional<Saying> of(Property property, Value value) {
    return Optional.ofNullable(SAYINGS.get(property.name() + " " + value.scalar()));
  }

  /// `opens`, where there is a word for it.
  static Optional<String> becomes(Property property, Value value) {
    return of(property, value).map(Saying::becomes);
  }

  /// `is open`, or `are open` of several.
  static Optional<String> is(Property property, Value value, boolean many) {
    return of(property, value)
        .map(saying -> many ? saying.are() : saying.is())
        .filter(words -> !words.isEmpty());
  }
}
