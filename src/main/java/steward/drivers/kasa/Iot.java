package steward.drivers.kasa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steward.driver.Payload;
import steward.thing.Action;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Udn;

/// The dialect of Kasa: an object of modules, each with its methods; the answer mirrors it.
///
/// @param batches whether several modules may be asked in one message: not over KLAP, where some
///   firmware fails at it
record Iot(boolean batches) implements Dialect {
  private static final String SYSTEM = "system";
  private static final String SYSINFO = "get_sysinfo";
  private static final String DIMMER = "smartlife.iot.dimmer";
  private static final String BULB = "smartlife.iot.smartbulb.lightingservice";
  private static final String LIGHT_STRIP = "smartlife.iot.lightStrip";

  @Override
  public String look(Optional<Profile> known) {
    Map<String, Object> ask = Json.object(SYSTEM, Json.object(SYSINFO, Json.object()));
    known
        .filter(profile -> batches && profile.metered() && profile.kind() != Profile.Kind.STRIP)
        .ifPresent(profile -> ask.putAll(meterOf(profile)));
    return Json.text(ask);
  }

  private static Map<String, Object> meterOf(Profile profile) {
    return Json.object(emeter(profile), Json.object("get_realtime", Json.object()));
  }

  private static String emeter(Profile profile) {
    return profile.kind().isLight() ? "smartlife.iot.common.emeter" : "emeter";
  }

  @Override
  public Optional<Profile> profile(Payload answer) {
    return of(answer.at(SYSTEM).at(SYSINFO));
  }

  /// From the object of `get_sysinfo`. Over UDP the ids of outlets are cut to two figures.
  static Optional<Profile> of(Payload info) {
    if (info.at("err_code").wholeOr(0) != 0) return Optional.empty();
    String written = info.at("mac").text().orElse(info.at("mic_mac").textOr(""));
    Optional<String> mac = Profile.mac(written);
    if (mac.isEmpty()) return Optional.empty();
    Profile.Kind kind = kind(info);
    String model = info.at("model").textOr("unknown");
    boolean tunable = info.at("is_variable_color_temp").isTrue();
    int[] kelvin = tunable ? kelvin(model) : new int[] {0, 0};
    return Optional.of(
        new Profile(
            mac.get(),
            info.at("alias").textOr(""),
            model,
            info.at("sw_ver").textOr("unknown"),
            kind,
            kind.isLight() || info.at("feature").textOr("").contains("ENE"),
            info.at("is_color").isTrue(),
            kelvin[0],
            kelvin[1],
            Findings.isOn(relay(info, kind)),
            kind == Profile.Kind.STRIP ? outlets(info) : List.of()));
  }

  private static Payload relay(Payload info, Profile.Kind kind) {
    return kind.isLight() ? info.at("light_state").at("on_off") : info.at("relay_state");
  }

  private static Profile.Kind kind(Payload info) {
    String type = info.at("mic_type").text().orElse(info.at("type").textOr(""));
    if (type.contains("SMARTBULB") || info.at("light_state").isObject()) {
      boolean strip = info.at("length").number().isPresent();
      return strip ? Profile.Kind.LIGHT_STRIP : Profile.Kind.BULB;
    }
    if (info.at("children").isList()) return Profile.Kind.STRIP;
    boolean dims = info.at("brightness").number().isPresent();
    return dims ? Profile.Kind.DIMMER : Profile.Kind.PLUG;
  }

  /// What white a model can make, in kelvin.
  private static int[] kelvin(String model) {
    if (model.startsWith("LB130") || model.startsWith("KL130") || model.startsWith("KL430")) {
      return new int[] {2500, 9000};
    }
    if (model.startsWith("KL125")) return new int[] {2500, 6500};
    if (model.startsWith("KL120")) return new int[] {2700, 5000};
    return new int[] {2700, 6500};
  }

  private static List<Outlet> outlets(Payload info) {
    String device = info.at("deviceId").textOr("");
    var outlets = new ArrayList<Outlet>();
    for (Payload child : info.at("children").items()) {
      String id = child.at("id").textOr("");
      String part = id.length() < 2 ? "" : id.substring(id.length() - 2);
      boolean known = outlets.stream().anyMatch(outlet -> outlet.part().equals(part));
      boolean fits = part.matches("[0-9A-Fa-f]{2}") && id.length() <= 64 && device.length() <= 64;
      if (!fits || known || outlets.size() == Profile.OUTLETS_MAX) continue;
      String whole = id.length() == 2 ? device + id : id;
      outlets.add(
          new Outlet(whole, part, child.at("alias").textOr(""), Findings.isOn(child.at("state"))));
    }
    return outlets;
  }

