package steward.sim.netatmo;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import steward.sim.cloud.CloudAuthority;
import steward.sim.cloud.Meter;
import steward.sim.cloud.SimCloud;
import steward.sim.cloud.TokenDesk;

/// A simulated `api.netatmo.com`: one user with a weather station, its modules, and a home with two
/// heated rooms. The refresh token changes each time; an old access is told by 403, and too many
/// requests too.
public final class NetatmoCloud extends SimCloud {
  public static final String HOST = "api.netatmo.com";
  public static final String CLIENT = "60f0c1d2e3a4b5c6d7e8f901";
  public static final String SECRET = "simulated-client-secret";
  public static final String REFRESH = "simulated-first-refresh";
  public static final String HOME = "5f0011223344556677889900";
  public static final String LIVING = "1122334455";
  public static final String BATH = "2233445566";

  private static final String STATION = "70:ee:50:00:00:01";
  private static final Duration SLOT = Duration.ofMinutes(10);

  private final Map<String, Room> rooms = new ConcurrentHashMap<>();
  private final Set<String> unreachable = ConcurrentHashMap.newKeySet();
  private final Meter burst = new Meter(50, Duration.ofSeconds(10));
  private final Meter hour = new Meter(500, Duration.ofHours(1));
  private volatile double outdoor = 7.5;
  private volatile boolean partial;
  private volatile boolean obeys = true;
  private volatile Instant measured = Instant.now();

  /// @param until when what was set by hand ends, in seconds; 0 where the plan is followed
  private record Room(double measured, double goal, String mode, long until) {}

  public NetatmoCloud(Vertx vertx, String address, CloudAuthority authority, long seed) {
    super(
        vertx,
        address,
        authority,
        List.of(HOST),
        new TokenDesk(CLIENT, SECRET, REFRESH, true),
        "/oauth2/token",
        seed);
    rooms.put(LIVING, new Room(20.4, 20, "schedule", 0));
    rooms.put(BATH, new Room(22.9, 23, "schedule", 0));
  }

  @Override
  protected Refusal unknown() {
    return new Refusal(403, error(3, "Access token expired"));
  }

  private static JsonObject error(int code, String message) {
    return new JsonObject()
        .put("error", new JsonObject().put("code", code).put("message", message));
  }

  @Override
  protected void answer(HttpServerRequest request, String body) {
    if (!burst.take() || !hour.take()) {
      json(request, 403, error(26, "User usage reached"));
      return;
    }
    switch (request.path()) {
      case "/api/getstationsdata" -> json(request, 200, told(stations()));
      case "/api/homesdata" -> json(request, 200, told(homes()));
      case "/api/homestatus" -> status(request);
      case "/api/setroomthermpoint" -> set(request, body);
      default -> json(request, 404, error(7, "Route not found"));
    }
  }

  private static JsonObject told(JsonObject body) {
    return new JsonObject()
        .put("body", body)
        .put("status", "ok")
        .put("time_server", Instant.now().getEpochSecond());
  }

  private JsonObject stations() {
    Instant slot = measured;
    if (Duration.between(slot, Instant.now()).compareTo(SLOT) > 0) measured = Instant.now();
    var modules =
        new JsonArray()
            .add(
                module(
                    "02:00:00:00:00:01",
                    "NAModule1",
                    "Garden",
                    data("Temperature", outdoor, "Humidity", 81)))
            .add(
                module(
                    "06:00:00:00:00:02",
                    "NAModule2",
                    "Roof",
                    data("WindStrength", 18, "WindAngle", 225, "GustStrength", 30)))
            .add(
                module(
                    "05:00:00:00:00:03",
                    "NAModule3",
                    "Gauge",
                    data("Rain", 0.1, "sum_rain_1", 0.4, "sum_rain_24", 3.2)))
            .add(
                module(
                    "03:00:00:00:00:04",
                    "NAModule4",
                    "Bedroom",
                    data("Temperature", 18.2, "Humidity", 55, "CO2", 912)));
    var station =
        module(
                STATION,
                "NAMain",
                "Living room",
                data(
                    "Temperature",
                    21.3,
                    "CO2",
                    640,
                    "Humidity",
                    44,
                    "Noise",
                    36,
                    "Pressure",
                    1017.4,
                    "AbsolutePressure",
                    968.2))
            .put("home_name", "Simulated home")
            .put("wifi_status", 52)
            .put("modules", modules);
    return new JsonObject().put("devices", new JsonArray().add(station));
  }

  private JsonObject data(Object... namesAndValues) {
    var data = new JsonObject().put("time_utc", measured.getEpochSecond());
    for (int i = 0; i < namesAndValues.length; i += 2)
      data.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    return data;
  }

