package steward.drivers.broadlink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Unit;
import steward.value.Value;
import steward.value.Word;

/// A thing that is made of the codes of one remote: an air conditioner or a television that obeys
/// infrared and reports nothing. What its codes do is said by their names: `power-on`, `power-off`,
/// `power`, `cool-22`, `dry`, `fan-low`, `swing-both`. Immutable.
record Remote(String name, SortedSet<String> keys) {
  /// Before the name of a remote in the part of the UDN.
  static final String PART = "remote-";

  private static final String ON = "power-on";
  private static final String OFF = "power-off";
  private static final String TOGGLE = "power";
  private static final double USUAL_GOAL = 22;
  private static final Pattern MODE =
      Pattern.compile("(auto|heat|cool|dry|fan)(?:-([123]\\d(?:\\.5)?))?");
  private static final Pattern FAN = Pattern.compile("fan-(low|mid|high|auto|silent|[1-5])");
  private static final Pattern SWING = Pattern.compile("swing-(off|vertical|horizontal|both)");

  /// What we believe after what was sent.
  record Assumed(
      Optional<String> power,
      Optional<String> mode,
      OptionalDouble goal,
      Optional<String> fan,
      Optional<String> swing) {
    static final Assumed NOTHING =
        new Assumed(
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty());

    /// As it is once this key was sent.
    Assumed after(String key) {
      if (key.equals(ON)) return power("on");
      if (key.equals(OFF))
        return new Assumed(Optional.of("off"), mode.map(_ -> "off"), goal, fan, swing);
      if (key.equals(TOGGLE))
        return power.map(now -> power(now.equals("on") ? "off" : "on")).orElse(this);
      Matcher match = FAN.matcher(key);
      if (match.matches())
        return new Assumed(power, mode, goal, Optional.of(match.group(1)), swing);
      match = SWING.matcher(key);
      if (match.matches()) return new Assumed(power, mode, goal, fan, Optional.of(match.group(1)));
      match = MODE.matcher(key);
      if (!match.matches()) return this;
      OptionalDouble to =
          match.group(2) == null ? goal : OptionalDouble.of(Double.parseDouble(match.group(2)));
      return new Assumed(Optional.of("on"), Optional.of(match.group(1)), to, fan, swing);
    }

    private Assumed power(String now) {
      return new Assumed(Optional.of(now), mode, goal, fan, swing);
    }

    /// The values, of those properties that the remote has.
    Map<Property, Value> values(Set<Property> observed) {
      var values = new LinkedHashMap<Property, Value>();
      power.ifPresent(word -> values.put(Property.SWITCH, new Word(word)));
      mode.ifPresent(word -> values.put(Property.MODE, new Word(word)));
      goal.ifPresent(number -> values.put(Property.GOAL_TEMPERATURE, Amount.celsius(number)));
      fan.ifPresent(word -> values.put(Property.FAN, new Word(word)));
      swing.ifPresent(word -> values.put(Property.SWING, new Word(word)));
      values.keySet().retainAll(observed);
      return values;
    }
  }

  /// Whether its codes say what they do, so that it can be a thing.
  boolean isThing() {
    return !abilities().keySet().equals(Set.of(ActionKind.SEND));
  }

  boolean isClimate() {
    return !modes().isEmpty();
  }

  /// Whether sending the key twice does what sending it once does.
  static boolean isRepeatable(String key) {
    return key.equals(ON)
        || key.equals(OFF)
        || MODE.matcher(key).matches()
        || FAN.matcher(key).matches()
        || SWING.matcher(key).matches();
  }

  Set<Property> observes() {
    var observes = new LinkedHashSet<Property>();
    Map<ActionKind, Ability> can = abilities();
    if (can.containsKey(ActionKind.TURN)) observes.add(Property.SWITCH);
    if (can.containsKey(ActionKind.MODE)) observes.add(Property.MODE);
    if (can.containsKey(ActionKind.HEAT)) observes.add(Property.GOAL_TEMPERATURE);
    if (can.containsKey(ActionKind.FAN)) observes.add(Property.FAN);
    if (can.containsKey(ActionKind.SWING)) observes.add(Property.SWING);
    return observes;
  }

  Map<ActionKind, Ability> abilities() {
    var abilities = new LinkedHashMap<ActionKind, Ability>();
    words(abilities, ActionKind.TURN, turns());
    List<String> modes = modes();
    if (!modes.isEmpty() && keys.contains(OFF)) modes.add("off");
    words(abilities, ActionKind.MODE, modes);
    SortedSet<Double> goals = goals(".*");
    if (!goals.isEmpty()) {
      abilities.put(
          ActionKind.HEAT,
          Ability.range(ActionKind.HEAT, Unit.CELSIUS, goals.first(), goals.last()));
    }
    words(abilities, ActionKind.FAN, group(FAN));
    words(abilities, ActionKind.SWING, group(SWING));
    abilities.put(ActionKind.SEND, Ability.of(ActionKind.SEND));
    return abilities;
  }

