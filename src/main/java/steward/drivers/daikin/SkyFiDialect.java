package steward.drivers.daikin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import steward.drivers.daikin.Plan.Write;
import steward.thing.Ability;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Message.HttpRequest;
import steward.thing.Message.HttpResponse;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Bytes;
import steward.value.Word;

/// SkyFi, the first module for ducted units: one page, one password, at a port of its own. It never
/// tells who it is. Source: the fact sheet, 6. Immutable.
record SkyFiDialect(int port, String password) implements Dialect {
  private static final String UNIT = "ac";
  private static final Map<String, String> MODES =
      Map.of(
          "1", "auto", "3", "auto", "9", "auto", "2", "heat", "4", "dry", "8", "cool", "16", "fan");
  private static final Map<String, String> MODE_CODES =
      Map.of("auto", "1", "heat", "2", "dry", "4", "cool", "8", "fan", "16");
  private static final List<String> FANS = List.of("low", "mid", "high");
  private static final String FAN_IS_AUTOMATIC = "3";

  @Override
  public String title() {
    return "SkyFi";
  }

  @Override
  public Duration within() {
    return Duration.ofSeconds(10);
  }

  @Override
  public List<String> knock() {
    return List.of(UNIT);
  }

  @Override
  public String control() {
    return UNIT;
  }

  @Override
  public List<String> often() {
    return List.of(UNIT);
  }

  @Override
  public List<String> seldom() {
    return List.of();
  }

  @Override
  public List<String> pages(Action action) {
    return List.of(UNIT);
  }

  @Override
  public HttpRequest request(String page) {
    return ask("/ac.cgi?pass=" + KeyValues.encoded(password));
  }

  @Override
  public HttpRequest request(Write write) {
    // The password must be the first parameter.
    return ask("/set.cgi?pass=" + KeyValues.encoded(password) + "&" + write.path());
  }

  private HttpRequest ask(String path) {
    return new HttpRequest("", port, "GET", path, Adapters.HEADERS, Bytes.EMPTY, within());
  }

  @Override
  public Said hear(String page, HttpResponse answer) {
    return hearWrite(answer);
  }

  @Override
  public Said hearWrite(HttpResponse answer) {
    if (answer.status() == 401 || answer.status() == 403)
      return new Said.Refused(Said.Why.PASSWORD, "the module does not take the password");
    if (answer.status() != 200)
      return new Said.Unlike("the module answers with status " + answer.status());
    var fields = KeyValues.readQuery(answer.body()).orElse(Map.of());
    if (!fields.containsKey("opmode") || !fields.containsKey("acmode")) {
      return new Said.Unlike(
          "its answer is no line of SkyFi: " + KeyValueDialect.shown(answer.body().text()));
    }
    return new Said.Fields(fields);
  }

  @Override
  public String mac(Picture picture) {
    return "";
  }

  @Override
  public List<Told> readings(String page, Picture picture) {
    var told = new ArrayList<Told>();
    boolean on = picture.text(UNIT, "opmode").equals("1");
    String mode = mode(picture);
    if (on || picture.text(UNIT, "opmode").equals("0")) {
      told.add(new Told(Property.SWITCH, on ? Word.ON : Word.OFF));
      if (!on) told.add(new Told(Property.MODE, Word.OFF));
      else if (!mode.isEmpty()) told.add(new Told(Property.MODE, new Word(mode)));
    }
    temperature(told, Property.GOAL_TEMPERATURE, picture, "settemp", KeyValueUnit.GOAL_MIN);
    temperature(told, Property.TEMPERATURE, picture, "roomtemp", -50);
    // A module without an outdoor sensor says 0: a true 0 °C goes missing for as long as it lasts.
    if (!picture.text(UNIT, "outsidetemp").equals("0"))
      temperature(told, Property.OUTDOOR_TEMPERATURE, picture, "outsidetemp", -60);
    if (picture.text(UNIT, "fanflags").equals(FAN_IS_AUTOMATIC)) {
      told.add(new Told(Property.FAN, new Word("auto")));
    } else {
      picture
          .number(UNIT, "fanspeed", 1, FANS.size())
          .ifPresent(f -> told.add(new Told(Property.FAN, new Word(FANS.get((int) f - 1)))));
    }
    return told;
  }

