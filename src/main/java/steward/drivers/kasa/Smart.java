package steward.drivers.kasa;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Payload;
import steward.thing.Action;
import steward.thing.Property;
import steward.thing.Udn;

/// The dialect of Tapo, and of newer Kasa devices: one method with its parameters, one result.
///
/// @param millis the time of the request
/// @param terminal what we call ourselves towards the device
record Smart(long millis, String terminal) implements Dialect {
  private static final String SET = "set_device_info";
  private static final int NAME_MAX = 400;

  private String ask(String method, Map<String, Object> params) {
    Map<String, Object> ask = Json.object("method", method);
    if (!params.isEmpty()) ask.put("params", params);
    ask.put("request_time_milis", millis);
    ask.put("terminal_uuid", terminal);
    return Json.text(ask);
  }

  @Override
  public String look(Optional<Profile> known) {
    return ask("get_device_info", Map.of());
  }

  @Override
  public Optional<Profile> profile(Payload answer) {
    Payload info = answer.at("result");
    Optional<String> mac = Profile.mac(info.at("mac").textOr(""));
    if (answer.at("error_code").wholeOr(0) != 0 || mac.isEmpty()) return Optional.empty();
    String model = info.at("model").textOr("unknown");
    Profile.Kind kind = kind(info);
    Payload range = info.at("color_temp_range");
    boolean tunable = info.at("color_temp").number().isPresent();
    return Optional.of(
        new Profile(
            mac.get(),
            decoded(info.at("nickname").textOr("")),
            model,
            info.at("fw_ver").textOr("unknown"),
            kind,
            kind == Profile.Kind.PLUG && isMetered(model),
            info.at("hue").number().isPresent(),
            tunable ? bounded(range.at(0).wholeOr(2500)) : 0,
            tunable ? bounded(range.at(1).wholeOr(6500)) : 0,
            Findings.isOn(info.at("device_on")),
            List.of()));
  }

  private static int bounded(int kelvin) {
    return Math.clamp(kelvin, 1700, 10_000);
  }

  private static Profile.Kind kind(Payload info) {
    String type = info.at("type").textOr("");
    if (type.contains("BULB")) {
      boolean strip = info.at("lighting_effect").isObject();
      return strip ? Profile.Kind.LIGHT_STRIP : Profile.Kind.BULB;
    }
    if (info.at("brightness").number().isPresent()) return Profile.Kind.DIMMER;
    return Profile.Kind.PLUG;
  }

  private static boolean isMetered(String model) {
    return List.of("P110", "P115", "KP125M", "EP25", "TP15", "TP25", "P125M").stream()
        .anyMatch(model::startsWith);
  }

  private static String decoded(String name) {
    if (name.length() > NAME_MAX) return "";
    try {
      return new String(Base64.getDecoder().decode(name), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  @Override
  public void read(Payload answer, Profile profile, Findings findings) {
    Payload info = answer.at("result");
    Udn device = profile.udn();
    findings.amount(device, Property.SIGNAL, info.at("rssi"), 1);
    findings.truth(device, Property.SWITCH, info.at("device_on"));
    if (!profile.on().orElse(false)) return;
    if (profile.kind().isLight()) findings.light(device, profile, info);
    else findings.amount(device, Property.LEVEL, info.at("brightness"), 1);
  }

  @Override
  public String meter(Profile profile, Optional<Outlet> outlet) {
    return ask("get_energy_usage", Map.of());
  }

  @Override
  public Metering readMeter(Payload answer, Profile profile, Udn udn, Findings findings) {
    if (answer.at("error_code").isMissing()) return Metering.NOT_TOLD;
    int code = answer.at("error_code").wholeOr(-1001);
    if (Refusals.meansMissing(code)) return Metering.NO_METER;
    Payload usage = answer.at("result");
    if (code != 0 || usage.at("current_power").isMissing()) {
      if (code != 0) findings.drop("the meter did not answer: " + Refusals.ofTapo(code));
      return Metering.NOT_TOLD;
    }
    findings.amount(udn, Property.POWER, usage.at("current_power"), 0.001);
    findings.amount(udn, Property.ENERGY_TODAY, usage.at("today_energy"), 1);
    return Metering.MEASURED;
  }

  @Override
  public Optional<Order> order(Profile profile, Optional<Outlet> outlet, Action action) {
    if (action instanceof Action.Turn(Action.Turn.To to)) {
      return Wish.to(to, profile.on()).map(on -> set(Json.object("device_on", on)));
    }
    if (!(action instanceof Action.Put put)) return Optional.empty();
    Wish.Light wish = Wish.of(put, profile);
    if (wish.isDark()) return Optional.of(set(Json.object("device_on", false)));
    if (wish.members().isEmpty()) return Optional.empty();
    Map<String, Object> params = Json.object("device_on", true);
    params.putAll(wish.members());
    return Optional.of(set(params));
  }

  private Order set(Map<String, Object> params) {
    return new Order(ask(SET, params), "", SET);
  }

  @Override
  public Optional<String> refusal(Order order, Payload answer) {
    if (answer.at("error_code").isMissing()) {
      return Optional.of("its answer does not say that it took the command");
    }
    int code = answer.at("error_code").wholeOr(-1001);
    return code == 0 ? Optional.empty() : Optional.of(Refusals.ofTapo(code));
  }
}
