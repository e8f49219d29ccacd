package steward.drivers.daikin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import steward.drivers.daikin.Dialect.Told;
import steward.drivers.daikin.Dialect.Traits;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Text;
import steward.value.Word;

/// What the leaves of dsiot say of a unit. Values are hexadecimal figures in either case, the
/// lowest byte first. Source: the fact sheet, 7. Immutable.
record DsiotUnit(Picture picture) {
  static final String POWER = "e_1002/e_A002/p_01";
  static final String SETTINGS = "e_1002/e_3001/";
  static final String MODE = SETTINGS + "p_01";
  static final String ECONO = "e_1002/e_3003/p_24";
  static final String POWERFUL = "e_1003/e_3002/p_44";

  private static final Map<String, String> MODES =
      Map.of("00", "fan", "01", "heat", "02", "cool", "03", "auto", "05", "dry");
  private static final Map<String, String> FANS =
      Map.of("0A", "auto", "0B", "silent", "03", "1", "04", "2", "05", "3", "06", "4", "07", "5");
  private static final List<String> FAN_WORDS = List.of("auto", "silent", "1", "2", "3", "4", "5");
  private static final String SWINGS = "0F";
  private static final int HEX_MAX = 200;

  /// The leaves that belong to a mode; an empty one where the mode has none.
  record Leaves(String goal, String fan, String vertical, String horizontal) {}

  static Leaves leaves(String mode) {
    return switch (mode) {
      case "cool" -> new Leaves("p_02", "p_09", "p_05", "p_06");
      case "heat" -> new Leaves("p_03", "p_0A", "p_07", "p_08");
      case "auto" -> new Leaves("p_1D", "p_26", "p_20", "p_21");
      case "dry" -> new Leaves("", "p_27", "p_22", "p_23");
      case "fan" -> new Leaves("", "p_28", "p_24", "p_25");
      default -> new Leaves("", "", "", "");
    };
  }

