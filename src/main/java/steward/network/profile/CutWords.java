package steward.network.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steward.network.enclosure.Lanes;
import steward.network.fence.Lane;
import steward.thing.ActionKind;
import steward.thing.Thing;

/// What it means, in words, to cut a thing off from everything outside for a time. Pure.
///
/// @param says one sentence
/// @param stops what stops, in sentences
/// @param stays what goes on
/// @param unknown what nobody here can tell
public record CutWords(
    Profile.Local local,
    String says,
    List<String> stops,
    List<String> stays,
    List<String> unknown) {
  private static final int OBSERVED_MAX = 4;

  public CutWords {
    stops = List.copyOf(stops);
    stays = List.copyOf(stays);
    unknown = List.copyOf(unknown);
  }

  /// @param name what people call it
  /// @param now its ways out at present
  /// @param throughCloud whether the house reaches it only through its maker's cloud
  public static CutWords of(
      String name,
      Optional<Thing> thing,
      Optional<Profile> profile,
      List<Lane> now,
      boolean throughCloud) {
    List<Lane> open = Difference.outward(now);
    var stops = new ArrayList<String>();
    var stays = new ArrayList<String>();
    var unknown = new ArrayList<String>();
    Profile.Local local =
        throughCloud
            ? Profile.Local.NONE
            : profile.map(Profile::local).orElse(Profile.Local.UNKNOWN);
    thing.map(CutWords::deeds).ifPresent(deeds -> (throughCloud ? stops : stays).addAll(deeds));
    for (Feature one : profile.map(Profile::features).orElse(List.of()))
      if (thing.isEmpty() ? one.needs().isEmpty() : one.isOf(thing.get()))
        (one.stays() ? stays : stops).add(one.says());
    for (Lane lane : open) lost(lane, profile, stops, unknown);
    if (profile.isEmpty())
      unknown.add(
          thing.isPresent()
              ? "No profile says what else it needs its maker for."
              : "Nobody knows what it is, and so not what it needs its maker for.");
    return new CutWords(
        local,
        says(name, thing, local, open),
        stops.stream().distinct().toList(),
        stays.stream().distinct().toList(),
        unknown.stream().distinct().toList());
  }

  private static String says(
      String name, Optional<Thing> thing, Profile.Local local, List<Lane> open) {
    String first =
        open.isEmpty()
            ? "No way out of " + name + " is open, so a cut closes none."
            : "A cut closes "
                + (open.size() == 1 ? "the one way" : "all " + open.size() + " ways")
                + " out of "
                + name
                + ".";
    String then =
        switch (local) {
          case ALL -> "Nothing of what the house does with it stops.";
          case SOME -> "Part of what the house does with it stops.";
          case NONE -> "All that the house does with it stops.";
          case UNKNOWN ->
              thing.isPresent()
                  ? "The house goes on reaching it at home; what else stops is not known."
                  : "What stops is not known.";
        };
    return first + " " + then + " When the time is over, everything is as it was.";
  }

  private static void lost(
      Lane lane, Optional<Profile> profile, List<String> stops, List<String> unknown) {
    List<Passage> known = Profiles.about(profile, lane);
    known.stream().map(Passage::stops).filter(text -> !text.isEmpty()).forEach(stops::add);
    if (known.isEmpty())
      unknown.add("What the way " + Lanes.says(lane) + " is for: no profile says so.");
  }

  /// What the house does with it, by its own actions and properties.
  private static List<String> deeds(Thing thing) {
    var deeds = new ArrayList<String>();
    for (ActionKind kind : thing.abilities().keySet()) deeds.add(deed(kind));
    List<String> observed = thing.observes().stream().map(one -> said(one.name())).toList();
    if (!observed.isEmpty()) {
      int more = observed.size() - OBSERVED_MAX;
      deeds.add(
          "Reading its "
              + String.join(", ", observed.stream().limit(OBSERVED_MAX).toList())
              + (more > 0 ? " and " + more + " more" : "")
              + ".");
    }
    return deeds;
  }

  /// A property's name in plain words: `energyToday` is `energy today`.
  private static String said(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(java.util.Locale.ROOT);
  }

  private static String deed(ActionKind kind) {
    return switch (kind) {
      case TURN -> "Turning it on and off.";
      case DIM -> "Dimming it.";
      case COLOUR, WARMTH -> "Changing its colour.";
      case HEAT -> "Setting its temperature.";
      case MODE -> "Changing its mode.";
      case FAN, SWING -> "Changing its fan.";
      case SPECIAL -> "Its special modes.";
      case OPEN, CLOSE, STOP, POSITION, TILT -> "Moving it.";
      case LOCK, UNLOCK -> "Locking and unlocking it.";
      case PLAY, PAUSE, VOLUME -> "Playing on it.";
      case SAY, NOTIFY -> "Saying and showing something on it.";
      case SCENE -> "Its scenes.";
      case SEND -> "Sending codes with it.";
      case LEARN -> "Learning codes with it.";
      case WAKE -> "Waking it.";
    };
  }
}
