package steward.sim;

/// A thermostat on a radiator: it heats its room to its goal. Confined to the house's context.
final class SimValve extends PlainGadget {
  SimValve(String id, String name, Room room) {
    super(id, name, room, "climate/plain/control");
    sheet("model", "Radiator thermostat");
    observes("goalTemperature", "/goal");
    observes("temperature", "/temperature");
    observes("mode", "/mode");
    performs("heat", "%");
    sheet("range.heat", "7 28");
    state(() ->
        "{\"goal\":"
            + Json.number(room.goal, 1)
            + ",\"temperature\":"
            + Json.number(room.temperature, 1)
            + ",\"mode\":\""
            + (room.heated ? "heat" : "off")
            + "\"}");
  }

  @Override
  void obey(String command) {
    if (!command.matches("\\d{1,2}(\\.\\d{1,3})?")) return;
    double goal = Double.parseDouble(command);
    if (goal >= 7 && goal <= 28) room.goal = Math.rint(goal * 2) / 2; // it knows half degrees only
    report();
  }
}