  private static void words(
      Map<ActionKind, Ability> abilities, ActionKind kind, List<String> words) {
    if (!words.isEmpty()) abilities.put(kind, Ability.words(kind, words));
  }

  private List<String> turns() {
    var turns = new ArrayList<String>();
    if (keys.contains(ON)) turns.add("on");
    if (keys.contains(OFF)) turns.add("off");
    if (keys.contains(TOGGLE)) turns.add("toggle");
    return turns;
  }

  private List<String> modes() {
    return group(MODE);
  }

  private List<String> group(Pattern pattern) {
    var words = new LinkedHashSet<String>();
    for (String key : keys) {
      Matcher match = pattern.matcher(key);
      if (match.matches()) words.add(match.group(1));
    }
    return new ArrayList<>(words);
  }

  /// The temperatures that there are codes for in modes of this pattern.
  private SortedSet<Double> goals(String mode) {
    var goals = new TreeSet<Double>();
    for (String key : keys) {
      Matcher match = MODE.matcher(key);
      if (match.matches() && match.group(2) != null && match.group(1).matches(mode))
        goals.add(Double.valueOf(match.group(2)));
    }
    return goals;
  }

  /// The key that does the action, or why there is none.
  Choice choose(Action action, Assumed now) {
    return switch (action) {
      case Action.Turn(Action.Turn.To to) ->
          switch (to) {
            case ON -> key(ON);
            case OFF -> key(OFF);
            case TOGGLE -> key(TOGGLE);
          };
      case Action.Put(ActionKind kind, Word(String word)) when kind == ActionKind.MODE ->
          word.equals("off") ? key(OFF) : mode(word, now);
      case Action.Put(ActionKind kind, Word(String word)) when kind == ActionKind.FAN ->
          key("fan-" + word);
      case Action.Put(ActionKind kind, Word(String word)) when kind == ActionKind.SWING ->
          key("swing-" + word);
      case Action.Put(ActionKind kind, Amount(double goal, _)) when kind == ActionKind.HEAT ->
          heat(goal, now);
      case Action.Tell(ActionKind kind, String text, _) when kind == ActionKind.SEND ->
          key(text.startsWith(name + "/") ? text.substring(name.length() + 1) : text);
      case Action.Put _, Action.Tell _, Action.Plain _ ->
          Choice.none("no code of “" + name + "” does this");
    };
  }

  private Choice key(String key) {
    return keys.contains(key)
        ? new Choice(Optional.of(key), "")
        : Choice.none(
            "no code “%s” was learnt: it knows %s".formatted(key, String.join(", ", keys)));
  }

  /// At the temperature that was asked for last; else at the nearest to it, else at a usual one.
  private Choice mode(String mode, Assumed now) {
    SortedSet<Double> goals = goals(mode);
    if (keys.contains(mode) && (goals.isEmpty() || now.goal().isEmpty())) return key(mode);
    if (goals.isEmpty()) return key(mode);
    double wanted = now.goal().orElse(USUAL_GOAL);
    double nearest = goals.first();
    for (double goal : goals)
      if (Math.abs(goal - wanted) < Math.abs(nearest - wanted)) nearest = goal;
    return key(mode + "-" + Amount.plain(nearest));
  }

  /// In the mode that was sent last; where that is not known, in the only one that has this
  /// temperature.
  private Choice heat(double goal, Assumed now) {
    Optional<String> mode = now.mode().filter(word -> !word.equals("off"));
    if (mode.isPresent()) return key(mode.get() + "-" + Amount.plain(goal));
    String ending = "-" + Amount.plain(goal);
    List<String> fitting =
        keys.stream().filter(k -> k.endsWith(ending) && MODE.matcher(k).matches()).toList();
    if (fitting.size() == 1) return key(fitting.getFirst());
    return fitting.isEmpty()
        ? Choice.none(
            "no code for %s °C was learnt: it knows %s"
                .formatted(Amount.plain(goal), String.join(", ", keys)))
        : Choice.none(
            "which mode it is in is not known, and %s would all do: set the mode first"
                .formatted(String.join(", ", fitting)));
  }

  /// A key, or the sentence why there is none.
  record Choice(Optional<String> key, String why) {
    static Choice none(String why) {
      return new Choice(Optional.empty(), why);
    }
  }
}
