package steward.sim.hue;

/// What hangs on a simulated bridge at first: every kind of thing that is driven, with the oddities
/// of real homes.
final class BridgeRooms {
  private BridgeRooms() {}

  static void furnish(BridgeHome home) {
    String ceiling = home.lamp("ceiling", "Ceiling \uD83D\uDCA1", BridgeHome.Lamp.COLOUR);
    String reading = home.lamp("reading", "Reading lamp", BridgeHome.Lamp.AMBIANCE);
    String hall = home.lamp("hall", "Hall", BridgeHome.Lamp.WHITE);
    home.lamp("plug", "Christmas tree", BridgeHome.Lamp.PLUG);
    String living = home.room("living", "Living room", ceiling, reading);
    home.room("hall", "Hall", hall);
    home.room("attic", "Attic");
    home.scene("relax", "Relax", living, 30);
    home.scene("bright", "Bright", living, 100);
    sensor(home);
    remote(home);
    String door = home.device("door", "Front door", "SOC001", "unknown_archetype");
    home.service(door, "zigbee_connectivity", "door", "'status':'connected'");
    home.service(
        door,
        "contact",
        "door",
        "'enabled':true,'contact_report':{'changed':'2026-01-01T00:00:00.000Z','state':'contact'}");
    home.service(
        door,
        "tamper",
        "door",
        "'tamper_reports':[{'changed':'2026-01-01T00:00:00.000Z','source':'battery_door',"
            + "'state':'not_tampered'}]");
    home.put(BridgeHome.id("geolocation x"), "geolocation", "'is_configured':true");
  }

  private static void sensor(BridgeHome home) {
    String device = home.device("sensor", "Stairs", "SML003", "unknown_archetype");
    home.service(device, "zigbee_connectivity", "sensor", "'status':'connected'");
    home.service(
        device,
        "motion",
        "sensor",
        "'enabled':true,'motion':{'motion':false,'motion_valid':true,'motion_report':"
            + "{'changed':'2026-01-01T00:00:00.000Z','motion':false}}");
    home.service(
        device,
        "temperature",
        "sensor",
        "'enabled':true,'temperature':{'temperature':21.5,'temperature_valid':true,"
            + "'temperature_report':{'changed':'2026-01-01T00:00:00.000Z','temperature':21.5}}");
    home.service(
        device,
        "light_level",
        "sensor",
        "'enabled':true,'light':{'light_level':20001,'light_level_valid':true,"
            + "'light_level_report':{'changed':'2026-01-01T00:00:00.000Z','light_level':20001}}");
    home.service(
        device,
        "device_power",
        "sensor",
        "'power_state':{'battery_state':'normal','battery_level':88}");
  }

  private static void remote(BridgeHome home) {
    String device = home.device("remote", "Dimmer", "RWL022", "unknown_archetype");
    home.service(device, "zigbee_connectivity", "remote", "'status':'connected'");
    for (int number = 1; number <= 4; number++)
      home.service(
          device,
          "button",
          "remote " + number,
          ("'metadata':{'control_id':%d},'button':{'last_event':'short_release',"
                  + "'button_report':{'updated':'2026-01-01T00:00:00.000Z',"
                  + "'event':'short_release'},'repeat_interval':800,'event_values':"
                  + "['initial_press','repeat','short_release','long_release','long_press']}")
              .formatted(number));
    home.service(
        device,
        "device_power",
        "remote",
        "'power_state':{'battery_state':'normal','battery_level':53}");
  }
}
