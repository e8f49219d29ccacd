package steward.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The plan of the simulated house: eight rooms, four people, and everything home-made in it; what
/// Tasmota makes stands in [TasmotaBlueprint].
final class Blueprint {
  final World world;
  final Household household;
  final List<Gadget> gadgets = new ArrayList<>();
  private final Zigbee2Mqtt zigbee = new Zigbee2Mqtt();
  private final Map<String, Load> loads = new HashMap<>();
  private final Map<String, Room.Opening> openings = new LinkedHashMap<>();

  Blueprint(SimSettings settings, RandomGenerator chance) {
    world = new World(settings.begins(), chance);
    rooms();
    people();
    loads();
    contacts();
    var frontDoor = openings.get("front-door");
    if (frontDoor == null) throw new IllegalStateException("the house has no front door");
    var lock = new SimLock("front-lock", "Front door lock", world.room("Hall"), frontDoor);
    household = new Household(world, loads, frontDoor, lock);
    zigbee.add(lock);
    sensors();
    actors();
    phones();
    add(zigbee);
    new TasmotaBlueprint(world, loads, settings).build(this::add);
    world.tell(household);
    world.begin();
    household.planDay();
  }

  private void add(Gadget gadget) {
    gadgets.add(gadget);
  }

  private void rooms() {
    world.add(new Room("Hall", 0.004));
    world.add(new Room("Kitchen", 0.02));
    world.add(new Room("Living room", 0.03));
    world.add(new Room("Bedroom", 0.02));
    world.add(new Room("Nursery", 0.02));
    world.add(new Room("Bathroom", 0.006));
    world.add(new Room("Study", 0.02));
    world.add(new Room("Garden", 1));
    world.room("Bathroom").goal = 22.5;
    world.room("Bedroom").goal = 18.5;
  }

  private void people() {
    world.people.add(
        Person.of(
            "Anna",
            "00:00 Bedroom zzz, 06:38 Bedroom, 06:41 Bathroom, 06:58 Kitchen, 07:35 Bedroom, 07:48 -, 16:40 Kitchen,"
                + " 17:20 Garden, 18:10 Kitchen, 19:30 Living room, 22:20 Bathroom, 22:40 Bedroom, 23:00 Bedroom zzz"));
    world.people.add(
        Person.of(
            "Ben",
            "00:00 Bedroom zzz, 06:45 Bedroom, 06:52 Kitchen, 07:12 Bathroom, 07:30 Kitchen, 08:10 Study, 10:25 Kitchen,"
                + " 10:40 Study, 12:20 Kitchen, 13:20 -, 15:50 Study, 18:20 Kitchen, 19:20 Living room, 20:10 Nursery,"
                + " 20:35 Living room, 22:45 Bathroom, 23:00 Bedroom, 23:20 Bedroom zzz"));
    world.people.add(
        Person.of(
            "Mia",
            "00:00 Nursery zzz, 06:55 Nursery, 07:05 Kitchen, 07:25 Bathroom, 07:36 Hall, 07:45 -, 15:30 Kitchen,"
                + " 15:55 Nursery, 17:10 Garden, 18:00 Living room, 18:45 Kitchen, 19:20 Bathroom, 19:45 Nursery, 20:30 Nursery zzz"));
    world.people.add(
        Person.of(
            "Leo",
            "00:00 Nursery zzz, 07:00 Nursery, 07:10 Kitchen, 07:40 Hall, 07:47 -, 15:35 Kitchen, 16:00 Garden,"
                + " 17:30 Living room, 18:50 Kitchen, 19:25 Living room, 20:00 Bathroom, 20:15 Nursery, 20:50 Nursery zzz"));
  }

  private void loads() {
    loads.put("fridge", Load.cycling(88, 42, 0.35));
    loads.put("freezer", Load.cycling(74, 55, 0.3));
    loads.put("kettle", new Load(0.4));
    loads.put("coffee", new Load(1.8));
    loads.put("oven", new Load(2.1));
    loads.put("dishwasher", new Load(0.9));
    loads.put("washer", new Load(0.8));
    loads.put("television", new Load(1.1));
    loads.put("computer", new Load(3.5));
    loads.put("router", new Load(9.4));
    loads.put("aquarium", Load.cycling(48, 30, 0.45));
    loads.put("charger", new Load(6));
    loads.put("towels", Load.cycling(310, 60, 0.2));
    loads.values().forEach(world::load);
  }

