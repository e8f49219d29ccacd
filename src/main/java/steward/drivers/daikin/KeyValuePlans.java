package steward.drivers.daikin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Payload;
import steward.drivers.daikin.Plan.Write;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.value.Amount;
import steward.value.Word;

/// How an action is written to an adapter that answers `k=v`: all settings go back as they were
/// read, with the change over them. Source: the fact sheet, 3.4 and 5. Immutable.
record KeyValuePlans(Codes codes, Picture picture) {
  private static final String CONTROL = KeyValueDialect.CONTROL;
  private static final Set<String> AUTO = Set.of("0", "1", "7");
  private static final int TEXT_MAX = 20;

  Plan plan(Action action) {
    return switch (action) {
      case Action.Turn(var to) -> set(Map.of("pow", to == Action.Turn.To.ON ? "1" : "0"));
      case Action.Put(ActionKind kind, Amount(double goal, _)) when kind == ActionKind.HEAT ->
          goal(goal);
      case Action.Put(ActionKind kind, Word(String word)) -> word(kind, word);
      case Action.Put _, Action.Plain _, Action.Tell _ ->
          Plan.no("an air conditioner cannot " + action.sentence());
    };
  }

  private Plan word(ActionKind kind, String word) {
    return switch (kind) {
      case MODE -> word.equals("off") ? set(Map.of("pow", "0")) : mode(word);
      case FAN -> fan(word);
      case SWING -> swing(word);
      case SPECIAL -> special(word);
      default -> Plan.no("an air conditioner cannot take '" + word + "' here");
    };
  }

  private String now(String field) {
    return picture.text(CONTROL, field);
  }

  private Plan goal(double wanted) {
    String mode = codes.mode(now("mode")).orElse("");
    Goal limits = Goal.of(mode);
    if (!limits.isThere()) return Plan.no(Goal.none(mode));
    double goal = codes.whole() ? Math.rint(wanted) : Math.rint(wanted * 2) / 2;
    if (!limits.admits(goal)) return Plan.no(limits.sentence(mode));
    return set(Map.of("stemp", temperature(goal)));
  }

  private String temperature(double goal) {
    return codes.whole() ? Amount.plain(Math.rint(goal)) : String.format(Locale.ROOT, "%.1f", goal);
  }

  private Plan fan(String word) {
    if (picture.word(CONTROL, "f_rate").isEmpty())
      return Plan.no("the fan of this unit is its own");
    if (codes.separateAuto() && word.equals("auto")) return set(Map.of("f_auto", "1"));
    String code = codes.fanCode(word).orElse("");
    if (code.isEmpty()) return Plan.no("the fan of this unit has no '" + word + "'");
    return set(
        codes.separateAuto() ? Map.of("f_auto", "0", "f_rate", code) : Map.of("f_rate", code));
  }

  private Plan swing(String word) {
    boolean vertical = word.equals("vertical") || word.equals("both");
    boolean horizontal = word.equals("horizontal") || word.equals("both");
    if (new KeyValueUnit(codes, picture).isSplitSwing()) {
      return set(Map.of("f_dir_ud", vertical ? "S" : "0", "f_dir_lr", horizontal ? "S" : "0"));
    }
    if (now("f_dir").isEmpty()) return Plan.no("the vanes of this unit do not swing");
    return set(Map.of("f_dir", String.valueOf((vertical ? 1 : 0) + (horizontal ? 2 : 0))));
  }

  /// A unit remembers for each mode what was set in it: this is what comes back with the mode.
  private Plan mode(String word) {
    var change = new LinkedHashMap<String, String>();
    change.put("pow", "1");
    if (codes.mode(now("mode")).orElse("").equals(word)) return set(change);
    String code = codes.modeCodes().getOrDefault(word, "");
    if (code.isEmpty()) return Plan.no("this unit has no mode '" + word + "'");
    if (!codes.separateAuto() && AUTO.contains(code)) code = remembered("dt7") ? "7" : code;
    change.put("mode", code);
    remember(change, code);
    if (Goal.of(word).isThere() && !isGoal(change.getOrDefault("stemp", now("stemp"))))
      change.put("stemp", temperature(Goal.MIDDLE));
    return set(change);
  }

  /// Old firmware keeps its automatic mode under 7 alone.
  private boolean remembered(String seven) {
    return isGoal(now(seven)) && !isGoal(now("dt1"));
  }

  private void remember(Map<String, String> change, String mode) {
    String goal = now("dt" + mode);
    if (isGoal(goal) || goal.equals("M")) change.put("stemp", goal);
    String humidity = now("dh" + mode);
    if (!humidity.isEmpty() && humidity.length() <= TEXT_MAX) change.put("shum", humidity);
    String fan = now("dfr" + mode);
    if (codes.fans().containsKey(fan)) change.put("f_rate", fan);
    String swing = now("dfd" + mode);
    if (swing.length() == 1 && "0123".contains(swing)) change.put("f_dir", swing);
    String swings = now("ndfd" + mode);
    if (swings.length() == 2) {
      change.put("f_dir_ud", swings.substring(0, 1));
      change.put("f_dir_lr", swings.substring(1));
    }
  }

  private static boolean isGoal(String text) {
    OptionalDouble goal = Payload.number(text);
    return goal.isPresent()
        && goal.getAsDouble() >= KeyValueUnit.GOAL_MIN
        && goal.getAsDouble() <= KeyValueUnit.GOAL_MAX;
  }

  /// All that the unit wants back, in the order of the sheet, with the change. A field that the
  /// unit does not report is not sent: it would be refused.
  private Plan set(Map<String, String> change) {
    var all = new LinkedHashMap<String, String>();
    for (String field : fields()) {
      if (field.equals("lpw")) all.put(field, "");
      else if (picture.page(CONTROL).containsKey(field))
        all.put(field, change.getOrDefault(field, now(field)));
    }
    String path = "/aircon/set_control_info?" + KeyValues.query(all);
    all.remove("lpw"); // it is never reported
    return Plan.of(Write.get(path, all));
  }

  private List<String> fields() {
    if (codes.separateAuto()) {
      return List.of(
          "f_airside", "f_auto", "f_dir", "f_rate", "lpw", "mode", "pow", "shum", "stemp");
    }
    return new KeyValueUnit(codes, picture).isSplitSwing()
        ? List.of("pow", "mode", "stemp", "shum", "f_rate", "f_dir_ud", "f_dir_lr")
        : List.of("pow", "mode", "stemp", "shum", "f_rate", "f_dir");
  }

  private Plan special(String word) {
    var unit = new KeyValueUnit(codes, picture);
    boolean needsPower = word.equals("powerful") || word.equals("econo");
    if (needsPower && !unit.isOn()) return Plan.no("the unit is off, and " + word + " needs it on");
    var writes = new ArrayList<Write>();
    boolean away = word.equals("away");
    if (unit.isAway() && !away) writes.add(holiday(false));
    for (String active : unit.specials())
      if (!active.equals(word) && !away) writes.add(special(active, false));
    if (away) writes.add(holiday(true));
    else if (!word.equals("none") && !unit.specials().contains(word))
      writes.add(special(word, true));
    return new Plan(writes, "");
  }

  private static Write holiday(boolean on) {
    return Write.get("/common/set_holiday?en_hol=" + (on ? 1 : 0), Map.of());
  }

  private static Write special(String word, boolean on) {
    int kind = word.equals("streamer") ? 0 : word.equals("powerful") ? 1 : 2;
    return Write.get(
        "/aircon/set_special_mode?spmode_kind=" + kind + "&set_spmode=" + (on ? 1 : 0), Map.of());
  }
}
