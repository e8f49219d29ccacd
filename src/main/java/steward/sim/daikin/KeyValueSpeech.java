package steward.sim.daikin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import steward.sim.daikin.Exchange.Answer;
import steward.sim.daikin.Exchange.Request;

/// Lines `ret=OK,k=v`: the classic adapters, and with other codes and a prefix AirBase. Guarded by
/// its device.
@SuppressWarnings("ReferenceEquality") // one of two tables
final class KeyValueSpeech implements Speech {
  private static final Map<String, String> MODES =
      Map.of("auto", "1", "dry", "2", "cool", "3", "heat", "4", "fan", "6");
  private static final Map<String, String> DUCTED_MODES =
      Map.of("fan", "0", "heat", "1", "cool", "2", "auto", "3", "dry", "7");
  private static final Map<String, String> FANS =
      Map.of("auto", "A", "silent", "B", "1", "3", "2", "4", "3", "5", "4", "6", "5", "7");
  private static final Map<String, String> DUCTED_FANS =
      Map.of("low", "1", "mid", "3", "high", "5", "auto", "1");
  private static final Map<String, String> SPECIALS =
      Map.of("streamer", "13", "powerful", "2", "econo", "12");

  private final Traits traits;
  private final AirUnit unit;
  private final boolean ducted;
  private final Later later;

  KeyValueSpeech(Traits traits, AirUnit unit, boolean ducted, Later later) {
    this.traits = traits;
    this.unit = unit;
    this.ducted = ducted;
    this.later = later;
  }

  @Override
  public Answer answer(Request request) {
    String path = request.path();
    if (ducted && !path.startsWith("/skyfi/")) return Answer.missing(path);
    String page = ducted ? path.substring("/skyfi".length()) : path;
    boolean open = page.equals("/common/basic_info");
    String password = request.parameters().getOrDefault("lpw", "");
    if (!open && !traits.password.isEmpty() && !traits.password.equals(password))
      return Answer.text("ret=LPW NG");
    return switch (page) {
      case "/common/basic_info" -> Answer.text(basic());
      case "/common/get_holiday" -> Answer.text("ret=OK,en_hol=" + (unit.away ? 1 : 0));
      case "/common/set_holiday" -> holiday(request.parameters());
      case "/aircon/get_model_info" -> Answer.text(model());
      case "/aircon/get_control_info" -> Answer.text(control());
      case "/aircon/get_sensor_info" -> Answer.text(sensors());
      case "/aircon/get_week_power" -> week();
      case "/aircon/get_week_power_ex" -> Answer.text(weekHalves());
      case "/aircon/set_control_info" -> set(request.parameters());
      case "/aircon/set_special_mode" -> special(request.parameters());
      default -> Answer.missing(path);
    };
  }

  String basic() {
    return "ret=OK,type=aircon,reg=eu,dst=1,ver="
        + traits.version
        + ",rev=1A2B3C4,pow="
        + (unit.on ? 1 : 0)
        + ",err=0,location=0,name="
        + percent(traits.name)
        + ",icon=3,method=home only,port=30050,id=cloud-account,pw=cloud-password,lpw_flag="
        + (traits.password.isEmpty() ? 0 : 1)
        + ",adp_kind=3,pv=3.20,cpv=3,cpv_minor=20,led=1,en_setzone=1,mac="
        + traits.mac
        + ",adp_mode=run,en_hol="
        + (unit.away ? 1 : 0)
        + ",ssid1="
        + traits.network
        + ",radio1=-47,grp_name=,en_grp=0";
  }

