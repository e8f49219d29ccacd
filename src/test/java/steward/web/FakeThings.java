package steward.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The things of a made-up house with eight rooms, in the shapes of the API: about a hundred of
/// them.
final class FakeThings {
  static final List<String> ROOMS =
      List.of(
          "Kitchen",
          "Hall",
          "Living room",
          "Dining room",
          "Bedroom",
          "Nursery",
          "Bathroom",
          "Garden");

  /// Text as a hostile device may send it; a page must show it as text.
  static final String HOSTILE = "<img src=x onerror=\"document.title='taken'\"><b>bold</b>";

  private final Map<String, JsonObject> things = new LinkedHashMap<>();
  private final String at;

  private FakeThings(String at) {
    this.at = at;
  }

  static Map<String, JsonObject> house(String at) {
    var made = new FakeThings(at);
    for (String room : ROOMS) made.room(room);
    made.specials();
    return made.things;
  }

  private void room(String room) {
    String ceiling = add(room, "Ceiling lamp", "lighting/tasmota/dimmer");
    value(ceiling, "switch", room.startsWith("K") || room.startsWith("L") ? "on" : "off");
    value(ceiling, "level", 65, "percentage");
    act(ceiling, "turn", turn()).act(ceiling, "dim", range("level", "percentage", 0, 100));
    String floor = add(room, "Floor lamp", "lighting/tasmota/colour");
    value(floor, "switch", room.startsWith("L") ? "on" : "off");
    value(floor, "level", 30, "percentage");
    thing(floor).getJsonObject("properties").put("colour", colour(30, 80));
    value(floor, "warmth", 370, "mireds");
    act(floor, "turn", turn()).act(floor, "dim", range("level", "percentage", 0, 100));
    act(floor, "colour", new JsonObject().put("to", new JsonObject().put("colour", true)));
    act(floor, "warmth", range("mireds", "mireds", 153, 500));
    String plug = add(room, "Plug", "switch/tasmota/plug");
    value(plug, "switch", "on");
    value(plug, "power", 12.5, "watts");
    value(plug, "energy", 72_814, "watt-hours");
    value(plug, "voltage", 231.2, "volts");
    act(plug, "turn", turn());
    String radiator = add(room, "Radiator", "climate/plain/thermostat");
    value(radiator, "goalTemperature", 21, "celsius");
    value(radiator, "temperature", 20.6, "celsius");
    act(radiator, "heat", range("to", "celsius", 5, 30));
    String blind = add(room, "Blind", "cover/tasmota/shutter");
    value(blind, "cover", "opened");
    value(blind, "position", 60, "percentage");
    for (String one : List.of("open", "close", "stop")) act(blind, one, new JsonObject());
    act(blind, "position", range("to", "percentage", 0, 100));
    sensors(room);
  }

  private void sensors(String room) {
    String climate = add(room, "Climate", "climate/tasmota/am2301");
    value(climate, "temperature", 21.4, "celsius");
    value(climate, "humidity", 46, "percentage");
    String air = add(room, "Air", "climate/plain/air");
    value(air, "co2", 612, "ppm");
    String motion = add(room, "Motion", "sensor/plain/motion");
    value(motion, "motion", room.startsWith("K") ? "detected" : "absent");
    value(motion, "batteryLevel", 84, "percentage");
    String light = add(room, "Daylight", "sensor/plain/light");
    value(light, "light", 320, "lux");
    String window = add(room, "Window", "sensor/plain/window");
    value(window, "contact", room.startsWith("B") ? "opened" : "closed");
    String button = add(room, "Button", "sensor/plain/button");
    value(button, "button", "single");
  }

  private void specials() {
    String door = add("Hall", "Front door", "lock/plain/bolt");
    value(door, "lock", "locked");
    act(door, "lock", new JsonObject()).act(door, "unlock", new JsonObject());
    String smoke = add("Kitchen", "Smoke alarm", "sensor/plain/smoke");
    value(smoke, "smoke", "absent");
    String siren = add("Hall", "Siren", "alarm/plain/siren");
    value(siren, "switch", "off");
    act(siren, "turn", turn());
    String speaker = add("Living room", "Speaker", "media/plain/speaker");
    value(speaker, "playing", "idle");
    value(speaker, "volume", 35, "percentage");
    act(speaker, "say", new JsonObject().put("text", new JsonObject()));
    act(speaker, "volume", range("level", "percentage", 0, 100));
    String phone = add("Hall", "Anna's phone", "presence/plain/phone");
    value(phone, "presence", "present");
    String fan = add("Bathroom", "Fan", "climate/tasmota/fan");
    value(fan, "switch", "off");
    value(fan, "fan", "low");
    var speeds = new JsonObject().put("words", List.of("off", "low", "mid", "high"));
    act(fan, "turn", turn()).act(fan, "fan", new JsonObject().put("to", speeds));
    climate();
    doubtful();
    String gone = add("Garden", "Pond pump", "switch/tasmota/plug");
    value(gone, "switch", "on");
    act(gone, "turn", turn());
    thing(gone).put("status", status("absent", "its last will said Offline"));
    String deaf = add("Garden", "Deaf lamp", "lighting/plain/lamp");
    value(deaf, "switch", "off");
    act(deaf, "turn", turn());
    String stubborn = add("Garden", "Stubborn lamp", "lighting/plain/lamp");
    value(stubborn, "switch", "off");
    act(stubborn, "turn", turn());
    String sly = add("Nursery", HOSTILE, "sensor/plain/text");
    value(sly, "text", HOSTILE);
  }

