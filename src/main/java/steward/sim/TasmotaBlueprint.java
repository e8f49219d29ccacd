package steward.sim;

import java.util.Map;
import java.util.function.Consumer;

/// What Tasmota makes in the simulated house, with the settings and quirks that such devices have
/// in real ones.
final class TasmotaBlueprint {
  private static final int FIRST_MAC = 0x2EB800;
  private static final int MAC_STEP = 0x137;

  private final World world;
  private final Map<String, Load> loads;
  private final SimSettings settings;
  private Consumer<Gadget> add = _ -> {};
  private int made;

  TasmotaBlueprint(World world, Map<String, Load> loads, SimSettings settings) {
    this.world = world;
    this.loads = loads;
    this.settings = settings;
  }

  void build(Consumer<Gadget> gadgets) {
    add = gadgets;
    lamps();
    colours();
    plugs();
    shutters();
    sensors();
    oddities();
    if (settings.collisions()) collide();
  }

  private TasmotaSpec make(String id, String name, String room) {
    String mac = "DC4F22" + String.format("%06X", FIRST_MAC + MAC_STEP * made++);
    return new TasmotaSpec(id, name, world.room(room), mac);
  }

  private void put(TasmotaSpec spec) {
    add.accept(new TasmotaDevice(spec, world, settings));
  }

  private void lamps() {
    put(make("hall-lamp", "Hall lamp", "Hall").module("Sonoff D1").light(1, 190));
    put(make("kitchen-lamp", "Kitchen lamp", "Kitchen").lamp(220).module("Sonoff Mini"));
    put(
        make("kitchen-counter", "Kitchen counter", "Kitchen")
            .module("MagicHome CCT")
            .light(2, 160)
            .option(59, 1));
    put(make("living-lamp", "Living room lamp", "Living room").module("Sonoff D1").light(1, 230));
    put(
        make("reading-lamp", "Reading lamp", "Living room")
            .lamp(90)
            .fullTopic("%topic%/%prefix%/"));
    put(
        make("bedroom-lamp", "Bedroom lamp", "Bedroom")
            .module("Shelly Dimmer 2")
            .light(1, 170)
            .version("13.4.0"));
    put(make("bedside-right", "Bedside lamp right", "Bedroom").module("Sonoff D1").light(1, 60));
    put(make("nursery-lamp", "Nursery lamp", "Nursery").module("Tasmota CT bulb").light(2, 190));
    put(make("bathroom-lamp", "Bathroom lamp", "Bathroom").lamp(210).option(26, 1));
    put(make("bathroom-mirror", "Mirror light", "Bathroom").module("Sonoff D1").light(1, 110));
    put(make("study-lamp", "Study lamp", "Study").lamp(200).words("AUS", "EIN"));
    put(
        make("garden-lights", "Garden lights", "Garden")
            .module("Sonoff T1 2CH")
            .option(30, 1)
            .relay("garden-lights", "Garden lights")
            .relay("path-lights", "Path lights"));
    put(
        make("porch-lamp", "Porch lamp", "Garden")
            .lamp(80)
            .fullTopic("home/%prefix%/%topic%/")
            .prefixes("do", "is", "report"));
  }

  private void colours() {
    put(make("floor-lamp", "Floor lamp", "Living room").module("Tuya RGBCCT").light(5, 120));
    put(
        make("bedside-left", "Bedside lamp left", "Bedroom")
            .module("Sonoff B1 RGBW")
            .light(4, 60)
            .option(17, 1));
    put(make("night-light", "Night light", "Nursery").module("MagicHome RGB").light(3, 25));
    put(
        make("desk-lamp", "Desk lamp", "Study")
            .module("Tuya RGBCCT")
            .light(5, 130)
            .temper(Temper.SLOW));
    put(
        make("tv-strip", "Television strip", "Living room")
            .module("Arilux LC01")
            .light(3, 30)
            .version("11.0.0"));
  }

  private void plugs() {
    plug("kettle", "Kettle", "Kitchen");
    plug("coffee", "Coffee machine", "Kitchen");
    plug("fridge", "Refrigerator", "Kitchen");
    plug("oven", "Oven", "Kitchen");
    plug("dishwasher", "Dishwasher", "Kitchen");
    plug("washer", "Washing machine", "Bathroom");
    plug("towels", "Towel warmer", "Bathroom");
    plug("television", "Television", "Living room");
    plug("aquarium", "Aquarium", "Living room");
    plug("computer", "Computer", "Study");
    plug("router", "Router", "Hall");
    plug("freezer", "Freezer", "Hall");
    plug("charger", "Chargers", "Study");
  }

  private void plug(String id, String name, String room) {
    Load load = loads.getOrDefault(id, new Load(1));
    TasmotaSpec spec = make(id, name, room).relay().meter(load::watts);
    switch (id) {
      case "oven" -> put(spec.module("Sonoff POW R2").option(4, 1));
      case "television" -> put(spec.module("Gosund SP1 v23").version("7.1.1").flatInfo());
      case "aquarium" -> put(spec.module("Blitzwolf SHP").temper(Temper.FLAKY));
      case "towels" -> put(spec.module("Sonoff S31").option(90, 1));
      case "charger" -> put(spec.module("Athom Plug V2").temper(Temper.SLOW));
      default -> put(spec.module("Sonoff S31"));
    }
  }