  @Override
  public void read(Payload answer, Profile profile, Findings findings) {
    Payload info = answer.at(SYSTEM).at(SYSINFO);
    Udn device = profile.udn();
    findings.amount(device, Property.SIGNAL, info.at("rssi"), 1);
    if (profile.kind() == Profile.Kind.STRIP) {
      for (Payload child : info.at("children").items()) {
        String id = child.at("id").textOr("");
        String part = id.length() < 2 ? "" : id.substring(id.length() - 2);
        if (profile.outlet(part).isPresent()) {
          findings.truth(device.child(part), Property.SWITCH, child.at("state"));
        }
      }
      return;
    }
    findings.truth(device, Property.SWITCH, relay(info, profile.kind()));
    if (!profile.on().orElse(false)) return;
    if (profile.kind().isLight()) findings.light(device, profile, info.at("light_state"));
    else findings.amount(device, Property.LEVEL, info.at("brightness"), 1);
  }

  @Override
  public String meter(Profile profile, Optional<Outlet> outlet) {
    Map<String, Object> ask = context(outlet);
    ask.putAll(meterOf(profile));
    return Json.text(ask);
  }

  private static Map<String, Object> context(Optional<Outlet> outlet) {
    return outlet
        .map(one -> Json.object("context", Json.object("child_ids", List.of(one.id()))))
        .orElseGet(Json::object);
  }

  @Override
  public Metering readMeter(Payload answer, Profile profile, Udn udn, Findings findings) {
    Payload module = answer.at(emeter(profile));
    if (module.isMissing()) return Metering.NOT_TOLD;
    Payload now = module.at("get_realtime");
    int code = module.at("err_code").wholeOr(now.at("err_code").wholeOr(0));
    if (Refusals.meansMissing(code)) return Metering.NO_METER;
    if (code != 0 || !now.isObject()) {
      findings.drop("the meter did not answer: " + Refusals.ofKasa(code));
      return Metering.NOT_TOLD;
    }
    either(now, "power", 1, "power_mw", 0.001, udn, Property.POWER, findings);
    either(now, "voltage", 1, "voltage_mv", 0.001, udn, Property.VOLTAGE, findings);
    either(now, "current", 1, "current_ma", 0.001, udn, Property.CURRENT, findings);
    either(now, "total", 1000, "total_wh", 1, udn, Property.ENERGY, findings);
    return Metering.MEASURED;
  }

  /// Old hardware writes volts, amperes, watts and kilowatt-hours; newer one thousandths, and
  /// watt-hours.
  private static void either(
      Payload now,
      String older,
      double olderFactor,
      String newer,
      double newerFactor,
      Udn udn,
      Property property,
      Findings findings) {
    if (now.at(newer).isMissing()) findings.amount(udn, property, now.at(older), olderFactor);
    else findings.amount(udn, property, now.at(newer), newerFactor);
  }

  @Override
  public Optional<Order> order(Profile profile, Optional<Outlet> outlet, Action action) {
    Profile.Kind kind = profile.kind();
    if (kind == Profile.Kind.STRIP && outlet.isEmpty()) return Optional.empty();
    Optional<Boolean> on = outlet.isPresent() ? outlet.get().on() : profile.on();
    if (action instanceof Action.Turn(Action.Turn.To to)) {
      return Wish.to(to, on).map(goal -> turn(kind, outlet, goal));
    }
    if (!(action instanceof Action.Put put)) return Optional.empty();
    Wish.Light wish = Wish.of(put, profile);
    if (wish.isDark()) return Optional.of(turn(kind, outlet, false));
    if (kind == Profile.Kind.DIMMER && put.kind() == ActionKind.DIM) {
      // Unlike set_brightness this also switches a dimmer on that is off.
      return Optional.of(
          order(
              Json.object(),
              DIMMER,
              "set_dimmer_transition",
              Json.object("brightness", wish.brightness(), "duration", 1)));
    }
    if (!kind.isLight()) return Optional.empty();
    Map<String, Object> state = wish.members();
    if (state.isEmpty()) return Optional.empty();
    return Optional.of(light(kind, true, state));
  }

  private static Order turn(Profile.Kind kind, Optional<Outlet> outlet, boolean on) {
    if (kind.isLight()) return light(kind, on, Map.of());
    return order(context(outlet), SYSTEM, "set_relay_state", Json.object("state", on ? 1 : 0));
  }

  private static Order light(Profile.Kind kind, boolean on, Map<String, Object> more) {
    Map<String, Object> state = Json.object("on_off", on ? 1 : 0);
    state.putAll(more);
    state.put("ignore_default", more.isEmpty() ? 0 : 1);
    state.put("transition_period", 0);
    return kind == Profile.Kind.LIGHT_STRIP
        ? order(Json.object(), LIGHT_STRIP, "set_light_state", state)
        : order(Json.object(), BULB, "transition_light_state", state);
  }

  private static Order order(
      Map<String, Object> before, String module, String method, Map<String, Object> values) {
    before.put(module, Json.object(method, values));
    return new Order(Json.text(before), module, method);
  }

  @Override
  public Optional<String> refusal(Order order, Payload answer) {
    Payload module = answer.at(order.module());
    Payload leaf = module.at(order.method());
    for (Payload place : List.of(answer, module, leaf)) {
      int code = place.at("err_code").wholeOr(0);
      if (code != 0) return Optional.of(Refusals.ofKasa(code));
    }
    if (leaf.at("err_code").number().isEmpty()) {
      return Optional.of("its answer does not say that it took the command");
    }
    return Optional.empty();
  }
}
