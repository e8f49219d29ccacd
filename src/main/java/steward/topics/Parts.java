package steward.topics;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steward.access.HouseTopics;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ValueType;

/// What a thing is made of in the words of Home Assistant: a light, a cover, sensors. Pure; each
/// property stands in one part.
final class Parts {
  private final Thing thing;
  private final List<Part> parts = new ArrayList<>();
  private final Set<Property> said = new LinkedHashSet<>();
  private final Set<ActionKind> offered = EnumSet.noneOf(ActionKind.class);

  /// @param component `light`, `sensor` …
  /// @param id among the parts of its thing
  /// @param members beside the name, the id and the device
  record Part(String component, String id, String name, Map<String, Object> members) {}

  private Parts(Thing thing) {
    this.thing = thing;
  }

  static List<Part> of(Thing thing) {
    var parts = new Parts(thing);
    parts.lightOrSwitch();
    parts.cover();
    parts.lock();
    parts.climate();
    for (ActionKind kind : thing.abilities().keySet()) parts.rest(kind);
    for (Property property : thing.observes())
      if (!parts.said.contains(property)) parts.observed(property);
    return List.copyOf(parts.parts);
  }

  private static String asked(ActionKind kind, String parameter) {
    return "{\"action\":\"" + kind.label() + "\"" + parameter + "}";
  }

  private String topic(String last) {
    return HouseTopics.value(thing.id(), last);
  }

  private void state(Map<String, Object> members, String member, Property property) {
    if (!thing.observes().contains(property)) return;
    said.add(property);
    members.put(member, topic(property.name()));
  }

  private void command(Map<String, Object> members, String of, String template, ActionKind kind) {
    members.put(of + "command_topic", topic(HouseTopics.PERFORM));
    if (!template.isEmpty()) members.put(of + "command_template", template);
    offered.add(kind);
  }

  private boolean can(ActionKind kind) {
    return thing.can(kind);
  }

  private void lightOrSwitch() {
    if (!can(ActionKind.TURN)) return;
    boolean isLight = can(ActionKind.COLOUR) || can(ActionKind.WARMTH) || can(ActionKind.DIM);
    var m = new LinkedHashMap<String, Object>();
    command(m, "", "", ActionKind.TURN);
    m.put("payload_on", asked(ActionKind.TURN, ",\"to\":\"on\""));
    m.put("payload_off", asked(ActionKind.TURN, ",\"to\":\"off\""));
    state(m, "state_topic", Property.SWITCH);
    if (!isLight) {
      m.put("state_on", "on");
      m.put("state_off", "off");
      parts.add(new Part("switch", "switch", "Switch", m));
      return;
    }
    // A light has no words of its own for its state: they are those that it is asked by.
    m.put("state_value_template", "{\"action\":\"turn\",\"to\":\"{{ value }}\"}");
    light(m);
    parts.add(new Part("light", "light", "Light", m));
  }

  private void light(Map<String, Object> m) {
    if (can(ActionKind.DIM)) {
      command(m, "brightness_", asked(ActionKind.DIM, ",\"level\":{{ value }}"), ActionKind.DIM);
      state(m, "brightness_state_topic", Property.LEVEL);
      m.put("brightness_scale", 100);
    }
    if (can(ActionKind.COLOUR)) {
      String template = asked(ActionKind.COLOUR, ",\"hue\":{{ hue }},\"saturation\":{{ sat }}");
      command(m, "hs_", template, ActionKind.COLOUR);
      state(m, "hs_state_topic", Property.COLOUR);
    }
    if (can(ActionKind.WARMTH)) {
      command(
          m, "color_temp_", asked(ActionKind.WARMTH, ",\"mireds\":{{ value }}"), ActionKind.WARMTH);
      state(m, "color_temp_state_topic", Property.WARMTH);
      range(ActionKind.WARMTH)
          .ifPresent(range -> {
            m.put("min_mireds", Math.round(range.min()));
            m.put("max_mireds", Math.round(range.max()));
          });
    }
  }

  private Optional<ValueType.Amounts> range(ActionKind kind) {
    return type(kind)
        .flatMap(type ->
            type instanceof ValueType.Amounts amounts ? Optional.of(amounts) : Optional.empty());
  }

  private List<String> words(ActionKind kind) {
    return type(kind)
        .flatMap(type ->
            type instanceof ValueType.Words(var words)
                ? Optional.of(words)
                : Optional.<List<String>>empty())
        .orElse(List.of());
  }

  private Optional<ValueType> type(ActionKind kind) {
    return Optional.ofNullable(thing.abilities().get(kind))
        .flatMap(Ability::parameter)
        .map(Ability.Parameter::type);
  }

  private void cover() {
    if (!can(ActionKind.OPEN) || !can(ActionKind.CLOSE)) return;
    var m = new LinkedHashMap<String, Object>();
    command(m, "", "", ActionKind.OPEN);
    offered.addAll(List.of(ActionKind.CLOSE, ActionKind.STOP));
    m.put("payload_open", asked(ActionKind.OPEN, ""));
    m.put("payload_close", asked(ActionKind.CLOSE, ""));
    if (can(ActionKind.STOP)) m.put("payload_stop", asked(ActionKind.STOP, ""));
    state(m, "state_topic", Property.COVER);
    m.put("state_open", "opened");
    m.put("state_closed", "closed");
    if (can(ActionKind.POSITION)) {
      m.put("set_position_topic", topic(HouseTopics.PERFORM));
      m.put("set_position_template", asked(ActionKind.POSITION, ",\"to\":{{ position }}"));
      offered.add(ActionKind.POSITION);
    }
    state(m, "position_topic", Property.POSITION);
    parts.add(new Part("cover", "cover", "Cover", m));
  }