  private void shutters() {
    put(
        make("living-shutter", "Living room shutter", "Living room")
            .module("Shelly 2.5")
            .option(80, 1)
            .shutter("living-shutter", "Living room shutter"));
    put(
        make("terrace-shutter", "Terrace shutter", "Living room")
            .module("Shelly 2.5")
            .option(80, 1)
            .shutter("terrace-shutter", "Terrace shutter"));
    put(
        make("bedroom-shutter", "Bedroom shutter", "Bedroom")
            .module("Shelly 2.5")
            .option(80, 1)
            .shutter("bedroom-shutter", "Bedroom shutter"));
    put(
        make("nursery-shutter", "Nursery shutter", "Nursery")
            .module("Shelly 2.5")
            .option(80, 1)
            .shutter("nursery-shutter", "Nursery shutter"));
    put(
        make("bedroom-fan", "Bedroom fan light", "Bedroom")
            .module("Sonoff iFan04")
            .lux(80)
            .ceilingFan("ceiling-fan/fan", "Ceiling fan"));
  }

  private void sensors() {
    put(
        make("house-meter", "House meter", "Hall")
            .module("SML reader")
            .meter(this::wholeHouse)
            .threePhases());
    put(
        make("freezer-probe", "Inside the freezer", "Hall")
            .module("ESP8266 probes")
            .thing("hot-pipe/ds18b20-2", "Hot water pipe")
            .thing("cold-pipe/ds18b20-3", "Cold water pipe")
            .sensor("DS18B20-1", () -> probe("00000938355C", "-18." + (int) (world.minute() % 7)))
            .sensor(
                "DS18B20-2",
                () -> probe("0000093A11F2", Json.number(44 + 6 * Math.sin(world.minute() / 60), 1)))
            // A broken wire shows as null for a while each hour.
            .sensor(
                "DS18B20-3",
                () -> probe("00000947AA01", world.minute() % 60 < 5 ? "null" : "12.6")));
    put(
        make("attic-air", "Attic air", "Study")
            .module("Generic")
            .version("15.0.1.4")
            .sensor(
                "BME280",
                () ->
                    "{\"Temperature\":"
                        + Json.number(world.outdoorTemperature() + 6, 1)
                        + ",\"Humidity\":"
                        + Json.number(world.room("Study").humidity, 1)
                        + ",\"DewPoint\":8.4,\"Pressure\":1013.2}"));
    Room hall = world.room("Hall");
    put(
        make("hall-pir", "Stairs motion", "Hall")
            .module("Sonoff SV")
            .detector("Stairs", 14, () -> hall.isMoving(world.minute())));
    put(
        make("hall-panel", "Hall wall panel", "Hall")
            .module("Sonoff T1 3CH")
            .buttons(3)
            .thing("hall-panel-2/button-2", "Hall wall panel, middle")
            .thing("hall-panel-3/button-3", "Hall wall panel, right"));
  }

  private static String probe(String id, String temperature) {
    return "{\"Id\":\"" + id + "\",\"Temperature\":" + temperature + "}";
  }

  private double wholeHouse() {
    double watts = 145;
    for (Load load : world.loads) watts += load.watts();
    for (Room room : world.rooms.values())
      for (Room.Lamp lamp : room.lamps) watts += lamp.isOn() ? 9 : 0;
    return watts;
  }

  private void oddities() {
    put(
        make("granny-lamp", "Grandma's \"old\" lamp 🪔 <script>alert(1)</script>", "Living room")
            .lamp(70)
            .topic("grossmutters_lämpchen"));
    put(
        make("media-strip", "Media strip", "Living room")
            .module("Sonoff 4CH Pro")
            .relay("amplifier", "Amplifier")
            .relay("console", "Game console")
            .relay("record-player", "Record player")
            .relay("disc-player", "Disc player"));
    put(
        make("garden-pump", "Pond pump", "Garden")
            .relay()
            .meter(() -> 42)
            .truncating()
            .sensor(
                "DS18B20",
                () -> probe("000009A4C3D1", Json.number(world.outdoorTemperature() + 2, 1)))
            .sensor("ANALOG", () -> "{\"A0\":" + 300 + "}")
            .module("Sonoff TH16"));
    put(
        make("garden-socket", "Garden socket", "Garden")
            .relay()
            .temper(Temper.FLAKY)
            .module("Sonoff Basic R3"));
  }

  /// Two devices that somebody gave one topic: each obeys the other's commands.
  private void collide() {
    put(make("twin-one", "Twin one", "Study").relay().topic("twins"));
    put(make("twin-two", "Twin two", "Study").relay().topic("twins"));
  }
}
