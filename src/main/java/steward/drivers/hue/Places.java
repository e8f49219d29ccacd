package steward.drivers.hue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which places of which types of resources are read. Everything else of a bridge, and all that a
/// later firmware adds, is left.
final class Places {
  /// The types by which a bridge is asked where its whole list is too long, in this order.
  static final List<String> TYPES;

  private static final Map<String, List<Place>> BY_TYPE = new LinkedHashMap<>();

  /// A place as a path; `key` is the path with dots.
  record Place(String key, List<String> above, String name) {
    static Place of(String key) {
      List<String> path = Arrays.asList(key.split("\\.", -1));
      return new Place(key, List.copyOf(path.subList(0, path.size() - 1)), path.getLast());
    }
  }

  static {
    type("bridge", "bridge_id");
    type(
        "device",
        "metadata.name",
        "metadata.archetype",
        "product_data.model_id",
        "product_data.manufacturer_name",
        "product_data.product_name",
        "product_data.software_version");
    type(
        "light",
        "metadata.name",
        "on.on",
        "dimming",
        "dimming.brightness",
        "dimming.min_dim_level",
        "color_temperature",
        "color_temperature.mirek",
        "color_temperature.mirek_valid",
        "color_temperature.mirek_schema.mirek_minimum",
        "color_temperature.mirek_schema.mirek_maximum",
        "color",
        "color.gamut_type",
        "color.xy.x",
        "color.xy.y",
        "color.gamut.red.x",
        "color.gamut.red.y",
        "color.gamut.green.x",
        "color.gamut.green.y",
        "color.gamut.blue.x",
        "color.gamut.blue.y");
    type("room", "metadata.name");
    type("zone", "metadata.name");
    type("grouped_light", "on.on", "dimming", "dimming.brightness", "color_temperature", "color");
    type("scene", "metadata.name", "status.active");
    type("smart_scene", "metadata.name", "state");
    type(
        "motion", "enabled", "motion.motion", "motion.motion_valid", "motion.motion_report.motion");
    type(
        "temperature",
        "enabled",
        "temperature.temperature",
        "temperature.temperature_valid",
        "temperature.temperature_report.temperature");
    type(
        "light_level",
        "enabled",
        "light.light_level",
        "light.light_level_valid",
        "light.light_level_report.light_level");
    type("contact", "enabled", "contact_report.state");
    type("tamper", "tamper_reports");
    type("device_power", "power_state.battery_level", "power_state.battery_state");
    type("zigbee_connectivity", "status");
    type(
        "button",
        "metadata.control_id",
        "button.last_event",
        "button.event_values",
        "button.button_report.updated",
        "button.button_report.event");
    type(
        "relative_rotary",
        "relative_rotary.rotary_report.updated",
        "relative_rotary.rotary_report.action",
        "relative_rotary.rotary_report.rotation.direction",
        "relative_rotary.last_event.action",
        "relative_rotary.last_event.rotation.direction");
    TYPES = List.copyOf(BY_TYPE.keySet());
  }

  private Places() {}

  private static void type(String type, String... keys) {
    BY_TYPE.put(type, Arrays.stream(keys).map(Place::of).toList());
  }

  /// The places of this type; none for a type that we have no use for.
  static List<Place> of(String type) {
    return BY_TYPE.getOrDefault(type, List.of());
  }
}