  private void contacts() {
    contact("front-door", "Front door", "Hall");
    contact("kitchen-window", "Kitchen window", "Kitchen");
    contact("living-window", "Living room window", "Living room");
    contact("terrace-door", "Terrace door", "Living room");
    contact("bedroom-window", "Bedroom window", "Bedroom");
    contact("nursery-window", "Nursery window", "Nursery");
    contact("bathroom-window", "Bathroom window", "Bathroom");
    contact("study-window", "Study window", "Study");
    contact("garden-gate", "Garden gate", "Garden");
  }

  private void contact(String id, String name, String roomName) {
    Room room = world.room(roomName);
    Room.Opening opening = room.opening();
    openings.put(id, opening);
    var device =
        new ZigbeeDevice(id, name, room) {
          @Override
          public void press() {
            opening.open = !opening.open;
            report();
          }
        };
    device
        .model("Simulated", "Door and window contact")
        .announces(
            "binary_sensor",
            "contact",
            "\"device_class\":\"door\",\"name\":null,\"payload_off\":true,\"payload_on\":false,"
                + "\"state_topic\":\"@\",\"value_template\":\"{{ value_json[\\\"contact\\\"] }}\"")
        .battery()
        .state(() -> "\"battery\":88,\"contact\":" + !opening.open)
        .keeping();
    zigbee.add(device);
  }

  private void sensors() {
    for (Room room : world.rooms.values()) {
      String slug = steward.thing.ThingId.from(room.name).value();
      if (slug.equals("bedroom")) zigbeeMotion(slug, room);
      else motion(slug, room);
      if (room.outside) weather(room);
      else if (slug.equals("bedroom")) zigbeeClimate(slug, room);
      else climate(slug, room);
    }
    add(new SimPanel("alarm", "Alarm", world.room("Hall")));
    bed("annas-bed", "Anna");
    bed("bens-bed", "Ben");
    for (String smoky : new String[] {"Kitchen", "Hall", "Bedroom"}) {
      Room room = world.room(smoky);
      String id = steward.thing.ThingId.from(smoky) + "-smoke";
      zigbee.add(new SimAlarm(id, smoky + " smoke alarm", room, "smoke", () -> room.smoky));
    }
    zigbee.add(
        new SimAlarm(
            "bathroom-water", "Bathroom floor", world.room("Bathroom"), "water_leak", () -> false));
    zigbee.add(
        new SimAlarm(
            "kitchen-water", "Under the sink", world.room("Kitchen"), "water_leak", () -> false));
  }

  private void bed(String id, String whose) {
    Room room = world.room("Bedroom");
    Person person =
        world.people.stream().filter(one -> one.name.equals(whose)).findFirst().orElseThrow();
    add(
        new PlainGadget(id, whose + "’s bed", room, "sensor/plain/mat")
            .sheet("model", "Mat under the mattress")
            .observes("bed", "/in true=in false=out")
            .state(() ->
                "{\"in\":" + (person.now.asleep() && person.now.room().equals(room.name)) + "}")
            .keeping());
  }

  private void motion(String slug, Room room) {
    add(
        new PlainGadget(slug + "-motion", room.name + " motion", room, "sensor/plain/motion")
            .sheet("model", "Motion and light")
            .observes("motion", "/occupancy true=detected false=absent")
            .observes("light", "/illuminance")
            .temper(slug.equals("study") ? Temper.FLAKY : Temper.STEADY)
            .state(() ->
                "{\"occupancy\":"
                    + room.isMoving(world.minute())
                    + ",\"illuminance\":"
                    + coarse(room.light(world.daylight()))
                    + "}"));
  }

  private void zigbeeMotion(String slug, Room room) {
    zigbee.add(
        new ZigbeeDevice(slug + "-motion", room.name + " motion", room)
            .model("Simulated", "Motion and light")
            .announces(
                "binary_sensor",
                "occupancy",
                "\"device_class\":\"occupancy\",\"name\":null,\"payload_off\":false,\"payload_on\":true,"
                    + "\"state_topic\":\"@\",\"value_template\":\"{{ value_json[\\\"occupancy\\\"] }}\"")
            .announces("sensor", "illuminance", measured("illuminance", "illuminance", "lx"))
            .battery()
            .state(() ->
                "\"battery\":77,\"illuminance\":"
                    + coarse(room.light(world.daylight()))
                    + ",\"occupancy\":"
                    + room.isMoving(world.minute())));
  }

