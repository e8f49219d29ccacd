package steward.drivers.nest;

import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import steward.driver.Effect;
import steward.driver.Kept;
import steward.driver.Offer;
import steward.drivers.CloudStage;
import steward.thing.Binding;
import steward.thing.Message;
import steward.value.Bytes;

/// Google's interface in a few answers that a test can change. Confined to its test.
final class Nest {
  static final NestFamily FAMILY = new NestFamily();
  static final String PROJECT = "32c4c2bc-fe0d-461b-b51c-f3885afff2f0";
  static final String DEVICE = "AVPHw_x-1";
  static final Binding BINDING =
      Binding.of("nest", "project", PROJECT, "client", "12-ab.apps.googleusercontent.com");
  static final Kept KEPT =
      Kept.NOTHING
          .with("secret", Bytes.utf8("google-client-secret"))
          .with("refresh", Bytes.utf8("google-refresh-token"));

  String mode = "HEAT";
  String setpoint = "{\"heatCelsius\":20.0}";
  String eco = "OFF";
  String connectivity = "ONLINE";
  boolean obeys = true;
  final Deque<String> events = new ArrayDeque<>();
  final Binding binding;

  Nest(Binding binding) {
    this.binding = binding;
  }

  Nest() {
    this(BINDING);
  }

  static Nest withEvents() {
    return new Nest(BINDING.with("subscription", "projects/my-house/subscriptions/steward"));
  }

  String device() {
    return """
    {"name":"enterprises/%s/devices/%s","type":"sdm.devices.types.THERMOSTAT","traits":{
    "sdm.devices.traits.Info":{"customName":""},
    "sdm.devices.traits.Connectivity":{"status":"%s"},
    "sdm.devices.traits.Temperature":{"ambientTemperatureCelsius":19.6264},
    "sdm.devices.traits.Humidity":{"ambientHumidityPercent":43},
    "sdm.devices.traits.ThermostatMode":{"mode":"%s",
      "availableModes":["HEAT","COOL","HEATCOOL","OFF"]},
    "sdm.devices.traits.ThermostatEco":{"mode":"%s","heatCelsius":15.0},
    "sdm.devices.traits.ThermostatHvac":{"status":"HEATING"},
    "sdm.devices.traits.ThermostatTemperatureSetpoint":%s},
    "parentRelations":[{"parent":"enterprises/x/structures/s/rooms/r","displayName":"Hallway"}]}
    """
        .formatted(PROJECT, DEVICE, connectivity, mode, eco, setpoint);
  }

  Message answer(Message.HttpRequest request) {
    String path = request.path();
    if (path.equals("/token"))
      return CloudStage.json(
          request,
          200,
          "{\"access_token\":\"google-access\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");
    if (path.endsWith("/devices"))
      return CloudStage.json(request, 200, "{\"devices\":[" + device() + "]}");
    if (path.endsWith("/devices/" + DEVICE)) return CloudStage.json(request, 200, device());
    if (path.endsWith(":executeCommand")) {
      if (obeys) obey(request.body().text());
      return CloudStage.json(request, 200, "{}");
    }
    if (path.endsWith(":pull"))
      return events.isEmpty()
          ? CloudStage.never()
          : CloudStage.json(request, 200, "{\"receivedMessages\":[" + events.remove() + "]}");
    if (path.endsWith(":acknowledge")) return CloudStage.json(request, 200, "{}");
    return CloudStage.json(request, 404, "{}");
  }

  private void obey(String command) {
    String params = command.replaceAll(".*\"params\":|}$", "");
    if (command.contains("SetMode")) mode = params.replaceAll(".*:\"|\"}", "");
    else setpoint = params;
  }

  /// An event as it is received.
  static String event(String ack, String timestamp, String traits) {
    String event =
        "{\"eventId\":\"%s\",\"timestamp\":\"%s\",\"resourceUpdate\":{\"name\":\"enterprises/%s/devices/%s\",\"traits\":{%s}},\"userId\":\"u\"}"
            .formatted(ack, timestamp, PROJECT, DEVICE, traits);
    return received(ack, event);
  }

  static String received(String ack, String event) {
    String data = Base64.getEncoder().encodeToString(Bytes.utf8(event).toArray());
    return "{\"ackId\":\"%s\",\"message\":{\"data\":\"%s\",\"messageId\":\"1\"}}"
        .formatted(ack, data);
  }

  static String goal(double celsius) {
    return "\"sdm.devices.traits.ThermostatTemperatureSetpoint\":{\"heatCelsius\":" + celsius + "}";
  }

  CloudStage stage(Kept kept) {
    return new CloudStage(FAMILY, FAMILY.byHand(binding), kept, this::answer);
  }

  /// With all that it told of, accepted; thing 0 is the project, thing 1 the thermostat.
  CloudStage accepted() {
    CloudStage first = stage(KEPT).open();
    Offer all = first.all(Effect.Learnt.class).getLast().offer();
    return new CloudStage(FAMILY, all, first.talk.kept(), this::answer).open();
  }
}
