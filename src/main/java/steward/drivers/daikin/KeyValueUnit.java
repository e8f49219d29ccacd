package steward.drivers.daikin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import steward.driver.Payload;
import steward.drivers.daikin.Dialect.Told;
import steward.drivers.daikin.Dialect.Traits;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.value.Amount;
import steward.value.Unit;
import steward.value.Word;

/// What the pages of an adapter that answers `k=v` say of its unit. Immutable.
record KeyValueUnit(Codes codes, Picture picture) {
  static final double GOAL_MIN = 10;
  static final double GOAL_MAX = 41;
  private static final String CONTROL = KeyValueDialect.CONTROL;
  private static final int POWERFUL_BIT = 1;
  private static final int ECONO_BIT = 2;
  private static final int STREAMER_BIT = 4;
  private static final double WATT_HOURS_MAX = 1e6;

  private String control(String field) {
    return picture.text(CONTROL, field);
  }

  boolean isOn() {
    return control("pow").equals("1");
  }

  void settings(List<Told> told) {
    String pow = control("pow");
    if (pow.equals("0") || pow.equals("1")) {
      told.add(new Told(Property.SWITCH, isOn() ? Word.ON : Word.OFF));
      if (!isOn()) told.add(new Told(Property.MODE, Word.OFF));
      else
        codes
            .mode(control("mode"))
            .ifPresent(mode -> told.add(new Told(Property.MODE, new Word(mode))));
    }
    picture
        .number(CONTROL, "stemp", GOAL_MIN, GOAL_MAX)
        .ifPresent(goal -> told.add(new Told(Property.GOAL_TEMPERATURE, Amount.celsius(goal))));
    String fan = fan();
    if (!fan.isEmpty()) told.add(new Told(Property.FAN, new Word(fan)));
    String swing = swing();
    if (!swing.isEmpty()) told.add(new Told(Property.SWING, new Word(swing)));
    special(told);
  }

  private String fan() {
    if (codes.separateAuto() && control("f_auto").equals("1")) return "auto";
    return codes.fans().getOrDefault(control("f_rate"), "");
  }

  boolean isSplitSwing() {
    return picture.page(CONTROL).containsKey("f_dir_ud")
        || picture.page(CONTROL).containsKey("f_dir_lr");
  }

  private String swing() {
    if (isSplitSwing())
      return word(control("f_dir_ud").equals("S"), control("f_dir_lr").equals("S"));
    return switch (control("f_dir")) {
      case "0" -> "off";
      case "1" -> "vertical";
      case "2" -> "horizontal";
      case "3" -> "both";
      default -> "";
    };
  }

  static String word(boolean vertical, boolean horizontal) {
    if (vertical) return horizontal ? "both" : "vertical";
    return horizontal ? "horizontal" : "off";
  }

  boolean isAway() {
    return (picture.has(KeyValueDialect.HOLIDAY)
            ? picture.text(KeyValueDialect.HOLIDAY, "en_hol")
            : picture.text(KeyValueDialect.BASIC, "en_hol"))
        .equals("1");
  }

  /// The special modes that the unit is in. Away is not among them.
  Set<String> specials() {
    var active = new LinkedHashSet<String>();
    for (String code : control("adv").split("/", -1)) {
      switch (code) {
        case "2" -> active.add("powerful");
        case "12" -> active.add("econo");
        case "13" -> active.add("streamer");
        default -> {}
      }
    }
    return active;
  }

  /// One word for all that is special: the strongest.
  void special(List<Told> told) {
    if (!picture.page(CONTROL).containsKey("adv") && !isAway()) return;
    Set<String> active = specials();
    String word = isAway() ? "away" : active.isEmpty() ? "none" : strongest(active);
    told.add(new Told(Property.SPECIAL, new Word(word)));
  }

  private static String strongest(Set<String> active) {
    if (active.contains("powerful")) return "powerful";
    return active.contains("econo") ? "econo" : "streamer";
  }

  void sensors(List<Told> told) {
    String page = KeyValueDialect.SENSOR;
    picture
        .number(page, "htemp", -50, 80)
        .ifPresent(t -> told.add(new Told(Property.TEMPERATURE, Amount.celsius(t))));
    // While the compressor rests nothing measures outside, and the last value stays.
    boolean rests = picture.text(page, "cmpfreq").equals("0");
    picture
        .number(page, "otemp", -60, 80)
        .ifPresent(t -> told.add(new Told(Property.OUTDOOR_TEMPERATURE, Amount.celsius(t), rests)));
    picture
        .number(page, "hhum", 0, 100)
        .ifPresent(h -> told.add(new Told(Property.HUMIDITY, Amount.percentage(h))));
    picture
        .word(page, "err")
        .ifPresent(err -> told.add(new Told(Property.FAULT, err.equals("0") ? Word.OFF : Word.ON)));
  }