  /// The leaf as it came, in upper case; empty where it is not there or is no row of bytes.
  String hex(String path) {
    String text = picture.text(DsiotDialect.UNIT, path).toUpperCase(Locale.ROOT);
    boolean isHex =
        text.length() % 2 == 0
            && text.length() <= HEX_MAX
            && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'A' && c <= 'F');
    return isHex ? text : "";
  }

  private String first(String path) {
    String hex = hex(path);
    return hex.isEmpty() ? "" : hex.substring(0, 2);
  }

  boolean isOn() {
    return hex(POWER).equals("01");
  }

  /// The mode that is set, also while the unit is off; empty for one that we do not know.
  String mode() {
    return MODES.getOrDefault(first(MODE), "");
  }

  static Optional<String> modeCode(String word) {
    return code(MODES, word);
  }

  static Optional<String> fanCode(String word) {
    return code(FANS, word);
  }

  private static Optional<String> code(Map<String, String> words, String word) {
    return words.entrySet().stream()
        .filter(entry -> entry.getValue().equals(word))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// A number of up to four bytes, the lowest first, with its sign.
  static OptionalLong signed(String hex) {
    if (hex.isEmpty() || hex.length() > 8) return OptionalLong.empty();
    byte[] bytes = HexFormat.of().parseHex(hex);
    long number = 0;
    for (int i = bytes.length - 1; i >= 0; i--) number = number << 8 | bytes[i] & 0xff;
    int bits = 8 * bytes.length;
    return OptionalLong.of(number >= 1L << (bits - 1) ? number - (1L << bits) : number);
  }

  void unit(List<Told> told) {
    String power = hex(POWER);
    if (power.equals("00") || power.equals("01")) {
      told.add(new Told(Property.SWITCH, isOn() ? Word.ON : Word.OFF));
      if (!isOn()) told.add(new Told(Property.MODE, Word.OFF));
      else if (!mode().isEmpty()) told.add(new Told(Property.MODE, new Word(mode())));
    }
    Leaves leaves = leaves(mode());
    halves(
        told, Property.GOAL_TEMPERATURE, leaves.goal().isEmpty() ? "" : SETTINGS + leaves.goal());
    String fan = FANS.getOrDefault(first(SETTINGS + leaves.fan()), "");
    if (!fan.isEmpty()) told.add(new Told(Property.FAN, new Word(fan)));
    String vertical = first(SETTINGS + leaves.vertical());
    String horizontal = first(SETTINGS + leaves.horizontal());
    if (!vertical.isEmpty() || !horizontal.isEmpty()) {
      String word = KeyValueUnit.word(vertical.equals(SWINGS), horizontal.equals(SWINGS));
      told.add(new Told(Property.SWING, new Word(word)));
    }
    if (hasSpecial()) told.add(new Told(Property.SPECIAL, new Word(special())));
    whole(told, Property.TEMPERATURE, "e_1002/e_A00B/p_01", -50, 80);
    whole(told, Property.HUMIDITY, "e_1002/e_A00B/p_02", 0, 100);
    halves(told, Property.OUTDOOR_TEMPERATURE, "e_1003/e_A00D/p_01");
  }

  private void halves(List<Told> told, Property property, String path) {
    signed(hex(path))
        .ifPresent(halves -> {
          if (halves >= -120 && halves <= 160)
            told.add(new Told(property, Amount.celsius(halves / 2.0)));
        });
  }

  private void whole(List<Told> told, Property property, String path, long min, long max) {
    signed(hex(path))
        .ifPresent(n -> {
          if (n < min || n > max) return;
          told.add(
              new Told(
                  property,
                  property == Property.HUMIDITY
                      ? Amount.percentage((double) n)
                      : Amount.celsius((double) n)));
        });
  }

  private boolean hasSpecial() {
    return !hex(ECONO).isEmpty() || !hex(POWERFUL).isEmpty();
  }

  private String special() {
    if (hex(POWERFUL).equals("01")) return "powerful";
    return hex(ECONO).equals("01") ? "econo" : "none";
  }

  /// The last of the days is today.
  static void energy(Picture picture, List<Told> told) {
    double[] days = KeyValueUnit.numbers(picture.text(DsiotDialect.MORE, "week_power/datas"));
    if (days.length >= 2) KeyValueUnit.energy(told, days[days.length - 1], days[days.length - 2]);
  }

  Traits traits() {
    var told = new ArrayList<Told>();
    unit(told);
    energy(picture, told);
    var observes = new LinkedHashSet<>(DaikinFamily.OBSERVED_BY_ALL);
    for (Told one : told) observes.add(one.property());
    var abilities = new EnumMap<ActionKind, Ability>(DaikinFamily.PERFORMED_BY_ALL);
    if (hasAny("p_09", "p_0A", "p_26", "p_28"))
      abilities.put(ActionKind.FAN, Ability.words(ActionKind.FAN, FAN_WORDS));
    boolean vertical = hasAny("p_05", "p_07", "p_20", "p_24");
    boolean horizontal = hasAny("p_06", "p_08", "p_21", "p_25");
    if (vertical || horizontal)
      abilities.put(ActionKind.SWING, KeyValueUnit.swings(vertical, horizontal));
    if (hasSpecial()) {
      var words = new ArrayList<>(List.of("none"));
      if (!hex(POWERFUL).isEmpty()) words.add("powerful");
      if (!hex(ECONO).isEmpty()) words.add("econo");
      abilities.put(ActionKind.SPECIAL, Ability.words(ActionKind.SPECIAL, words));
    }
    return new Traits(
        KeyValues.decoded(picture.text(DsiotDialect.MORE, "adp_i/name")),
        model(),
        Adapters.firmware(picture.text(DsiotDialect.MORE, "adp_i/ver")),
        observes,
        abilities);
  }

  private boolean hasAny(String... leaves) {
    for (String leaf : leaves) if (!hex(SETTINGS + leaf).isEmpty()) return true;
    return false;
  }

  /// The model as it stands on the unit: some adapters write it from its end.
  private String model() {
    String hex = hex("e_1002/e_A001/p_01");
    String text = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    String model = Text.clean(text.replace('\0', ' ')).strip();
    boolean isPlain = model.chars().allMatch(c -> c > ' ' && c <= '~');
    if (model.isEmpty() || !isPlain) return "Split unit";
    String reversed = new StringBuilder(model).reverse().toString();
    return isSeries(reversed) && !isSeries(model) ? reversed : model;
  }

  /// The letters with which series of indoor units begin.
  private static boolean isSeries(String model) {
    for (String series : List.of("FT", "FV", "FX", "FB", "FD", "CT", "CV", "AT"))
      if (model.startsWith(series)) return true;
    return false;
  }
}