  private JsonObject module(String id, String type, String name, JsonObject data) {
    boolean isThere = !unreachable.contains(id);
    var module =
        new JsonObject()
            .put("_id", id)
            .put("type", type)
            .put("module_name", name)
            .put("firmware", 187)
            .put("reachable", isThere);
    if (!type.equals("NAMain")) module.put("battery_percent", 74);
    // What cannot be reached has no measurements at all.
    if (isThere && !partial) module.put("dashboard_data", data);
    return module;
  }

  private static JsonObject homes() {
    var modules =
        new JsonArray()
            .add(new JsonObject().put("id", "70:ee:50:aa:00:01").put("type", "NAPlug"))
            .add(thermostat("04:00:00:aa:00:02", "NATherm1", LIVING))
            .add(thermostat("09:00:00:aa:00:03", "NRV", BATH));
    var rooms =
        new JsonArray()
            .add(
                new JsonObject()
                    .put("id", LIVING)
                    .put("name", "Living room")
                    .put("type", "livingroom"))
            .add(new JsonObject().put("id", BATH).put("name", "Bathroom").put("type", "bathroom"));
    var home =
        new JsonObject()
            .put("id", HOME)
            .put("name", "Simulated home")
            .put("therm_mode", "schedule")
            .put("rooms", rooms)
            .put("modules", modules);
    var weatherOnly = new JsonObject().put("id", "000000000000000000000001").put("name", "Hut");
    return new JsonObject().put("homes", new JsonArray().add(weatherOnly).add(home));
  }

  private static JsonObject thermostat(String id, String type, String room) {
    return new JsonObject().put("id", id).put("type", type).put("room_id", room);
  }

  private void status(HttpServerRequest request) {
    if (!HOME.equals(request.getParam("home_id"))) {
      json(request, 400, error(21, "Invalid home_id"));
      return;
    }
    var all = new JsonArray();
    for (String id : List.of(LIVING, BATH)) {
      if (partial && id.equals(BATH)) continue;
      Room room = rooms.getOrDefault(id, new Room(20, 20, "schedule", 0));
      all.add(
          new JsonObject()
              .put("id", id)
              .put("reachable", !unreachable.contains(id))
              .put("therm_measured_temperature", room.measured())
              .put("therm_setpoint_temperature", room.goal())
              .put("therm_setpoint_mode", room.mode())
              .put("heating_power_request", room.goal() > room.measured() ? 60 : 0));
    }
    var home = new JsonObject().put("id", HOME).put("rooms", all).put("modules", new JsonArray());
    json(request, 200, told(new JsonObject().put("home", home)));
  }

  private void set(HttpServerRequest request, String body) {
    Map<String, String> form = form(body);
    String id = form.getOrDefault("room_id", "");
    Room room = rooms.get(id);
    if (!HOME.equals(form.get("home_id")) || room == null) {
      json(request, 400, error(21, "Invalid room_id"));
      return;
    }
    String mode = form.getOrDefault("mode", "");
    if (mode.equals("manual") && form.containsKey("temp")) {
      long until = Instant.now().plus(Duration.ofHours(3)).getEpochSecond();
      double goal = Double.parseDouble(form.getOrDefault("temp", "20"));
      if (obeys) rooms.put(id, new Room(room.measured(), goal, "manual", until));
    } else if (mode.equals("home")) {
      if (obeys) rooms.put(id, new Room(room.measured(), 20, "schedule", 0));
    } else {
      json(request, 400, error(10, "Missing arguments"));
      return;
    }
    json(request, 200, new JsonObject().put("status", "ok").put("time_server", 0));
  }

  private static Map<String, String> form(String body) {
    var form = new HashMap<String, String>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0)
        form.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return form;
  }

  /// Somebody turns the ring of the thermostat in a room.
  public void byHand(String room, double goal) {
    Room now = rooms.getOrDefault(room, new Room(20, 20, "schedule", 0));
    rooms.put(room, new Room(now.measured(), goal, "manual", 0));
  }

  /// A module, by its address, or a room is out of reach, or back.
  public void reach(String moduleOrRoom, boolean reached) {
    if (reached) unreachable.remove(moduleOrRoom);
    else unreachable.add(moduleOrRoom);
  }

  /// Documents lack what a module measured, and rooms, from now on.
  public void bePartial(boolean newPartial) {
    partial = newPartial;
  }

  /// Whether what is set has an effect, although it says “ok”.
  public void obey(boolean newObeys) {
    obeys = newObeys;
  }

  /// The weather changes, and is measured.
  public void weather(double degrees) {
    outdoor = degrees;
    measured = Instant.now();
  }

  /// The limit of ten seconds.
  public Meter burst() {
    return burst;
  }

  /// The limit of an hour.
  public Meter hour() {
    return hour;
  }
}