  private static String mode(Picture picture) {
    return MODES.getOrDefault(picture.text(UNIT, "acmode"), "");
  }

  private static void temperature(
      List<Told> told, Property property, Picture picture, String field, double min) {
    picture
        .number(UNIT, field, min, 80)
        .ifPresent(t -> told.add(new Told(property, Amount.celsius(t))));
  }

  @Override
  public Plan plan(Action action, Picture picture) {
    return switch (action) {
      case Action.Turn(var to) ->
          to == Action.Turn.To.ON ? set(picture, Map.of("opmode", "1")) : off();
      case Action.Put(ActionKind kind, Amount(double goal, _)) when kind == ActionKind.HEAT ->
          goal(picture, goal);
      case Action.Put(ActionKind kind, Word(String word)) when kind == ActionKind.MODE ->
          mode(picture, word);
      case Action.Put(ActionKind kind, Word(String word)) when kind == ActionKind.FAN ->
          fan(picture, word);
      case Action.Put _, Action.Plain _, Action.Tell _ ->
          Plan.no("this air conditioner cannot " + action.sentence());
    };
  }

  private static Plan off() {
    return Plan.of(Write.get("p=0", Map.of("opmode", "0")));
  }

  private static Plan mode(Picture picture, String word) {
    if (word.equals("off")) return off();
    if (mode(picture).equals(word)) return set(picture, Map.of("opmode", "1"));
    String code = MODE_CODES.getOrDefault(word, "");
    if (code.isEmpty()) return Plan.no("this unit has no mode '" + word + "'");
    return set(picture, Map.of("opmode", "1", "acmode", code));
  }

  private static Plan goal(Picture picture, double wanted) {
    if (isOff(picture))
      return Plan.no("the unit is off, and takes a goal temperature only when on");
    double goal = Math.rint(wanted * 2) / 2;
    Goal limits = Goal.of(mode(picture));
    if (!limits.isThere()) return Plan.no(Goal.none(mode(picture)));
    if (!limits.admits(goal)) return Plan.no(limits.sentence(mode(picture)));
    return set(picture, Map.of("settemp", String.format(Locale.ROOT, "%.1f", goal)));
  }

  private static Plan fan(Picture picture, String word) {
    if (isOff(picture)) return Plan.no("the unit is off, and takes a fan speed only when on");
    int speed = FANS.indexOf(word) + 1;
    if (speed == 0) return Plan.no("the fan of this unit cannot be set to " + word);
    return set(picture, Map.of("fanspeed", String.valueOf(speed)));
  }

  private static boolean isOff(Picture picture) {
    return !picture.text(UNIT, "opmode").equals("1");
  }

  /// Everything goes back with the change over it.
  private static Plan set(Picture picture, Map<String, String> change) {
    var sets = new LinkedHashMap<>(change);
    var query = new LinkedHashMap<String, String>();
    Map.of("opmode", "p", "settemp", "t", "fanspeed", "f", "acmode", "m")
        .forEach((field, name) -> {
          String value = change.getOrDefault(field, picture.text(UNIT, field));
          if (!value.isEmpty()) query.put(name, value);
        });
    var ordered = new LinkedHashMap<String, String>();
    for (String name : List.of("p", "t", "f", "m"))
      if (query.containsKey(name)) ordered.put(name, query.get(name));
    return Plan.of(Write.get(KeyValues.query(ordered), sets));
  }

  @Override
  public Traits traits(Picture picture) {
    var abilities = new EnumMap<ActionKind, Ability>(DaikinFamily.PERFORMED_BY_ALL);
    abilities.put(ActionKind.FAN, Ability.words(ActionKind.FAN, FANS));
    var observes = new java.util.LinkedHashSet<>(DaikinFamily.OBSERVED_BY_ALL);
    for (Told told : readings(UNIT, picture)) observes.add(told.property());
    return new Traits("", Adapters.SKYFI, "", observes, abilities);
  }

  /// Without the password.
  @Override
  public String toString() {
    return title() + " at port " + port;
  }
}