  void signal(List<Told> told) {
    picture
        .number(KeyValueDialect.BASIC, "radio1", -120, -1)
        .ifPresent(
            dbm -> told.add(new Told(Property.SIGNAL, new Amount(dbm, Unit.DECIBEL_MILLIWATTS))));
  }

  /// Watt-hours of today and yesterday, by the adapter's own midnight.
  void energy(List<Told> told) {
    double[] days = numbers(picture.text(KeyValueDialect.WEEK, "datas"));
    if (days.length >= 2) {
      energy(told, days[days.length - 1], days[days.length - 2]);
      return;
    }
    double[] heat = numbers(picture.text(KeyValueDialect.WEEK_HALVES, "week_heat"));
    double[] cool = numbers(picture.text(KeyValueDialect.WEEK_HALVES, "week_cool"));
    if (heat.length >= 2 && cool.length >= 2)
      energy(told, (heat[0] + cool[0]) * 100, (heat[1] + cool[1]) * 100);
  }

  static void energy(List<Told> told, double today, double yesterday) {
    put(told, Property.ENERGY_TODAY, today);
    put(told, Property.ENERGY_YESTERDAY, yesterday);
  }

  private static void put(List<Told> told, Property property, double wattHours) {
    if (wattHours >= 0 && wattHours <= WATT_HOURS_MAX)
      told.add(new Told(property, new Amount(wattHours, Unit.WATT_HOURS)));
  }

  /// The numbers of a list; none where one of them is no number.
  static double[] numbers(String list) {
    String[] parts = list.split("/", -1);
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      OptionalDouble number = Payload.number(parts[i]);
      if (number.isEmpty()) return new double[0];
      numbers[i] = number.getAsDouble();
    }
    return numbers;
  }

  Traits traits() {
    var observes = new LinkedHashSet<>(DaikinFamily.OBSERVED_BY_ALL);
    var told = new ArrayList<Told>();
    settings(told);
    sensors(told);
    signal(told);
    energy(told);
    for (Told one : told) observes.add(one.property());
    var abilities = new EnumMap<ActionKind, Ability>(DaikinFamily.PERFORMED_BY_ALL);
    if (observes.contains(Property.FAN))
      abilities.put(ActionKind.FAN, Ability.words(ActionKind.FAN, codes.fanWords()));
    addSwing(abilities);
    addSpecial(abilities);
    return new Traits(
        KeyValues.decoded(picture.text(KeyValueDialect.BASIC, "name")),
        model(),
        Adapters.firmware(picture.text(KeyValueDialect.BASIC, "ver")),
        observes,
        abilities);
  }

  private String model() {
    String model = picture.text(KeyValueDialect.MODEL, "model");
    return switch (model) {
      case "", "NOTSUPPORT", "0000", "NA" ->
          Adapters.model(picture.text(KeyValueDialect.BASIC, "adp_kind"), codes);
      default -> model;
    };
  }

  private void addSwing(Map<ActionKind, Ability> abilities) {
    boolean vertical = true;
    boolean horizontal = true;
    if (isSplitSwing()) {
      vertical = picture.page(CONTROL).containsKey("f_dir_ud");
      horizontal = picture.page(CONTROL).containsKey("f_dir_lr");
    } else if (swing().isEmpty()) {
      return;
    } else {
      String kinds = picture.text(KeyValueDialect.MODEL, "s_fdir");
      vertical = !kinds.equals("2");
      horizontal = !kinds.equals("1");
    }
    abilities.put(ActionKind.SWING, swings(vertical, horizontal));
  }

  static Ability swings(boolean vertical, boolean horizontal) {
    var words = new ArrayList<>(List.of("off"));
    if (vertical) words.add("vertical");
    if (horizontal) words.add("horizontal");
    if (vertical && horizontal) words.add("both");
    return Ability.words(ActionKind.SWING, words);
  }

  private void addSpecial(Map<ActionKind, Ability> abilities) {
    var words = new LinkedHashSet<>(List.of("none"));
    OptionalDouble told = picture.number(KeyValueDialect.MODEL, "en_spmode", 0, 255);
    // The oldest adapters do not tell what the unit has: they refuse what it has not.
    boolean unknown = told.isEmpty() && picture.page(CONTROL).containsKey("adv");
    int bits = unknown ? POWERFUL_BIT | ECONO_BIT | STREAMER_BIT : (int) told.orElse(0);
    if ((bits & POWERFUL_BIT) != 0) words.add("powerful");
    if ((bits & ECONO_BIT) != 0) words.add("econo");
    if ((bits & STREAMER_BIT) != 0) words.add("streamer");
    words.addAll(specials());
    if (picture.page(KeyValueDialect.BASIC).containsKey("en_hol")) words.add("away");
    if (words.size() > 1)
      abilities.put(ActionKind.SPECIAL, Ability.words(ActionKind.SPECIAL, List.copyOf(words)));
  }
}
