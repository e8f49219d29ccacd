package steward.sim.kasa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steward.driver.Payload;
import steward.sim.kasa.KasaModel.Look;
import steward.sim.kasa.KasaModel.Meter;
import tools.jackson.databind.json.JsonMapper;

/// Kasa's dialect: answers an object of modules with the same tree. Confined to its device's
/// context.
final class KasaSpeech {
  private static final String LIGHT = "smartlife.iot.smartbulb.lightingservice";

  private final Body body;
  private final Identity identity;

  /// The next orders are refused with this number; 0 for none.
  int refusal;

  KasaSpeech(Body body, Identity identity) {
    this.body = body;
    this.identity = identity;
  }

  static Map<String, Object> object(Object... pairs) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i + 1 < pairs.length; i += 2) object.put((String) pairs[i], pairs[i + 1]);
    return object;
  }

  static String text(Object json) {
    return JsonMapper.shared().writeValueAsString(json);
  }

  /// @param cut ids of outlets are cut, as over UDP
  String answer(Payload request, boolean cut) {
    var answer = new LinkedHashMap<String, Object>();
    List<Integer> outlets = outlets(request.at("context"));
    for (String module : request.names()) {
      if (module.equals("context")) continue;
      answer.put(module, module(module, request.at(module), outlets, cut));
    }
    return text(answer);
  }

  /// Those that are meant; empty where one is named that there is not.
  private List<Integer> outlets(Payload context) {
    var all = new ArrayList<Integer>();
    if (context.isMissing()) {
      for (int i = 0; i < body.model.outlets(); i++) all.add(i);
      return all;
    }
    for (Payload id : context.at("child_ids").items()) {
      int outlet = outlet(id.textOr(""));
      if (outlet < 0) return List.of();
      all.add(outlet);
    }
    return all;
  }

  private int outlet(String id) {
    for (int i = 0; i < body.model.outlets(); i++) if (child(i).equals(id)) return i;
    return -1;
  }

  private String child(int outlet) {
    return identity.id() + "%02d".formatted(outlet);
  }

  private Object module(String module, Payload methods, List<Integer> outlets, boolean cut) {
    boolean bulb = body.model.look() == Look.BULB;
    boolean known =
        switch (module) {
          case "system" -> true;
          case "emeter" -> !bulb && body.model.meter() != Meter.NONE;
          case "smartlife.iot.common.emeter", LIGHT -> bulb;
          case "smartlife.iot.dimmer" -> body.model.look() == Look.DIMMER;
          default -> false;
        };
    if (!known) {
      return bulb ? error(-2001, "Module not support") : error(-1, "module not support");
    }
    if (outlets.isEmpty()) return error(-14, "entry not exist");
    var answer = new LinkedHashMap<String, Object>();
    for (String method : methods.names()) {
      answer.put(method, method(method, methods.at(method), outlets, cut));
    }
    return answer;
  }

  private static Map<String, Object> error(int code, String message) {
    return object("err_code", code, "err_msg", message);
  }

  private Object method(String method, Payload values, List<Integer> outlets, boolean cut) {
    if (refusal != 0 && (method.startsWith("set_") || method.startsWith("transition"))) {
      return error(refusal, "refused");
    }
    return switch (method) {
      case "get_sysinfo" -> sysinfo(cut);
      case "set_relay_state" -> relay(values, outlets);
      case "set_dimmer_transition", "set_brightness" -> dim(method, values);
      case "transition_light_state" -> light(values);
      case "get_light_state" -> ok(lightState());
      case "get_realtime" -> realtime(outlets.getFirst());
      case "erase_emeter_stat" -> {
        body.erase();
        yield ok(object());
      }
      default ->
          body.model.look() == Look.BULB
              ? error(-2000, "Method not support")
              : error(-2, "member not support");
    };
  }

  private static Map<String, Object> ok(Map<String, Object> values) {
    values.put("err_code", 0);
    return values;
  }

  private Object relay(Payload values, List<Integer> outlets) {
    int state = values.at("state").wholeOr(-1);
    if (values.at("state").text().isPresent() || state < 0 || state > 1) {
      return error(-3, "invalid argument");
    }
    for (int outlet : outlets) body.turn(outlet, state == 1);
    return ok(object());
  }

  private Object dim(String method, Payload values) {
    int percent = values.at("brightness").wholeOr(0);
    if (percent < 1 || percent > 100) return error(-3, "invalid argument");
    if (!body.lies) body.brightness = percent;
    if (method.equals("set_dimmer_transition")) {
      if (values.at("duration").wholeOr(0) < 1) return error(-3, "invalid argument");
      body.turn(0, true);
    }
    return ok(object());
  }

  private Object light(Payload values) {
    body.shine(values.at("on_off").wholeOr(body.isOn(0) ? 1 : 0) == 1);
    if (!body.lies && values.at("ignore_default").wholeOr(0) == 1) {
      body.brightness = Math.clamp(values.at("brightness").wholeOr(body.brightness), 0, 100);
      body.hue = values.at("hue").wholeOr(body.hue);
      body.saturation = values.at("saturation").wholeOr(body.saturation);
      body.kelvin = values.at("color_temp").wholeOr(body.kelvin);
    }
    return ok(lightState());
  }

  private Map<String, Object> lightState() {
    Map<String, Object> values =
        object(
            "mode",
            "normal",
            "hue",
            body.hue,
            "saturation",
            body.saturation,
            "color_temp",
            body.kelvin,
            "brightness",
            body.brightness);
    if (!body.isOn(0)) return object("on_off", 0, "dft_on_state", values);
    values.put("on_off", 1);
    return values;
  }

  private Object realtime(int outlet) {
    double watts = body.watts(outlet);
    double volts = body.volts();
    double wattHours = body.wattHours(outlet);
    return switch (body.model.meter()) {
      case WHOLE ->
          ok(
              object(
                  "current",
                  watts / volts,
                  "voltage",
                  volts,
                  "power",
                  watts,
                  "total",
                  wattHours / 1000));
      case THOUSANDTHS ->
          ok(
              object(
                  "current_ma",
                  Math.round(watts / volts * 1000),
                  "voltage_mv",
                  Math.round(volts * 1000),
                  "power_mw",
                  Math.round(watts * 1000),
                  "total_wh",
                  Math.round(wattHours)));
      case POWER_ONLY -> ok(object("power_mw", Math.round(watts * 1000)));
      case NONE, USAGE -> error(-1, "module not support");
    };
  }

  private Map<String, Object> sysinfo(boolean cut) {
    Look look = body.model.look();
    Map<String, Object> info =
        object(
            "sw_ver",
            "1.0.7 Build 210101 Rel.100000",
            "hw_ver",
            body.model.hardware(),
            "model",
            body.model.model(),
            "deviceId",
            identity.id(),
            "oemId",
            "0123456789ABCDEF0123456789ABCDEF",
            "hwId",
            "FEDCBA9876543210FEDCBA9876543210",
            "alias",
            identity.alias(),
            "rssi",
            -52,
            "err_code",
            0);
    if (look == Look.BULB) {
      info.put("mic_type", "IOT.SMARTBULB");
      info.put("description", "Simulated bulb of all colours");
      info.put("ctrl_protocols", object("name", "Linkie", "version", "1.0"));
      info.put("mic_mac", identity.mac());
      info.put("is_dimmable", 1);
      info.put("is_color", 1);
      info.put("is_variable_color_temp", 1);
      info.put("light_state", lightState());
      return info;
    }
    boolean old = body.model.meter() == Meter.WHOLE;
    info.put(old ? "type" : "mic_type", "IOT.SMARTPLUGSWITCH");
    info.put("mac", identity.mac(':'));
    info.put("feature", body.model.meter() == Meter.NONE ? "TIM" : "TIM:ENE");
    info.put("led_off", 0);
    info.put("updating", 0);
    info.put(old ? "latitude" : "latitude_i", 0);
    if (look == Look.DIMMER) info.put("brightness", body.brightness);
    if (look == Look.STRIP) {
      children(info, cut);
    } else {
      info.put("relay_state", body.isOn(0) ? 1 : 0);
      info.put("on_time", body.isOn(0) ? 77 : 0);
      info.put("active_mode", "none");
    }
    return info;
  }

  private void children(Map<String, Object> info, boolean cut) {
    var children = new ArrayList<Object>();
    for (int i = 0; i < body.model.outlets(); i++) {
      children.add(
          object(
              "id",
              cut ? "%02d".formatted(i) : child(i),
              "state",
              body.isOn(i) ? 1 : 0,
              "alias",
              identity.alias() + " " + (i + 1),
              "on_time",
              body.isOn(i) ? -5 : 0,
              "next_action",
              object("type", -1)));
    }
    info.put("child_num", body.model.outlets());
    info.put("children", children);
  }
}
