package steward.sim.nest;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import steward.sim.cloud.CloudAuthority;
import steward.sim.cloud.Meter;
import steward.sim.cloud.SimCloud;
import steward.sim.cloud.TokenDesk;

/// Google's three hosts for one Device Access project with a thermostat and a doorbell: tokens, the
/// Smart Device Management interface with its limits, and a subscription whose events come twice
/// until they are acknowledged. The refresh token stays the same, and codes are changed for it.
public final class NestCloud extends SimCloud {
  public static final List<String> HOSTS =
      List.of(
          "oauth2.googleapis.com", "smartdevicemanagement.googleapis.com", "pubsub.googleapis.com");
  public static final String PROJECT = "32c4c2bc-0000-4000-8000-f3885afff2f0";
  public static final String CLIENT = "1234-abcd.apps.googleusercontent.com";
  public static final String SECRET = "simulated-google-secret";
  public static final String REFRESH = "simulated-google-refresh";
  public static final String SUBSCRIPTION = "projects/simulated-house/subscriptions/steward";
  public static final String THERMOSTAT = "AVPHwEsim-thermostat_1";
  public static final String DOORBELL = "AVPHwEsim-doorbell_1";

  private static final String TRAIT = "sdm.devices.traits.";
  private static final String COMMAND = "sdm.devices.commands.";
  private static final String DEVICES = "/v1/enterprises/" + PROJECT + "/devices";
  private static final Duration PULL = Duration.ofSeconds(2);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<String, String> unacknowledged = new LinkedHashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private final Map<String, Meter> meters = new ConcurrentHashMap<>();
  private @Nullable HttpServerRequest pulling;
  private String mode = "HEAT";
  private String eco = "OFF";
  private double heat = 20;
  private double cool = 24;
  private double ambient = 19.626;
  private boolean online = true;
  private boolean obeys = true;

  public NestCloud(Vertx vertx, String address, CloudAuthority authority, long seed) {
    super(
        vertx,
        address,
        authority,
        HOSTS,
        new TokenDesk(CLIENT, SECRET, REFRESH, false),
        "/token",
        seed);
    meters.put("list", new Meter(5, MINUTE));
    meters.put("get", new Meter(10, MINUTE));
    meters.put("execute", new Meter(10, MINUTE));
  }

  @Override
  protected Refusal unknown() {
    return new Refusal(
        401, error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials."));
  }

  private static JsonObject error(int code, String status, String message) {
    var error = new JsonObject().put("code", code).put("message", message).put("status", status);
    return new JsonObject().put("error", error);
  }

  @Override
  protected synchronized void answer(HttpServerRequest request, String body) {
    String path = request.path();
    if (path.equals(DEVICES)) {
      limited(request, "list", () -> json(request, 200, list()));
    } else if (path.equals(DEVICES + "/" + THERMOSTAT)) {
      limited(request, "get", () -> json(request, 200, thermostat()));
    } else if (path.equals(DEVICES + "/" + THERMOSTAT + ":executeCommand")) {
      limited(request, "execute", () -> execute(request, new JsonObject(body)));
    } else if (path.equals("/v1/" + SUBSCRIPTION + ":pull")) {
      pull(request);
    } else if (path.equals("/v1/" + SUBSCRIPTION + ":acknowledge")) {
      new JsonObject(body).getJsonArray("ackIds").forEach(id -> unacknowledged.remove("" + id));
      json(request, 200, new JsonObject());
    } else {
      json(request, 404, error(404, "NOT_FOUND", "Requested entity was not found."));
    }
  }

  private void limited(HttpServerRequest request, String meter, Runnable then) {
    Meter known = meters.get(meter);
    if (known == null || known.take()) then.run();
    else json(request, 429, error(429, "RESOURCE_EXHAUSTED", "Rate limited."));
  }

  /// The limit of `list`, `get` or `execute`.
  public Meter meter(String name) {
    return meters.getOrDefault(name, new Meter(0, MINUTE));
  }

  private JsonObject list() {
    var doorbell =
        new JsonObject()
            .put("name", "enterprises/" + PROJECT + "/devices/" + DOORBELL)
            .put("type", "sdm.devices.types.DOORBELL")
            .put("traits", new JsonObject().put(TRAIT + "Info", new JsonObject()));
    return new JsonObject().put("devices", new JsonArray().add(thermostat()).add(doorbell));
  }

  private JsonObject thermostat() {
    return new JsonObject()
        .put("name", "enterprises/" + PROJECT + "/devices/" + THERMOSTAT)
        .put("type", "sdm.devices.types.THERMOSTAT")
        .put("assignee", "enterprises/" + PROJECT + "/structures/s1/rooms/r1")
        .put("traits", traits())
        .put(
            "parentRelations",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("parent", "enterprises/" + PROJECT + "/structures/s1/rooms/r1")
                        .put("displayName", "Hallway")));
  }