  private static String percent(String text) {
    var out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) out.append("%%%02x".formatted(b & 0xff));
    return out.toString();
  }

  private String model() {
    return "ret=OK,model=0C11,type=N,pv=3.20,cpv=3,cpv_minor=20,mid=NA,humd=0,s_humd=0,elec=1,"
        + "temp=1,en_scdltmr=1,en_frate=1,en_fdir=1,s_fdir=3,en_spmode=7,hmlmt_l=10.0,new_key=7";
  }

  private String modeCode(String mode) {
    return (ducted ? DUCTED_MODES : MODES).getOrDefault(mode, "1");
  }

  private String fanCode(String fan) {
    return (ducted ? DUCTED_FANS : FANS).getOrDefault(fan, ducted ? "1" : "A");
  }

  private String goalText(String mode) {
    Double goal = unit.goals.get(mode);
    if (goal == null) return mode.equals("dry") ? "M" : "--";
    return ducted ? String.valueOf(Math.round(goal)) : String.format(Locale.ROOT, "%.1f", goal);
  }

  private String control() {
    var fields = new LinkedHashMap<String, String>();
    fields.put("pow", unit.on ? "1" : "0");
    fields.put("mode", modeCode(unit.mode));
    fields.put(
        "adv",
        unit.specials.stream().map(word -> SPECIALS.get(word)).collect(Collectors.joining("/")));
    fields.put("stemp", goalText(unit.mode));
    fields.put("shum", unit.mode.equals("fan") ? "--" : "0");
    for (String mode : List.of("auto", "dry", "cool", "heat")) {
      fields.put("dt" + modeCode(mode), goalText(mode));
      fields.put("dh" + modeCode(mode), mode.equals("auto") ? "AUTO" : "0");
      if (!ducted)
        fields.put(
            "dfr" + modeCode(mode),
            mode.equals("dry") ? "-" : fanCode(unit.fans.getOrDefault(mode, "")));
    }
    fields.put("alert", "255");
    fields.put("f_rate", fanCode(unit.fan()));
    if (ducted) {
      fields.put("f_auto", unit.fan().equals("auto") ? "1" : "0");
      fields.put("f_airside", "0");
    }
    if (traits.splitSwing) {
      fields.put("f_dir_ud", unit.vertical ? "S" : "0");
      fields.put("f_dir_lr", unit.horizontal ? "S" : "0");
    } else {
      fields.put("f_dir", String.valueOf((unit.vertical ? 1 : 0) + (unit.horizontal ? 2 : 0)));
    }
    fields.put("dmnd_run", "0");
    fields.put("brand_new", "x");
    return line(fields);
  }

  private String line(Map<String, String> fields) {
    var texts = new ArrayList<String>();
    fields.forEach((name, value) -> texts.add(name + "=" + value));
    if (traits.shuffled) Collections.shuffle(texts, traits.chance);
    return "ret=OK," + String.join(",", texts);
  }

  private String sensors() {
    if (!unit.hasSensors) return "ret=OK,htemp=-,hhum=--,otemp=-,err=0,cmpfreq=999";
    return String.format(
        Locale.ROOT,
        "ret=OK,htemp=%.1f,hhum=%s,otemp=%.1f,err=0,cmpfreq=%d",
        unit.room,
        unit.humidity < 0 ? "-" : String.valueOf(unit.humidity),
        unit.outdoor,
        unit.on ? 40 : 0);
  }

  private Answer week() {
    if (traits.fewDays) return Answer.text("ret=PARAM NG");
    var days = new ArrayList<String>();
    for (int day : unit.days) days.add(String.valueOf(day));
    return Answer.text("ret=OK,today_runtime=38,datas=" + String.join("/", days));
  }

  /// Days back from today, tenths of a kilowatt-hour.
  private String weekHalves() {
    var cool = new ArrayList<String>();
    var heat = new ArrayList<String>();
    for (int i = 0; i < 14; i++) {
      int at = unit.days.length - 1 - i;
      cool.add(String.valueOf(at < 0 ? 0 : unit.days[at] / 100));
      heat.add("0");
    }
    return "ret=OK,s_dayw=2,week_heat="
        + String.join("/", heat)
        + ",week_cool="
        + String.join("/", cool);
  }

  private Answer holiday(Map<String, String> given) {
    String wanted = given.getOrDefault("en_hol", "");
    if (!wanted.equals("0") && !wanted.equals("1")) return Answer.text("ret=PARAM NG");
    later.change(() -> unit.away = wanted.equals("1"));
    return Answer.text("ret=OK");
  }

  private Answer set(Map<String, String> given) {
    var needed = new ArrayList<>(List.of("pow", "mode", "stemp", "shum", "f_rate"));
    needed.addAll(traits.splitSwing ? List.of("f_dir_ud", "f_dir_lr") : List.of("f_dir"));
    if (ducted) needed.addAll(List.of("f_airside", "f_auto", "lpw"));
    String mode = word(ducted ? DUCTED_MODES : MODES, given.getOrDefault("mode", ""));
    if (!given.keySet().containsAll(needed) || mode.isEmpty()) return Answer.text("ret=PARAM NG");
    if (traits.splitSwing && given.containsKey("f_dir")) return Answer.text("ret=PARAM NG");
    later.change(() -> apply(given, mode));
    if (!traits.ampersands) return Answer.text("ret=OK,adv=");
    return Answer.text(control().replace(",", "&").replace("ret=OK&", "ret=OK,"));
  }

  private static String word(Map<String, String> codes, String code) {
    String plain = codes == MODES && (code.equals("0") || code.equals("7")) ? "1" : code;
    return codes.entrySet().stream()
        .filter(entry -> entry.getValue().equals(plain))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private void apply(Map<String, String> given, String mode) {
    unit.on = given.getOrDefault("pow", "").equals("1");
    unit.mode = mode;
    if (unit.goals.containsKey(mode) && given.getOrDefault("stemp", "").matches("\\d{2}(\\.\\d)?"))
      unit.goal(Double.parseDouble(given.getOrDefault("stemp", "")));
    String fan = word(ducted ? DUCTED_FANS : FANS, given.getOrDefault("f_rate", ""));
    if (ducted) {
      String code = given.getOrDefault("f_rate", "");
      fan = code.equals("5") ? "high" : code.equals("3") ? "mid" : "low";
      if (given.getOrDefault("f_auto", "").equals("1")) fan = "auto";
    }
    if (!fan.isEmpty()) unit.fan(fan);
    String swing = given.getOrDefault("f_dir", "0");
    unit.vertical = swing.equals("1") || swing.equals("3") || is(given, "f_dir_ud");
    unit.horizontal = swing.equals("2") || swing.equals("3") || is(given, "f_dir_lr");
    if (!unit.on) unit.specials.removeAll(List.of("powerful", "econo"));
  }

  private static boolean is(Map<String, String> given, String field) {
    return given.getOrDefault(field, "0").equals("S");
  }

  private Answer special(Map<String, String> given) {
    String kind = given.getOrDefault("spmode_kind", "");
    String wanted = given.getOrDefault("set_spmode", "");
    String word =
        switch (kind) {
          case "0" -> "streamer";
          case "1" -> "powerful";
          case "2" -> "econo";
          default -> "";
        };
    if (word.isEmpty() || wanted.isEmpty()) return Answer.text("ret=PARAM NG");
    if (!unit.on && !word.equals("streamer")) return Answer.text("ret=ADV NG,adv=");
    later.change(() -> {
      if (wanted.equals("1")) unit.specials.add(word);
      else unit.specials.remove(word);
    });
    return Answer.text("ret=OK,adv=" + SPECIALS.get(word));
  }
}
