package steward.sim;

/// A push button behind Zigbee2MQTT that tells each press once, as an event. Confined to the
/// house's context.
final class ZigbeeButton extends ZigbeeDevice {
  /// The template by which the real gateway makes an event of an action, in its turns.
  private static final String PARSER =
      "{% set patterns = [\\n{\\\"pattern\\\": '^(?P<button>(?:button_)?[a-z0-9]+)_(?P<action>(?:press|hold)(?:_release)?)$', \\\"groups\\\": [\\\"button\\\", \\\"action\\\"]}\\n] %}"
          + "\\n{% set action_value = value_json.action|default('') %}\\n{% set ns = namespace(r=[('action', action_value)]) %}"
          + "\\n{% for p in patterns %}\\n{% set m = action_value|regex_findall(p.pattern) %}\\n{% if m[0] is undefined %}{% continue %}{% endif %}\\n{% endfor %}"
          + "\\n{% set ns.r = ns.r + [('event_type', ns.r|first)] %}\\n{{dict.from_keys(ns.r)|to_json}}";

  ZigbeeButton(String id, String name, Room room) {
    super(id, name, room);
    model("Simulated", "Push button");
    announces(
        "event",
        "action",
        "\"event_types\":[\"single\",\"double\",\"hold\"],\"icon\":\"mdi:gesture-double-tap\",\"name\":\"Action\",\"state_topic\":\"@\","
            + "\"value_template\":\""
            + PARSER
            + "\"");
    battery();
    state(() -> "\"battery\":91");
  }

  @Override
  public void press() {
    tell("\"action\":\"single\"");
  }
}
