package steward.drivers.daikin;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import steward.drivers.daikin.DsiotUnit.Leaves;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.value.Amount;
import steward.value.Word;

/// How an action is written to dsiot: only the leaves that change, each as long as it was read.
/// Source: the fact sheet, 7. Immutable.
record DsiotPlans(Picture picture) {

  Plan plan(Action action) {
    return switch (action) {
      case Action.Turn(var to) -> turn(to == Action.Turn.To.ON);
      case Action.Put(ActionKind kind, Amount(double goal, _)) when kind == ActionKind.HEAT ->
          goal(goal);
      case Action.Put(ActionKind kind, Word(String word)) -> word(kind, word);
      case Action.Put _, Action.Plain _, Action.Tell _ ->
          Plan.no("an air conditioner cannot " + action.sentence());
    };
  }

  private Plan word(ActionKind kind, String word) {
    return switch (kind) {
      case MODE -> mode(word);
      case FAN -> fan(word);
      case SWING -> swing(word);
      case SPECIAL -> special(word);
      default -> Plan.no("an air conditioner cannot take '" + word + "' here");
    };
  }

  private DsiotUnit unit() {
    return new DsiotUnit(picture);
  }

  private static Plan turn(boolean on) {
    return write(Map.of(DsiotUnit.POWER, on ? "01" : "00"));
  }

  private static Plan write(Map<String, String> leaves) {
    return Plan.of(DsiotDialect.write(leaves));
  }

  /// The first byte, with as many zeros behind it as the leaf had.
  private String asLong(String path, String first) {
    String read = unit().hex(path);
    return first + "0".repeat(Math.max(0, read.length() - 2));
  }

  private Plan mode(String word) {
    if (word.equals("off")) return turn(false);
    String code = DsiotUnit.modeCode(word).orElse("");
    if (code.isEmpty() || unit().hex(DsiotUnit.MODE).isEmpty())
      return Plan.no("this unit has no mode '" + word + "'");
    return write(Map.of(DsiotUnit.POWER, "01", DsiotUnit.MODE, asLong(DsiotUnit.MODE, code)));
  }

  private Plan goal(double wanted) {
    String mode = unit().mode();
    Goal limits = Goal.of(mode);
    if (!limits.isThere()) return Plan.no(Goal.none(mode));
    String path = DsiotUnit.SETTINGS + DsiotUnit.leaves(mode).goal();
    if (unit().hex(path).isEmpty())
      return Plan.no("this unit has no goal temperature in the mode " + mode);
    double goal = Math.rint(wanted * 2) / 2;
    if (!limits.admits(goal)) return Plan.no(limits.sentence(mode));
    String half = String.format(Locale.ROOT, "%02X", Math.round(goal * 2));
    return write(Map.of(path, asLong(path, half)));
  }

  private Plan fan(String word) {
    String path = DsiotUnit.SETTINGS + DsiotUnit.leaves(unit().mode()).fan();
    String code = DsiotUnit.fanCode(word).orElse("");
    if (code.isEmpty() || unit().hex(path).isEmpty())
      return Plan.no("the fan cannot be set to " + word + inThisMode());
    return write(Map.of(path, asLong(path, code)));
  }

  private String inThisMode() {
    String mode = unit().mode();
    return mode.isEmpty() ? "" : " in the mode " + mode;
  }

  private Plan swing(String word) {
    Leaves leaves = DsiotUnit.leaves(unit().mode());
    var change = new LinkedHashMap<String, String>();
    boolean both = word.equals("both");
    boolean up = swing(change, leaves.vertical(), both || word.equals("vertical"));
    boolean across = swing(change, leaves.horizontal(), both || word.equals("horizontal"));
    if (!up || !across) return Plan.no("the vanes cannot swing " + word + inThisMode());
    return change.isEmpty() ? Plan.of() : write(change);
  }

  /// @return whether the vanes can do this: to stand still, they always can
  private boolean swing(Map<String, String> change, String leaf, boolean swings) {
    String path = DsiotUnit.SETTINGS + leaf;
    if (unit().hex(path).isEmpty()) return !swings;
    // A vane that stands somewhere stays where a person put it.
    boolean stands = !unit().hex(path).startsWith("0F");
    if (swings || !stands) change.put(path, asLong(path, swings ? "0F" : "00"));
    return true;
  }

  private Plan special(String word) {
    if (!word.equals("none") && !unit().isOn())
      return Plan.no("the unit is off, and " + word + " needs it on");
    var change = new LinkedHashMap<String, String>();
    change(change, DsiotUnit.POWERFUL, word.equals("powerful"));
    change(change, DsiotUnit.ECONO, word.equals("econo"));
    boolean isThere =
        switch (word) {
          case "powerful" -> change.containsKey(DsiotUnit.POWERFUL);
          case "econo" -> change.containsKey(DsiotUnit.ECONO);
          default -> word.equals("none");
        };
    return isThere ? write(change) : Plan.no("this unit has no special mode " + word);
  }

  private void change(Map<String, String> change, String path, boolean on) {
    String read = unit().hex(path);
    if (!read.isEmpty()) change.put(path, asLong(path, on ? "01" : "00"));
  }
}
