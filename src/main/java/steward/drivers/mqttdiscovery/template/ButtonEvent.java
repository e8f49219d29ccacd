package steward.drivers.mqttdiscovery.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Zigbee2MQTT's event template does with the name of an action, done here: the template
/// itself needs loops and regular expressions from the wire. Source: the MQTT discovery sheet,
/// section 4.
@SuppressWarnings("ReferenceEquality") // there is one instance of what is undefined and of none
final class ButtonEvent {
  static final String MARK = "{{ action_event }}";

  private static final int NAME_LENGTH_MAX = 100;

  private record Shape(Pattern pattern, List<String> groups) {}

  private static final List<Shape> SHAPES =
      List.of(
          shape("((?:button_)?[a-z0-9]+)_((?:press|hold)(?:_release)?)", "button", "action"),
          shape("(recall|scene)_([0-2][0-9]{0,2})", "action", "scene"),
          shape(
              "(region_)([1-9]|10)_(enter|leave|occupied|unoccupied)",
              "actionPrefix",
              "region",
              "action"),
          shape("(dial_rotate)_(left|right)_(step|slow|fast)", "action", "direction", "speed"),
          shape("(brightness_step)(?:_(up|down))?", "action", "direction"));

  private ButtonEvent() {}

  private static Shape shape(String pattern, String... groups) {
    return new Shape(Pattern.compile(pattern), List.of(groups));
  }

  /// Whether a template is that of Zigbee2MQTT, by its beginning and its turns.
  static boolean isParser(String source) {
    return source.equals(MARK)
        || source.startsWith("{% set patterns = [")
            && source.contains("value_json.action|default('')")
            && source.contains("regex_findall(p.pattern)")
            && source.contains("('event_type',");
  }

  /// `{"event_type":…}` for the action of a state, with the parts of its name.
  static Optional<String> render(Object json) {
    if (!(json instanceof Map<?, ?> map)) return Optional.empty();
    Object action = Python.member(map, "action");
    if (action == Python.UNDEFINED || action == Python.NONE || action.equals(""))
      return Optional.of("{}");
    if (!(action instanceof String name) || name.length() > NAME_LENGTH_MAX)
      return Optional.empty();
    return Optional.of(
        Json.write(parts(name)).replace("\": \"", "\":\"").replace("\", \"", "\",\""));
  }

  private static Map<Object, Object> parts(String name) {
    var parts = new LinkedHashMap<Object, Object>();
    String type = name;
    for (Shape shape : SHAPES) {
      Matcher matcher = shape.pattern().matcher(name);
      if (!matcher.matches()) continue;
      String prefix = "";
      for (int i = 0; i < shape.groups().size(); i++) {
        String group = shape.groups().get(i);
        String part = matcher.group(i + 1) == null ? "" : matcher.group(i + 1);
        if (group.equals("actionPrefix")) prefix = part;
        else if (group.equals("action")) type = part;
        else parts.put(group, part);
      }
      type = prefix + type;
    }
    parts.put("event_type", type);
    return parts;
  }
}
