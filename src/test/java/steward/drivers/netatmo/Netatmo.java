package steward.drivers.netatmo;

import java.util.List;
import java.util.Map;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.drivers.CloudStage;
import steward.thing.Binding;
import steward.thing.Message;
import steward.value.Bytes;

/// Netatmo as its documentation has it, in a few answers that a test can change. Confined to its
/// test.
final class Netatmo {
  static final NetatmoFamily FAMILY = new NetatmoFamily();
  static final Binding BINDING = Binding.of("netatmo", "client", "60f0c1d2e3a4b5c6d7e8f901");
  static final Kept KEPT =
      Kept.NOTHING
          .with("secret", Bytes.utf8("the client's secret"))
          .with("refresh", Bytes.utf8("first|refresh"));
  static final String OK = "{\"status\":\"ok\",\"time_exec\":0.02,\"time_server\":1795284000}";

  int tokens;
  String goal = "20";
  String mode = "schedule";
  String stations =
      """
      {"body":{"devices":[{"_id":"70:ee:50:00:00:01","type":"NAMain","module_name":"Living",
      "home_name":"Home","firmware":181,"wifi_status":55,"reachable":true,
      "dashboard_data":{"time_utc":1795283900,"Temperature":21.4,"CO2":653,"Humidity":47,"Noise":38,
      "Pressure":1013.2,"AbsolutePressure":960.1},
      "modules":[
      {"_id":"02:00:00:00:00:02","type":"NAModule1","module_name":"Garden","reachable":true,
      "battery_percent":71,"dashboard_data":{"time_utc":1795283890,"Temperature":-3.2,"Humidity":88}},
      {"_id":"06:00:00:00:00:03","type":"NAModule2","module_name":"Roof","reachable":true,
      "battery_percent":64,"dashboard_data":{"time_utc":1795283893,"WindStrength":18,"WindAngle":-1}},
      {"_id":"05:00:00:00:00:04","type":"NAModule3","module_name":"Rain","reachable":true,
      "battery_percent":90,"dashboard_data":{"time_utc":1795283895,"Rain":0,"sum_rain_1":0.505}},
      {"_id":"03:00:00:00:00:05","type":"NAModule4","module_name":"Cellar","reachable":false,
      "battery_percent":3}]}],"user":{"mail":"me@example.com"}},"status":"ok"}
      """;
  String homes =
      """
      {"body":{"homes":[{"id":"5f00","name":"Home","rooms":[
      {"id":"77","name":"Kitchen"},{"id":"78","name":"Attic"}],"modules":[
      {"id":"70:ee:50:00:00:99","type":"NAPlug"},
      {"id":"04:00:00:00:00:09","type":"NATherm1","room_id":"77"}]}]},"status":"ok"}
      """;

  boolean busy;

  Message answer(Message.HttpRequest request) {
    if (busy)
      return new Message.HttpResponse(
          request.name(), 429, Map.of("retry-after", "20"), Bytes.EMPTY);
    String path = request.path().replaceAll("\\?.*", "");
    return switch (path) {
      case "/oauth2/token" ->
          CloudStage.json(
              request,
              200,
              "{\"access_token\":\"access|%d\",\"refresh_token\":\"refresh|%d\",\"expires_in\":10800}"
                  .formatted(++tokens, tokens));
      case "/api/getstationsdata" -> CloudStage.json(request, 200, stations);
      case "/api/homesdata" -> CloudStage.json(request, 200, homes);
      case "/api/homestatus" -> CloudStage.json(request, 200, status());
      case "/api/setroomthermpoint" -> {
        String body = request.body().text();
        if (body.contains("mode=manual")) {
          goal = body.replaceAll(".*temp=", "");
          mode = "manual";
        } else {
          mode = "schedule";
        }
        yield CloudStage.json(request, 200, OK);
      }
      default -> CloudStage.json(request, 404, "{}");
    };
  }

  String status() {
    return """
    {"status":"ok","body":{"home":{"id":"5f00","rooms":[{"id":"77","reachable":true,
    "therm_measured_temperature":19.7,"therm_setpoint_temperature":%s,
    "therm_setpoint_mode":"%s","heating_power_request":100}],"modules":[]}}}
    """
        .formatted(goal, mode);
  }

  /// A conversation about the account alone, as a person brings it in.
  CloudStage stage() {
    return new CloudStage(FAMILY, FAMILY.byHand(BINDING), KEPT, this::answer);
  }

  /// The same with all that it told of, accepted; thing 0 is the account.
  CloudStage accepted() {
    CloudStage first = stage().open();
    Offer all = first.all(Effect.Learnt.class).getLast().offer();
    return new CloudStage(FAMILY, all, first.talk.kept(), this::answer).open();
  }

  static int place(CloudStage stage, String part) {
    List<String> udns = stage.talk.things().stream().map(thing -> thing.udn().value()).toList();
    for (int i = 0; i < udns.size(); i++) if (udns.get(i).endsWith("/" + part)) return i;
    throw new AssertionError("no " + part + " among " + udns);
  }
}
