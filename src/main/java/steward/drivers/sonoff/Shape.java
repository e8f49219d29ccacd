package steward.drivers.sonoff;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steward.driver.Payload;

/// What a device has, by the members of the state that it reports. Immutable.
///
/// Words: `switch`, `outlets:N`, `dim`, `white`, `colour`, `fan`, `lamp`, `cover`, `rf`, `rf:N`,
/// `meter`, `meter:N`, `temperature`, `humidity`. A report may be a part of the state, so words are
/// added and never taken away.
record Shape(SortedSet<String> words) {
  static final int OUTLETS_MAX = 4;

  /// A radio bridge learns sixteen remotes of four buttons.
  static final int REMOTES_MAX = 64;

  static final Shape NONE = new Shape(new TreeSet<>());

  private static final Set<String> MAIN =
      Set.of("switch", "dim", "white", "colour", "fan", "cover", "rf");
  private static final Pattern WORD =
      Pattern.compile(
          "switch|dim|white|colour|fan|lamp|cover|rf|meter|temperature|humidity"
              + "|outlets:[1-4]|meter:[0-3]|rf:(\\d|[1-5]\\d|6[0-3])");
  private static final Pattern METER = Pattern.compile("(voltage|current|actPow)_0([0-3])");
  static final Pattern REMOTE = Pattern.compile("rf(?:Trig|Chl)(\\d|[1-5]\\d|6[0-3])");

  Shape {
    words = Collections.unmodifiableSortedSet(new TreeSet<>(words));
  }

  /// Reads [#text]; words that are none are left out.
  static Shape of(String text) {
    var words = new TreeSet<String>();
    for (String word : text.split(" ", 200)) if (WORD.matcher(word).matches()) words.add(word);
    return new Shape(words);
  }

  String text() {
    return String.join(" ", words);
  }

  boolean has(String word) {
    return words.contains(word);
  }

  /// What the state shows.
  static Shape of(Payload state) {
    var words = new TreeSet<String>();
    if (state.at("switches").isList()) words.add("outlets:" + outlets(state));
    else if (!state.at("switch").isMissing()) words.add("switch");
    if (state.at("brightness").number().isPresent()) words.add("dim");
    if (state.at("white").isObject()) words.add("white");
    if (state.at("color").isObject()) words.add("colour");
    if (state.at("fan").text().isPresent()) words.add("fan");
    if (state.at("fan").text().isPresent() && state.at("light").text().isPresent())
      words.add("lamp");
    // One that can be either keeps the position that its motor had.
    if (state.at("currLocation").number().isPresent() && state.at("workMode").wholeOr(2) == 2)
      words.add("cover");
    if (state.at("power").number().isPresent()) words.add("meter");
    for (String name : List.of("currentTemperature", "temperature"))
      if (state.at(name).number().isPresent()) words.add("temperature");
    for (String name : List.of("currentHumidity", "humidity"))
      if (state.at(name).number().isPresent()) words.add("humidity");
    if (state.at("rfList").isList()) words.add("rf");
    numbered(state, words);
    return new Shape(words);
  }

  private static void numbered(Payload state, Set<String> words) {
    for (String name : state.names()) {
      Matcher meter = METER.matcher(name);
      if (meter.matches()) words.add("meter:" + meter.group(2));
      Matcher remote = REMOTE.matcher(name);
      // A 0 says that nobody ever pressed it.
      if (remote.matches() && state.at(name).textOr("").length() > 4) {
        words.add("rf");
        words.add("rf:" + remote.group(1));
      }
    }
  }

  /// Many list four outlets and have fewer; how each is set up is listed for the real ones only.
  private static int outlets(Payload state) {
    int listed = state.at("switches").items().size();
    int setUp = state.at("configure").items().size();
    return Math.clamp(setUp > 0 ? Math.min(setUp, listed) : listed, 1, OUTLETS_MAX);
  }

  /// What a device of this type has at least, until it shows its state.
  static Shape guess(String type) {
    return switch (type) {
      case "strip", "multifun_switch" -> of("outlets:1");
      case "enhanced_plug" -> of("switch meter");
      case "th_plug" -> of("switch temperature humidity");
      case "fan_light" -> of("fan lamp");
      case "rf" -> of("rf");
      default -> of("switch");
    };
  }

  Shape with(Shape more) {
    if (words.containsAll(more.words)) return this;
    var all = new TreeSet<>(words);
    all.addAll(more.words);
    // The full list of outlets says more than one that was cut.
    int most = Math.max(outlets(), more.outlets());
    all.removeIf(word -> word.startsWith("outlets:") && !word.equals("outlets:" + most));
    return new Shape(all);
  }

  /// The same, completed with what the type stands for where nothing says yet what it switches.
  Shape complete(String type) {
    return isWhole() ? this : with(guess(type));
  }

  /// Whether it says what there is to switch; some reports are a part of the state.
  boolean isWhole() {
    return outlets() > 0 || words.stream().anyMatch(MAIN::contains);
  }

  /// How many outlets it lists; 0 for one that is switched as a whole.
  int outlets() {
    for (int i = OUTLETS_MAX; i > 0; i--) if (words.contains("outlets:" + i)) return i;
    return 0;
  }

  /// The remotes that a radio bridge has heard, by number.
  List<Integer> remotes() {
    return words.stream()
        .filter(word -> word.startsWith("rf:"))
        .map(word -> Integer.parseInt(word.substring(3)))
        .sorted()
        .toList();
  }

  boolean isLight() {
    return has("dim") || has("white") || has("colour");
  }
}