  private JsonObject traits() {
    var modes = new JsonArray().add("HEAT").add("COOL").add("HEATCOOL").add("OFF");
    String hvac = mode.equals("HEAT") && heat > ambient ? "HEATING" : "OFF";
    return new JsonObject()
        .put(TRAIT + "Info", new JsonObject().put("customName", ""))
        .put(TRAIT + "Connectivity", new JsonObject().put("status", online ? "ONLINE" : "OFFLINE"))
        .put(TRAIT + "Temperature", new JsonObject().put("ambientTemperatureCelsius", ambient))
        .put(TRAIT + "Humidity", new JsonObject().put("ambientHumidityPercent", 41))
        .put(
            TRAIT + "ThermostatMode",
            new JsonObject().put("mode", mode).put("availableModes", modes))
        .put(TRAIT + "ThermostatEco", new JsonObject().put("mode", eco).put("heatCelsius", 15.5))
        .put(TRAIT + "ThermostatHvac", new JsonObject().put("status", hvac))
        .put(TRAIT + "ThermostatTemperatureSetpoint", setpoint());
  }

  /// Only the goals of the present mode; none in eco.
  private JsonObject setpoint() {
    var goals = new JsonObject();
    if (!eco.equals("OFF")) return goals;
    if (mode.startsWith("HEAT")) goals.put("heatCelsius", heat);
    if (mode.endsWith("COOL")) goals.put("coolCelsius", cool);
    return goals;
  }

  private void execute(HttpServerRequest request, JsonObject asked) {
    String command = asked.getString("command", "").replace(COMMAND, "");
    JsonObject params = asked.getJsonObject("params", new JsonObject());
    boolean isAllowed =
        switch (command) {
          case "ThermostatMode.SetMode" -> true;
          case "ThermostatTemperatureSetpoint.SetHeat" -> mode.equals("HEAT");
          case "ThermostatTemperatureSetpoint.SetCool" -> mode.equals("COOL");
          case "ThermostatTemperatureSetpoint.SetRange" -> mode.equals("HEATCOOL");
          default -> false;
        };
    if (!isAllowed || command.contains("Setpoint") && !eco.equals("OFF")) {
      String message = "Command not allowed in current thermostat mode.";
      json(request, 400, error(400, "FAILED_PRECONDITION", message));
      return;
    }
    if (obeys) {
      mode = params.getString("mode", mode);
      heat = params.getDouble("heatCelsius", heat);
      cool = params.getDouble("coolCelsius", cool);
    }
    json(request, 200, new JsonObject());
  }

  private void pull(HttpServerRequest request) {
    if (!unacknowledged.isEmpty()) {
      json(request, 200, received());
      return;
    }
    pulling = request;
    vertx().setTimer(PULL.toMillis(), _ -> emptyHanded(request));
  }

  @SuppressWarnings("ReferenceEquality") // whether it is this very request
  private synchronized void emptyHanded(HttpServerRequest request) {
    if (pulling != request) return;
    pulling = null;
    json(request, 200, new JsonObject());
  }

  private JsonObject received() {
    var messages = new JsonArray();
    unacknowledged.forEach((ack, data) ->
        messages.add(
            new JsonObject()
                .put("ackId", ack)
                .put("message", new JsonObject().put("data", data).put("messageId", ack))));
    return new JsonObject().put("receivedMessages", messages);
  }

  private void publish(JsonObject event) {
    String ack = "ack:" + number.incrementAndGet();
    unacknowledged.put(ack, Base64.getEncoder().encodeToString(event.toBuffer().getBytes()));
    HttpServerRequest waiting = pulling;
    pulling = null;
    if (waiting != null) json(waiting, 200, received());
  }

  private void happened(Instant at, JsonObject told) {
    var update =
        new JsonObject()
            .put("name", "enterprises/" + PROJECT + "/devices/" + THERMOSTAT)
            .put("traits", told);
    publish(
        new JsonObject()
            .put("eventId", "event-" + number.get())
            .put("timestamp", at.toString())
            .put("resourceUpdate", update)
            .put("userId", "simulated-user"));
  }

  /// Somebody turns the ring of the thermostat.
  public synchronized void byHand(double goal) {
    heat = goal;
    happened(
        Instant.now(), new JsonObject().put(TRAIT + "ThermostatTemperatureSetpoint", setpoint()));
  }

  /// It gets warmer or colder.
  public synchronized void ambient(double degrees) {
    ambient = degrees;
    happened(
        Instant.now(),
        new JsonObject()
            .put(
                TRAIT + "Temperature", new JsonObject().put("ambientTemperatureCelsius", degrees)));
  }

  /// An event of long ago comes now.
  public synchronized void late(double goal, Duration ago) {
    happened(
        Instant.now().minus(ago),
        new JsonObject()
            .put(
                TRAIT + "ThermostatTemperatureSetpoint",
                new JsonObject().put("heatCelsius", goal)));
  }

  /// Something that is no event.
  public synchronized void nonsense() {
    List<String> all = new ArrayList<>(List.of("%%%", "bm90IGpzb24=", ""));
    for (String data : all) unacknowledged.put("ack:" + number.incrementAndGet(), data);
  }

  /// The thermostat's own eco mode.
  public synchronized void eco(boolean on) {
    eco = on ? "MANUAL_ECO" : "OFF";
  }

  public synchronized void online(boolean isOnline) {
    online = isOnline;
  }

  /// Whether commands have an effect, although they are taken.
  public synchronized void obey(boolean newObeys) {
    obeys = newObeys;
  }

  /// How many events wait to be acknowledged.
  public synchronized int waiting() {
    return unacknowledged.size();
  }
}
