package steward.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import steward.access.HouseTopics;
import steward.drivers.mqttdiscovery.MqttDiscoveryFamily;
import steward.thing.Ability;
import steward.thing.ActionKind;
import steward.thing.Binding;
import steward.thing.Message;
import steward.thing.Property;
import steward.thing.Thing;
import steward.thing.ThingId;
import steward.thing.Udn;
import steward.value.Bytes;
import steward.value.Tree;
import tools.jackson.databind.json.JsonMapper;

class AnnouncingTest {
  private static final HouseTopics TOPICS = new HouseTopics("homeassistant", "0a-1b");
  private static final Announcing ON = new Announcing(true, TOPICS, _ -> false, "1");

  private static Thing thing(List<Property> observes, ActionKind... performs) {
    var abilities = new LinkedHashMap<ActionKind, Ability>();
    for (ActionKind kind : performs) abilities.put(kind, Ability.of(kind));
    return new Thing(
        new ThingId("lamp"),
        1,
        new Udn("plain:lamp"),
        "Lamp",
        "Hall",
        "/device/light/x/y",
        "Maker",
        "Model",
        "",
        Binding.of("plain"),
        new LinkedHashSet<>(observes),
        abilities);
  }

  private static Tree read(Map<String, Bytes> all, String topic) {
    Bytes document = Objects.requireNonNull(all.get(topic), topic);
    return Tree.of(JsonMapper.shared().readValue(document.text(), Object.class));
  }

  @Test
  void a_light_is_one_light_and_what_it_measures_beside_it() {
    Thing lamp =
        thing(
            List.of(Property.SWITCH, Property.LEVEL, Property.POWER, Property.BUTTON),
            ActionKind.TURN,
            ActionKind.DIM);
    Map<String, Bytes> all = ON.messages(lamp);
    assertThat(all.keySet())
        .containsExactlyInAnyOrder(
            "homeassistant/light/steward_0a-1b_lamp/light/config",
            "homeassistant/sensor/steward_0a-1b_lamp/power/config",
            "homeassistant/event/steward_0a-1b_lamp/button/config");
    Tree light = read(all, "homeassistant/light/steward_0a-1b_lamp/light/config");
    assertThat(light.get("unique_id").text()).isEqualTo("steward_0a-1b_lamp_light");
    assertThat(light.get("command_topic").text()).isEqualTo("steward/lamp/perform");
    assertThat(light.get("payload_on").text()).isEqualTo("{\"action\":\"turn\",\"to\":\"on\"}");
    assertThat(light.get("brightness_state_topic").text()).isEqualTo("steward/lamp/level");
    assertThat(light.get("origin").get("name").text()).isEqualTo("steward");
    assertThat(light.get("availability").items()).hasSize(2);
    Tree power = read(all, "homeassistant/sensor/steward_0a-1b_lamp/power/config");
    assertThat(power.get("unit_of_measurement").text()).isEqualTo("W");
  }

  @Test
  void our_own_reader_and_the_gate_know_them_for_what_they_are() {
    Thing door = thing(List.of(Property.CONTACT, Property.LOCK), ActionKind.LOCK);
    var reader = new MqttDiscoveryFamily();
    ON.messages(door)
        .forEach((topic, document) -> {
          assertThat(reader.sight(new Message.Publish(topic, document, 1, true))).isEmpty();
          assertThat(TOPICS.isOwn(topic)).isTrue();
          assertThat(TOPICS.about(topic)).isEqualTo(new HouseTopics.OfThing(new ThingId("lamp")));
        });
    assertThat(TOPICS.isOwn("homeassistant/switch/0x0a/switch/config")).isFalse();
  }

  @Test
  void what_others_announce_on_the_broker_is_not_announced_again() {
    var off = new Announcing(true, TOPICS, _ -> true, "1");
    assertThat(off.messages(thing(List.of(Property.POWER)))).isEmpty();
    assertThat(new Announcing(false, TOPICS, _ -> false, "1").messages(thing(List.of()))).isEmpty();
  }
}
