package steward.sim.kasa;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import steward.driver.Payload;
import steward.sim.kasa.KasaModel.Look;

/// Tapo's dialect: a method, a result. Confined to its device's context.
final class TapoSpeech {
  private static final int NO_SUCH_METHOD = -1002;
  private static final int WRONG_VALUE = -1008;

  private final Body body;
  private final Identity identity;

  /// The next orders are refused with this number; 0 for none.
  int refusal;

  TapoSpeech(Body body, Identity identity) {
    this.body = body;
    this.identity = identity;
  }

  String answer(Payload request) {
    return KasaSpeech.text(result(request));
  }

  private Map<String, Object> result(Payload request) {
    return switch (request.at("method").textOr("")) {
      case "get_device_info" -> ok(info());
      case "set_device_info" -> set(request.at("params"));
      case "get_energy_usage" ->
          body.model.meter() == KasaModel.Meter.USAGE ? ok(usage()) : error(NO_SUCH_METHOD);
      case "get_current_power" ->
          body.model.meter() == KasaModel.Meter.USAGE
              ? ok(KasaSpeech.object("current_power", Math.round(body.watts(0))))
              : error(NO_SUCH_METHOD);
      case "component_nego" -> ok(KasaSpeech.object("component_list", List.of()));
      case "multipleRequest" -> several(request.at("params").at("requests"));
      case "" -> error(-1003);
      default -> error(NO_SUCH_METHOD);
    };
  }

  private static Map<String, Object> ok(Map<String, Object> result) {
    return KasaSpeech.object("result", result, "error_code", 0);
  }

  private static Map<String, Object> error(int code) {
    return KasaSpeech.object("error_code", code);
  }

  private Map<String, Object> several(Payload requests) {
    var responses =
        requests.items().stream()
            .limit(20)
            .map(one -> {
              Map<String, Object> answer = result(one);
              answer.put("method", one.at("method").textOr(""));
              return (Object) answer;
            })
            .toList();
    return ok(KasaSpeech.object("responses", responses));
  }

  private Map<String, Object> usage() {
    return KasaSpeech.object(
        "today_runtime",
        30,
        "month_runtime",
        600,
        "today_energy",
        Math.round(body.wattHours(0)) % 1000,
        "month_energy",
        Math.round(body.wattHours(0)),
        "local_time",
        "2026-11-22 07:00:00",
        "current_power",
        Math.round(body.watts(0) * 1000));
  }

  private Map<String, Object> set(Payload values) {
    if (refusal != 0) return error(refusal);
    int brightness = values.at("brightness").wholeOr(body.brightness);
    if (brightness < 1 || brightness > 100) return error(WRONG_VALUE);
    boolean bulb = body.model.look() == Look.BULB;
    if (!values.at("device_on").isMissing()) {
      boolean on = values.at("device_on").isTrue();
      if (bulb) body.shine(on);
      else body.turn(0, on);
    }
    if (bulb && !body.lies) {
      body.brightness = brightness;
      body.hue = values.at("hue").wholeOr(body.hue);
      body.saturation = values.at("saturation").wholeOr(body.saturation);
      body.kelvin = values.at("color_temp").wholeOr(body.kelvin);
    }
    return KasaSpeech.object("error_code", 0);
  }

  private Map<String, Object> info() {
    boolean bulb = body.model.look() == Look.BULB;
    Map<String, Object> info =
        KasaSpeech.object(
            "device_id",
            identity.id(),
            "fw_ver",
            "1.3.1 Build 240621 Rel.162048",
            "hw_ver",
            body.model.hardware(),
            "type",
            bulb ? "SMART.TAPOBULB" : "SMART.TAPOPLUG",
            "model",
            body.model.model(),
            "mac",
            identity.mac('-'),
            "nickname",
            Base64.getEncoder().encodeToString(identity.alias().getBytes(StandardCharsets.UTF_8)),
            "ssid",
            "U2ltdWxhdGVk",
            "rssi",
            -44,
            "signal_level",
            3,
            "device_on",
            body.isOn(0),
            "on_time",
            0,
            "overheated",
            false);
    if (bulb) {
      info.put("brightness", body.brightness);
      info.put("hue", body.hue);
      info.put("saturation", body.saturation);
      info.put("color_temp", body.kelvin);
      info.put("color_temp_range", List.of(2500, 6500));
    }
    return info;
  }
}