  /// An air conditioner, which reports all that it is asked.
  private void climate() {
    String cooler = add("Living room", "Aircon", "climate/daikin/aircon");
    thing(cooler).put("family", "kasa");
    value(cooler, "switch", "on");
    value(cooler, "mode", "cool");
    value(cooler, "goalTemperature", 22, "celsius");
    value(cooler, "temperature", 24.1, "celsius");
    value(cooler, "outdoorTemperature", 31, "celsius");
    value(cooler, "fan", "auto");
    value(cooler, "swing", "vertical");
    value(cooler, "special", "none");
    value(cooler, "fault", "off");
    act(cooler, "turn", turn()).act(cooler, "heat", range("to", "celsius", 16, 32));
    act(cooler, "mode", words("off", "auto", "heat", "cool", "dry", "fan"));
    act(cooler, "fan", words("auto", "silent", "1", "2", "3", "4", "5"));
    act(cooler, "swing", words("off", "vertical", "horizontal", "both"));
    act(cooler, "special", words("none", "powerful", "econo"));
  }

  /// What cannot report, or has not lately: assumed and old values.
  private void doubtful() {
    String blaster = add("Bedroom", "Blaster", "infrared/broadlink/blaster");
    act(blaster, "send", text()).act(blaster, "learn", text());
    String amplifier = add("Bedroom", "Amplifier", "media/broadlink/remote");
    value(amplifier, "switch", "on");
    worth(amplifier, "switch", "assumed");
    act(amplifier, "turn", turn());
    String group = add("Bathroom", "Lights", "lighting/hue/group");
    value(group, "switch", "on");
    value(group, "level", 40, "percentage");
    value(group, "scene", "Relax");
    worth(group, "switch", "assumed").worth(group, "level", "assumed");
    worth(group, "scene", "assumed");
    act(group, "turn", turn()).act(group, "dim", range("level", "percentage", 0, 100));
    act(group, "scene", text());
    String attic = add("Bathroom", "Mirror lamp", "lighting/tasmota/dimmer");
    value(attic, "switch", "on");
    value(attic, "level", 80, "percentage");
    worth(attic, "switch", "stale").worth(attic, "level", "stale");
    thing(attic).put("status", status("waiting", "not heard since the start"));
    act(attic, "turn", turn()).act(attic, "dim", range("level", "percentage", 0, 100));
    String cellar = add("Bathroom", "Cellar air", "climate/plain/air");
    value(cellar, "temperature", 14.5, "celsius");
    worth(cellar, "temperature", "stale");
  }

  private FakeThings worth(String id, String property, String quality) {
    thing(id).getJsonObject("properties").getJsonObject(property).put("quality", quality);
    return this;
  }

  private static JsonObject words(String... words) {
    return new JsonObject().put("to", new JsonObject().put("words", List.of(words)));
  }

  private static JsonObject text() {
    return new JsonObject().put("text", new JsonObject().put("length", 120));
  }

  private String add(String room, String name, String kind) {
    String id = (room + '-' + name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String slug = id.substring(0, Math.min(36, id.length())).replaceAll("^-|-$", "");
    var thing =
        new JsonObject()
            .put("id", slug)
            .put("number", things.size() + 1)
            .put("udn", "tasmota:%06X".formatted(0xA0_0000 + things.size()))
            .put("kind", "/device/" + kind)
            .put(
                "name",
                room.equals("Hall") || name.startsWith("<") ? name : room + ' ' + lower(name))
            .put("room", room)
            .put("maker", "Tasmota")
            .put("model", "Sonoff D1")
            .put("firmware", "14.2.0")
            .put("family", "tasmota")
            .put("status", status("present", "answers"))
            .put("properties", new JsonObject())
            .put("actions", new JsonObject());
    things.put(slug, thing);
    return slug;
  }

  private static String lower(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private JsonObject thing(String id) {
    return Objects.requireNonNull(things.get(id), id);
  }

  private JsonObject status(String state, String reason) {
    return new JsonObject().put("state", state).put("reason", reason).put("seen", at);
  }

  private void value(String id, String property, Object value) {
    value(id, property, value, null);
  }

  private void value(String id, String property, Object value, @Nullable String unit) {
    var json = new JsonObject().put("value", value).put("unit", unit);
    thing(id)
        .getJsonObject("properties")
        .put(property, json.put("at", at).put("quality", "confirmed"));
  }

  private JsonObject colour(int hue, int saturation) {
    var value = new JsonObject().put("hue", hue).put("saturation", saturation);
    return new JsonObject().put("value", value).put("at", at).put("quality", "confirmed");
  }

  private FakeThings act(String id, String action, JsonObject parameters) {
    thing(id).getJsonObject("actions").put(action, parameters);
    return this;
  }

  private static JsonObject turn() {
    return new JsonObject()
        .put(
            "to",
            new JsonObject().put("words", new JsonArray().add("on").add("off").add("toggle")));
  }

  private static JsonObject range(String name, String unit, int min, int max) {
    return new JsonObject().put(name, limits(min, max).put("unit", unit));
  }

  private static JsonObject limits(int min, int max) {
    return new JsonObject().put("min", min).put("max", max);
  }
}