  private static String measured(String object, String kind, String unit) {
    return "\"device_class\":\""
        + kind
        + "\",\"state_class\":\"measurement\",\"state_topic\":\"@\",\"unit_of_measurement\":\""
        + unit
        + "\",\"value_template\":\"{{ value_json[\\\""
        + object
        + "\\\"] }}\"";
  }

  private void zigbeeClimate(String slug, Room room) {
    zigbee.add(
        new ZigbeeDevice(slug + "-climate", room.name + " climate", room)
            .model("Simulated", "Thermometer")
            .announces("sensor", "temperature", measured("temperature", "temperature", "°C"))
            .announces("sensor", "humidity", measured("humidity", "humidity", "%"))
            .battery()
            .state(() ->
                "\"battery\":82,\"humidity\":"
                    + Math.round(room.humidity / 2) * 2
                    + ",\"temperature\":"
                    + Json.number(Math.rint(room.temperature * 5) / 5, 1)));
  }

  /// Small changes of brightness are not worth a message.
  private static long coarse(double lux) {
    return Math.round(Math.exp(Math.round(Math.log(lux + 1) * 8) / 8.0) - 1);
  }

  private void climate(String slug, Room room) {
    boolean air = slug.equals("living-room") || slug.equals("nursery");
    PlainGadget gadget =
        new PlainGadget(slug + "-climate", room.name + " climate", room, "climate/plain/meteo")
            .sheet("model", air ? "Air monitor" : "Thermometer")
            .observes("temperature", "/temperature")
            .observes("humidity", "/humidity")
            .state(() ->
                "{\"temperature\":"
                    + Json.number(Math.rint(room.temperature * 5) / 5, 1)
                    + ",\"humidity\":"
                    + Math.round(room.humidity / 2) * 2
                    + (air ? ",\"co2\":" + Math.round(room.co2 / 20) * 20 : "")
                    + "}");
    if (air) gadget.observes("co2", "/co2");
    if (slug.equals("study")) gadget.temper(Temper.SLOW);
    add(gadget);
  }

  private void weather(Room garden) {
    add(
        new PlainGadget("weather", "Weather station", garden, "climate/plain/meteo")
            .sheet("model", "Weather station")
            .observes("temperature", "/temperature")
            .observes("humidity", "/humidity")
            .observes("light", "/light")
            .observes("wind", "/wind *0.2778")
            .spouting()
            .state(() ->
                "{\"temperature\":"
                    + Json.number(Math.rint(garden.temperature * 5) / 5, 1)
                    + ",\"humidity\":"
                    + Math.round(garden.humidity / 2) * 2
                    + ",\"light\":"
                    + coarse(world.daylight())
                    + ",\"wind\":"
                    + Math.round(9 + 6 * Math.sin(world.minute() / 97))
                    + "}"));
  }

  private void actors() {
    for (String heated :
        new String[] {"Kitchen", "Living room", "Bedroom", "Nursery", "Bathroom", "Study"}) {
      add(
          new SimValve(
              steward.thing.ThingId.from(heated) + "-radiator",
              heated + " radiator",
              world.room(heated)));
    }
    zigbee.add(new SimSiren("siren", "Siren", world.room("Hall")));
    zigbee.add(new SimCover("kitchen-blind", "Kitchen blind", world.room("Kitchen")));
    zigbee.add(new SimCover("study-blind", "Study blind", world.room("Study")));
    add(new EspHomeSpeaker("kitchen-speaker", "Kitchen speaker", world.room("Kitchen")));
    add(new SimSpeaker("bedroom-speaker", "Bedroom speaker", world.room("Bedroom")));
    add(new SimDisplay("hall-display", "Hall display", world.room("Hall")));
    add(new SimButton("doorbell", "Doorbell", world.room("Garden")));
    zigbee.add(
        new ZigbeeButton("bedside-button", "Bedside button", world.room("Bedroom"))
            .friendly("Bedroom/Bedside button"));
    zigbee.add(new SimBulb("bedtime-light", "Bedtime light", world.room("Nursery")));
    add(new SimButton("hall-button", "Good-bye button", world.room("Hall")));
  }

  private void phones() {
    for (Person person : world.people) {
      String id = steward.thing.ThingId.from(person.name) + "-phone";
      add(
          new PlainGadget(id, person.name + "’s phone", world.room("Hall"), "presence/plain/mobile")
              .sheet("maker", "House router")
              .sheet("model", "Phone seen on Wi-Fi")
              .observes("presence", "/where home=present away=absent")
              .state(() -> "{\"where\":\"" + (person.isHome() ? "home" : "away") + "\"}")
              .keeping());
    }
  }
}
