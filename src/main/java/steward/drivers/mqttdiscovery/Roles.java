package steward.drivers.mqttdiscovery;

/// What each component of the convention is to the house.
final class Roles {
  private Roles() {}

  static Role of(Entity entity) {
    return switch (entity.component()) {
      case "switch" ->
          entity.isAside() ? left(entity, "a setting of the device") : Switches.plain(entity);
      case "light" -> Lights.light(entity);
      case "sensor" -> Sensors.measured(entity);
      case "binary_sensor" -> Sensors.binary(entity);
      case "cover" -> Covers.cover(entity);
      case "lock" -> Covers.lock(entity);
      case "siren" -> Switches.siren(entity);
      case "climate" -> Climates.climate(entity);
      case "fan" -> Climates.fan(entity);
      case "select" -> Climates.select(entity);
      case "number" -> Speakers.number(entity);
      case "text", "notify" ->
          entity.isAside() ? left(entity, "a setting of the device") : Speakers.text(entity);
      case "button", "scene" -> button(entity);
      case "event" -> Buttons.event(entity);
      case "device_automation" -> Buttons.trigger(entity);
      case "device_tracker" -> Sensors.tracker(entity);
      case "update" -> left(entity, "updates are the device's own affair");
      default -> left(entity, "the house has nothing of this kind");
    };
  }

  private static Role button(Entity entity) {
    boolean isTechnical = entity.isAside() || entity.has("device_class");
    if (isTechnical) return left(entity, "a technical button of the device");
    return entity.object().equals("pause") ? Speakers.pause(entity) : Switches.button(entity);
  }

  private static Role left(Entity entity, String why) {
    return Role.of(entity).remark(why).build();
  }
}