  private void lock() {
    if (!can(ActionKind.LOCK)) return;
    var m = new LinkedHashMap<String, Object>();
    command(m, "", "", ActionKind.LOCK);
    offered.add(ActionKind.UNLOCK);
    m.put("payload_lock", asked(ActionKind.LOCK, ""));
    m.put("payload_unlock", asked(ActionKind.UNLOCK, ""));
    state(m, "state_topic", Property.LOCK);
    for (String word : List.of("locked", "unlocked", "locking", "unlocking", "jammed"))
      m.put("state_" + word, word);
    parts.add(new Part("lock", "lock", "Lock", m));
  }

  private void climate() {
    if (!can(ActionKind.HEAT)) return;
    var m = new LinkedHashMap<String, Object>();
    command(m, "temperature_", asked(ActionKind.HEAT, ",\"to\":{{ value }}"), ActionKind.HEAT);
    state(m, "temperature_state_topic", Property.GOAL_TEMPERATURE);
    state(m, "current_temperature_topic", Property.TEMPERATURE);
    range(ActionKind.HEAT)
        .ifPresent(range -> {
          m.put("min_temp", range.min());
          m.put("max_temp", range.max());
        });
    m.put("temperature_unit", "C");
    mode(m);
    chosen(m, "fan_mode_", "fan_modes", ActionKind.FAN, Property.FAN);
    chosen(m, "swing_mode_", "swing_modes", ActionKind.SWING, Property.SWING);
    parts.add(new Part("climate", "climate", "Climate", m));
  }

  /// That which only moves air is called otherwise there.
  private void mode(Map<String, Object> m) {
    List<String> words = words(ActionKind.MODE);
    if (words.isEmpty()) {
      m.put("modes", List.of("heat"));
      return;
    }
    m.put("modes", words.stream().map(word -> word.equals("fan") ? "fan_only" : word).toList());
    command(
        m,
        "mode_",
        asked(ActionKind.MODE, ",\"to\":\"{{ 'fan' if value == 'fan_only' else value }}\""),
        ActionKind.MODE);
    state(m, "mode_state_topic", Property.MODE);
    m.put("mode_state_template", "{{ 'fan_only' if value == 'fan' else value }}");
  }

  private void chosen(
      Map<String, Object> m, String of, String list, ActionKind kind, Property property) {
    List<String> words = words(kind);
    if (words.isEmpty()) return;
    m.put(list, words);
    command(m, of, asked(kind, ",\"to\":\"{{ value }}\""), kind);
    state(m, of + "state_topic", property);
  }

  /// What is no part of something greater.
  private void rest(ActionKind kind) {
    if (!offered.add(kind)) return;
    switch (kind) {
      case MODE ->
          select(
              kind,
              thing.observes().contains(Property.HOUSE_MODE) ? Property.HOUSE_MODE : Property.MODE);
      case FAN -> select(kind, Property.FAN);
      case SWING -> select(kind, Property.SWING);
      case SPECIAL -> select(kind, Property.SPECIAL);
      case DIM -> number(kind, "level", Property.LEVEL);
      case VOLUME -> number(kind, "level", Property.VOLUME);
      case POSITION -> number(kind, "to", Property.POSITION);
      case TILT -> number(kind, "to", Property.TILT);
      case WAKE, PAUSE, OPEN, CLOSE, STOP -> {
        var m = new LinkedHashMap<String, Object>();
        command(m, "", "", kind);
        m.put("payload_press", asked(kind, ""));
        parts.add(new Part("button", kind.label(), spoken(kind.label()), m));
      }
      case SAY, NOTIFY -> {
        var m = new LinkedHashMap<String, Object>();
        command(m, "", asked(kind, ",\"text\":{{ value | tojson }}"), kind);
        parts.add(new Part("notify", kind.label(), spoken(kind.label()), m));
      }
      case TURN, COLOUR, WARMTH, HEAT, LOCK, UNLOCK, PLAY, SCENE, SEND, LEARN -> {}
    }
  }

  private void select(ActionKind kind, Property property) {
    List<String> words = words(kind);
    if (words.isEmpty()) return;
    var m = new LinkedHashMap<String, Object>();
    m.put("options", words);
    command(m, "", asked(kind, ",\"to\":\"{{ value }}\""), kind);
    state(m, "state_topic", property);
    parts.add(new Part("select", kind.label(), spoken(kind.label()), m));
  }

  private void number(ActionKind kind, String parameter, Property property) {
    var m = new LinkedHashMap<String, Object>();
    command(m, "", asked(kind, ",\"" + parameter + "\":{{ value }}"), kind);
    state(m, "state_topic", property);
    range(kind)
        .ifPresent(range -> {
          m.put("min", range.min());
          m.put("max", range.max());
        });
    parts.add(new Part("number", kind.label(), spoken(kind.label()), m));
  }

  private void observed(Property property) {
    var m = new LinkedHashMap<String, Object>();
    m.put("state_topic", topic(property.name()));
    String component = Classes.of(property, m);
    parts.add(new Part(component, property.name(), spoken(property.spoken()), m));
  }

  private static String spoken(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
